"""Addresses of objects: what is none is an error, and without one nothing is connected. tests/bulk/test_buckets.py has a store."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest

from bulk_cvs import lines
from command_line import run
from vitagraph import bulk
from vitagraph.bulk import buckets


@pytest.mark.parametrize(
    "address",
    ["s3://cvs/../other", "s3://cvs/a/../../b", "s3://cvs/a//b", "s3://", "s3://C_V/x", "s3://ada:owls@cvs/x", "s3://cvs/x?scheme=http",
     "s3://cvs/a\n", "gs://cvs/out", "hdfs://host/out", "https://cvs.example/out"],
)  # fmt: skip
def test_an_address_that_is_none_is_an_error(tmp_path: Path, address: str) -> None:
    (tmp_path / "cvs.jsonl").write_bytes(lines(1))
    assert run(tmp_path, "bulk", "export", "cvs.jsonl", "-o", address, "--workers", "1")[0] == 2
    assert run(tmp_path, "bulk", "export", f"{address}.jsonl", "-o", "out", "--workers", "1")[0] == 2
    assert [path.name for path in tmp_path.iterdir()] == ["cvs.jsonl"]


def test_nothing_is_connected_without_such_an_address(tmp_path: Path) -> None:
    buckets._file_system.cache_clear()
    (tmp_path / "cvs.jsonl").write_bytes(lines(2))
    source, folder = str(tmp_path / "cvs.jsonl"), str(tmp_path / "out")
    bulk.run(bulk.sources([source]), folder, bulk.Settings(), 1, lambda *_: None)
    bulk.load([folder], str(tmp_path / "kg"), False, lambda *_: None)
    bulk.link(folder, BytesIO(), BytesIO())
    assert list(bulk.validate([source], bulk.Checks(), 1))
    assert buckets._file_system.cache_info().misses == 0
