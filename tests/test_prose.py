"""The project's own texts use plain technical English: words with a standard replacement do not occur in them.

Code, comments, docstrings, messages, templates, shapes, queries and documentation are checked. Of tests, only Python is, without string
literals, which quote records and foreign texts. The CVs in `data/`, samples of other projects and vendored files are not checked.
"""

from __future__ import annotations

import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import ROOT

#: regular expression of words -> the words to use instead; files have a method `tell`
WORDS = {
    r"told|tells|(?<!def )(?<!\.)tell|telling": "states, reports, describes",
    "said|says?|saying": "states, reports, contains",
    "speaks? (of|http|to)|spoken of": "names, describes, uses",
    "somebody|someone|anybody|anyone|whoever|whomever": "a user, another process, the caller",
    "nobody|no one": "no user, no process, no ...",
    "everybody|everyone": "all users, each",
    "strangers?": "untrusted input, another user",
    "wording|said in words|no words? for": "text; as text; cannot be expressed in",
    "goes? without saying": "can be derived",
    "costs? (itself|its|only)": "is skipped and reported",
    "heals?|healed|put right|puts right": "repair, correct",
    "anew|once more": "again",
    "homeless|no home in|without a home": "unsupported, without a field",
    "asked|unasked|untold": "queried, evaluated, requested, stated",
    "answered|answering": "evaluated, responded",
    '(?<!["`])(?<!default: )(?<!withhold )guarded': "restricted",
    "tidy|tidied|tidies": "clean up, simplify",
    "on (its|their) way (to|into)|in the making": "converts, creates",
    "noted|sought": "recorded, found",
    "complains?|complaints?": "reports, problem",
    "whether it took": "whether the value was accepted",
    "by heart|in vain|at heart": "(omit)",
    "lying bars?|upright bars?": "horizontal bars, vertical bars",
}
FOLDERS = ("src", "docs", "tests", "bench", "queries", "ontology", ".ci", ".github")
FILES = ("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", "Makefile", "pyproject.toml")
SUFFIXES = {".py", ".md", ".js", ".mjs", ".css", ".html", ".ttl", ".rq", ".yaml", ".yml", ".toml", ".txt", ".sh", ".json", ""}
#: texts of other projects, mutated code, files that are generated from checked sources and the CVs, and this table
FOREIGN = (
    "tests/browser/node_modules/", "src/vitagraph/site/vendor/", "docs/reference/records.md", "docs/reference/queries.md",
    "docs/reference/messages.md", "ontology/record.schema.json", "bench/mutants.", "tests/test_prose.py",
)  # fmt: skip
_PATTERN = re.compile("|".join(rf"(?P<w{number}>{words})" for number, words in enumerate(WORDS)), re.IGNORECASE)


def files() -> Iterator[Path]:
    """The files with texts of the project."""
    found = [ROOT / name for name in FILES] + [path for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*"))]
    for path in found:
        name = path.relative_to(ROOT).as_posix()
        if path.suffix not in (SUFFIXES if not name.startswith("tests/") else {".py"}):
            continue
        if path.is_file() and "__pycache__" not in path.parts and not name.startswith(FOREIGN):
            yield path


def checked(path: Path) -> str:
    """The text of a file; of tests only comments, docstrings and names, each on its line."""
    text = path.read_text("utf-8", errors="replace")
    if not path.is_relative_to(ROOT / "tests"):
        return text
    lines = [""] * (text.count("\n") + 2)
    previous = tokenize.NEWLINE
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        docstring = token.type == tokenize.STRING and previous in (tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT)
        if docstring or token.type in (tokenize.NAME, tokenize.COMMENT):
            for number, line in enumerate(token.string.splitlines(), token.start[0]):
                lines[number - 1] += f" {line}"
        if token.type not in (tokenize.NL, tokenize.COMMENT):
            previous = token.type
    return "\n".join(lines)


def problems(text: str) -> Iterator[tuple[int, str, str]]:
    """Line, word and replacement of each word in a text; the parts of an identifier such as `is_told` are words."""
    for number, line in enumerate(text.splitlines(), 1):
        for match in _PATTERN.finditer(line):
            if not _inside_a_word(line, *match.span()):
                yield number, match[0], list(WORDS.values())[int(str(match.lastgroup)[1:])]


def _inside_a_word(line: str, start: int, end: int) -> bool:
    """Whether letters adjoin a match, unless a capital begins another word of an identifier."""
    before, after = line[max(start - 1, 0) : start], line[end : end + 1]
    begins = not before.isalpha() or (before.islower() and line[start].isupper())
    ends = not after.isalpha() or (after.isupper() and line[end - 1].islower())
    return not (begins and ends)


def test_words_are_found() -> None:
    """In prose, in identifiers and in camel case, not inside of other words."""
    found = [word for _, word, _ in problems("as it Says\nis_told nobodyElse\nessays retold Told")]
    assert found == ["Says", "told", "nobody", "Told"]


@pytest.mark.parametrize("folder", [*FOLDERS, *FILES])
def test_prose_is_plain(folder: str) -> None:
    """No file has one of the words."""
    paths = [path for path in files() if path.relative_to(ROOT).as_posix().startswith(folder)]
    found = [
        f"{path.relative_to(ROOT)}:{number}: '{word}'; write: {instead}"
        for path in paths
        for number, word, instead in problems(checked(path))
    ]
    assert not found, f"{len(found)} problems\n" + "\n".join(found)
