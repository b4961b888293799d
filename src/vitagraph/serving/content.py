"""The response that holds content: entity tags, conditional requests, ranges and compression (RFC 9110, sections 8.8.3, 12.5.3, 13, 14)."""

from __future__ import annotations

import gzip
import re
from collections.abc import Mapping
from functools import lru_cache
from hashlib import sha256
from types import MappingProxyType
from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import Response

from vitagraph.patterns import regex

#: bytes below which compression saves nothing
_LEAST = 1024
_ENCODING = "gzip"
# Section 14.1.2; several ranges are ignored, as section 14.2 allows.
_RANGE = regex(r"bytes[ \t]*=[ \t]*([0-9]{0,18})-([0-9]{0,18})[ \t]*", re.ASCII | re.IGNORECASE)
_TAG = regex(r'(?:W/)?"([^"]*)"')
_COMPRESSED = frozenset({"application/pdf", "application/octet-stream"})
_PICTURES_AS_TEXT = "image/svg+xml"


class Part(NamedTuple):
    """A part of content: its first byte, and the byte behind its last."""

    start: int
    end: int


def respond(request: Request, content: bytes, type: str, status: int = 200, headers: Mapping[str, str] = MappingProxyType({})) -> Response:
    """A response with content of a media type, or the part of it that the request asks for, or the status that it has not changed."""
    tag = sha256(content).hexdigest()[:32]
    fields = {**headers, "ETag": f'"{tag}"', "Accept-Ranges": "bytes"}
    is_conditional = status == 200 and request.method in ("GET", "HEAD")
    if is_compressible(type, content):
        fields["Vary"] = ", ".join(filter(None, [fields.get("Vary", ""), "Accept-Encoding"]))
    part = _part(request, tag, len(content)) if is_conditional else None
    if part is None and "Accept-Encoding" in fields.get("Vary", "") and _accepts_compression(request.headers.get("accept-encoding", "")):
        # A compressed representation is another one, with a tag of its own (section 8.8.3.3).
        fields |= {"Content-Encoding": _ENCODING, "ETag": f'"{tag}-{_ENCODING}"'}
        content = _compressed(content)
    if is_conditional and _is_held(request.headers.get("if-none-match", ""), tag):
        fields.pop("Content-Encoding", "")
        return Response(status_code=304, headers=fields)
    if part is None:
        return Response(content, status, fields, type)
    total = len(content)
    if part.start >= part.end:
        return Response(status_code=416, headers=fields | {"Content-Range": f"bytes */{total}"})
    fields["Content-Range"] = f"bytes {part.start}-{part.end - 1}/{total}"
    return Response(content[part.start : part.end], 206, fields, type)


def is_compressible(type: str, content: bytes) -> bool:
    """Returns whether compression makes content of a media type smaller."""
    is_text = type == _PICTURES_AS_TEXT or (not type.startswith(("image/", "audio/", "video/")) and type not in _COMPRESSED)
    return is_text and len(content) >= _LEAST


@lru_cache(maxsize=128)
def _compressed(content: bytes) -> bytes:
    return gzip.compress(content, 6, mtime=0)


def _accepts_compression(header: str) -> bool:
    """Whether an Accept-Encoding header accepts gzip (section 12.5.3): named with a weight above 0, or matched by `*`."""
    weights = {"": 0.0}
    for one in header.lower().split(","):
        coding, _, weight = one.partition(";")
        try:
            weights[coding.strip()] = float(weight.strip().removeprefix("q=") or 1)
        except ValueError:
            weights[coding.strip()] = 0.0
    return weights.get(_ENCODING, weights.get("*", 0.0)) > 0


def _is_held(header: str, tag: str) -> bool:
    """Whether an If-None-Match header names a representation of the content, by the weak comparison (section 13.1.2)."""
    held = {found[1] for found in _TAG.finditer(header)}
    return header.strip() == "*" or bool(held & {tag, f"{tag}-{_ENCODING}"})


def _part(request: Request, tag: str, total: int) -> Part | None:
    """The part that a Range header asks for; an empty one where the content has no such part; None for all of it."""
    found = _RANGE.fullmatch(request.headers.get("range", ""))
    condition = request.headers.get("if-range", f'"{tag}"')
    if request.method != "GET" or not found or not (found[1] or found[2]) or condition.strip() != f'"{tag}"':
        return None
    if not found[1]:
        return Part(max(total - int(found[2]), 0), total) if int(found[2]) else Part(total, total)
    start, end = int(found[1]), int(found[2]) + 1 if found[2] else total
    if end <= start:  # not a valid range, and ignored
        return None if found[2] else Part(total, total)
    return Part(start, min(end, total)) if start < total else Part(total, total)
