"""The budget of all that is read (bytes, nesting, expansion, seconds), and the one way in which files are opened.

A file may be a regular file, a pipe or a device: none is read further than its budget, none is waited for without a bound.
Every reader takes its limits from here: records, importers, RDF files, pages, queries, shapes, themes, bulk inputs.
"""

from __future__ import annotations

import io
import os
import re
import select
import signal
import stat
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import BinaryIO

from vitagraph.errors import DataError, Place, Problem, UsageError

#: bytes of what is read whole: a file, a page, a record of a stream; and what text may expand to by macros and entities
LARGEST_FILE = 64 * 1024 * 1024
#: levels of brackets and elements
DEEPEST = 40
DEEPEST_RDF = 100
#: values of a YAML or JSON document, and how many of them aliases may repeat
MOST_NODES = 5_000_000
MOST_REPEATED = 100_000
#: characters that macros may make of a text, and how many for each of its own characters
EXPANDED, EXPANDED_PER_CHARACTER = 100_000, 10
#: seconds until somebody writes to a named pipe, and until a pipe has ended
WRITER_SECONDS = 2.0
PIPE_SECONDS = 60.0
#: seconds for making sense of a text, and for each megabyte of it: ten times what the slowest reader takes
PARSE_SECONDS, PARSE_SECONDS_PER_MB = 10.0, 10.0

_BLOCK = 1 << 20


_CHECK = "check the file and its permissions"


def read_bytes(source: str | Path, instead: str = _CHECK) -> bytes:
    """The bytes of a regular file, a pipe or a device; `instead` says what to do where it cannot be read.

    Raises UsageError where it cannot be read or nothing comes, DataError where it is larger than LARGEST_FILE.
    """
    with _explained(source, instead):
        descriptor = _opened(source)
        try:
            return _whole(descriptor, str(source))
        finally:
            os.close(descriptor)


def read_text(source: str | Path, instead: str = _CHECK) -> str:
    """The text of a file in UTF-8, as `read_bytes` reads it; line ends become line feeds. Raises UsageError for other encodings."""
    try:
        text = read_bytes(source, instead).decode("utf-8")
    except UnicodeDecodeError as error:
        raise UsageError(f"{source}: byte {error.start} is no UTF-8; save the file as UTF-8") from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read_standard_input() -> bytes:
    """The bytes of standard input, under the same limits."""
    if sys.stdin is None:
        raise UsageError("standard input is closed; name a file or a folder instead")
    with _explained("<stdin>"):
        try:
            descriptor = sys.stdin.fileno()
        except io.UnsupportedOperation:
            return _bounded(iter(lambda: sys.stdin.buffer.read(_BLOCK), b""), "<stdin>")
        return _whole(descriptor, "<stdin>")


def open_stream(source: str | Path) -> BinaryIO:
    """A file, pipe or device to be read piece by piece, as long as it is.

    Raises UsageError where it cannot be opened or nobody writes to it.
    """
    with _explained(source):
        descriptor = _opened(source)
        try:
            if stat.S_ISFIFO(os.fstat(descriptor).st_mode):
                _refuse_late(_await_writer(descriptor, str(source)), source)
                os.set_blocking(descriptor, True)
            return os.fdopen(descriptor, "rb", _BLOCK)
        except BaseException:
            os.close(descriptor)
            raise


def _opened(source: str | Path) -> int:
    """A descriptor of a file; a pipe to which nobody writes yet is not waited for."""
    return os.open(source, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))


def _refuse_late(first: bytes, source: str | Path) -> None:
    """What came within the microsecond after the wait was read, and would be missing from a stream."""
    if first:
        raise UsageError(f"{source}: the pipe began too late; call this again")


@contextmanager
def _explained(source: str | Path, instead: str = _CHECK) -> Iterator[None]:
    """Errors of the operating system as messages; a NUL in a name is a ValueError."""
    try:
        yield
    except OSError as error:
        raise UsageError(f"{source}: cannot be read ({error.strerror}); {instead}") from None
    except ValueError as error:
        raise UsageError(f"{str(source)!r}: no file can have this name ({error}); correct it") from None


def _whole(descriptor: int, name: str) -> bytes:
    mode = os.fstat(descriptor)
    if stat.S_ISREG(mode.st_mode) and mode.st_size > LARGEST_FILE:
        raise too_large(name)
    waits = not stat.S_ISREG(mode.st_mode) and not os.isatty(descriptor) and hasattr(select, "poll")
    return _bounded(_arriving(descriptor, name) if waits else iter(lambda: os.read(descriptor, _BLOCK), b""), name)


def _bounded(pieces: Iterator[bytes], name: str) -> bytes:
    found, size = [], 0
    for piece in pieces:
        found.append(piece)
        size += len(piece)
        if size > LARGEST_FILE:
            raise too_large(name)
    return b"".join(found)


