"""The labels of the vocabulary in the languages that it has: controlled values, kinds of works, roles in works."""

from __future__ import annotations

from typing import Any

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
        found["works"] = {name: row[language] for name, row in rows.items()}
        found["plurals_of_works"] = {name: row[f"{language} plural"] for name, row in rows.items()}
    if language in _LANGUAGES:
        at = _LANGUAGES.index(language)
        found["groups_of_works"] = {name: both[at] for name, both in work_kinds.GROUPS.items()}
        found["statuses"] = {name: both[at] for name, both in WorkStatus.labels.items() if name not in SCHEMES["work-statuses"].kinds}
        found["kinds"] = {
            name: both[at] for scheme, one in SCHEMES.items() if scheme not in work_kinds.SCHEMES for name, both in one.kinds.items()
        }
        found["roles"] = {line.code: line.german if at else line.english.partition(",")[0] for line in relators.table().values()}
    return found
