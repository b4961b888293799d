"""The pages of the documentation that are installed: by their names, and by the headings in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from functools import cache
from typing import NamedTuple

from vitagraph import resources
from vitagraph.errors import UsageError, quoted, synonyms
from vitagraph.patterns import regex

#: pages for Sphinx alone: lists of pages, and what it makes from the commands and docstrings
_OF_THE_SITE = ("index", "commands", "python")
#: page -> what the messages have in common that it explains
_EXPLAINED = {
    "records": "unknown key|unknown section",
    "hide-and-show": "is no visibility",
    "dates": r"^(?!.*unknown (?:key|section)).*\b(date|dates|period|day|days|year|years|month)\b",
}
#: the page or section that a message names
_NAMED = regex(r"`vitagraph docs (\w+)` (?:lists the keys|explains them)")
#: words of users -> the topic about them
_ALIASES = {
    "visibility": "hide-and-show", "hide": "hide-and-show", "hidden": "hide-and-show", "private": "hide-and-show",
    "bibtex": "import", "json-ld": "embed", "jsonld": "embed", "fuseki": "stores", "oxigraph": "stores",
    "phd": "studies", "publication-status": "status",
}  # fmt: skip
#: an unlisted value -> the heading of its list
_UNLISTED = regex(r"is not listed under ([^;]+)|is no (status|type|kind) of (?:an? )?(\w+)")
#: how many headings of lists a summary of problems names
_MOST_LISTS = 2
#: how many topics are named for one that is none
_MOST_NEAR = 3
#: the line of a generated page that is for its editors
_WRITTEN_BY = regex(r"<!-- written by .*-->\n\n")
_HEADING = regex(r"^(#{1,3}) (.+)$", re.MULTILINE)


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
    texts = {file.stem: _WRITTEN_BY.sub("", file.read_text(encoding="utf-8")) for file in files}
    pages = {page: next(_parts(page, text)) for page, text in texts.items()}
    found = pages | {key: page for page in pages.values() if (key := _key(page.title)) not in pages}
    for page, text in texts.items():
        for topic in _parts(page, text):
            found.setdefault(topic.name, topic)
    return found


def topic(name: str) -> Topic:
    """The topic of a name, in any case and with spaces for hyphens: a heading, a field, a value. Raises UsageError for another name."""
    known = topics()
    name = _ALIASES.get(_key(name), name)
    key = _key(name)
    if key in known:
        return known[key]
    if text := "".join((*_field(name.strip("`: ")), *_value(key), *_sections(key))):
        return Topic(key, "records", name, text)
    near = [*synonyms(key), *get_close_matches(key, (*known, *_words()), n=_MOST_NEAR, cutoff=0.6)][:_MOST_NEAR]
    meant = f"; see {', '.join(f'`vitagraph docs {one}`' for one in dict.fromkeys(near))}" if near else ""
    raise UsageError(f"there is no topic {quoted(name)}{meant or '; `vitagraph docs` lists them'}")


def _field(name: str) -> Iterator[str]:
    """The rows of a field, each with the sections that have it, and the lists of its values."""
    row = re.compile(rf"^\| \**`{re.escape(name)}`\** \| (.*) \|$", re.MULTILINE)
    rows: dict[str, list[str]] = {}
    for one in topics().values():
        if one.page == "records" and one.text.startswith(("## ", "### ")) and "| field |" in one.text:
            for cells in row.findall(one.text.partition("\n### ")[0]):
                rows.setdefault(cells.partition(" | ")[0], []).append(one.title)
    if rows:
        yield f"## {name}\n\n| section | what to write |\n| --- | --- |\n"
        yield from (f"| {', '.join(sections)} | {cells} |\n" for cells, sections in rows.items())
    for anchor in dict.fromkeys(re.findall(r"\]\(#([^()]++)\)", " ".join(rows))):
        yield f"\n{topics()[anchor].text}"


def _value(key: str) -> Iterator[str]:
    """The lists that have a word."""
    yield from (f"{one.text}\n" for one in _lists() if key in _listed(one))


def _sections(key: str) -> Iterator[str]:
    """The table of the sections that a word of users means, where it means several."""
    named = {name: row for row, name in re.findall(r"^(\| \[`(\w+)`\].*\n)", topics()["sections"].text, re.MULTILINE)}
    if len(meant := [named[name] for name in synonyms(key) if name in named]) > 1:
        yield f"## {key}\n\n`vitagraph docs SECTION` prints the fields of one.\n\n| section | what it holds | IRI |\n| --- | --- | --- |\n"
        yield from meant


def _words() -> set[str]:
    """All words of the lists."""
    return {word for one in _lists() for word in _listed(one)}


def _lists() -> list[Topic]:
    """The closed lists of values."""
    return [one for one in topics().values() if one.page == "records" and "Write one of: " in one.text and one.text.startswith("### ")]


def _listed(one: Topic) -> list[str]:
    return re.findall(r"`([^`]+)`", one.text.partition("Write one of: ")[2].partition(" The graph has ")[0])


def advice(messages: Iterable[str]) -> str:
    """The commands that print the pages for messages about records."""
    text = "\n".join(messages)
    pages = [page for page, words in _EXPLAINED.items() if re.search(words, text, re.MULTILINE)]
    pages = [*dict.fromkeys(_NAMED.findall(text)), *(page for page in pages if page != "records")] if _NAMED.search(text) else pages
    found = _UNLISTED.findall(text)
    lists = dict.fromkeys(named or f"{noun}{'es' if noun == 'status' else 's'} of {of.rstrip('s')}s" for named, noun, of in found)
    pages += ["kinds"] if len(lists) > _MOST_LISTS else [f"'{one}'" if _key(one) in topics() else "kinds" for one in lists]
    commands = [f"`vitagraph docs {page}`" for page in dict.fromkeys(pages or ["messages"])]
    return "see " + " and ".join(filter(None, (", ".join(commands[:-1]), commands[-1])))


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
