"""What the document states about its page: which sections, in which order and under which titles, and in which languages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Self

from vitagraph.errors import did_you_mean, quoted
from vitagraph.rdf.terms import Term, Triple, iri, literal, parse
from vitagraph.rdf.vocabulary import VITA
from vitagraph.records.registry import RecordProblem
from vitagraph.values import LanguageTag, Text, Value
from vitagraph.values.scalars import truth

if TYPE_CHECKING:
    from vitagraph.records.index import Index

#: sections whose records the page lists by name at its end, or shows in its head
_LISTS = frozenset(
    ("interests", "people", "organizations", "places", "countries", "events", "journals", "series", "edited_books", "sections")
)
_KEYS = ("section", "title", "hidden")


def _decoded(text: str) -> Any:
    import json

    return json.loads(text)


class PageSection(Value):
    """A section of the page: its name, or JSON with its name, its title, and whether it is hidden."""

    __slots__ = ()
    form = "the name of a section"
    example = "{section: talks, title: {en: Lectures, de: Reden}}"
    datatypes = ()

    @classmethod
    def parse(cls, raw: Any) -> Self:
        if not isinstance(raw, dict):
            return super().parse(raw)
        if unknown := next((key for key in raw if key not in _KEYS), None):
            known = f"; write {', '.join(_KEYS)}"
            raise ValueError(f"{quoted(unknown)} is no key of a section of the page" + did_you_mean(str(unknown), _KEYS, known))
        if not isinstance(name := raw.get("section"), str) or not name.strip():
            raise ValueError(f"a section of the page without its name; write for example {cls.example}")
        title = Text.parse(raw["title"]) if raw.get("title") is not None else None
        stated = {
            "section": name.strip(),
            "title": ({tag or "und": text for tag, text in title.translations} or str(title)) if title else None,
            "hidden": truth(raw["hidden"]) if raw.get("hidden") is not None else None,
        }
        found = {key: value for key, value in stated.items() if value}
        if len(found) == 1:
            return cls(name.strip())
        import json

        return cls(json.dumps(found, ensure_ascii=False))

    @classmethod
    def normalized(cls, text: str) -> str | None:
        if not text.startswith("{"):
            return text
        try:
            return str(cls.parse(_decoded(text)))
        except (ValueError, RecursionError):
            return None

    def written(self) -> str | dict[str, Any]:
        """The section as records write it."""
        return dict(_decoded(self)) if self.startswith("{") else str(self)

    def _stated(self, key: str) -> Any:
        return _decoded(self).get(key) if self.startswith("{") else None

    @property
    def name(self) -> str:
        """The name of the section."""
        return self._stated("section") or str(self)

    @property
    def heading(self) -> Text | None:
        """The title in place of the usual one."""
        title = self._stated("title")
        return Text.parse(title) if title else None

    @property
    def is_hidden(self) -> bool:
        """Whether the page leaves it out."""
        return bool(self._stated("hidden"))


def page_sections() -> tuple[str, ...]:
    """The names of the sections of the page, in their usual order; those of publications are one."""
    from vitagraph.records.cv import sections
    from vitagraph.records.works import Publication

    names = ("publications" if issubclass(record, Publication) else name for name, record in sections().items() if name not in _LISTS)
    return tuple(dict.fromkeys(names))


def problems_of_layout(index: Index) -> Iterator[RecordProblem]:
    """Sections that the page does not have, and those that stand twice."""
    document, own = index.cv.document, [index.id_of(one) for one in index.cv.sections]
    names = [one.name for one in document.sections]
    known = (*page_sections(), *own)
    for number, name in enumerate(names):
        if name not in known:
            message = f"the page has no section {quoted(name)}"
            yield RecordProblem(document, ("sections", number), message + did_you_mean(name, known, f"; write one of {', '.join(known)}"))
        elif name in names[:number]:
            yield RecordProblem(document, ("sections", number), f"the section {quoted(name)} stands twice; keep one of the entries")


def described(index: Index) -> Iterator[Triple]:
    """The triples of the document: its sections with their numbers, and its languages."""
    node, document = iri(index.document), index.cv.document
    for number, section in enumerate(document.sections, 1):
        yield node, VITA.pageSection, literal(f"{number} {section}")
    if document.languages:
        yield node, VITA.pageLanguages, literal(" ".join(document.languages))


def sections_of(terms: list[Term]) -> list[PageSection]:
    """The sections that a document states, in their order."""
    numbered = [parse(term).value.partition(" ") for term in terms]
    stated = sorted((int(number), text) for number, _, text in numbered if number.isdecimal() and len(number) < 5)
    return [PageSection(found) for _, text in stated if (found := PageSection.normalized(text))]


def languages_of(terms: list[Term]) -> list[LanguageTag]:
    """The languages of the pages that a document states."""
    words = [word for term in terms[:1] for word in parse(term).value.split()]
    return [LanguageTag(tag) for word in words if (tag := LanguageTag.normalized(word))]
