"""Pages and news of the owner: Markdown files in `pages/` and `news/` of the CV's folder. They are no facts: the graph has none of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup

from vitagraph.errors import DataError, Place, Problem, did_you_mean, quoted
from vitagraph.files.budget import read_bytes
from vitagraph.site.inline import formula
from vitagraph.site.own_links import LINKS, Inside, Links
from vitagraph.values import LanguageTag, PartialDate, Slug, slug
from vitagraph.values.markup import extended
from vitagraph.yaml.conversion import raw
from vitagraph.yaml.nodes import compose, decoded

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

PAGES, NEWS = "pages", "news"
#: characters of the longest page
LONGEST = 100_000
#: news on the page of the CV
SHOWN = 5
_KEYS = {PAGES: ("title", "lang"), NEWS: ("title", "date", "lang")}


class OwnPage(NamedTuple):
    """A page, or an item of news with its `date`; `path` is that of its file in the site, `language` "" for that of the CV.

    `files` are the files of the CV's folder to which it leads, by their paths; `inside` its links to other pages of the site.
    """

    path: str
    title: str
    body: Markup
    language: str = ""
    date: PartialDate | None = None
    files: tuple[str, ...] = ()
    inside: tuple[Inside, ...] = ()


def pages(folder: Path | None) -> list[OwnPage]:
    """The pages by the names of their files."""
    return list(_read(folder, PAGES)) if folder else []


def news(folder: Path | None) -> list[OwnPage]:
    """The news, the newest first."""
    found = list(_read(folder, NEWS)) if folder else []
    return sorted(found, key=lambda one: (one.date.bounds[0] if one.date else (0,), one.path), reverse=True)


def files(folder: Path) -> Iterator[str]:
    """The files to which pages and news lead. Raises DataError as these do."""
    return (path for one in (*pages(folder), *news(folder)) for path in one.files)


def shown(of: Sequence[OwnPage], language: str, languages: Sequence[str]) -> list[OwnPage]:
    """Those to which the page of the CV in a language leads: in that language, or in none of the languages of the site."""
    return [one for one in of if one.language == language or one.language not in languages]


def _read(folder: Path, name: str) -> Iterator[OwnPage]:
    """The pages of a folder. Raises DataError with all their problems."""
    problems: list[Problem] = []
    for path in sorted((folder / name).glob("*.md")) if (folder / name).is_dir() else ():
        try:
            yield _page(path, folder, name)
        except DataError as error:
            problems += error.problems
    if problems:
        raise DataError(problems)


def _page(path: Path, folder: Path, kind: str) -> OwnPage:
    place = Place(str(path))
    if not path.resolve().is_relative_to(folder.resolve()):
        raise DataError([Problem(place, f"this is a link that leads out of {folder}; copy the file into it")])
    try:
        stem = Slug.parse(path.stem)
    except ValueError as error:
        raise DataError([Problem(place, f"the name of the page: {error}")]) from None
    text = decoded(read_bytes(path), str(path)).replace("\r\n", "\n")
    if len(text) > LONGEST:
        raise DataError([Problem(place, f"the page has more than {LONGEST:,} characters; make two of it")])
    head, body = _divided(text, place)
    values = _values(head, place, kind)
    date, language = values.get("date"), values.get("lang", "")
    if "title" not in values or (kind == NEWS and date is None):
        needed = "title: and date:" if kind == NEWS else "title:"
        message = f"the page lacks {needed}; begin it with that, between two lines of ---"
        raise DataError([Problem(place._replace(line=1, column=1), message)])
    links = Links(folder, f"{kind}/{path.name}", head.count("\n") + 3)
    shown = html(body, links)
    if links.problems:
        raise DataError(links.problems)
    found = tuple(dict.fromkeys(links.files)), tuple(links.inside)
    return OwnPage(f"{kind}/{stem}.html", values["title"], shown, language, PartialDate(date) if date else None, *found)


def _divided(text: str, place: Place) -> tuple[str, str]:
    """The head of a page, with an empty line in place of the first, so that its lines keep their numbers; and the text behind it."""
    if not text.startswith("---\n"):
        raise DataError([Problem(place._replace(line=1, column=1), "the page has no head; begin it with ---, title: ..., and another ---")])
    head, end, body = text[3:].partition("\n---\n")
    if not end:
        raise DataError([Problem(place._replace(line=1, column=1), "the head of the page does not end; write another line of ---")])
    return head, body


def _values(head: str, place: Place, kind: str) -> dict[str, str]:
    node, problems = compose(head, place.source)
    parsers: dict[str, Callable[[str], str]] = {"title": str.strip, "date": PartialDate.parse, "lang": LanguageTag.parse}
    values: dict[str, str] = {}
    written = node.value if isinstance(node.value, dict) else {}
    for name, (at, child) in written.items():
        if name not in _KEYS[kind]:
            known = did_you_mean(name, _KEYS[kind], f"; a page has {', '.join(_KEYS[kind])}")
            problems.append(Problem(at, f"unknown key {quoted(name)}{known}"))
            continue
        try:
            if not isinstance(child.value, str) or not child.value.strip():
                raise ValueError(f"{quoted(raw(child))} is no text; write one")  # noqa: TRY301  # as the parsers do
            values[name] = parsers[name](child.value)
        except ValueError as error:
            problems.append(Problem(child.place, f"{name}: {error}"))
    if problems:
        raise DataError(problems)
    return values


def html(text: str, links: Links) -> Markup:
    """Markdown as HTML, without HTML of its own; the highest headings are just below that of the page; each has an id."""
    parser = _parser()
    tokens = parser.parse(text)
    highest = min((int(token.tag[1]) for token in tokens if token.type == "heading_open"), default=1)
    taken = {"content"}
    for number, token in enumerate(tokens):
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1]) - highest + 2, 6)}"
        if token.type == "heading_open":
            name = slug(tokens[number + 1].content) or "part"
            name = next(one for one in chain([name], (f"{name}-{other}" for other in count(2))) if one not in taken)
            token.attrs["id"] = name
            taken.add(name)
        token.attrs.pop("style", None)  # the alignment of a cell, which the content security policy refuses
    links.resolve(tokens)
    return Markup(parser.renderer.render(tokens, parser.options, {}))  # noqa: S704  # the renderer escapes, and reads no HTML


@cache
def _parser() -> MarkdownIt:
    found = extended("commonmark", {"html": False}, LINKS).enable("table").disable(["html_block", "html_inline"])
    found.add_render_rule("tex", lambda _renderer, tokens, number, _options, _env: str(formula(tokens[number])))
    return found
