"""The folder of a bulk export: what a run left in it, finished or not, and what it holds in the end.

While a run is under way its `.journal` has a line for every finished partition, after one of the settings. When it is over,
`manifest.json` says the same and the journal goes. A partition is kept by a later run if its input and its own digest are the
same; whatever else a run left half done goes.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import msgspec

from vitagraph.bulk.export import Outcome, Settings, rejections, rejects
from vitagraph.bulk.outputs import whole
from vitagraph.errors import UsageError

MANIFEST, REJECTED, _JOURNAL = "manifest.json", "rejected.jsonl", ".journal"


class Folder:
    """The output folder of one run. Raises UsageError where it holds something else, or an export with other settings."""

    def __init__(self, path: str, settings: Settings, restart: bool = False) -> None:
        self.path = path
        self._root = Path(path)
        self._settings = settings
        self._root.mkdir(parents=True, exist_ok=True)
        found = self._found()
        if not found and any(self._root.iterdir()):
            raise UsageError(f"{path}: this folder holds files that are no export's; name a new or an empty folder")
        if found and not restart and found[0] != self._told():
            told = _differences(found[0], self._told())
            raise UsageError(f"{path}: this folder holds an export with other settings ({told}); name another one, or add --restart")
        self._known = {one.number: one for one in msgspec.convert(found[1:], list[Outcome])} if found and not restart else {}
        self._sweep()
        self.outcomes: dict[int, Outcome] = {}
        self._journal = (self._root / _JOURNAL).open("wb")
        self._note({"settings": self._told()})
        for outcome in self._known.values():
            self._note(msgspec.to_builtins(outcome))
        (self._root / MANIFEST).unlink(missing_ok=True)

    def kept(self, number: int, digest: str) -> Outcome | None:
        """What an earlier run made of a partition, if it still holds."""
        outcome = self._known.get(number)
        if outcome is None or outcome.input != digest or not self._whole(outcome):
            return None
        self.outcomes[number] = outcome
        return outcome

    def add(self, outcome: Outcome) -> None:
        """Notes a finished partition: from now on it outlives the run."""
        self.outcomes[outcome.number] = outcome
        self._note(msgspec.to_builtins(outcome))

    def finish(self) -> dict[str, Any]:
        """Writes manifest.json and rejected.jsonl, and takes away what belongs to no partition; the manifest."""
        outcomes = [self.outcomes[number] for number in sorted(self.outcomes)]
        self._replace(REJECTED, rejections(outcomes, self.path))
        files = {outcome.file for outcome in outcomes}
        for path in self._root.glob("part-*"):
            if path.name not in files:
                path.unlink()
        manifest = {
            "settings": self._told(),
            **{name: sum(getattr(one, name) for one in outcomes) for name in ("cvs", "rejected", "quads", "bytes")},
            "partitions": outcomes,
        }
        self._replace(MANIFEST, [msgspec.json.format(msgspec.json.encode(manifest), indent=1) + b"\n"])
        self._journal.close()
        (self._root / _JOURNAL).unlink()
        return manifest

    def close(self) -> None:
        """Leaves the folder as an unfinished run does: what is finished stays, what is half done goes."""
        self._journal.close()
        self._sweep()

    def _told(self) -> dict[str, Any]:
        return {"vitagraph": version("vitagraph"), **msgspec.json.decode(msgspec.json.encode(self._settings._asdict()))}

    def _found(self) -> list[Any]:
        """The settings of an earlier run, then its partitions; nothing where there was none."""
        if (journal := self._root / _JOURNAL).is_file():
            lines = journal.read_bytes().split(b"\n")[:-1]  # what ends in no line feed was not finished
            noted = [msgspec.json.decode(line) for line in lines]
            if noted:
                return [noted[0]["settings"], *noted[1:]]
        if (manifest := self._root / MANIFEST).is_file():
            try:
                told = msgspec.json.decode(manifest.read_bytes())
                return [told["settings"], *told["partitions"]]
            except (msgspec.DecodeError, KeyError, TypeError):
                raise UsageError(f"{manifest}: this is no manifest of an export; name a new or an empty folder") from None
        return [self._told()] if journal.is_file() else []

    def _whole(self, outcome: Outcome) -> bool:
        if outcome.rejected and not (self._root / rejects(outcome.number)).is_file():
            return False
        return whole(self._root, outcome)

    def _sweep(self) -> None:
        for path in self._root.glob(".*.part"):
            path.unlink(missing_ok=True)

    def _note(self, line: Any) -> None:
        self._journal.write(msgspec.json.encode(line) + b"\n")
        self._journal.flush()

    def _replace(self, name: str, data: Iterable[bytes]) -> None:
        temporary = self._root / f".{name}.part"
        with temporary.open("wb") as file:
            file.writelines(data)
        temporary.replace(self._root / name)


def _differences(one: dict[str, Any], other: dict[str, Any]) -> str:
    return ", ".join(f"{name} was {one.get(name)!r}" for name in other if one.get(name) != other[name])
