"""The pages of the documentation, their blocks of code, and the commands in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent
from typing import NamedTuple

from conftest import ROOT

PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
_BLOCK = re.compile(r"(?:^ *`([^`\n]+)`:\n\n)?^( *)```(\S*)\n(.*?)^\2```", re.DOTALL | re.MULTILINE)
_INLINE = re.compile(r"`(vitagraph [^`\n]+(?:\n[^`\n]+)?)`")
_SESSION = re.compile(r"^\$ ", re.MULTILINE)
#: languages whose lines are commands, and the one of commands with what they print
_LINES, _TERMINAL = ("sh", "bash"), "console"


class Block(NamedTuple):
    """A block of code: the file that it is (or ""), its language, its text without indentation."""

    path: str
    language: str
    text: str


class Command(NamedTuple):
    """A command line, and what the page shows that it prints; None where the page shows nothing."""

    line: str
    shown: str | None


def relative(path: Path) -> str:
    """A page by its path in the project."""
    return path.relative_to(ROOT).as_posix()


def blocks(page: Path) -> list[Block]:
    """The blocks of a page. One without a language that begins with a command is as if it had its language."""
    found = []
    for path, _, language, text in _BLOCK.findall(page.read_text("utf-8")):
        text = dedent(text)
        if not language and text.startswith(("$ ", "vitagraph ")):
            language = _TERMINAL if text.startswith("$ ") else _LINES[0]
        found.append(Block(path, language, text))
    return found


def commands(block: Block) -> Iterator[Command]:
    """The commands of a block; one that continues on the next line is one line."""
    text = block.text.replace("\\\n", " ")
    if block.language in _LINES:
        yield from (Command(line, None) for line in text.splitlines() if line and not line.startswith("#"))
    elif block.language == _TERMINAL:
        for session in _SESSION.split(text)[1:]:
            line, _, shown = session.partition("\n")
            yield Command(line, shown)


def inline(page: Path) -> list[str]:
    """The commands of vitagraph in the text of a page, outside of its blocks."""
    text = re.sub(r"^( *)```.*?^\1```", "", page.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)
    return [" ".join(one.split()) for one in _INLINE.findall(text)]
