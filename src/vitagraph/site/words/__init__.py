"""The words of pages, charts and feeds: one file a language in this folder, and files of the owner beside the records.

A message is a text with placeholders (`vol. {number}`), or its forms by plural category. The labels of controlled values, of kinds of
works and of roles in works stand in the vocabulary in some languages; the files have those of the others.
"""

from __future__ import annotations

from functools import cache, cached_property
from typing import Any

from msgspec.structs import replace

from vitagraph import resources
from vitagraph.queries import Query
from vitagraph.site.words import vocabulary
from vitagraph.site.words.plurals import category
from vitagraph.values.printing import DateWords, roman

_FOLDER = "site/words"
#: the messages of dates with one form, in the order of `DateWords`
_DATES = ("decade", "before", "until", "present", "ongoing", "day", "month", "season", "year", "about")

#: how far words are reviewed: those of English are what others translate; none but the author read them; a second reader, who is no native
#: reader, translated them back into English, and the differences are mended; a native reader read them
REVIEWS = ("source", "no", "translated back", "by a native reader")

#: section -> key -> message: a text, its forms by plural category, or a list
Messages = dict[str, dict[str, Any]]


@cache
def known() -> tuple[str, ...]:
    """The languages that have a file, English first."""
    return tuple(sorted((file.stem for file in resources.path(_FOLDER).glob("*.yaml")), key=lambda one: (one != "en", one)))


@cache
def messages(language: str) -> Messages:
    """The messages of the file of a language, with those of the vocabulary."""
    import yaml

    read: Messages = yaml.load(resources.text(f"{_FOLDER}/{language}.yaml"), yaml.CBaseLoader)  # noqa: S506 - all scalars are texts
    return vocabulary.labels(language) | read


class Words:
    """The words of one language: `words["skip"]` is a message of the page. A message that is missing is a KeyError."""

    def __init__(self, language: str, found: Messages) -> None:
        self.language = language
        self._messages = found

    def __getitem__(self, key: str) -> str:
        return self.of("page", key)

    def __contains__(self, key: str) -> bool:
        return self.has("page", key)

    @property
    def name(self) -> str:
        """The language's own name."""
        return self.of("language", "name")

    @property
    def direction(self) -> str:
        """`ltr` or `rtl`: from where to where it is written."""
        return self.of("language", "direction")

    @property
    def reviewed(self) -> str:
        """How far they are reviewed: one of `REVIEWS`."""
        return self.of("language", "reviewed")

    @cached_property
    def dates(self) -> DateWords:
        """The words and forms of dates."""
        return DateWords(
            tuple(self.listed("dates", "months")),
            tuple(self.listed("dates", "seasons")),
            self.century,
            *(self.of("dates", key) for key in _DATES),
        )

    def has(self, section: str, key: str) -> bool:
        """Whether there is a message."""
        return key in self._messages.get(section, {})

    def of(self, section: str, key: str) -> str:
        """A message of a section without plural forms. Raises KeyError where it is missing or empty."""
        found = self._messages.get(section, {}).get(key)
        if not found or not isinstance(found, str):
            raise KeyError(f"{_FOLDER}/{self.language}.yaml: the message {section}.{key} is missing; write it")
        return found

    def listed(self, section: str, key: str) -> list[str]:
        """A message that is a list: the months."""
        return list(self._messages[section][key])

    def forms(self, section: str, key: str) -> dict[str, str]:
        """The forms of a message by plural category."""
        found = self._messages.get(section, {}).get(key)
        if not isinstance(found, dict):
            raise KeyError(f"{_FOLDER}/{self.language}.yaml: the message {section}.{key} is missing; write its plural forms")
        return dict(found)

    def counted(self, key: str, number: int, section: str = "page", **values: str) -> str:
        """A message in the form for a number, which fills `{n}`."""
        return self._form(self.forms(section, key), "plurals", number).format(n=number, **values)

    def ordinal(self, key: str, number: int, section: str = "page") -> str:
        """A message in the form for an ordinal number: `2nd edition`."""
        return self._form(self.forms(section, key), "ordinals", number).format(n=number)

    def century(self, number: int) -> str:
        """A century: `19th century`, `siglo XIX`."""
        written = roman(number) if self.of("numbers", "centuries") == "roman" else number
        return self._form(self.forms("dates", "century"), "ordinals", number).format(n=written)

    def _form(self, forms: dict[str, str], rules: str, number: int) -> str:
        return forms.get(category(number, self._messages[rules])) or forms["other"]

    def query(self, query: Query) -> Query:
        """A query with its texts in the language; those of the owner's own queries are in their headers."""
        header = query.header
        if not query.trusted or self.language == "en" or self.language in header.translations:
            return query.translated(self.language)
        found = Query(query.name, query.text, query.source, query.own, query.trusted)
        found.header = replace(header, translations={self.language: vocabulary.translation(query.name, header, self)})
        return found.translated(self.language)


@cache
def words(language: str) -> Words:
    """The words of a language that has a file."""
    return Words(language, messages(language))
