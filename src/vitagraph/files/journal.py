"""The journal of changes to the files of a folder: after a kill, the next run completes the changes.

It is a JSON object, file name -> [content before, content after] as ISO 8859-1 text, null for a file that does not exist. It is
untrusted input: only regular files of its folder are changed, and only if their content is a state between these two.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from vitagraph.errors import UsageError
from vitagraph.files.budget import read_bytes
from vitagraph.files.contents import Content, content, is_between, put
from vitagraph.files.inside import is_inside
from vitagraph.files.owner_only import owner_only
from vitagraph.files.parts import replace, stat_of_regular, sweep

JOURNAL = ".vitagraph-changes"


def note(folder: Path, changes: Mapping[Path, tuple[Content, Content]]) -> None:
    """Writes the journal. Symbolic links are left out, as the journal must not follow them."""
    import json

    entries = {path.name: [_text(before), _text(after)] for path, (before, after) in changes.items() if not path.is_symlink()}
    with owner_only():
        replace(folder / JOURNAL, [json.dumps(entries).encode()])


def complete(folder: Path) -> None:
    """Completes the changes of a killed run, unless the files were changed since. Raises UsageError for a malformed journal."""
    journal = folder / JOURNAL
    if stat_of_regular(journal) is None:
        return
    import json

    try:
        entries = dict(_entries(folder, json.loads(read_bytes(journal))))
    except (ValueError, TypeError, AttributeError):
        message = "vitagraph did not write this; delete it; nothing was changed"
        raise UsageError(f"{journal}: {message}") from None
    sweep(folder, {path.name for path in entries})
    if all(is_between(content(path), before, after) for path, (before, after) in entries.items()):
        with owner_only():
            for path, (_, after) in entries.items():
                if content(path) != after:
                    put(path, after)
    journal.unlink()


def _entries(folder: Path, entries: dict[str, list[str | None]]) -> Iterator[tuple[Path, tuple[Content, Content]]]:
    """The entries of a journal. Raises ValueError, TypeError or AttributeError where it is malformed, or leads out of the folder."""
    for name, (before, after) in entries.items():
        path = folder / name
        is_plain = is_inside(name) and "/" not in name and not name.startswith(".")
        if not is_plain or after is None or (stat_of_regular(path) is None and (path.is_symlink() or path.exists())):
            raise ValueError
        yield path, (_bytes(before), _bytes(after))


def _text(data: Content) -> str | None:
    return None if data is None else data.decode("latin-1")


def _bytes(text: str | None) -> Content:
    return None if text is None else text.encode("latin-1")
