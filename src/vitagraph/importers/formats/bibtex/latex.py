"""LaTeX in BibTeX -> Unicode text.

Commands and accents are those of pylatexenc's tables. pylatexenc's own converter drops the commands it does not know and takes a
millisecond a text; here an unknown command stays in the text as it is written, and is named.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from vitagraph.importers.draft import web_address
from vitagraph.importers.formats.bibtex import latex_words as words
from vitagraph.patterns import regex


class Converted(NamedTuple):
    """A text, and the commands in it that are not known, such as `\\SI`."""

    text: str
    unknown: tuple[str, ...] = ()


def text(latex: str) -> str:
    """The text that LaTeX prints, one line a paragraph."""
    return converted(latex).text


def converted(latex: str) -> Converted:
    """The text that LaTeX prints, one line a paragraph, and the unknown commands in it."""
    printed = _printed(latex, False)
    return Converted(_lines(printed.text).translate(_BRACES), printed.unknown)


def grouped(latex: str) -> Converted:
    """The text in one line with the braces that group words; accents, ties, fonts and formulas are text. Restore its `braces`."""
    printed = _printed(latex, True)
    return Converted(" ".join(printed.text.replace("\u00a0", " ").split()), printed.unknown)


def braces(text: str) -> str:
    """Grouped text without its groups, and with the braces that were escaped."""
    return text.replace("{", "").replace("}", "").translate(_BRACES)


#: braces that are printed, as long as those that group stand beside them
_ESCAPED = {"{": "\ue07b", "}": "\ue07d"}
_BRACES = {ord(private): brace for brace, private in _ESCAPED.items()}
#: what is not plain text: commands, groups, formulas, ties, and characters that LaTeX joins
_MARKUP = regex(r"[\\{}$~]|--|``|''|[?!]`")
_TOKEN = regex(r"\\([A-Za-z@]+\*?)[ \t]*\n?[ \t]*|\\(.)|([{}$~^_])|(-{2,3}|``|''|[?!]`)|([^\\{}$~^_\-`'?!]+|.)", re.DOTALL)
_BLANK = regex(r"\s*")
_VERBATIM = regex(r"\s*\{((?:[^{}]|\{[^{}]*\})*)\}")
_LIGATURES = {"--": "–", "---": "—", "``": "“", "''": "”", "?`": "¿", "!`": "¡"}
_DEEPEST = 40
_LONGEST_CACHED = 200


def _lines(printed: str) -> str:
    printed = printed.replace("\u00a0", " ")
    paragraphs = re.split(r"\n\s*\n", printed) if "\n" in printed else [printed]
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs).strip()


def _printed(latex: str, groups: bool) -> Converted:
    if not _MARKUP.search(latex):
        return Converted(latex)
    return (_cached if len(latex) <= _LONGEST_CACHED else _read)(latex, groups)


def _read(latex: str, groups: bool) -> Converted:
    reader = _Reader(_STRAY_ACCENT.sub(_with_letter, latex), groups)
    printed = reader.all()
    return Converted(printed, tuple(dict.fromkeys(reader.unknown)))


#: an accent in braces without its letter, which LaTeX prints before it: M{\"}uller, Jos{\'}{e}
_STRAY_ACCENT = regex(r"""\{\\(["'`^~.uvHckr])\s*\}\s*(?:\{([A-Za-z])\}|([A-Za-z])|\{?\\(i)(?![A-Za-z])\}?)""")


def _with_letter(match: re.Match[str]) -> str:
    letter = match[2] or match[3] or match[4]
    composed = unicodedata.normalize("NFC", letter + words.ACCENTS[match[1]])
    return composed if len(composed) == 1 else match[0]


_cached = lru_cache(maxsize=16384)(_read)


class _Reader:
    """A text read token by token (Knuth, The TeXbook, chapters 7 and 20, as far as bibliographies use it)."""

    def __init__(self, latex: str, groups: bool) -> None:
        self.latex, self.groups = latex, groups
        self.at = 0
        self.unknown: list[str] = []
        self.in_formula = False
        self.depth = 0

    def all(self) -> str:
        """The whole text."""
        printed = []
        while self.at < len(self.latex):
            printed.append(self._until(""))
        return "".join(printed)

    def _until(self, end: str) -> str:
        """The text before the next closing token, or to the end."""
        printed: list[str] = []
        while match := _TOKEN.match(self.latex, self.at):
            self.at = match.end()
            if match[3] and match[3] in (end, "}"):
                break
            printed.append(self._token(match))
        return "".join(printed)

    def _token(self, match: re.Match[str]) -> str:
        word, sign, special, ligature, plain = match.groups()
        if word:
            return self._command(word.rstrip("*"), match[0])
        if sign:
            return self._sign(sign)
        if special:
            return self._special(special)
        return _LIGATURES[ligature] if ligature and not self.in_formula else match[0] if ligature else plain

    def _special(self, special: str) -> str:
        if special == "{":
            # {\'e} and {\relax Ch} are letters, in BibTeX's words special characters; {\'Ecole Normale} is a group.
            is_letter = self.latex.startswith("\\", self.at)
            inner = self._group()
            return f"{{{inner}}}" if self.groups and inner and not (is_letter and " " not in inner) else inner
        if special == "$":
            return self._formula()
        if special in "^_" and self.in_formula:
            return words.raised(special, self._argument())
        return "\u00a0" if special == "~" else special

    def _group(self) -> str:
        """The text of the group that has just been opened."""
        if self.depth >= _DEEPEST:
            return ""
        self.depth += 1
        inner = self._until("}")
        self.depth -= 1
        return inner

    def _formula(self) -> str:
        displayed = self.latex.startswith("$", self.at)
        self.at += displayed
        if self.latex.find("$", self.at) < 0:
            return "$"
        before, self.in_formula = self.in_formula, True
        printed = self._until("$")
        self.in_formula = before
        self.at += displayed and self.latex.startswith("$", self.at)
        return printed.strip()

    def _argument(self) -> str:
        """The text of a command's argument: a group, a command or one character; "" at the end of a group."""
        blank = _BLANK.match(self.latex, self.at)
        match = _TOKEN.match(self.latex, blank.end() if blank else self.at)
        if match is None or match[3] == "}":
            return ""
        if match[3] == "{":
            self.at = match.end()
            return self._group()
        if match[5]:
            self.at = match.start() + 1
            return match[5][0]
        self.at = match.end()
        if self.depth >= _DEEPEST:
            return ""
        self.depth += 1
        printed = self._token(match)
        self.depth -= 1
        return printed

    def _verbatim(self) -> str:
        match = _VERBATIM.match(self.latex, self.at)
        self.at = match.end() if match else self.at
        return match[1].replace("\\", "") if match else ""

    def _sign(self, sign: str) -> str:
        if sign in words.ACCENTS and not (sign == "=" and self.in_formula):
            return self._accented(sign)
        if sign in _ESCAPED:
            return _ESCAPED[sign]
        if sign in "([":
            self.in_formula = True
        elif sign in ")]":
            self.in_formula = False
        return words.SIGNS.get(sign, sign)

    def _accented(self, accent: str) -> str:
        argument = self._argument().replace("ı", "i").replace("ȷ", "j")
        if not argument.strip():
            return accent if len(accent) == 1 and not accent.isalpha() else ""
        return unicodedata.normalize("NFC", argument[0] + words.ACCENTS[accent]) + argument[1:]

    def _command(self, word: str, written: str) -> str:
        if word in words.ACCENTS:
            return self._accented(word)
        if word in words.TRANSPARENT:
            return self._argument()
        if word in words.ENCLOSING:
            before, after = words.ENCLOSING[word]
            return before + self._argument() + after
        if word in words.ADDRESSES:
            return self._verbatim()
        if word in words.SECOND:
            self._verbatim()
            return self._argument()
        if word in words.WITHOUT_PRINT:
            self._verbatim()
            return ""
        if word == "frac":
            return f"{self._argument()}/{self._argument()}"
        if word == "overline":
            return "".join(f"{letter}\u0305" for letter in self._argument())
        if word == "mathbb":
            return self._argument().translate(words.DOUBLE_STRUCK)
        symbol = words.symbol(word)
        if symbol is None:
            return self._unknown(word, written)
        return f"{symbol} " if symbol and self.in_formula and written[-1].isspace() else symbol

    def _unknown(self, word: str, written: str) -> str:
        """The command as it is written, with its arguments."""
        self.unknown.append(f"\\{word}")
        printed = written
        while self.latex.startswith("{", self.at):
            self.at += 1
            left, right = ("{", "}") if self.groups else (_ESCAPED["{"], _ESCAPED["}"])
            printed += f"{left}{self._group()}{right}"
        return printed


def address_in(written: str) -> str:
    """The address in a value: in a command, with a tilde as a command."""
    written = re.sub(r"\\(?:url|path|href)\s*\{([^{}]*)\}", r"\1", written)
    written = re.sub(r"\\textasciitilde\s*(?:\{\})?|\{?\\(?:sim|~)\s*(?:\{\})?\}?|\$\\sim\$", "~", written)
    return web_address(written.replace("\\", "").strip("{} "))
