"""The words of a site: those that come with vitagraph, and those of the owner's files `words/LANGUAGE.yaml` beside the records."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from string import Formatter
from typing import Any

from vitagraph.errors import DataError, Place, Problem, did_you_mean, quoted
from vitagraph.files.budget import read_bytes
from vitagraph.site.words import REVIEWS, Messages, Words, known, messages, words
from vitagraph.site.words.plurals import CATEGORIES, is_rule
from vitagraph.yaml.nodes import Node, compose, decoded

FOLDER = "words"
#: sections whose keys are plural categories
_RULES = ("plurals", "ordinals")
#: messages that are one of some words
_CHOICES = {
    ("language", "direction"): ("ltr", "rtl"),
    ("language", "reviewed"): REVIEWS,
    ("numbers", "centuries"): ("arabic", "roman"),
}
#: the key of a file with the language whose messages stand for those that the file lacks
_OTHERWISE = "otherwise"
_LISTED = 10


class SiteWords:
    """The languages of a site and their words; `folder` is that of the CV."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder / FOLDER if folder and (folder / FOLDER).is_dir() else None
        self._read: dict[str, Words] = {}

    @cached_property
    def known(self) -> list[str]:
        """The languages that have words."""
        return list(dict.fromkeys([*known(), *self._own]))

    @cached_property
    def _own(self) -> dict[str, Path]:
        return {file.stem: file for file in sorted(self._folder.glob("*.yaml"))} if self._folder else {}

    def of(self, language: str) -> Words:
        """The words of a language. Raises DataError with all problems of the owner's file."""
        if language not in self._own:
            return words(language)
        if language not in self._read:
            self._read[language] = Words(language, _merged(self._own[language], language))
        return self._read[language]

    def problems(self) -> list[Problem]:
        """The problems of all files of the owner, also of languages that no page has."""
        others = sorted(self._folder.glob("*.yml")) if self._folder else []
        found = [Problem(Place(str(file)), f"words stand in files such as {file.stem}.yaml; rename it") for file in others]
        for language in self._own:
            try:
                self.of(language)
            except DataError as error:
                found += error.problems
        return found


def _merged(file: Path, language: str) -> Messages:
    """The messages of an owner's file over those that come with vitagraph."""
    name = str(file)
    node, problems = compose(decoded(read_bytes(file), name), name)
    sections = node.value if isinstance(node.value, dict) else {}
    if not sections:
        problems.append(Problem(node.place, "there are no words in it; write for example `page: {about: Profile}`"))
    below = sections.pop(_OTHERWISE, None)
    other = below[1].value if below else None
    if below and other not in known():
        problems.append(Problem(below[1].place, f"there are no words in {quoted(other)}; write one of {', '.join(known())}"))
    base = messages(language) if language in known() else messages(str(other)) if other in known() else {}
    found: Messages = {section: dict(keys) for section, keys in base.items()}
    if language not in known():
        found.setdefault("language", {})["reviewed"] = "no"  # whatever the words below it are
    for section, (place, keys) in sections.items():
        problems += _read_section(section, place, keys, found)
    if not problems and (missing := list(_missing(found))):
        listed = ", ".join(missing[:_LISTED]) + (f" and {len(missing) - _LISTED} more" if len(missing) > _LISTED else "")
        problems.append(Problem(node.place, f"messages are missing: {listed}; write them, or `otherwise: en`"))
    if problems:
        raise DataError(problems)
    return found


def _missing(found: Messages) -> Iterator[str]:
    for section, keys in messages("en").items():
        if section not in _RULES:
            yield from (f"{section}.{key}" for key in keys if key not in found.get(section, {}))
    yield from (section for section in _RULES if "other" not in found.get(section, {}))


def _read_section(section: str, place: Place, keys: Node, found: Messages) -> Iterator[Problem]:
    """Adds the messages of a section; yields the problems."""
    reference = messages("en")
    if section not in reference:
        yield Problem(place, f"there is no section {quoted(section)} of words" + did_you_mean(section, reference, _one_of(reference)))
        return
    if not isinstance(keys.value, dict):
        yield Problem(keys.place, "a section of words is a mapping; write `about: Profile` below it")
        return
    allowed = CATEGORIES if section in _RULES else list(reference[section])
    for key, (at, node) in keys.value.items():
        if key not in allowed:
            yield Problem(at, f"there is no message {quoted(key)} in {section}" + did_you_mean(key, allowed, "; delete it"))
            continue
        message = _message(node)
        problem = _rule_problem(message) if section in _RULES else _problem(message, reference[section][key])
        if not problem and message not in (choices := _CHOICES.get((section, key), [message])):
            problem = f"{quoted(str(message))} is no value of {section}.{key}" + _one_of(choices)
        if problem:
            yield Problem(node.place, problem)
        else:
            found.setdefault(section, {})[key] = message


def _one_of(names: Any) -> str:
    return f"; write one of {', '.join(names)}"


def _message(node: Node) -> Any:
    if isinstance(node.value, dict):
        return {key: _message(one) for key, (_, one) in node.value.items()}
    if isinstance(node.value, list):
        return [_message(one) for one in node.value]
    return node.value or ""


def _rule_problem(rule: Any) -> str:
    if isinstance(rule, str) and is_rule(rule):
        return ""
    return f"{quoted(rule)} is no condition of CLDR; write for example `n % 10 = 2..4 and n % 100 != 12..14`"


def _problem(message: Any, other: Any) -> str:
    """What is wrong with a message, as the one in English shows."""
    if type(message) is not type(other):
        forms = "its forms by plural category, such as `{one: ..., other: ...}`" if isinstance(other, dict) else "one text"
        return "the message has another form; write " + (f"a list of {len(other)} texts" if isinstance(other, list) else forms)
    texts = list(message.values()) if isinstance(message, dict) else message if isinstance(message, list) else [message]
    if not all(isinstance(text, str) and text for text in texts):
        return "the message is empty; write it, or delete its key"
    if isinstance(other, list) and len(message) != len(other):
        return f"the list has {len(message)} texts; write {len(other)}"
    if isinstance(other, dict) and (unknown := [key for key in message if key not in CATEGORIES] or ["other"] * ("other" not in message)):
        return f"the plural category {unknown[0]} is {'missing' if unknown[0] == 'other' else 'unknown'}; write {', '.join(CATEGORIES)}"
    expected = _placeholders(other.values() if isinstance(other, dict) else [other] if isinstance(other, str) else [])
    try:
        stated = _placeholders(texts)
    except ValueError:
        return "a brace is not closed; write placeholders such as {name}"
    if stated != expected:
        return f"the placeholders are {_braced(stated)}; write {_braced(expected)}"
    return ""


def _placeholders(texts: Any) -> set[str]:
    """The placeholders of texts, each with its conversion and format: a width could fill the memory."""
    found = (one for text in texts for one in Formatter().parse(text))
    return {
        f"{name}{'!' if conversion else ''}{conversion or ''}{':' if form else ''}{form}"
        for _, name, form, conversion in found
        if name is not None
    }


def _braced(names: set[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in sorted(names)) or "none"
