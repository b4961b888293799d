"""Embeds the JSON-LD in an existing page: between markers, or before `</head>`; every other byte of the page is kept."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser

from vitagraph.errors import DataError, Place, Problem
from vitagraph.files.budget import time_limit
from vitagraph.patterns import regex

BEGIN, END = "vitagraph:begin", "vitagraph:end"
_COMMENT_END = regex("--!?>")
_OF_SCRIPTS = regex(r"<!(?=--)|-->|<(/?)script(?=[\t\n\f\r />])", re.IGNORECASE)
#: elements whose content is text, besides scripts and styles (https://html.spec.whatwg.org/multipage/parsing.html#parsing-html-fragments)
_OF_TEXT = ("textarea", "title", "xmp", "iframe", "noembed", "noframes", "noscript")
_BYTE_ORDER_MARKS = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}


def embed(page: bytes, source: str, snippet: Callable[[bool], str]) -> bytes:
    """The page with the snippet; `snippet(True)` returns it in ASCII, for pages in another encoding than UTF-8.

    Raises DataError where a marker lacks the other one or occurs twice, or where the page has no place for the snippet.
    """
    encoding = _encoding(page)
    # Latin-1 is used for every encoding that contains ASCII: it decodes and encodes any byte without change.
    try:
        text = page.decode(encoding)
    except UnicodeDecodeError as error:
        name = encoding.removesuffix("-le").removesuffix("-be").upper()
        message = f"the page has the byte order mark of {name}, but byte {error.start} is not valid {name}"
        raise DataError([Problem(Place(source), f"{message}; save it as UTF-8")]) from None
    with time_limit(source, len(page)):
        start, end, indent = _gap(text, source)
    newline = "\r\n" if text.count("\r\n") * 2 > text.count("\n") else "\n"
    lines = [f"<!-- {BEGIN} -->", *snippet(encoding == "latin-1").splitlines(), f"<!-- {END} -->"]
    block = newline.join([lines[0], *(indent + line if line else line for line in lines[1:])])
    if start == end:
        block += newline + indent
    return (text[:start] + block + text[end:]).encode(encoding)


def _encoding(page: bytes) -> str:
    if mark := _BYTE_ORDER_MARKS.get(page[:2]):
        return mark
    declared = re.search(rb"<meta[^<>]+charset\s*=\s*+[\"']?\s*+([\w-]+)", page[:4096], re.IGNORECASE)
    if declared and declared[1].lower() not in (b"utf-8", b"utf8"):
        return "latin-1"
    try:
        page.decode("utf-8")
    except UnicodeDecodeError:
        return "latin-1"
    return "utf-8"


class _Marks(HTMLParser):
    """The offsets of markers, head and body of a page, without those in text, comments and templates."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=False)
        self._lines = [0, *(match.end() for match in re.finditer("\n", text))]
        self.found: list[tuple[str, int]] = []
        self._templates = 0
        self.feed(text)
        self.close()

    def _note(self, name: str) -> None:
        if self._templates:
            return
        line, column = self.getpos()
        self.found.append((name, self._lines[line - 1] + column))

    def parse_comment(self, i: int, report: int = 1) -> int:
        """The offset behind a comment, as browsers read it: `<!-->` is empty, `--!>` ends one, and the end of the page does."""
        text = self.rawdata
        if text.startswith((">", "->"), i + 4):
            return text.index(">", i) + 1
        end = _COMMENT_END.search(text, i + 4)
        self.handle_comment(text[i + 4 : end.start() if end else len(text)])
        return end.end() if end else len(text)

    def parse_starttag(self, i: int) -> int:
        """The offset behind a start tag; behind that of a script, of the end tag that browsers see."""
        end = super().parse_starttag(i)
        return _script_end(self.rawdata, end) if end > 0 and self.cdata_elem == "script" else end

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notes the start of the body, which ends a head without an end tag."""
        if tag in _OF_TEXT:
            self.set_cdata_mode(tag)
        self._templates += tag == "template"
        if tag == "body":
            self._note("body")

    def handle_endtag(self, tag: str) -> None:
        """Notes the end of the head."""
        self._templates -= tag == "template" and self._templates > 0
        if tag == "head":
            self._note("head")

    def handle_comment(self, data: str) -> None:
        """Notes a marker."""
        if data.strip() in (BEGIN, END):
            self._note(data.strip())

    def offsets(self, name: str) -> list[int]:
        """The offsets of a mark."""
        return [offset for found, offset in self.found if found == name]


def _script_end(text: str, start: int) -> int:
    """The offset of the end tag of a script: one that is written in `<!-- <script>` ends none (HTML, section 13.2.5.20)."""
    level = 0  # 1 behind `<!--`, 2 behind a start tag there
    for match in _OF_SCRIPTS.finditer(text, start):
        if match[0].startswith("-"):
            level = 0
        elif match[0] == "<!":
            level = max(level, 1)
        elif match[1] and level < 2:
            return match.start()
        elif level:
            level = 1 if match[1] else 2
    return len(text)


def _gap(text: str, source: str) -> tuple[int, int, str]:
    """The offsets between which the snippet is written, and the indentation there."""
    marks = _Marks(text)
    begins, ends = marks.offsets(BEGIN), marks.offsets(END)
    if len(begins) == len(ends) == 1 and begins[0] < ends[0]:
        return begins[0], text.index("-->", ends[0]) + 3, _indentation(text, begins[0])
    for name, offsets, other in ((BEGIN, begins, END), (END, ends, BEGIN)):
        if offsets:
            raise _problem(text, source, offsets[-1], f"the marker <!-- {name} --> needs exactly one <!-- {other} --> behind or before it")
    places = marks.offsets("head") or marks.offsets("body")
    if not places:
        message = f"the page has neither </head> nor <body>; write <!-- {BEGIN} --><!-- {END} --> where the snippet belongs"
        raise DataError([Problem(Place(source), message)])
    return places[0], places[0], _indentation(text, places[0])


def _indentation(text: str, offset: int) -> str:
    before = text[text.rfind("\n", 0, offset) + 1 : offset]
    return before if not before.strip() else ""


def _problem(text: str, source: str, offset: int, message: str) -> DataError:
    line = text.count("\n", 0, offset) + 1
    column = offset - text.rfind("\n", 0, offset)
    return DataError([Problem(Place(source, line, column), f"{message}; write both, or delete it")])
