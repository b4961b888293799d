"""The blocks of a BibTeX file, with strings put in and crossref and xdata resolved.

bibtexparser 2 finds the blocks (with lines, one broken block at a time, five times as fast as pybtex, which stops at the
first); what needs the whole file is done here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from vitagraph.budget import DEEPEST, EXPANDED, EXPANDED_PER_CHARACTER
from vitagraph.errors import Place
from vitagraph.importers.report import Report

#: field -> its text as written, and its place
Fields = dict[str, tuple[str, Place]]

#: what a type of entry inherits under another name (biblatex, appendix B)
_INHERITED = {"title": "booktitle", "subtitle": "booksubtitle", "titleaddon": "booktitleaddon"}
_NOT_INHERITED = frozenset(("crossref", "xdata", "ids", "shorttitle", "sorttitle", "label", "author", "doi", "abstract", "pages"))


class Block(NamedTuple):
    """An entry of the file: its type, key, place and fields as written."""

    kind: str
    key: str
    place: Place
    fields: Fields


def blocks(text: str, source: str, report: Report) -> Iterator[Block]:
    """The entries of a text, in its order; what cannot be read is reported."""
    library = _parsed(text)
    strings = Strings({string.key.lower(): str(string.value) for string in library.strings}, len(text))
    entries = [(entry, entry.start_line or 0) for entry in library.entries]
    for failed in library.failed_blocks:
        duplicate = getattr(failed, "ignore_error_block", None)
        line = failed.start_line or 0
        again = [duplicate] if duplicate else _parsed(_without_double_commas(text, line)).entries
        entries += [(entry, line) for entry in again]
        if not again:
            report.entry(Place(source, line + 1, 1), "this entry cannot be read; correct its commas, quotation marks and braces")
    for entry, line in sorted(entries, key=lambda pair: pair[1]):
        yield Block(entry.entry_type.lower(), entry.key, Place(source, line + 1, 1), _fields(entry, line, strings, source, report))


def _parsed(text: str) -> Any:
    import logging

    from bibtexparser.entrypoint import parse_string

    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)
    return parse_string(text, parse_stack=[])


def _without_double_commas(text: str, line: int) -> str:
    """The entry that begins at a line, with each comma once."""
    rest = text.split("\n")[line:]
    end = next((number for number, one in enumerate(rest[1:], 1) if one.lstrip().startswith("@")), len(rest))
    return re.sub(r",(\s*,)+", ",", "\n".join(rest[:end]))


def _fields(entry: Any, line: int, strings: Strings, source: str, report: Report) -> Fields:
    fields: Fields = {}
    for field in entry.fields:
        place = Place(source, line + (field.start_line or 0) - (entry.start_line or 0) + 1, 1)
        try:
            fields.setdefault(field.key.lower(), (strings.joined(str(field.value)), place))
        except LookupError as error:
            report.entry(place, f"{entry.key}.{field.key}: {error.args[0]}")
    return fields


_PIECE = re.compile(
    r'\s*(\{(?:[^{}]|\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\})*\}|"(?:[^"{}]|\{(?:[^{}]|\{[^{}]*\})*\})*"|[^#\s{}"]+)\s*(?:#|$)'
)


class Strings:
    """The @strings of a file, put into its values; each is worked out once, and all together make no more text than they may.

    Methods raise LookupError for a string that stands in itself, that is too deep or makes too much of the text.
    """

    def __init__(self, raw: Mapping[str, str], size: int) -> None:
        self._raw = raw
        self._texts: dict[str, str] = {}
        self._left = EXPANDED + EXPANDED_PER_CHARACTER * size

    def joined(self, value: str, within: tuple[str, ...] = ()) -> str:
        """A value with its strings put in and its delimiters taken off."""
        pieces = _PIECE.findall(value) if _PIECE.match(value) else []
        if "".join(pieces).replace("#", "") != re.sub(r"\s*#\s*", "", value.strip()) and len(pieces) != 1:
            return value.strip().strip('{}"')
        return "".join(self._piece(piece, within) for piece in pieces)

    def _piece(self, piece: str, within: tuple[str, ...]) -> str:
        if piece[0] in '{"':
            return piece[1:-1]
        name = piece.lower()
        if name in within:
            raise LookupError(f"the @string '{piece}' stands in itself; correct one of {', '.join(within)}")
        if name not in self._raw:
            return piece
        if len(within) >= DEEPEST:
            raise LookupError(f"the @string '{piece}' stands in more than {DEEPEST} others; write its text out")
        if name not in self._texts:
            self._texts[name] = self.joined(self._raw[name], (*within, name))
        self._left -= len(self._texts[name])
        if self._left < 0:
            raise LookupError(f"the @string '{piece}' makes too much text of this file; write less of it")
        return self._texts[name]


def whole(block: Block, by_key: Mapping[str, Block], known: dict[str, Fields], within: tuple[str, ...] = ()) -> Fields:
    """The fields of an entry with those it inherits; what parents give is kept in `known`.

    LookupError for a circle, a parent that is missing, too many generations.
    """
    if block.key.lower() in within:
        raise LookupError(f"crossref and xdata lead in a circle, {' -> '.join((*within, block.key.lower()))}; cut one of them")
    if len(within) > DEEPEST:
        raise LookupError(f"crossref and xdata lead over more than {DEEPEST} entries; write the fields out")
    within = (*within, block.key.lower())
    fields = dict(block.fields)
    for name in ("xdata", "crossref"):
        for key in filter(None, (part.strip() for part in block.fields.get(name, ("", None))[0].split(","))):
            parent = by_key.get(key.lower())
            if parent is None:
                raise LookupError(f"{name} names '{key}', which is not in this file; add that entry")
            if key.lower() not in known:
                known[key.lower()] = whole(parent, by_key, known, within)
            for field, (value, place) in known[key.lower()].items():
                fields.setdefault(*_inherited(name, field, (value, place), block.kind))
    fields.pop("", None)
    return fields


def _inherited(way: str, field: str, value: tuple[str, Place], kind: str) -> tuple[str, tuple[str, Place]]:
    """The field under which an entry inherits a value, "" where it does not."""
    if way == "xdata":
        return field, value
    if field in _NOT_INHERITED:
        return "", value
    if kind in ("article", "suppperiodical"):
        return {"title": "journaltitle", "subtitle": "journalsubtitle"}.get(field, field), value
    return _INHERITED.get(field, field) if kind.startswith(("in", "supp", "conference")) else field if field != "title" else "", value
