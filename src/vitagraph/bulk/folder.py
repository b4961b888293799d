"""The folder of a bulk export: what a run left in it, finished or not, and what it holds in the end.

While a run is under way its `.journal` has a line for every finished partition, after one of the settings. When it is over,
`manifest.json` says the same and the journal goes. A partition is kept by a later run if its input and its own digest are the
same; whatever else a run left half done goes. Journal and manifest are input like any other: they may come from elsewhere.
"""

from __future__ import annotations

import os
import re
from collections.abc import Collection
from contextlib import ExitStack
from importlib.metadata import version
from pathlib import Path
from typing import IO, Any

import msgspec

from vitagraph.bulk.export import Outcome, Settings, lines_of, rejections, rejects
from vitagraph.bulk.formats import FORMATS
from vitagraph.bulk.outputs import whole
from vitagraph.errors import UsageError
from vitagraph.files import locked, replace, sweep
from vitagraph.files.parts import regular

MANIFEST, REJECTED, _JOURNAL = "manifest.json", "rejected.jsonl", ".journal"
_LINES = re.compile(rf"part-\d{{5,}}\.({'|'.join(map(re.escape, FORMATS.values()))})")
_REJECTS = re.compile(r"\.part-\d{5,}\.rejected")


class Folder:
    """The output folder of one run. Raises UsageError where it holds something else, or an export with other settings."""

    def __init__(self, path: str, settings: Settings, restart: bool = False) -> None:
        self.path = path
        self._root = Path(path)
        self._settings = settings
        self._root.mkdir(parents=True, exist_ok=True)
        self.outcomes: dict[int, Outcome] = {}
        with ExitStack() as opened:
            opened.enter_context(locked(self._root, wait=0))
            self._sweep()
            self._known = self._kept_from_before(restart)
            self._journal = opened.enter_context(self._begun())
            self._opened = opened.pop_all()
        (self._root / MANIFEST).unlink(missing_ok=True)
        if restart:  # a file that is replaced would keep its mode, whatever comes into it
            (self._root / REJECTED).unlink(missing_ok=True)
            self._remove(all_but=())

    def _kept_from_before(self, restart: bool) -> dict[int, Outcome]:
        """What an earlier run finished. Raises UsageError where the folder holds something else, or other settings."""
        found = self._found()
        if not found and any(self._root.iterdir()):
            raise UsageError(f"{self.path}: this folder holds files that are no export's; name a new or an empty folder")
        if not found or restart:
            return {}
        if found[0] != self._told():
            told = _differences(found[0], self._told())
            raise UsageError(f"{self.path}: this folder holds an export with other settings ({told}); name another one, or add --restart")
        return {one.number: one for one in found[1] if one.file in (None, lines_of(one.number, self._settings.suffix))}

    def _begun(self) -> IO[bytes]:
        """The journal of this run, open for more lines."""
        noted = [{"settings": self._told()}, *map(msgspec.to_builtins, self._known.values())]
        journal = self._root / _JOURNAL
        replace(journal, [_line(one) for one in noted], lasting=False)
        return os.fdopen(os.open(journal, os.O_WRONLY | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0)), "wb")

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
        replace(self._root / REJECTED, rejections(outcomes, self.path), lasting=False)
        self._remove(all_but=[name for one in outcomes for name in (one.file, rejects(one.number) if one.rejected else None) if name])
        manifest = {
            "settings": self._told(),
            **{name: sum(getattr(one, name) for one in outcomes) for name in ("cvs", "rejected", "quads", "bytes")},
            "partitions": outcomes,
        }
        replace(self._root / MANIFEST, [msgspec.json.format(msgspec.json.encode(manifest), indent=1) + b"\n"], lasting=False)
        (self._root / _JOURNAL).unlink()
        self._opened.close()
        return manifest

    def close(self) -> None:
        """Leaves the folder as an unfinished run does: what is finished stays, what is half done goes."""
        self._sweep()
        self._opened.close()

    def _remove(self, all_but: Collection[str]) -> None:
        """Removes the files of partitions that are no more."""
        for path in self._root.iterdir():
            if path.name not in all_but and (_LINES.fullmatch(path.name) or _REJECTS.fullmatch(path.name)) and regular(path):
                path.unlink()

    def _told(self) -> dict[str, Any]:
        return {"vitagraph": version("vitagraph"), **msgspec.json.decode(msgspec.json.encode(self._settings._asdict()))}

    def _found(self) -> tuple[dict[str, Any], list[Outcome]] | None:
        """The settings of an earlier run, and what it finished; None where there was none. Raises UsageError for another file."""
        for name, told in ((_JOURNAL, self._noted), (MANIFEST, self._stated)):
            if regular(path := self._root / name) is not None:
                try:
                    settings, outcomes = told(path.read_bytes())
                    return msgspec.convert(settings, dict[str, Any]), msgspec.convert(outcomes, list[Outcome])
                except (msgspec.MsgspecError, LookupError, TypeError, ValueError):
                    raise UsageError(f"{path}: this is no {name.strip('.')} of an export; name a new or an empty folder") from None
        return None

    @staticmethod
    def _noted(journal: bytes) -> tuple[Any, list[Any]]:
        settings, *outcomes = [msgspec.json.decode(line) for line in journal.split(b"\n")[:-1]]  # the last line was not finished
        return settings["settings"], outcomes

    @staticmethod
    def _stated(manifest: bytes) -> tuple[Any, list[Any]]:
        told = msgspec.json.decode(manifest)
        return told["settings"], told["partitions"]

    def _whole(self, outcome: Outcome) -> bool:
        if outcome.rejected and regular(self._root / rejects(outcome.number)) is None:
            return False
        return whole(self._root, outcome)

    def _sweep(self) -> None:
        sweep(self._root, _Ours())

    def _note(self, line: Any) -> None:
        self._journal.write(_line(line))
        self._journal.flush()


class _Ours:
    """The names of all files that a run writes."""

    def __contains__(self, name: object) -> bool:
        return name in (MANIFEST, REJECTED, _JOURNAL) or bool(_LINES.fullmatch(str(name)) or _REJECTS.fullmatch(str(name)))


def _line(told: Any) -> bytes:
    return msgspec.json.encode(told) + b"\n"


def _differences(one: dict[str, Any], other: dict[str, Any]) -> str:
    return ", ".join(f"{name} was {one.get(name)!r}" for name in other if one.get(name) != other[name])
