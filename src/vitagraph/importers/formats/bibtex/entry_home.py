"""The home of a BibTeX entry: the section and the kind that its type, its subtype and other fields name."""

from __future__ import annotations

from typing import NamedTuple

from vitagraph.importers.formats.bibtex import latex
from vitagraph.importers.formats.bibtex.blocks import Fields
from vitagraph.importers.formats.bibtex.words import ALIASES
from vitagraph.importers.homes import Home, home, named
from vitagraph.patterns import regex
from vitagraph.records import work_kinds

_TALK = regex(r"(?i)\b(?:talk|presentation|presented|poster|keynote|lecture|seminar|colloquium|slides|vortrag)\b")
_TYPES = {"software": "software", "computer program": "software", "code": "software", "dataset": "datasets", "data set": "datasets",
          "preprint": "preprints", "patent": "patent_families", "talk": "talks", "poster": "talks", "presentation": "talks"}  # fmt: skip


class EntryHome(NamedTuple):
    """The home of an entry; `certain` where the entry names a workshop or a conference itself."""

    home: Home
    certain: bool = False


def entry_home(kind: str, fields: Fields) -> EntryHome:
    """The home of an entry of a type; a field that is then wholly stated is removed."""
    written = fields.get("entrysubtype", ("",))[0].strip("{} ").lower()
    word = {"techreport": "report"}.get(kind, kind)
    of_subtype = _of_subtype(word, written)
    found = home(word, "biblatex", aliases=ALIASES, stated=of_subtype)
    if of_subtype and found.kind == of_subtype:
        del fields["entrysubtype"]
        return EntryHome(found)
    if found.section == "conference_papers" and not _is_preprint(kind, fields) and written in ("workshop", "conference"):
        del fields["entrysubtype"]
        return EntryHome(_in(found, f"{written}_papers"), certain=True)
    return EntryHome(_in(found, _section(kind, fields, found.section)))


def _in(found: Home, section: str) -> Home:
    return found if section == found.section else found._replace(section=section, approximate=False)


def _of_subtype(kind: str, subtype: str) -> str:
    """The kind that a subtype of a type names: one of the table, or the name of a kind."""
    row = named(subtype)
    return work_kinds.subtypes().get((kind, subtype)) or (row.name if row else "")


def _section(kind: str, fields: Fields, section: str) -> str:
    """The section by the fields of the entry, where they state more than the type, which leads to `section`."""
    texts = _texts(fields)
    if _is_preprint(kind, fields):
        if texts.get("type") == "preprint":
            del fields["type"]
        return "preprints"
    if kind in ("misc", "unpublished", "online", "report", "techreport") and texts.get("type") in _TYPES:
        return _TYPES[fields.pop("type") and texts["type"]]
    if kind == "misc" and texts.get("howpublished", "").startswith("patent"):
        return "patent_families"
    if kind in ("misc", "unpublished") and ("eventtitle" in fields or any(map(_TALK.search, texts.values()))):
        return "talks"
    if kind in ("book", "mvbook") and "author" not in fields and "editor" in fields:
        return "edited_books"
    return section


def _is_preprint(kind: str, fields: Fields) -> bool:
    """Whether an entry is in arXiv and in no journal."""
    texts = _texts(fields)
    on_arxiv = any("arxiv" in texts.get(name, "") or texts.get(name) == "corr" for name in ("journal", "journaltitle", "howpublished"))
    eprint = "eprint" in fields and "arxiv" in archive(fields) and not {"journal", "journaltitle"} & fields.keys()
    is_report = kind in ("techreport", "report") and bool({"institution", "number"} & fields.keys())
    return kind in ("misc", "online", "article", "unpublished", "techreport", "report") and (on_arxiv or (eprint and not is_report))


def _texts(fields: Fields) -> dict[str, str]:
    names = ("type", "howpublished", "journal", "journaltitle")
    return {name: latex.text(fields[name][0]).lower() for name in names if name in fields}


def archive(fields: Fields) -> str:
    """The name of the archive of an entry in lower case, "" where it names none."""
    written = fields.get("eprinttype") or fields.get("archiveprefix") or fields.get("archive") or ("",)
    return written[0].strip("{} ").lower()
