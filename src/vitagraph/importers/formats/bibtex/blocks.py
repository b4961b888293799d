"""The blocks of a BibTeX file, with strings replaced, crossref and xdata resolved.

bibtexparser 2 finds the blocks (with lines, one broken block at a time, five times as fast as pybtex, which stops at the
first); what needs the whole file is done here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from vitagraph.errors import Place, quoted
from vitagraph.files.budget import DEEPEST
from vitagraph.importers.formats.bibtex.values import Strings
from vitagraph.importers.report import Report
from vitagraph.patterns import regex

#: field -> its text as written, and its place
Fields = dict[str, tuple[str, Place]]

#: what a type of entry inherits under another name (biblatex, appendix B)
_INHERITED = {"title": "booktitle", "subtitle": "booksubtitle", "titleaddon": "booktitleaddon"}
_NOT_INHERITED = frozenset(("crossref", "xdata", "ids", "shorttitle", "sorttitle", "label", "doi", "abstract", "pages"))
_DATES = frozenset(("date", "year", "month", "day"))
# What XML 1.0 cannot carry (section 2.2), and so no record.
_UNWANTED = regex("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_WINDOWS = {chr(code): bytes([code]).decode("cp1252", "ignore") for code in range(0x80, 0xA0)}


class Block(NamedTuple):
    """An entry of the file: its type, key, place and fields as written."""

    kind: str
    key: str
    place: Place
    fields: Fields


def blocks(text: str, source: str, report: Report) -> Iterator[Block]:
    """The entries of a text, in its order; what cannot be read is reported."""
    library = _parsed(text)
    strings = Strings(dict(_strings(library, source, report)), len(text))
    seen: dict[str, Block] = {}
    for entry, line in sorted(_entries(library, text, source, report), key=lambda pair: pair[1]):
        place = Place(source, line + 1, 1)
        block = Block(
            entry.entry_type.lower().removeprefix("_"), printable(entry.key), place, _fields(entry, line, strings, source, report)
        )
        known = seen.setdefault(block.key.lower(), block)
        if known is not block and _texts(known) == _texts(block):
            report.remark(place, block.key, f"this entry stands in line {known.place.line} already; it was left out")
        else:
            yield block


def _texts(block: Block) -> tuple[str, dict[str, str]]:
    return block.kind, {name: value for name, (value, _) in block.fields.items()}


def _strings(library: Any, source: str, report: Report) -> Iterator[tuple[str, str]]:
    """The strings of a file; of those that are defined twice, the later one counts."""
    known: dict[str, str] = {}
    for block in library.blocks:
        string = getattr(block, "ignore_error_block", None) or block
        if not hasattr(string, "entry_type") and hasattr(string, "value") and hasattr(string, "key"):
            name, value = string.key.lower(), str(string.value)
            if known.setdefault(name, value) != value:
                report.remark(Place(source, string.start_line + 1, 1), f"@string {name}", "is defined twice; the later one holds")
            yield name, value


def _entries(library: Any, text: str, source: str, report: Report) -> Iterator[tuple[Any, int]]:
    for entry in library.entries:
        yield entry, entry.start_line or 0
    lines = text.split("\n") if library.failed_blocks else []
    for failed in library.failed_blocks:
        line, place = failed.start_line or 0, Place(source, (failed.start_line or 0) + 1, 1)
        if (duplicate := getattr(failed, "ignore_error_block", None)) is not None:
            if hasattr(duplicate, "entry_type"):
                yield duplicate, line
            continue
        again = _parsed(_mended(lines, line)).entries
        for entry in again:
            report.remark(place, entry.key, "has a comma too many, or none behind its key; it was read without")
            yield entry, line
        if not again:
            report.entry(place, "this entry cannot be read; correct its commas, quotation marks and braces")


def _parsed(text: str) -> Any:
    import logging

    from bibtexparser.entrypoint import parse_string

    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)
    # To bibtexparser, @commentary is a comment.
    return parse_string(_LIKE_A_COMMAND.sub("@_", text), parse_stack=[])


_LIKE_A_COMMAND = regex(r"(?im)(?<=^)@(?=(?:comment|string|preamble)\w)")


def _mended(lines: list[str], line: int) -> str:
    """The entry that begins at a line, with each comma once and one behind its key."""
    end = next((number for number in range(line + 1, len(lines)) if lines[number].lstrip().startswith("@")), len(lines))
    single = re.sub(r",(?:\s*,)+", ",", "\n".join(lines[line:end]))
    return re.sub(r"(@\w+\s*[{(]\s*[^\s,={}()]+)(?=\s+[A-Za-z]\w*\s*=)", r"\1,", single, count=1)


def _fields(entry: Any, line: int, strings: Strings, source: str, report: Report) -> Fields:
    """The fields of an entry; of those that occur twice, the first one counts."""
    fields: Fields = {}
    pending = [(field.key, str(field.value), line + (field.start_line or 0) - (entry.start_line or 0) + 1) for field in entry.fields]
    while pending:
        name, written, number = pending.pop(0)
        place, path = Place(source, number, 1), f"{entry.key}.{name}"
        value = strings.value(written, name.lower())
        for remark in value.remarks:
            report.remark(place, path, remark)
        if value.contained:
            contained, rest, further = value.contained
            pending.insert(0, (contained, rest, number + further))
        text = printable(value.text)
        if text != value.text:
            report.remark(place, path, "holds characters that cannot be printed; those of Windows-1252 were read so, others left out")
        if fields.setdefault(name.lower(), (text, place))[0] != text:
            report.remark(place, path, f"stands here for the second time; {quoted(text)} was left out")
    return fields


def printable(text: str) -> str:
    """A text without characters that records cannot contain; C1 controls are read as Windows-1252."""
    return _UNWANTED.sub(lambda match: _WINDOWS.get(match[0], ""), text)


def whole(block: Block, by_key: Mapping[str, Block], report: Report, known: dict[str, Fields], within: tuple[str, ...] = ()) -> Fields:
    """The fields of an entry and those that it inherits; inherited fields are cached in `known`.

    A parent that is missing, a circle and too many generations are reported, and give nothing.
    """
    within = (*within, block.key.lower())
    fields = dict(block.fields)
    for way in ("xdata", "crossref"):
        value, place = fields.pop(way, ("", block.place))
        for key in filter(None, (part.strip() for part in value.split(","))):
            path, parent = f"{block.key}.{way}", by_key.get(key.lower())
            if parent is None:
                report.remark(place, path, f"{quoted(key)} is not in this file; nothing is inherited from it")
            elif key.lower() in within:
                report.remark(place, path, "leads in a circle; nothing is inherited in it")
            elif len(within) > DEEPEST:
                report.remark(place, path, f"leads over more than {DEEPEST} entries; nothing is inherited from the others")
            else:
                if key.lower() not in known:
                    known[key.lower()] = whole(parent, by_key, report, known, within)
                _inherit(fields, way, known[key.lower()], block.kind)
    return fields


def _inherit(fields: Fields, way: str, parent: Fields, kind: str) -> None:
    """Adds the missing fields of the parent to an entry; those of the same name come before those of another."""
    if way == "xdata":
        for field, value in parent.items():
            fields.setdefault(field, value)
        return
    if _DATES & fields.keys():
        parent = {field: value for field, value in parent.items() if field not in _DATES}
    renamed = {field: _inherited(field, kind) for field in parent if field not in _NOT_INHERITED}
    for field, name in sorted(renamed.items(), key=lambda pair: pair[0] != pair[1]):
        if name:
            fields.setdefault(name, parent[field])


def _inherited(field: str, kind: str) -> str:
    """The field under which an entry inherits one of its parent, "" where it does not."""
    if kind in ("article", "suppperiodical"):
        return {"title": "journaltitle", "subtitle": "journalsubtitle", "titleaddon": "journaltitleaddon"}.get(field, field)
    if kind.startswith(("in", "supp", "conference", "bookinbook")):
        return _INHERITED.get(field, field)
    return field
