"""What was rejected, so that it is not proposed again: `.vitagraph/reconciliation.yaml` in the folder of a CV.

The file is no record: it appears in no graph and no output. Deleting it forgets the decisions.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from vitagraph.errors import DataError, Problem
from vitagraph.files.budget import read_bytes
from vitagraph.reconciliation.kept import path_of, write
from vitagraph.values.scalars import scalar
from vitagraph.yaml.nodes import Node, compose, decoded

FILE = "reconciliation.yaml"
_ABOUT = (
    "# What `vitagraph reconcile` and `sync` propose no more: candidates of an entity, services for it. Delete the file to forget this.\n"
)
_CANDIDATES, _SERVICES = _PARTS = ("candidates", "services")


class Decisions:
    """The rejected candidates of each entity, and the services that are not queried for it again; all are IRIs or names."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._parts: dict[str, dict[str, set[str]]] = {part: {} for part in _PARTS}
        self._before = self._parts_as_text()

    @classmethod
    def of(cls, target: str) -> Decisions:
        """Those in the folder of a CV, or beside a CV of one file. Raises DataError where the file has another form.

        Raises UsageError for a link in its place.
        """
        decisions = cls(path_of(target, FILE))
        if decisions.path.exists():
            decisions._read()
        return decisions

    def reject(self, entity: str, candidate: str) -> None:
        """Records that a candidate is not the entity."""
        self._parts[_CANDIDATES].setdefault(entity, set()).add(candidate)

    def exclude(self, entity: str, service: str) -> None:
        """Records that a service is not queried for an entity again."""
        self._parts[_SERVICES].setdefault(entity, set()).add(service)

    @property
    def rejected(self) -> Mapping[str, Collection[str]]:
        """Entity -> the candidates that are known not to be it."""
        return self._parts[_CANDIDATES]

    def is_rejected(self, entity: str, candidate: str) -> bool:
        """Whether a candidate is known not to be the entity."""
        return candidate in self._parts[_CANDIDATES].get(entity, ())

    def is_excluded(self, entity: str, service: str) -> bool:
        """Whether a service is not queried for an entity."""
        return service in self._parts[_SERVICES].get(entity, ())

    def write(self) -> None:
        """Writes the file in one step, if it changes. Raises UsageError where it cannot be written."""
        text = self._parts_as_text()
        if text == self._before:
            return
        write(self.path, _ABOUT + text)
        self._before = text

    def _parts_as_text(self) -> str:
        return "".join(f"{part}:\n{_lines(entities)}" for part, entities in self._parts.items() if entities)

    def _read(self) -> None:
        node, problems = compose(decoded(read_bytes(self.path), str(self.path)), str(self.path))
        if problems or not isinstance(node.value, dict | None):
            raise DataError(problems or [self._wrong(node)])
        for part, (_, entities) in (node.value or {}).items():
            if part not in self._parts or not isinstance(entities.value, dict):
                raise DataError([self._wrong(entities)])
            for entity, (_, listed) in entities.value.items():
                self._parts[part][entity] = set(self._texts(listed))
        self._before = self._parts_as_text()

    def _texts(self, listed: Node) -> Iterable[str]:
        if not isinstance(listed.value, list):
            raise DataError([self._wrong(listed)])
        for one in listed.value:
            if not isinstance(one.value, str):
                raise DataError([self._wrong(one)])
            yield one.value

    def _wrong(self, node: Node) -> Problem:
        return Problem(
            node.place, f"this is no decision of `vitagraph reconcile`; correct it, or delete {self.path}, which forgets all of them"
        )


def _lines(entities: dict[str, set[str]]) -> str:
    """A mapping of sorted lists, one text a line, so that the versions of a file differ in few lines."""
    blocks = ((entity, sorted(entities[entity])) for entity in sorted(entities))
    return "".join(f"  {scalar(entity, False)}:\n" + "".join(f"  - {scalar(one, False)}\n" for one in listed) for entity, listed in blocks)
