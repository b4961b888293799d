"""A response as a stream: complete, or an error."""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from vitagraph.errors import NetworkError
from vitagraph.network.addresses import place
from vitagraph.network.budget import Budget
from vitagraph.network.failures import FAILURES, failure

if TYPE_CHECKING:
    import requests

_PIECE = 1 << 16
#: bytes of a response that may be quoted
_WORDS = 1 << 16


class Reply:
    """Status, headers and body of a response. `read` raises NetworkError if the body is incomplete, or exceeds its limit."""

    def __init__(self, answer: requests.Response, budget: Budget) -> None:
        self.status = answer.status_code
        self.reason = answer.reason or ""
        self.headers: Mapping[str, str] = answer.headers
        self.url = answer.url or ""
        #: whether the request had credentials
        self.signed = "Authorization" in answer.request.headers
        self._answer = answer
        self._budget = budget
        self._body = _decoded(self, answer, budget)
        self._ended = False

    @property
    def ok(self) -> bool:
        """Whether the status is 2xx."""
        return 200 <= self.status < 300

    def read(self, size: int = -1) -> bytes:
        """The next bytes, at most `size`; all that are left if no size is given."""
        pieces, missing = [], size
        while not self._ended and (size < 0 or missing > 0):
            piece = self._piece(_PIECE if size < 0 else missing)
            pieces.append(piece)
            missing -= len(piece)
        return b"".join(pieces)

    def _piece(self, size: int) -> bytes:
        try:
            piece = self._body.read(size)
            self._budget.take(len(piece))
        except FAILURES as error:
            self.close()
            raise failure(error, self.url, self._budget, begun=True) from None
        if not piece:
            self._ended = True
            self.close()
            if self._budget.surplus and self.status == 200:
                raise NetworkError(place(self.url), "the server sends more than it announces, so that the response may be cut", "try again")
        return piece

    def within(self, most: int) -> Reply:
        """This response; the rest of its body is limited to so many bytes."""
        self._budget.bytes = min(self._budget.bytes, most)
        return self

    @cached_property
    def content(self) -> bytes:
        """The whole body."""
        return self.read()

    def words(self, most: int = 300) -> str:
        """The text of the body on one line, of HTML and XML without markup; of a longer text its two ends."""
        try:
            text = self.read(_WORDS).decode("utf-8", "replace")
        except NetworkError:
            return ""
        if re.search(r"html|xml", self.headers.get("Content-Type", "html"), re.IGNORECASE):
            text = re.sub(r"(?is)<(style|script|title)\b(?:(?!<\1\b).)*?</\1>|<[^<>]*>", " ", text)
        text = " ".join(text.split())
        half = (most - 5) // 2
        return text if len(text) <= most else f"{text[:half]} ... {text[-half:]}"

    def close(self) -> None:
        """Closes the connection, unless the body was read to its end."""
        self._answer.close()

    def __enter__(self) -> Reply:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class _Plain:
    """A body without encoding."""

    def __init__(self, answer: requests.Response) -> None:
        self._raw = answer.raw

    def read(self, size: int) -> bytes:
        piece: bytes = self._raw.read(size, decode_content=False)
        return piece


class _Gzip(_Plain):
    """A body compressed by gzip (RFC 1952). A truncated stream is an error; no more is decompressed than is requested."""

    def __init__(self, answer: requests.Response) -> None:
        super().__init__(answer)
        self._stream = zlib.decompressobj(zlib.MAX_WBITS | 16)
        self._waiting = b""
        self._begun = False

    def read(self, size: int) -> bytes:
        while True:
            if self._stream.eof and self._waiting:  # another member
                self._stream = zlib.decompressobj(zlib.MAX_WBITS | 16)
            data = self._waiting or super().read(_PIECE)
            if not data:
                if self._begun and not self._stream.eof:
                    raise zlib.error("the compressed stream is cut")
                return b""
            self._begun = True
            piece = self._stream.decompress(data, size)
            self._waiting = self._stream.unconsumed_tail or self._stream.unused_data
            if piece:
                return piece


def _decoded(reply: Reply, answer: requests.Response, budget: Budget) -> _Plain:
    encoding = reply.headers.get("Content-Encoding", "").strip().lower()
    if encoding in ("", "identity"):
        return _Plain(answer)
    if encoding in ("gzip", "x-gzip"):
        return _Gzip(answer)
    answer.close()
    raise NetworkError(place(reply.url), f"the response is encoded as {encoding[:40]!r}, which was not requested", "correct the server")