def _arriving(descriptor: int, name: str) -> Iterator[bytes]:
    """What comes through a pipe, until it ends."""
    end = time.monotonic() + PIPE_SECONDS
    if not os.get_blocking(descriptor) and stat.S_ISFIFO(os.fstat(descriptor).st_mode):
        yield _await_writer(descriptor, name)
    poll = select.poll()
    poll.register(descriptor, select.POLLIN)
    while (left := end - time.monotonic()) > 0:
        if poll.poll(left * 1000):
            with suppress(BlockingIOError):
                if not (piece := os.read(descriptor, _BLOCK)):
                    return
                yield piece
    raise UsageError(f"{name}: no end of it after {PIPE_SECONDS:.0f} s; write it into a file first")


def _await_writer(descriptor: int, name: str) -> bytes:
    """Waits until a pipe has something to read, or somebody who may write it; what had to be read to know, mostly nothing."""
    poll = select.poll()
    poll.register(descriptor, select.POLLIN)
    if poll.poll(WRITER_SECONDS * 1000):
        return b""
    try:
        first = os.read(descriptor, _BLOCK)
    except BlockingIOError:  # somebody is there, and has written nothing so far
        return b""
    if not first:
        raise UsageError(f"{name}: nobody writes to this pipe; start what writes to it first, or name a file")
    return first


def too_large(source: str) -> DataError:
    """The error of what is larger than LARGEST_FILE."""
    message = f"the file has more than {LARGEST_FILE >> 20} MB, which no CV has; split it into a folder of files"
    return DataError([Problem(Place(source), message)])


# What may hold brackets of its own (texts, closed or not; IRIs, comments), or a bracket. Quantifiers are possessive, so that each
# character is looked at once.
_JSON = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"?|[\[{]|[\]}]', re.DOTALL)
_TURTLE = re.compile(
    r'''"""(?:[^"\\]|\\.|"(?!""))*+(?:""")?+|\'\'\'(?:[^\'\\]|\\.|\'(?!\'\'))*+(?:\'\'\')?+|"[^"\\\n]*+(?:\\.[^"\\\n]*+)*+"?'''
    r"""|\'[^\'\\\n]*+(?:\\.[^\'\\\n]*+)*+\'?|<[^<>\s]*+|\#[^\n]*+|[\[(]|[\])]""",
    re.DOTALL,
)


def check_brackets(text: str, place: Place, turtle: bool = False) -> None:
    """Raises DataError where the brackets of JSON, or Turtle, are nested deeper than DEEPEST_RDF, before a parser recurses into them."""
    depth = 0
    for match in (_TURTLE if turtle else _JSON).finditer(text):
        if (first := match[0][0]) in "[{(":
            depth += 1
            if depth > DEEPEST_RDF:
                line = place.line + text.count("\n", 0, match.start())
                raise too_deep(place._replace(line=line, column=match.start() - text.rfind("\n", 0, match.start())))
        elif first in "]})":
            depth -= 1


def check_elements(text: str, source: str) -> None:
    """Raises DataError where XML is nested deeper than DEEPEST_RDF, or its entities grow; what else is wrong a parser tells."""
    from xml.parsers import expat

    depth = 0

    def begin(_name: str, _attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST_RDF:
            raise too_deep(Place(source, parser.CurrentLineNumber, parser.CurrentColumnNumber + 1))

    def end(_name: str) -> None:
        nonlocal depth
        depth -= 1

    parser = expat.ParserCreate("utf-8")
    parser.StartElementHandler, parser.EndElementHandler = begin, end
    try:
        parser.Parse(text.encode("utf-8", "replace"), True)
    except expat.ExpatError as error:
        if "amplification" in str(error):
            place = Place(source, error.lineno, error.offset + 1)
            raise DataError([Problem(place, "the entities grow beyond measure; write their text out")]) from None


def too_deep(place: Place, levels: int = DEEPEST_RDF) -> DataError:
    """The error of what is nested deeper than it may be."""
    return DataError([Problem(place, f"nested deeper than {levels} levels, which no CV is; write it with fewer brackets")])


class _Expired(BaseException):
    """The time is over. No library that catches exceptions may catch it."""


@contextmanager
def time_limit(source: str, size: int) -> Iterator[None]:
    """Ends what makes sense of a text of some bytes when it takes longer than its size can need: DataError.

    Only the main thread can be ended; in others, and inside another limit, it does nothing.
    """
    seconds = PARSE_SECONDS + PARSE_SECONDS_PER_MB * size / 2**20
    if (
        threading.current_thread() is not threading.main_thread()
        or not hasattr(signal, "setitimer")
        or signal.getitimer(signal.ITIMER_REAL)[0]
    ):
        yield
        return

    def expire(_number: int, _frame: FrameType | None) -> None:
        raise _Expired

    before = signal.signal(signal.SIGALRM, expire)
    try:
        signal.setitimer(signal.ITIMER_REAL, seconds)
        yield
    except _Expired:
        message = f"not understood after {seconds:.0f} s, which nothing of its size needs; split it, or write it anew"
        raise DataError([Problem(Place(source), message)]) from None
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
