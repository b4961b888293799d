"""Fields of the themes of homepages (al-folio), and of publishers' exports (ACM), in the words of BibLaTeX."""

from __future__ import annotations

from collections.abc import Iterator

from vitagraph.errors import quoted
from vitagraph.importers.formats.bibtex.blocks import Block, Fields
from vitagraph.importers.formats.bibtex.latex import address_in
from vitagraph.importers.report import Report
from vitagraph.patterns import regex
from vitagraph.values.own_files import SUFFIXES

#: field -> that of BibLaTeX with the same meaning
_RENAMED = {"page": "pages", "hal": "hal_id", "additional_info": "addendum", "arxiv": "eprint"}
#: fields with a page about the work
_PAGES = ("website", "blog", "project", "demo", "supp")
#: fields with a file of the homepage
_FILES = ("pdf", "supp", "slides", "poster", "video")
#: a conference and its year, which ACM writes as the series: UMAP '18
_ACRONYM = regex(r"['’][0-9]{2}[\s}]*$")
_OWN_FILE = regex(r"(?i)[^:]*\.(?:" + "|".join(SUFFIXES) + ")")


def put_in_words(block: Block, fields: Fields, report: Report) -> Fields:
    """The fields of an entry; files of the homepage are reported."""
    for name, common in _renamed(fields):
        if name in fields and common not in fields:
            fields[common] = fields.pop(name)
            if name == "arxiv":
                fields["archiveprefix"] = ("arXiv", fields[common][1])
    for name in _FILES:
        if name in fields and _OWN_FILE.fullmatch(file := fields[name][0].strip("{} ")):
            field = "pdf" if name == "supp" else name
            advice = f"put it below the folder of the CV, and write `{field}: {file}`; it was left out"
            report.remark(fields.pop(name)[1], f"{block.key}.{name}", f"{quoted(file)} is a file of the homepage; {advice}")
    return fields


def _renamed(fields: Fields) -> Iterator[tuple[str, str]]:
    """The fields that another one is named after; what both have stays as it is, and is reported."""
    yield from _RENAMED.items()
    in_book = "booktitle" in fields
    yield "abbr", "shortevent" if in_book else "shortjournal"
    if "pages" not in fields:  # else it follows from them
        yield "numpages", "pagetotal"
    if in_book and "address" in fields:  # ACM: the address is that of the publisher, the location that of the conference
        yield "location", "venue"
        if _ACRONYM.search(fields.get("series", ("",))[0]):
            yield "series", "shortevent"


def take_pages(fields: Fields) -> list[str]:
    """The addresses of pages about the work."""
    return [address_in(fields.pop(name)[0]) for name in _PAGES if name in fields]
