"""RIS (https://en.wikipedia.org/wiki/RIS_(file_format); the tags as Zotero, EndNote and Mendeley read them)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from vitagraph.exporters import Exporter, Work
from vitagraph.exporters.dates import iso_year
from vitagraph.exporters.formats import BIBLIOGRAPHIC, OF_WORKS
from vitagraph.exporters.formats.csl_json import Item, identifiers_in, is_in, item, kind_word
from vitagraph.records import Index, Record
from vitagraph.records.containers import Volume
from vitagraph.records.other_works import Work as OtherWork
from vitagraph.records.publications import JournalArticle
from vitagraph.values import Identifier

_TAGS = {
    "container-title": "T2",
    "container-title-short": "J2",
    "collection-title": "T3",
    "collection-number": "SV",
    "volume": "VL",
    "issue": "IS",
    "edition": "ET",
    "chapter-number": "SE",
    "publisher": "PB",
    "publisher-place": "CY",
    "number": "M1",
    "number-of-pages": "SP",
    "genre": "M3",
    "version": "ET",
    "URL": "UR",
    "abstract": "AB",
    "language": "LA",
    "note": "N1",
    "reviewed-title": "RI",
    "original-title": "OP",
}
#: type -> tags that differ from those of all types, as EndNote and Zotero have them
_TAGS_OF: dict[str, dict[str, str]] = {
    "article-journal": {"number": "C7"},
    "paper-conference": {"number": "C7", "container-title": "C3", "event-title": "T2", "event-place": "C1"},
    "book": {"collection-title": "T2"},
    "report": {"number": "SN"},
    "patent": {"number": "SN", "authority": "A2", "status": "C6"},
}
#: the same of the section `works:`
_TAGS_OF_WORKS = {"event-title": "C3", "event-place": "C1"}


_SEASONS = ("", "Spring", "Summer", "Autumn", "Winter")


def write(works: Iterable[Work], index: Index) -> str:
    """The works as RIS records, with the line ends that its readers expect."""
    return "".join(f"{tag}  - {' '.join(value.split())}\r\n" for work in works for tag, value in _lines(work, item(work, index)))


def _lines(work: Work, csl: Item) -> Iterator[tuple[str, str]]:
    record, ris = work.record, kind_word(work, "ris")
    if isinstance(record, OtherWork):  # the genre distinguishes kinds with one type of RIS
        csl = csl | {"genre": record.kind.row.labels[0]}
        if not ris.approximate:
            del csl["genre"]
        if "version" in csl:
            csl["version"] = f"version {csl['version']}"
        if length := csl.pop("number-of-pages", ""):  # SP has the first page, too
            csl |= {"number-of-pages": f"{length} p."} if "page" not in csl else {}
    yield "TY", ris.text
    yield "ID", csl["id"]
    if "title" in csl:
        yield "TI", csl["title"]
    editors = "A3" if csl["type"] == "book" and not isinstance(record, Volume) else "A2"
    for role, tag in (("author", "AU"), ("editor", editors), ("translator", "A4")):
        yield from ((tag, _name(name)) for name in csl.get(role, ()))
    issued = csl.get("issued", {})
    (parts,) = issued.get("date-parts", [[]])
    if parts:
        yield "PY", iso_year(parts[0])
        yield "DA", f"{_slashed(parts)}/{words}" if (words := _words(issued)) else _slashed(parts)
    elif "literal" in issued:
        period = record.dates if isinstance(record, (OtherWork, JournalArticle)) else None
        year = iso_year(period.year) if period and period.only_year() else ""
        yield from [("PY", year)] if year else []
        yield "DA", f"{year}///{issued['literal']}"
    yield from (("C1", _slashed(parts)) for parts in csl.get("submitted", {}).get("date-parts", ()))
    pages = csl.get("page", "")
    first, last = (pages, pages) if "," in pages else (pages.partition("-")[0], pages.rpartition("-")[2])
    yield from ((tag, value) for tag, value in (("SP", first), ("EP", last if last != first else "")) if value)
    tags = _TAGS | (_TAGS_OF_WORKS if isinstance(record, OtherWork) else _TAGS_OF.get(csl["type"], {}))
    yield from ((tag, csl[key]) for key, tag in tags.items() if key in csl)
    yield from _identifiers(record, csl)
    yield from (("KW", keyword) for keyword in filter(None, csl.get("keyword", "").split(", ")))
    yield "ER", ""


def _identifiers(record: Record, csl: Item) -> Iterator[tuple[str, str]]:
    """Identifiers; the accession number (AN) may be one of any database, so the name of its scheme precedes it.

    One without a tag is written as the address of its page, where the work has no other address.
    """
    listed = identifiers_in(record, csl)
    for value in listed:
        scheme = value.scheme
        if scheme.ris:
            yield scheme.ris, f"{scheme.csl or scheme.label}:{value}" if scheme.ris == "AN" else value
    if page := "" if "URL" in csl else next((value.address() for value in listed if not _has_tag(value, csl) and value.address()), ""):
        yield "UR", page


def identifiers_written(work: Work, index: Index) -> list[Identifier]:
    """The identifiers that the record of a work contains."""
    csl = item(work, index)
    page = dict(_identifiers(work.record, csl)).get("UR")
    return [one for one in identifiers_in(work.record, csl) if _has_tag(one, csl) or one.address() == page]


def _has_tag(value: Identifier, csl: Item) -> bool:
    return bool(value.scheme.ris) or is_in(value, {key: csl[key] for key in _TAGS if key in csl})


def _slashed(parts: list[int]) -> str:
    """A date as RIS writes it, with a slash for each part that is left out: `2020/08/`."""
    return "/".join([iso_year(parts[0]), *(f"{part:02}" for part in parts[1:])]) + "/" * (3 - len(parts))


def _words(date: Item) -> str:
    """The words behind a date: `ca.`, a season."""
    words = ("ca." if date.get("circa") else "", _SEASONS[date.get("season", 0)])
    return " ".join(filter(None, words))


def _name(name: Item) -> str:
    return (
        str(name["literal"])
        if "literal" in name
        else ", ".join(filter(None, (name["family"], name.get("given", ""), name.get("suffix", ""))))
    )


EXPORTER = Exporter(
    "ris",
    "RIS",
    "ris",
    "application/x-research-info-systems",
    write_works=write,
    fields=(*BIBLIOGRAPHIC, *OF_WORKS, "original.title", "reviewed.title", "short_names", "dates", "filed"),
    identifiers=identifiers_written,
    order=30,
)
