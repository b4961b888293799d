"""Works in the form in which ORCID's API 3.0 takes them (https://github.com/ORCID/orcid-model, bulk-3.0.xsd and work-3.0.xsd)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape

from vitagraph.exporters import Work
from vitagraph.exporters.formats.csl_json import Item, item, kind_word
from vitagraph.exporters.people import printed
from vitagraph.records import Index
from vitagraph.records.identifiers import identifiers
from vitagraph.records.publications import Book
from vitagraph.records.works import Publication
from vitagraph.values import Isbn

_NAMESPACES = {name: f"http://www.orcid.org/ns/{name}" for name in ("bulk", "common", "work")}
#: characters that XML 1.0 excludes
_EXCLUDED = dict.fromkeys([*(code for code in range(0x20) if code not in (9, 10, 13)), 0xFFFE, 0xFFFF, *range(0xD800, 0xE000)])
#: the longest texts of the schema
_LONGEST, _LONGEST_NAME = 1000, 150
#: years of the schema
_YEARS = range(1900, 2101)


def write(works: Iterable[Publication], shown: Index) -> str:
    """Works of a public view as the body of a request that adds them to a record."""
    namespaces = " ".join(f'xmlns:{name}="{iri}"' for name, iri in _NAMESPACES.items())
    body = "".join(f"{line}\n" for work in works for line in _work(work, shown))
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<bulk:bulk {namespaces}>\n{body}</bulk:bulk>\n'


def _work(work: Publication, shown: Index) -> Iterator[str]:
    """The lines of a work, in the order of the schema."""
    csl = item(Work(work), shown)
    yield '  <work:work visibility="public">'
    yield f"    <work:title>{_element('common:title', csl.get('title') or work.note or shown.id_of(work))}</work:title>"
    if container := csl.get("container-title"):
        yield f"    {_element('work:journal-title', container)}"
    yield f"    {_element('work:type', kind_word(Work(work), 'orcid').text or 'other')}"
    yield from _date(csl)
    yield from _identifiers(work)
    if url := csl.get("URL"):
        yield f"    {_element('common:url', url)}"
    yield from _contributors(work, shown)
    if language := csl.get("language"):
        yield f"    {_element('common:language-code', str(language).partition('-')[0])}"
    yield "  </work:work>"


def _date(csl: Item) -> Iterator[str]:
    """The date to the precision that is known, without a season."""
    parts: list[int] = next(iter(csl.get("issued", {}).get("date-parts", [])), [])
    if parts and int(parts[0]) in _YEARS:
        named = zip(("year", "month", "day"), parts, strict=False)
        text = "".join(_element(f"common:{name}", f"{int(part):02}") for name, part in named)
        yield f"    <common:publication-date>{text}</common:publication-date>"


def _identifiers(work: Publication) -> Iterator[str]:
    """The identifiers of schemes that ORCID has; that of a journal, or of a book about a part of it, is one of its whole."""
    known = [one for _, one in identifiers(work) if one.scheme.orcid]
    if not known:
        return
    yield "    <common:external-ids>"
    for one in known:
        yield "      <common:external-id>"
        yield f"        {_element('common:external-id-type', one.scheme.orcid)}"
        yield f"        {_element('common:external-id-value', str(one))}"
        if address := one.address():
            yield f"        {_element('common:external-id-url', address)}"
        of_book = isinstance(one, Isbn) and not isinstance(work, Book)
        relation = "part-of" if one.scheme.of_container or of_book else "self"
        yield f"        {_element('common:external-id-relationship', relation)}"
        yield "      </common:external-id>"
    yield "    </common:external-ids>"


def _contributors(work: Publication, shown: Index) -> Iterator[str]:
    people = [(role, author) for role, listed in (("author", work.authors), ("editor", work.editors)) for author in listed]
    if not people:
        return
    yield "    <work:contributors>"
    for number, (role, author) in enumerate(people):
        place = _element("work:contributor-sequence", "first" if number == 0 else "additional")
        attributes = f"<work:contributor-attributes>{place}{_element('work:contributor-role', role)}</work:contributor-attributes>"
        name = _element("work:credit-name", printed(author, shown), _LONGEST_NAME)
        yield f"      <work:contributor>{name}{attributes}</work:contributor>"
    yield "    </work:contributors>"


def _element(name: str, text: object, longest: int = _LONGEST) -> str:
    """An element with text, which is cut where it is too long."""
    return f"<{name}>{escape(str(text).translate(_EXCLUDED)[:longest])}</{name}>"
