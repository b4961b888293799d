"""A folder is written from a stream of files: nothing changes unless all of them are known, and none stays in memory."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from vitagraph.files import write_folder
from vitagraph.files.folder import LIST


def test_an_error_in_a_later_file_leaves_the_folder_as_it_was(tmp_path: Path) -> None:
    def failing() -> Iterator[tuple[str, bytes]]:
        yield "index.html", b"new" * 5_000_000  # more than waits in memory
        raise KeyError("a template")

    folder = tmp_path / "public"
    write_folder({"index.html": b"old"}.items(), str(folder))
    with pytest.raises(KeyError):
        write_folder(failing(), str(folder))
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {"index.html": b"old", LIST: b"index.html\n"}


def test_content_in_pieces_is_compared_and_written(tmp_path: Path) -> None:
    def files(last: bytes) -> Iterator[tuple[str, bytes | Iterator[bytes]]]:
        yield "whole", b"one two"
        yield "pieces", iter([b"one ", b"", last])
        yield "a/other", b"\n"

    folder = tmp_path / "public"
    assert write_folder(files(b"two"), str(folder)) == (3, 0, 3, 15)
    assert write_folder(files(b"two"), str(folder)) == (0, 0, 3, 15)
    assert write_folder(files(b"three"), str(folder)) == (1, 0, 3, 17)
    assert (folder / "pieces").read_bytes() == b"one three"
    assert write_folder(files(b""), str(folder)) == (1, 0, 3, 12)  # a beginning of what is there is another content
    assert (folder / "pieces").read_bytes() == b"one "
