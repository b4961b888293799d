"""The folder of a bulk export: the files of earlier runs, finished or not, and of this one.

During a run, `.journal` has a line with the settings, then one for every partition that earlier runs finished; each partition of this run
has a file with its entry, `.part-00000.done`, written by the process that made it. At the end, `manifest.json` states the same, and these
files are removed. A later run keeps a partition if the digests of its input and of its file are the same, and removes all other files of
unfinished runs. All of them are untrusted input: the folder may come from elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from importlib.metadata import version
from typing import Any

import msgspec

from vitagraph.bulk.export import ExportedPartition, Settings, entry, kept, lines_of, rejections, rejects
from vitagraph.bulk.formats import FORMATS
from vitagraph.bulk.rejections import FILE as REJECTIONS
from vitagraph.bulk.storage import read, replace, storage
from vitagraph.errors import UsageError
from vitagraph.patterns import regex

MANIFEST, REJECTED, _JOURNAL = "manifest.json", "rejected.jsonl", ".journal"
_LINES = regex(rf"part-\d{{5,}}\.({'|'.join(re.escape(one.suffix) for one in FORMATS.values())})")
_REJECTS = regex(r"\.part-\d{5,}\.rejected")
_ENTRY = regex(r"\.part-\d{5,}\.done")
#: entries that are read at the same time: from an object store, each takes some milliseconds
_READERS = 16


class Folder:
    """The output folder of one run. Raises UsageError where it holds other files, or an export with other settings."""

    def __init__(self, path: str, settings: Settings, restart: bool = False) -> None:
        self.path = path
        self._place = storage(path)
        self._settings = settings
        self.partitions: dict[int, ExportedPartition] = {}
        with ExitStack() as opened:
            opened.enter_context(self._place.begun(_Ours()))
            #: what earlier runs finished, by number
            self.known = self._kept_from_before(restart)
            if restart:  # entries of other settings, which the new journal would take for its own
                self._remove(all_but=(), of=_ENTRY)
            lines = [{"settings": self._stated_settings()}, *map(msgspec.to_builtins, self.known.values())]
            replace(self._place, _JOURNAL, [msgspec.json.encode(line) + b"\n" for line in lines])
            self._opened = opened.pop_all()
        self._remove(all_but=(), of=_ENTRY)  # the journal has them
        self._place.remove([MANIFEST])
        if restart:  # a file that is replaced would keep its mode, whatever its new content
            self._place.remove([REJECTED])
            self._remove(all_but=())

    def _kept_from_before(self, restart: bool) -> dict[int, ExportedPartition]:
        """The partitions that an earlier run finished. Raises UsageError where the folder holds other files, or other settings."""
        found = self._found()
        if not found and self._place.names():
            raise UsageError(f"{self.path}: this folder holds files that do not belong to an export; name a new or an empty folder")
        if not found or restart:
            return {}
        if found[0] != self._stated_settings():
            changed = _differences(found[0], self._stated_settings())
            message = f"this folder holds an export with other settings ({changed}); name another one, or add --restart"
            raise UsageError(f"{self.path}: {message}")
        return {one.number: one for one in found[1] if one.file in (None, lines_of(one.number, self._settings.suffix))}

    def kept(self, number: int, digest: str) -> ExportedPartition | None:
        """The partition that an earlier run finished, if its input and its file are unchanged."""
        partition = self.known.get(number)
        if partition is None or not kept(partition, digest, self._place):
            return None
        self.partitions[number] = partition
        return partition

    def add(self, partition: ExportedPartition) -> None:
        """Adds a finished partition."""
        self.partitions[partition.number] = partition

    def finish(self) -> dict[str, Any]:
        """Writes rejected.jsonl and manifest.json, removes files of other partitions, and returns the manifest."""
        partitions = [self.partitions[number] for number in sorted(self.partitions)]
        replace(self._place, REJECTED, rejections(partitions, self._place))
        files = [name for one in partitions for name in (one.file, rejects(one.number) if one.rejected else None) if name]
        self._remove(all_but={*files, *(entry(one.number) for one in partitions)})
        manifest = {
            "settings": self._stated_settings(),
            **{name: sum(getattr(one, name) for one in partitions) for name in ("cvs", "rejected", "quads", "bytes")},
            "partitions": partitions,
        }
        replace(self._place, MANIFEST, [msgspec.json.format(msgspec.json.encode(manifest), indent=1) + b"\n"])
        self._remove(all_but=(), of=_ENTRY)
        self._place.remove([_JOURNAL])
        self._opened.close()
        return manifest

    def close(self) -> None:
        """Ends an unfinished run: finished partitions stay, unfinished files are removed."""
        self._place.sweep(_Ours())
        self._opened.close()

    def _remove(self, all_but: Collection[str], of: re.Pattern[str] | None = None) -> None:
        """Removes the files of partitions except some, or those whose names match."""
        kinds = (of,) if of else (_LINES, _REJECTS, _ENTRY)
        found = [name for name in self._place.names() if name not in all_but and any(kind.fullmatch(name) for kind in kinds)]
        self._place.remove(name for name in found if self._place.size(name) is not None)

    def _stated_settings(self) -> dict[str, Any]:
        return {"vitagraph": version("vitagraph"), **msgspec.json.decode(msgspec.json.encode(self._settings._asdict()))}

    def _found(self) -> tuple[dict[str, Any], list[ExportedPartition]] | None:
        """The settings of an earlier run and its finished partitions; None if there is none. Raises UsageError for a malformed file."""
        for name, parse in ((_JOURNAL, self._of_journal), (MANIFEST, self._of_manifest)):
            if self._place.size(name) is not None:
                try:
                    settings, partitions = parse(read(self._place, name))
                    found = msgspec.convert(partitions, list[ExportedPartition])
                    return msgspec.convert(settings, dict[str, Any]), [*found, *(self._entries() if name == _JOURNAL else ())]
                except (msgspec.MsgspecError, LookupError, TypeError, ValueError):
                    what = f"{self.path.rstrip('/')}/{name}: this is not the {name.strip('.')} of an export"
                    raise UsageError(f"{what}; name a new or an empty folder") from None
        return None

    def _entries(self) -> list[ExportedPartition]:
        """The partitions that an unfinished run has finished."""
        names = [name for name in self._place.names() if _ENTRY.fullmatch(name) and self._place.size(name) is not None]
        with ThreadPoolExecutor(_READERS) as readers:
            found = list(readers.map(lambda name: msgspec.json.decode(read(self._place, name), type=ExportedPartition), names))
        if [entry(one.number) for one in found] != names:
            raise ValueError(names)
        return found

    @staticmethod
    def _of_journal(journal: bytes) -> tuple[Any, list[Any]]:
        settings, *partitions = [msgspec.json.decode(line) for line in journal.split(b"\n")[:-1]]  # the last line is incomplete
        return settings["settings"], partitions

    @staticmethod
    def _of_manifest(manifest: bytes) -> tuple[Any, list[Any]]:
        data = msgspec.json.decode(manifest)
        return data["settings"], data["partitions"]


def discard(path: str) -> None:
    """Removes the export in a folder, and the folder, if it holds nothing else."""
    place, ours = storage(path), _Ours()
    place.remove(name for name in place.names() if name in ours)
    place.end()


class _Ours:
    """The names of all files that a run writes."""

    def __contains__(self, name: object) -> bool:
        kinds = (_LINES, _REJECTS, _ENTRY)
        return name in (MANIFEST, REJECTED, REJECTIONS, _JOURNAL) or any(kind.fullmatch(str(name)) for kind in kinds)


def _differences(one: dict[str, Any], other: dict[str, Any]) -> str:
    return ", ".join(f"{name} was {one.get(name)!r}" for name in other if one.get(name) != other[name])
