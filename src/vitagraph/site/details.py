"""The page of a work: details, signposts, files."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.parse import quote

from vitagraph.exporters import Exporter, Work, bibliographies
from vitagraph.exporters.formats import bibtex, csl_json
from vitagraph.exporters.formats.csl_json import Item
from vitagraph.rdf.syntaxes import turtle
from vitagraph.rdf.terms import iri
from vitagraph.records import Index, Record
from vitagraph.site.address import file_of
from vitagraph.site.citation_tags import tags
from vitagraph.site.entries.entry import Entry, Section, identifier_links, paragraphs, profile_pages
from vitagraph.site.localization import Localized, Localizer, Name
from vitagraph.values import Licence


class File(NamedTuple):
    """A file to download; `name` is that of a file which the address itself contains."""

    label: str
    href: str
    type: str
    name: str = ""


class HeadLink(NamedTuple):
    """A link element in a page's head."""

    rel: str
    href: str
    type: str = ""
    hreflang: str = ""
    title: str = ""


class Inside(NamedTuple):
    """What unfolds below a work in a list."""

    abstract: list[Localized]
    bibtex: str


#: a page with more works leads to their own pages instead
_MOST_INSIDE = 200


def inside(section: Section, localizer: Localizer) -> dict[str, Inside]:
    """Anchor -> abstract and citation of the works of a section; without these where there are many."""
    index, entries = localizer.index, [entry for part in section.parts for entry in part.entries]
    if len(entries) > _MOST_INSIDE:
        return {entry.anchor: Inside([], "") for entry in entries}
    works: dict[str, Any] = {entry.anchor: index.records[iri(f"{index.document}#{entry.anchor}")] for entry in entries}
    return {
        anchor: Inside(paragraphs(localizer.text(getattr(work, "abstract", None), work)), bibtex.write([Work(work)], index))
        for anchor, work in works.items()
    }


class WorkPage(NamedTuple):
    """The data of the page of a work."""

    entry: Entry
    iri: str
    names: list[Name]
    abstract: list[Localized]
    details: list[tuple[str, list[Localized]]]
    citation: str
    bibtex: str
    name: str
    files: list[File]
    data: File
    metas: list[tuple[str, str]]


def work_page(work: Work, entry: Entry, localizer: Localizer) -> WorkPage:
    """The page of a work; `entry` is its entry on the CV's page."""
    record: Any = work.record
    item = csl_json.item(work, localizer.index)
    owner = Name(localizer.index.cv.person.name or "", True, "me")
    language = localizer.field("language")
    return WorkPage(
        entry._replace(where=[piece for piece in entry.where if piece.label != language]),  # it stands among the details
        f"{localizer.index.document}#{entry.anchor}",
        [owner] if work.whole is not None else list(entry.names),
        paragraphs(localizer.text(getattr(record, "abstract", None), record if record.lang or work.whole is None else work.whole)),
        list(_details(work, item, entry, localizer)),
        getattr(record, "citation", None) or "",
        bibtex.write([work], localizer.index),
        _name(entry),
        [File(one.label, *_contained(one, work, entry, localizer.index)) for one in bibliographies() if one is not bibtex.EXPORTER],
        data_file(entry),
        list(tags(work, item)),
    )


def data_file(entry: Entry) -> File:
    """The data of a work, beside its page."""
    return File(turtle.SYNTAX.label, f"{_name(entry)}.{turtle.SYNTAX.suffix}", turtle.SYNTAX.media_type)


def _name(entry: Entry) -> str:
    """The name of the files of a work, without suffix."""
    return file_of(entry.anchor).rpartition("/")[2]


def _contained(format: Exporter, work: Work, entry: Entry, index: Index) -> tuple[str, str, str]:
    """A work in a format of reference managers: the address that contains it, its media type, the name of the file."""
    text = format.of_works([work], index)
    if format.media_type.endswith("json"):  # the white space in it would be half of the page
        text = json.dumps(json.loads(text), ensure_ascii=False, separators=(",", ":"))
    address = f"data:{format.media_type};charset=utf-8,{quote(text, safe='!$()*+,-./:;=?@_~')}"
    return address, format.media_type, f"{_name(entry)}.{format.suffix}"


def _details(work: Work, item: Item, entry: Entry, localizer: Localizer) -> Iterator[tuple[str, list[Localized]]]:
    record: Any = work.record
    words = localizer.words
    yield words["kind"], [Localized(entry.kind)]
    if printed := localizer.date(getattr(record, "date", None)) or entry.when:
        yield words["date"], [Localized(printed)]
    if entry.names_label and entry.names:
        yield entry.names_label, [Localized(name.text) for name in entry.names]
    for value in csl_json.identifiers_in(record, item):
        yield value.scheme.label, [Localized(value, "", value.address())]
    if keywords := getattr(record, "keywords", ()):
        yield words["keywords"], [localizer.word(one, record) for one in keywords]
    if "language" in item:
        yield words["language"], [Localized(localizer.language_name(item["language"]))]
    if licence := getattr(record, "license", None):
        yield words["license"], [Localized(license_name(licence), "", licence)]
    if entry.marks:
        yield words["details"], list(entry.marks)


def license_name(url: str) -> str:
    """The name of a Creative Commons licence, such as `CC BY-SA 4.0`; of another its SPDX identifier, or host and path."""
    if "://creativecommons.org/publicdomain/zero/" in url:
        return "CC0 1.0"
    if "://creativecommons.org/licenses/" in url:
        terms, version = url.partition("/licenses/")[2].strip("/").split("/")[:2]
        return f"CC {terms.upper()} {version}"
    return Licence(url).identifier or url.partition("://")[2].strip("/")


def signposts(work: Work, entry: Entry, index: Index) -> Iterator[HeadLink]:
    """Typed links for machines (https://signposting.org/FAIR/): how to cite, authors, type, file and description."""
    record: Any = work.record
    yield from (HeadLink("cite-as", link.url) for link in identifier_links(record)[:1])
    yield from (HeadLink("author", page) for author in _authors(work, index) for page in profile_pages(author))
    types = [one for one in type(record).types if one.startswith("<http://schema.org/")]
    yield from (HeadLink("type", one[1:-1].replace("http:", "https:", 1)) for one in types)
    if pdf := getattr(record, "pdf", None):
        yield HeadLink("item", pdf, "application/pdf")
    if licence := getattr(record, "license", None):
        yield HeadLink("license", licence)
    data = data_file(entry)
    yield from (HeadLink(relation, data.href, data.type) for relation in ("describedby", "alternate"))


def _authors(work: Work, index: Index) -> Iterator[Record]:
    """The records of the authors, as far as they have one."""
    authors: Any = getattr(work.record, "authors", ())
    people = [index.cv.person] if work.whole is not None else [index.records.get(agent) for agent, _ in index.credits(authors)]
    return filter(None, people)
