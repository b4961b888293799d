"""Identifiers: name of a scheme in another format -> field of the records."""

from __future__ import annotations

from functools import cache
from typing import Literal

from vitagraph.importers.entry import Entry
from vitagraph.records import Record, plan, sections
from vitagraph.records.identifiers import field_names
from vitagraph.records.works import Publication
from vitagraph.values import Identifier

#: name of a field, and the type of the identifier that it holds
Named = tuple[str, type[Identifier]]


@cache
def named(naming: Literal["csl", "bibtex", "orcid", "openalex"]) -> dict[str, Named]:
    """Name of a scheme in a format -> the field of its identifiers; of two fields, the first."""
    return {name: (field, one) for one, field in field_names().items() if (name := getattr(one.scheme, naming))}


@cache
def of_archives() -> dict[str, Named]:
    """Name of an archive in BibTeX, in lower case -> the field of its identifiers."""
    return {archive.lower(): (field, one) for one, field in field_names().items() for archive in one.scheme.eprint}


@cache
def of_works() -> tuple[Named, ...]:
    """The identifiers of publications themselves, not those of their containers."""
    classes = [record for record in sections().values() if issubclass(record, Publication)]
    fields = {field.name: field.type for record in classes for field in plan(record).identifiers if not field.type.scheme.of_container}
    return tuple(fields.items())


def resolve_addresses(section: str, entry: Entry) -> None:
    """Replaces the address of a work by its identifier, where it is the page of one that the record class has a field for."""
    for name, one in of_works():
        url, stated = str(entry.value("url")), one.decoded(str(entry.value(name)))
        if not _has_field(sections()[section], name) or not one.of_address(url):
            continue
        if name not in entry:
            entry.values[name] = entry.values.pop("url")
        elif one.accepts(stated) and _is_page_of(one, stated, url):
            del entry.values["url"]  # it follows from the identifier


def resolve_pages(record: type[Record], entry: Entry) -> None:
    """Adds an identifier without a field in the record class as a page about the work; drops pages that follow from identifiers."""
    if "pages_about" not in plan(record).fields:
        return
    for name, one in of_works():
        stated = one.decoded(str(entry.value(name)))
        if not one.accepts(stated):
            continue
        value, pages = one.parse(stated), [page for page in entry.value("pages_about") or () if not _is_page_of(one, stated, page)]
        if not _has_field(record, name):
            pages.append(value.address())
        if pages != (entry.value("pages_about") or []):
            _, called, place = entry.values.pop(name) if not _has_field(record, name) else entry.values["pages_about"]
            entry.values["pages_about"] = (pages, called, place)
        if not pages:
            entry.values.pop("pages_about", None)


def _is_page_of(one: type[Identifier], stated: str, page: str) -> bool:
    """Returns whether an address is the page of an identifier."""
    found = one.of_address(page)
    return bool(found) and one.parse(found).key == one.parse(stated).key


def _has_field(record: type[Record], name: str) -> bool:
    """Returns whether a record class, or one of the classes nested in it, has a field."""
    return any(name in plan(one).fields for one in (record, *(field.type for field in plan(record).nested)))
