"""Values of BibTeX's fields: texts in braces or quotes, numbers and strings, joined by `#` (Patashnik, BibTeXing, section 2)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from vitagraph.errors import quoted
from vitagraph.files.budget import DEEPEST, EXPANDED, EXPANDED_PER_CHARACTER
from vitagraph.importers.draft import month_number
from vitagraph.patterns import regex

_LEFT_OUT = "; it was left out"
_BARE = regex(r"[^#\s{}\",]+")
_NEXT_FIELD = regex(r"([A-Za-z][\w+:.-]*)\s*=\s*(?=[{\"\w])")
_MONTHS = frozenset(("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"))
#: the strings that BibTeX's standard styles define
_STANDARD = {
    "acmcs": "ACM Computing Surveys", "acta": "Acta Informatica", "cacm": "Communications of the ACM",
    "ibmjrd": "IBM Journal of Research and Development", "ibmsj": "IBM Systems Journal",
    "ieeese": "IEEE Transactions on Software Engineering",
    "ieeetc": "IEEE Transactions on Computers", "ieeetcad": "IEEE Transactions on Computer-Aided Design of Integrated Circuits",
    "ipl": "Information Processing Letters", "jacm": "Journal of the ACM", "jcss": "Journal of Computer and System Sciences",
    "scp": "Science of Computer Programming", "sicomp": "SIAM Journal on Computing", "tocs": "ACM Transactions on Computer Systems",
    "tods": "ACM Transactions on Database Systems", "tog": "ACM Transactions on Graphics",
    "toms": "ACM Transactions on Mathematical Software", "toois": "ACM Transactions on Office Information Systems",
    "toplas": "ACM Transactions on Programming Languages and Systems", "tcs": "Theoretical Computer Science",
}  # fmt: skip


class Value(NamedTuple):
    """The text of a value, remarks on it, and a field that it contains because a comma is missing: name, value, line in this one."""

    text: str
    remarks: tuple[str, ...] = ()
    contained: tuple[str, str, int] | None = None


class Strings:
    """The strings of a file, name in lower case -> value as written; their total expansion of a text of `size` is bounded."""

    def __init__(self, written: Mapping[str, str], size: int = 0) -> None:
        self._written = written
        self._known: dict[str, str] = {}
        self._left = EXPANDED + EXPANDED_PER_CHARACTER * size

    def value(self, written: str, field: str = "") -> Value:
        """The text of a value with its strings replaced."""
        pieces, rest = _pieces(written)
        remarks: list[str] = []
        text = self._joined(pieces, field, remarks, ())
        contained = None
        if match := _NEXT_FIELD.match(rest):
            line = written[: len(written) - len(rest)].count("\n")
            contained = (match[1], rest[match.end() :], line)
            remarks.append(f"there is no comma before `{match[1]}`; it was read as a field of its own")
        elif rest:
            remarks.append(f"{quoted(rest)} stands behind the value; it was read as part of it")
            text = f"{text} {rest}" if not rest.startswith(("}", '"')) else text
        return Value(text, tuple(remarks), contained)

    def _joined(self, pieces: list[str], field: str, remarks: list[str], within: tuple[str, ...]) -> str:
        return "".join(piece[1:-1] if piece[0] in '{"' else self._string(piece, field, remarks, within) for piece in pieces)

    def _string(self, name: str, field: str, remarks: list[str], within: tuple[str, ...]) -> str:
        key = name.lower()
        if key not in self._written:
            return self._undefined(name, field, remarks)
        if key in within or len(within) >= DEEPEST:
            remarks.append(f"the @string '{name}' stands in " + ("itself" if key in within else f"more than {DEEPEST} others") + _LEFT_OUT)
            return ""
        if key not in self._known:
            self._known[key] = self._joined(_pieces(self._written[key])[0], field, remarks, (*within, key))
        self._left -= len(self._known[key])
        if self._left < 0:
            remarks.append(f"the @string '{name}' makes too much text of this file{_LEFT_OUT}")
            return ""
        return self._known[key]

    def _undefined(self, name: str, field: str, remarks: list[str]) -> str:
        """A number, a month or a string of the standard styles; anything else is reported."""
        if name.lower() in _MONTHS or name[0].isdigit() or (field == "month" and month_number(name)):
            return name
        if name.lower() not in _STANDARD:
            remarks.append(f"the string {quoted(name)} is not defined; define it with @string, or put the text in braces{_LEFT_OUT}")
        return _STANDARD.get(name.lower(), "")


def _pieces(written: str) -> tuple[list[str], str]:
    """The pieces of a value between its `#`, and the text behind them."""
    pieces = []
    at = 0
    for piece, end in _scanned(written):
        pieces.append(piece)
        at = end
    return pieces, written[at:].strip()


def _scanned(written: str) -> Iterator[tuple[str, int]]:
    at = _behind_blanks(written, 0)
    while at < len(written):
        end = _end(written, at)
        if end == at:
            return
        yield written[at:end], end
        at = _behind_blanks(written, end)
        if not written.startswith("#", at):
            return
        at = _behind_blanks(written, at + 1)


def _end(written: str, at: int) -> int:
    """The end of the piece that begins here; the same position where none begins."""
    if written[at] not in '{"':
        match = _BARE.match(written, at)
        return match.end() if match else at
    closing, depth = ("}", 0) if written[at] == "{" else ('"', 0)
    position = at + 1
    while position < len(written):
        letter = written[position]
        if letter == "\\":
            position += 1
        elif letter == closing and depth == 0:
            return position + 1
        elif letter in "{}":
            depth += 1 if letter == "{" else -1
        position += 1
    return at


def _behind_blanks(written: str, at: int) -> int:
    while at < len(written) and written[at].isspace():
        at += 1
    return at
