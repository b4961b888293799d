"""Exports -> a local store: of all facts in the graphs of `vitagraph load`, which can change single CVs in it, or of public facts only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from vitagraph.bulk.formats import FORMATS, with_named_graphs
from vitagraph.bulk.lines import Watch, altered, blocks, check_sizes, ends_of_graphs, raise_for
from vitagraph.bulk.outputs import Export, finished
from vitagraph.bulk.store_writer import Filled, fill, fill_beside
from vitagraph.errors import DataError, Place, Problem, UsageError
from vitagraph.stores.links import Links
from vitagraph.stores.store_folder import mark_public_only, staged_folder

#: bytes of exports from which another process writes the store; it takes a third of a second to start
_LARGE = 16 << 20


def load(
    folders: Sequence[str], path: str, replace: bool, watch: Watch, links: str | None = None, public_only: bool = False
) -> list[Export]:
    """Creates a store from finished exports and a file of links between their CVs, and returns the exports.

    Raises UsageError where a folder holds no export, or one without named graphs (unless `public_only`), or `path` cannot hold a
    store; DataError where a file was changed after the export, or two CVs have the same address; StoreError where a store is in use,
    or the disk fails.
    """
    exports = [finished(folder) for folder in folders]
    _check(exports, path, public_only)
    linked = Links(links) if links else None
    with staged_folder(path, replace) as folder:
        filled = _filled(str(folder), exports, _blocks(exports, linked, watch, public_only), not public_only)
        if filled.cvs < (count := sum(export.cvs for export in exports)):
            listed = f" (twice: {', '.join(filled.twice)})" if filled.twice else ""
            message = f"{count:,} CVs have {filled.cvs:,} addresses{listed}, and their facts would be mixed"
            raise DataError([Problem(Place(folders[0]), f"{message}; give each its own, and export again")])
        if public_only:
            mark_public_only(folder)
    return exports


def _check(exports: Sequence[Export], path: str, public_only: bool) -> None:
    """Raises UsageError for exports that cannot be loaded, DataError for files that have another size than their manifest states."""
    target = Path(path).resolve()
    folders = [Path(export.address).resolve() for export in exports]
    for export, folder in zip(exports, folders, strict=True):
        if not FORMATS[export.format].named_graphs and not public_only:
            instead = f"export {' or '.join(with_named_graphs())}, or add --public-only"
            raise UsageError(f"{export.address}: {export.format} has no named graphs, and a store needs them for each CV; {instead}")
        if folders.count(folder) > 1:
            raise UsageError(f"{export.address}: this export is named twice; name it once")
        if folder.is_relative_to(target) or target.is_relative_to(folder):
            raise UsageError(f"{path}: the store and the export {export.address} would contain each other; name another folder")
    check_sizes(exports)


def _filled(folder: str, exports: Sequence[Export], lines: Iterator[bytes], graphs: bool) -> Filled:
    large = sum(one.bytes for export in exports for one in export.partitions) >= _LARGE
    try:
        return (fill_beside if large else fill)(folder, lines, graphs)
    except SyntaxError as error:
        raise_for(altered(exports))
        message = f"this is not well-formed: {error}; export again"
        raise DataError([Problem(Place(exports[0].address), message)]) from None


def _blocks(exports: Sequence[Export], links: Links | None, watch: Watch, public_only: bool) -> Iterator[bytes]:
    """The lines of exports, then of links."""
    for export in exports:
        yield from blocks(export, ends_of_graphs() if public_only else (), watch)
    for graph, content in links.graphs.items() if links else ():
        end = " .\n" if public_only else f" {graph} .\n"
        yield "".join(f"{' '.join(triple)}{end}" for triple in content.values()).encode()
