"""The folder of a bulk export: the files of earlier runs, finished or not, and of this one.

During a run, `.journal` has a line with the settings, then one for every finished partition. At the end, `manifest.json` states the
same, and the journal is removed. A later run keeps a partition if the digests of its input and of its file are the same, and removes
all other files of unfinished runs. Journal and manifest are untrusted input: the folder may come from elsewhere.
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

from vitagraph.bulk.export import ExportedPartition, Settings, lines_of, rejections, rejects
from vitagraph.bulk.formats import FORMATS
from vitagraph.bulk.outputs import whole
from vitagraph.bulk.rejections import FILE as REJECTIONS
from vitagraph.errors import UsageError
from vitagraph.files import locked, replace, sweep
from vitagraph.files.parts import stat_of_regular
from vitagraph.patterns import regex

MANIFEST, REJECTED, _JOURNAL = "manifest.json", "rejected.jsonl", ".journal"
_LINES = regex(rf"part-\d{{5,}}\.({'|'.join(re.escape(one.suffix) for one in FORMATS.values())})")
_REJECTS = regex(r"\.part-\d{5,}\.rejected")


class Folder:
    """The output folder of one run. Raises UsageError where it holds other files, or an export with other settings."""

    def __init__(self, path: str, settings: Settings, restart: bool = False) -> None:
        self.path = path
        self._root = Path(path)
        self._settings = settings
        self._root.mkdir(parents=True, exist_ok=True)
        self.partitions: dict[int, ExportedPartition] = {}
        with ExitStack() as opened:
            opened.enter_context(locked(self._root, wait=0))
            self._sweep()
            self._known = self._kept_from_before(restart)
            self._journal = opened.enter_context(self._begun())
            self._opened = opened.pop_all()
        (self._root / MANIFEST).unlink(missing_ok=True)
        if restart:  # a file that is replaced would keep its mode, whatever its new content
            (self._root / REJECTED).unlink(missing_ok=True)
            self._remove(all_but=())

    def _kept_from_before(self, restart: bool) -> dict[int, ExportedPartition]:
        """The partitions that an earlier run finished. Raises UsageError where the folder holds other files, or other settings."""
        found = self._found()
        if not found and any(self._root.iterdir()):
            raise UsageError(f"{self.path}: this folder holds files that do not belong to an export; name a new or an empty folder")
        if not found or restart:
            return {}
        if found[0] != self._stated_settings():
            changed = _differences(found[0], self._stated_settings())
            message = f"this folder holds an export with other settings ({changed}); name another one, or add --restart"
            raise UsageError(f"{self.path}: {message}")
        return {one.number: one for one in found[1] if one.file in (None, lines_of(one.number, self._settings.suffix))}

    def _begun(self) -> IO[bytes]:
        """The journal of this run, open for more lines."""
        lines = [{"settings": self._stated_settings()}, *map(msgspec.to_builtins, self._known.values())]
        journal = self._root / _JOURNAL
        replace(journal, [_line(one) for one in lines], lasting=False)
        return os.fdopen(os.open(journal, os.O_WRONLY | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0)), "wb")

    def kept(self, number: int, digest: str) -> ExportedPartition | None:
        """The partition that an earlier run finished, if its input and its file are unchanged."""
        partition = self._known.get(number)
        if partition is None or partition.input != digest or not self._whole(partition):
            return None
        self.partitions[number] = partition
        return partition

    def add(self, partition: ExportedPartition) -> None:
        """Adds a finished partition to the journal: a later run keeps it."""
        self.partitions[partition.number] = partition
        self._note(msgspec.to_builtins(partition))

    def finish(self) -> dict[str, Any]:
        """Writes manifest.json and rejected.jsonl, removes files of other partitions, and returns the manifest."""
        partitions = [self.partitions[number] for number in sorted(self.partitions)]
        replace(self._root / REJECTED, rejections(partitions, self.path), lasting=False)
        self._remove(all_but=[name for one in partitions for name in (one.file, rejects(one.number) if one.rejected else None) if name])
        manifest = {
            "settings": self._stated_settings(),
            **{name: sum(getattr(one, name) for one in partitions) for name in ("cvs", "rejected", "quads", "bytes")},
            "partitions": partitions,
        }
        replace(self._root / MANIFEST, [msgspec.json.format(msgspec.json.encode(manifest), indent=1) + b"\n"], lasting=False)
        (self._root / _JOURNAL).unlink()
        self._opened.close()
        return manifest

    def close(self) -> None:
        """Ends an unfinished run: finished partitions stay, unfinished files are removed."""
        self._sweep()
        self._opened.close()

    def _remove(self, all_but: Collection[str]) -> None:
        """Removes the files of partitions except some."""
        for path in self._root.iterdir():
            if path.name not in all_but and (_LINES.fullmatch(path.name) or _REJECTS.fullmatch(path.name)) and stat_of_regular(path):
                path.unlink()

    def _stated_settings(self) -> dict[str, Any]:
        return {"vitagraph": version("vitagraph"), **msgspec.json.decode(msgspec.json.encode(self._settings._asdict()))}

    def _found(self) -> tuple[dict[str, Any], list[ExportedPartition]] | None:
        """The settings of an earlier run and its finished partitions; None if there is none. Raises UsageError for a malformed file."""
        for name, parse in ((_JOURNAL, self._of_journal), (MANIFEST, self._of_manifest)):
            if stat_of_regular(path := self._root / name) is not None:
                try:
                    settings, partitions = parse(path.read_bytes())
                    return msgspec.convert(settings, dict[str, Any]), msgspec.convert(partitions, list[ExportedPartition])
                except (msgspec.MsgspecError, LookupError, TypeError, ValueError):
                    raise UsageError(f"{path}: this is not the {name.strip('.')} of an export; name a new or an empty folder") from None
        return None

    @staticmethod
    def _of_journal(journal: bytes) -> tuple[Any, list[Any]]:
        settings, *partitions = [msgspec.json.decode(line) for line in journal.split(b"\n")[:-1]]  # the last line is incomplete
        return settings["settings"], partitions

    @staticmethod
    def _of_manifest(manifest: bytes) -> tuple[Any, list[Any]]:
        data = msgspec.json.decode(manifest)
        return data["settings"], data["partitions"]

    def _whole(self, partition: ExportedPartition) -> bool:
        if partition.rejected and stat_of_regular(self._root / rejects(partition.number)) is None:
            return False
        return whole(self._root, partition)

    def _sweep(self) -> None:
        sweep(self._root, _Ours())

    def _note(self, line: Any) -> None:
        self._journal.write(_line(line))
        self._journal.flush()


class _Ours:
    """The names of all files that a run writes."""

    def __contains__(self, name: object) -> bool:
        return name in (MANIFEST, REJECTED, REJECTIONS, _JOURNAL) or bool(_LINES.fullmatch(str(name)) or _REJECTS.fullmatch(str(name)))


def _line(value: Any) -> bytes:
    return msgspec.json.encode(value) + b"\n"


def _differences(one: dict[str, Any], other: dict[str, Any]) -> str:
    return ", ".join(f"{name} was {one.get(name)!r}" for name in other if one.get(name) != other[name])
