"""The labels of the vocabulary in the languages that it has: controlled values, kinds of works, roles in works."""

from __future__ import annotations

from typing import Any

from vitagraph.queries import catalogue
from vitagraph.queries.header import Header, Translation
from vitagraph.records import relators, work_kinds
from vitagraph.records.schemes import SCHEMES
from vitagraph.records.works import WorkStatus

#: the languages of the labels of controlled values and roles, in the order of the vocabulary
_LANGUAGES = ("en", "de")


def labels(language: str) -> dict[str, dict[str, Any]]:
    """Section -> key -> label, for the languages that the vocabulary has; the files of words have those of the others."""
    found: dict[str, dict[str, Any]] = {}
    rows = work_kinds.rows()
    if language in next(iter(rows.values())).columns:
        for section, column in (("works", language), ("plurals_of_works", f"{language} plural")):  # typed with ' in records
            found[section] = {name: row[column].replace("'", "’") for name, row in rows.items()}
    found |= _of_queries(language)
    if language in _LANGUAGES:
        at = _LANGUAGES.index(language)
        found["groups_of_works"] = {name: both[at] for name, both in work_kinds.GROUPS.items()}
        found["statuses"] = {name: both[at] for name, both in WorkStatus.labels.items() if name not in SCHEMES["work-statuses"].kinds}
        found["kinds"] = {
            name: both[at] for scheme, one in SCHEMES.items() if scheme not in work_kinds.SCHEMES for name, both in one.kinds.items()
        }
        found["roles"] = {line.code: line.german if at else line.english.partition(",")[0] for line in relators.table().values()}
    return found


#: sections with the texts of queries by the name of the query, each with the key of the header
_TEXTS = {"summaries": "summary", "captions": "caption", "notes": "description"}


def _of_queries(language: str) -> dict[str, dict[str, Any]]:
    """The texts of the queries that come with vitagraph, as far as their headers are in a language; columns by their English heading."""
    headers = {name: query.header for name, query in catalogue().items() if not query.of_many}
    if not all(language in ("en", *header.translations) for header in headers.values()):
        return {}
    texts = {name: header.translated(language) for name, header in headers.items()}
    found: dict[str, dict[str, Any]] = {
        section: {name: text for name, header in texts.items() if (text := getattr(header, key)) and getattr(headers[name], key)}
        for section, key in _TEXTS.items()
    }
    pairs = [(headers[name], header) for name, header in texts.items()]
    found["columns"] = {english: label for one, other in pairs for english, label in zip(_columns(one), _columns(other), strict=True)}
    found["parameters"] = {
        english.description: other.params[name].description for one, other in pairs for name, english in one.params.items()
    }
    return found


def _columns(header: Header) -> list[str]:
    """The headings of the columns, and the label of the chart's axis."""
    labels = [column if isinstance(column, str) else column.label for column in header.columns.values()]
    return [*labels, header.chart.label] if header.chart and header.chart.label else labels


def translation(name: str, header: Header, words: Any) -> Translation:
    """The texts of a query that comes with vitagraph, from the words of a language."""
    texts = {key: words.of(section, name) for section, key in _TEXTS.items() if words.has(section, name)}
    columns = {name: words.of("columns", column if isinstance(column, str) else column.label) for name, column in header.columns.items()}
    params = {name: words.of("parameters", one.description) for name, one in header.params.items()}
    label = words.of("columns", header.chart.label) if header.chart and header.chart.label else ""
    return Translation(**texts, columns=columns, params=params, label=label)
