"""The pages of the documentation that are installed: by their names, and by the headings in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from vitagraph import resources
from vitagraph.errors import UsageError, did_you_mean, quoted

#: pages for Sphinx alone: lists of pages, and what it makes from the commands and docstrings
_OF_THE_SITE = ("index", "commands", "python")
#: page -> what the messages have in common that it explains
_EXPLAINED = {"records": "unknown key|unknown section|not listed under", "dates": r"\b(date|dates|period|day|days|year|years)\b"}
#: how many sections with a field are listed
_MOST_SECTIONS = 8
_HEADING = re.compile(r"^(#{1,3}) (.+)$", re.MULTILINE)


class Topic(NamedTuple):
    """A page, or the part of it below a heading."""

    name: str
    page: str
    title: str
    text: str

    @property
    def is_page(self) -> bool:
        """Whether it is a whole page."""
        return self.name == self.page


@cache
def topics() -> dict[str, Topic]:
    """Name -> topic; a page before a heading of its name, and a heading of one page before that of a later one."""
    files = sorted(
        (file for file in resources.path("docs").rglob("*.md") if file.stem not in _OF_THE_SITE),
        key=lambda file: (file.stem != "records", file.stem),
    )
    texts = {file.stem: file.read_text(encoding="utf-8") for file in files}
    found = {page: next(_parts(page, text)) for page, text in texts.items()}
    for page, text in texts.items():
        for topic in _parts(page, text):
            found.setdefault(topic.name, topic)
    return found


def topic(name: str) -> Topic:
    """The topic of a name, in any case and with spaces for hyphens. Raises UsageError for another name."""
    known = topics()
    key = _key(name)
    if key in known:
        return known[key]
    row = re.compile(rf"^\| \**`{re.escape(name)}`", re.MULTILINE)
    sections = [one.name for one in known.values() if one.text.startswith("## ") and row.search(one.text.partition("\n### ")[0])]
    if sections:
        more = " ..." if len(sections) > _MOST_SECTIONS else ""
        raise UsageError(f"{quoted(name)} is a field of {', '.join(sections[:_MOST_SECTIONS])}{more}; see `vitagraph docs {sections[0]}`")
    raise UsageError(f"there is no topic {quoted(name)}" + did_you_mean(key, known, "; `vitagraph docs` lists them"))


def advice(messages: Iterable[str]) -> str:
    """The commands that print the pages for messages about records."""
    text = "\n".join(messages)
    pages = [page for page, words in _EXPLAINED.items() if re.search(words, text)]
    return f"see {' and '.join(f'`vitagraph docs {page}`' for page in pages or ['messages'])}"


def _parts(page: str, text: str) -> Iterator[Topic]:
    """The page itself, then each part of it that has a heading."""
    headings = [match for match in _HEADING.finditer(text) if not _in_code(text[: match.start()])]
    for number, heading in enumerate(headings):
        level, title = len(heading[1]), heading[2].replace("`", "")
        end = next((later.start() for later in headings[number + 1 :] if len(later[1]) <= level), len(text))
        yield Topic(page if number == 0 else _key(title), page, title, text[heading.start() : end].strip() + "\n")


def _in_code(before: str) -> bool:
    """Whether a block of code is open at the end of a text: a `#` there begins a comment."""
    return len(re.findall(r"^ *```", before, re.MULTILINE)) % 2 == 1


def _key(title: str) -> str:
    return re.sub(r"[^\w.]+", "-", title.lower()).strip("-")
