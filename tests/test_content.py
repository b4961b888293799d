"""Responses with content: entity tags, conditional requests, ranges, compression."""

from __future__ import annotations

import gzip
import random

import pytest
from starlette.requests import Request
from starlette.responses import Response

from vitagraph.serving.content import respond

TEXT = b"owls hunt at night; " * 200


def response(content: bytes = TEXT, type: str = "text/turtle", method: str = "GET", **headers: str) -> Response:
    """The response to a request with these headers, in which `_` stands for `-`."""
    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return respond(Request({"type": "http", "method": method, "headers": raw}), content, type)


@pytest.mark.parametrize("coding", ["", "gzip"])
def test_unchanged_content_is_not_sent_again(coding: str) -> None:
    """A held representation gives 304 with its tag, and without content; after a change all of it is sent."""
    first = response(accept_encoding=coding)
    again = response(accept_encoding=coding, if_none_match=f'W/"other", {first.headers["ETag"]}')
    assert (again.status_code, again.body, again.headers["ETag"]) == (304, b"", first.headers["ETag"])
    assert response(TEXT + b"!", accept_encoding=coding, if_none_match=first.headers["ETag"]).status_code == 200
    assert response(if_none_match="*").status_code == 304
    assert response(method="POST", if_none_match=first.headers["ETag"]).status_code == 200


@pytest.mark.parametrize(
    ("header", "compressed"),
    [
        ("gzip, deflate, br", True), ("GZIP;q=0.5", True), ("*", True), ("br, *;q=0.1", True), ("gzip;q=0, *", False),
        ("identity", False), ("", False), ("gzip;q=x", False), ("gzip;q=", True), ("notgzip", False),
    ],
)  # fmt: skip
def test_content_is_compressed_where_it_is_accepted(header: str, compressed: bool) -> None:
    """The compressed representation has a tag of its own, and caches keep it apart."""
    found = response(accept_encoding=header)
    assert (found.headers.get("Content-Encoding") == "gzip") is compressed
    assert (gzip.decompress(bytes(found.body)) if compressed else found.body) == TEXT
    assert (found.headers["ETag"] == response().headers["ETag"]) is not compressed
    assert found.headers["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize(("content", "type"), [(TEXT, "image/png"), (TEXT, "application/pdf"), (b"owl", "text/turtle")])
def test_content_that_would_not_become_smaller_is_not_compressed(content: bytes, type: str) -> None:
    """Pictures, PDF, short texts."""
    assert response(content, type, accept_encoding="gzip").body == content


def test_every_range_gives_its_bytes() -> None:
    """Each valid range of a text, by start and end, by start, and by length from the end; joined they are the text."""
    draw = random.Random(1)
    for _ in range(300):
        content = draw.randbytes(draw.randrange(1, 60))
        start = draw.randrange(len(content))
        end = draw.randrange(start, len(content) + 5)
        for header, expected in (
            (f"bytes={start}-{end}", content[start : end + 1]),
            (f"bytes={start}-", content[start:]),
            (f"BYTES = -{end + 1}", content[-end - 1 :]),
        ):
            found = response(content, range=header, accept_encoding="gzip")
            assert (found.status_code, found.body) == (206, expected), (header, content)
            first = content.index(expected, start) if not header.endswith(f"= -{end + 1}") else len(content) - len(expected)
            assert found.headers["Content-Range"] == f"bytes {first}-{first + len(expected) - 1}/{len(content)}"
            assert found.headers["Content-Length"] == str(len(expected))


@pytest.mark.parametrize("header", ["bytes=5000-", "bytes=5000-6000", "bytes=-0", "bytes=4000-4001"])
def test_a_range_outside_the_content_is_an_error(header: str) -> None:
    """With the length of the content."""
    found = response(range=header)
    assert (found.status_code, found.headers["Content-Range"], found.body) == (416, f"bytes */{len(TEXT)}", b"")


@pytest.mark.parametrize(
    "header", ["bytes=0-1,3-4", "bytes=5-2", "bytes=-", "items=0-1", "bytes=a-b", "bytes=0-1;", "bytes=" + "9" * 5000 + "-"]
)
def test_other_ranges_are_ignored(header: str) -> None:
    """All of the content is sent, as RFC 9110 allows."""
    assert (response(range=header).status_code, response(range=header).body) == (200, TEXT)


def test_a_range_of_another_state_is_ignored() -> None:
    """A client that resumes gets all of it after a change, and never a part of compressed bytes."""
    tag = response().headers["ETag"]
    assert response(range="bytes=0-3", if_range=tag).status_code == 206
    for other in ('"other"', f"W/{tag}", response(accept_encoding="gzip").headers["ETag"], "Sat, 29 Oct 1994 19:43:31 GMT"):
        assert response(range="bytes=0-3", if_range=other).status_code == 200
    assert response(method="HEAD", range="bytes=0-3").status_code == 200
