"""The meta tags of a work's page for Google Scholar and reference managers.

Google Scholar reads the tags `citation_*` (https://scholar.google.com/intl/en/scholar/inclusion.html#indexing); Zotero reads them, too,
and those of PRISM, EPrints, Dublin Core and BIBO (its translators "Embedded Metadata" and "RDF").
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from vitagraph.exporters import Work
from vitagraph.exporters.dates import iso_year
from vitagraph.exporters.formats import csl_json
from vitagraph.exporters.formats.csl_json import Item

#: item type of Zotero -> the tag of what contains the work; Zotero takes a work with such a tag for one of that type
_CONTAINERS = {
    "journalArticle": "citation_journal_title",
    "bookSection": "citation_inbook_title",
    "conferencePaper": "citation_conference_title",
}
#: item type of Zotero -> the tag of the institution, with the same effect
_INSTITUTIONS = {"thesis": "citation_dissertation_institution", "report": "citation_technical_report_institution"}
#: item types whose number is that of an article, which stands for its pages
_WITH_ARTICLE_NUMBERS = ("journalArticle", "conferencePaper", "magazineArticle", "newspaperArticle")
#: variable of CSL -> the tag that has its value unchanged
_PLAIN = {
    "volume": "citation_volume",
    "issue": "citation_issue",
    "language": "citation_language",
    "abstract": "citation_abstract",
    "collection-title": "citation_series_title",
    "container-title-short": "citation_journal_abbrev",
    "edition": "prism.edition",
    "version": "prism.edition",
    "genre": "dc.type",
    "medium": "dcterms.medium",
    "number-of-pages": "bibo.numPages",
    "publisher-place": "eprints.place_of_pub",
    "URL": "citation_public_url",
}


def item_type(work: Work) -> str:
    """The type of a work in Zotero (https://api.zotero.org/itemTypes)."""
    return csl_json.kind_word(work, "zotero").text


def tags(work: Work, item: Item) -> Iterator[tuple[str, str]]:
    """The names and contents of the tags of a work; `item` is its CSL item."""
    record: Any = work.record
    type = item_type(work)
    yield "z:itemType", type
    if "title" in item:
        yield "citation_title", item["title"]
    for role in ("author", "editor"):
        people = item.get(role, ())
        yield from ((f"citation_{role}", _unsplit(one, alone=len(people) == 1)) for one in people)
    yield from _dates(item)
    yield from _containers(type, item)
    yield from ((tag, item[variable]) for variable, tag in _PLAIN.items() if variable in item)
    yield from ((value.scheme.meta, value) for value in csl_json.identifiers_in(record, item) if value.scheme.meta)
    yield from _pages(type, item)
    yield from (("citation_keywords", keyword) for keyword in getattr(record, "keywords", ()))
    if pdf := getattr(record, "pdf", None):
        yield "citation_pdf_url", pdf


def inverted(name: Item) -> str:
    """The name of a CSL item with the family name first: `van der Berg, F.`; of an organization as it is."""
    return name.get("literal") or ", ".join(name[part] for part in ("family", "given", "suffix") if part in name)


def _unsplit(name: Item, alone: bool) -> str:
    """An inverted name that Zotero does not divide at another place.

    It takes the last word of a name without a comma for the family name, and `van der Berg, Anna Maria` for two authors if it is the only
    one.
    """
    if "literal" in name:
        return f"{name['literal']}," if " " in name["literal"] and "," not in name["literal"] else name["literal"]
    if alone and " " in name["family"]:
        name = {**name, "given": name.get("given", "").replace(" ", "\u00a0")} if "given" in name else name
    return inverted(name)


def date_of(item: Item) -> str:
    """The date of publication as `2016/05/02`, "" where it is none of one day, month or year."""
    (parts,) = item.get("issued", {}).get("date-parts", [[]])
    return "/".join([iso_year(parts[0]), *(f"{part:02}" for part in parts[1:])]) if parts else ""


def extent(item: Item, type: str) -> tuple[str, str]:
    """The first and the last page of the first range, else the number of the article."""
    first, _, last = item.get("page", "").partition(",")[0].replace("\u2013", "-").partition("-")
    if first or type not in _WITH_ARTICLE_NUMBERS:
        return first.strip(), last.strip()
    return item.get("number", ""), ""


def _dates(item: Item) -> Iterator[tuple[str, str]]:
    if date := date_of(item):
        yield "citation_publication_date", date
    elif words := item.get("issued", {}).get("literal"):
        yield "citation_date", words


def _containers(type: str, item: Item) -> Iterator[tuple[str, str]]:
    container, event, publisher = (item.get(variable) for variable in ("container-title", "event-title", "publisher"))
    stated = event or container if type == "conferencePaper" else container
    if stated and (tag := _CONTAINERS.get(type)):
        yield tag, stated
    if container and (type == "conferencePaper" or type not in _CONTAINERS):
        yield "prism.publicationName", container
    if event and type != "conferencePaper":
        yield "bib.presentedAt", event
    if publisher:
        yield _INSTITUTIONS.get(type, "citation_publisher"), publisher


def _pages(type: str, item: Item) -> Iterator[tuple[str, str]]:
    if "number" in item and type not in _WITH_ARTICLE_NUMBERS:
        yield ("citation_technical_report_number" if type == "report" else "prism.number"), item["number"]
    first, last = extent(item, type)
    yield from ((tag, page) for tag, page in (("citation_firstpage", first), ("citation_lastpage", last)) if page)
