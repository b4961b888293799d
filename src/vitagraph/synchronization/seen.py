"""What each source stated when results of `vitagraph sync` were last applied: `.vitagraph/sync.yaml` in the folder of a CV.

The file is no record: it appears in no graph and no output. Without it, nothing counts as changed or gone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from vitagraph.errors import DataError, Problem
from vitagraph.files.budget import read_bytes
from vitagraph.reconciliation.kept import path_of, write
from vitagraph.values.scalars import flow, scalar
from vitagraph.yaml.nodes import Node, compose, decoded

FILE = "sync.yaml"
_ABOUT = "# What each source stated when `vitagraph sync` was last applied; what differs now has changed. Delete it to begin again.\n"
#: source -> key of a work -> its facts, None where the work is gone
Works = dict[str, dict[str, dict[str, str] | None]]


class Seen:
    """The works of each source, as they were last seen."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.works: dict[str, dict[str, dict[str, str]]] = {}
        self._before = ""

    @classmethod
    def of(cls, target: str) -> Seen:
        """Those in the folder of a CV, or beside a CV of one file. Raises DataError where the file has another form.

        Raises UsageError for a link in its place.
        """
        seen = cls(path_of(target, FILE))
        if seen.path.exists():
            node, problems = compose(decoded(read_bytes(seen.path), str(seen.path)), str(seen.path))
            if problems:
                raise DataError(problems)
            seen.update(read(node, f"correct it, or delete {seen.path}, after which nothing counts as seen"))
        seen._before = seen._text()
        return seen

    def difference(self, source: str, now: Mapping[str, dict[str, str]]) -> dict[str, dict[str, str] | None]:
        """The works of a source that are other ones now, None for those that are gone."""
        known = self.works.get(source, {})
        changed: dict[str, dict[str, str] | None] = {key: facts for key, facts in now.items() if known.get(key) != facts}
        return changed | dict.fromkeys(known.keys() - now.keys())

    def update(self, works: Works) -> None:
        """Takes over what is other now."""
        for source, changed in works.items():
            for key, facts in changed.items():
                if facts is None:
                    self.works.get(source, {}).pop(key, None)
                else:
                    self.works.setdefault(source, {})[key] = facts

    def write(self) -> None:
        """Writes the file in one step, if it changes. Raises UsageError where it cannot be written."""
        text = self._text()
        if text == self._before:
            return
        write(self.path, _ABOUT + text)
        self._before = text

    def _text(self) -> str:
        return "".join(lines({source: {**works} for source, works in self.works.items()}))


def lines(works: Works, indent: str = "") -> Iterator[str]:
    """Works as YAML, one a line, sorted, so that the versions of a file differ in few lines."""
    for source in sorted(one for one in works if works[one]):
        yield f"{indent}{scalar(source, False)}:\n"
        for key in sorted(works[source]):
            facts = works[source][key]
            stated = "gone" if facts is None else flow({name: facts[name] for name in sorted(facts)})
            yield f"{indent}  {scalar(key, False)}: {stated}\n"


def read(node: Node, instead: str) -> Works:
    """The works in a mapping as `lines` writes it. Raises DataError for another form."""

    def mapping(one: Node) -> dict[str, Node]:
        if not isinstance(one.value, dict | None):
            raise wrong(one)
        return {key: child for key, (_, child) in (one.value or {}).items()}

    def wrong(one: Node) -> DataError:
        return DataError([Problem(one.place, f"this is not what `vitagraph sync` writes about a source; {instead}")])

    def facts(one: Node) -> dict[str, str] | None:
        if one.value == "gone":
            return None
        found = mapping(one)
        if other := next((child for child in found.values() if not isinstance(child.value, str)), None):
            raise wrong(other)
        return {name: str(child.value) for name, child in found.items()}

    return {source: {key: facts(work) for key, work in mapping(works).items()} for source, works in mapping(node).items()}
