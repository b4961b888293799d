"""What `vitagraph reconcile` recorded as rejected in the CVs of an export: `rejections.json` in its folder, which linking respects."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec

from vitagraph.bulk.buckets import is_address
from vitagraph.bulk.storage import read, replace, storage
from vitagraph.errors import UsageError
from vitagraph.reconciliation.decisions import Decisions

FILE = "rejections.json"


def keep(sources: Iterable[str], folder: str) -> None:
    """Writes what was rejected in or beside some inputs to the folder of an export; no file where nothing was.

    Raises DataError for decisions in another form, UsageError where they are a link to other files.
    """
    found: dict[str, set[str]] = {}
    files = [Path(source) for source in sources if source != "-" and not is_address(source)]
    for path in dict.fromkeys(file if file.is_dir() else file.parent for file in files):
        for entity, candidates in Decisions.of(str(path)).rejected.items():
            found.setdefault(entity, set()).update(candidates)
    place = storage(folder)
    place.remove([FILE])
    if found:
        lists = {entity: sorted(found[entity]) for entity in sorted(found)}
        replace(place, FILE, [msgspec.json.format(msgspec.json.encode(lists), indent=1) + b"\n"])


def rejections_of(folder: str) -> Mapping[str, frozenset[str]]:
    """Entity -> what it is known not to be, of an export. Raises UsageError where the file has another form."""
    place = storage(folder)
    if place.size(FILE) is None:
        return {}
    try:
        return msgspec.json.decode(read(place, FILE), type=dict[str, frozenset[str]])
    except msgspec.MsgspecError:
        raise UsageError(f"{folder.rstrip('/')}/{FILE}: these are no rejections of an export; run vitagraph bulk export again") from None
