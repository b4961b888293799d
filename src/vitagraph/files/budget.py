"""The limits of all input (bytes, nesting, expansion, seconds), and the functions that open files.

A file may be a regular file, a pipe or a device: its size and the time of waiting for it are limited. All readers have their
limits from here: records, importers, RDF files, pages, queries, shapes, themes, bulk inputs.
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
from typing import Any, BinaryIO

from vitagraph.errors import DataError, Place, Problem, UsageError
from vitagraph.patterns import regex

#: bytes of input that is read as a whole (a file, a page, a record of a stream), and of text after macros and entities
LARGEST_FILE = 64 * 1024 * 1024
#: levels of brackets and elements
DEEPEST = 40
DEEPEST_RDF = 100
#: values of a YAML or JSON document, and values that aliases may repeat
MOST_NODES = 5_000_000
MOST_REPEATED = 100_000
#: characters of a text after macros, and for each of its characters
EXPANDED, EXPANDED_PER_CHARACTER = 100_000, 10
#: seconds until a process opens a named pipe for writing, and until a pipe ends
WRITER_SECONDS = 2.0
PIPE_SECONDS = 60.0
#: processor seconds for parsing a text, and for each megabyte of it: ten times the time of the slowest parser
PARSE_SECONDS, PARSE_SECONDS_PER_MB = 10.0, 10.0

_BLOCK = 1 << 20


_CHECK = "check the file and its permissions"


def read_bytes(source: str | Path, instead: str = _CHECK) -> bytes:
    """The bytes of a regular file, a pipe or a device; `instead` is the advice of the message if it cannot be read.

    Raises UsageError where it cannot be read or stays empty, DataError where it is larger than LARGEST_FILE.
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
    """A file, pipe or device as a stream of any length.

    Raises UsageError where it cannot be opened, or no process writes to it.
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
    """A descriptor of a file; opening does not wait for the writer of a pipe."""
    return os.open(source, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))


def _refuse_late(first: bytes, source: str | Path) -> None:
    """Raises UsageError for bytes that were read while waiting, as a stream would lack them."""
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
    """The bytes of a pipe, until it ends."""
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
    """Waits until a pipe has bytes or a writer. Returns the bytes that this check had to read, usually none."""
    poll = select.poll()
    poll.register(descriptor, select.POLLIN)
    if poll.poll(WRITER_SECONDS * 1000):
        return b""
    try:
        first = os.read(descriptor, _BLOCK)
    except BlockingIOError:  # there is a writer, which has written nothing so far
        return b""
    if not first:
        raise UsageError(f"{name}: no process writes to this pipe; start the writer first, or name a file")
    return first


def too_large(source: str) -> DataError:
    """The error for input that is larger than LARGEST_FILE."""
    message = f"the file has more than {LARGEST_FILE >> 20} MB, which no CV has; split it into a folder of files"
    return DataError([Problem(Place(source), message)])


# A token that may contain brackets (string, closed or not; IRI, comment), or a bracket. Quantifiers are possessive, so that each
# character is matched once.
_JSON = regex(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"?|[\[{]|[\]}]', re.DOTALL)
_TURTLE = regex(
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


def parse_json(data: bytes) -> Any:
    """The JSON document in a reply of a server. Raises ValueError where it is none, or nested deeper than DEEPEST_RDF."""
    import json

    text = data.decode(json.detect_encoding(data), "surrogatepass")
    try:
        check_brackets(text, Place("", 1, 1))
    except DataError as error:
        raise ValueError(str(error)) from None
    return json.loads(text)


def check_elements(text: str, source: str) -> None:
    """Raises DataError where XML is nested deeper than DEEPEST_RDF, or its entities expand too far; a parser reports other errors."""
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
    """The error for input that is nested too deep."""
    return DataError([Problem(place, f"nested deeper than {levels} levels, which no CV is; write it with fewer brackets")])


class _Expired(BaseException):
    """The time limit is exceeded. It is no Exception, so that libraries do not catch it."""


@contextmanager
def time_limit(source: str, size: int) -> Iterator[None]:
    """Raises DataError where the parsing of a text takes longer than a text of `size` bytes can need.

    Processor time counts, so that a busy machine refuses no file. It works in the main thread only; in others, and inside another limit,
    it does nothing.
    """
    seconds = PARSE_SECONDS + PARSE_SECONDS_PER_MB * size / 2**20
    if (
        threading.current_thread() is not threading.main_thread()
        or not hasattr(signal, "setitimer")
        or signal.getitimer(signal.ITIMER_PROF)[0]
    ):
        yield
        return

    def expire(_number: int, _frame: FrameType | None) -> None:
        raise _Expired

    before = signal.signal(signal.SIGPROF, expire)
    try:
        signal.setitimer(signal.ITIMER_PROF, seconds)
        yield
    except _Expired:
        message = f"not parsed after {seconds:.0f} s of work, which no text of its size needs; split it, or write it again"
        raise DataError([Problem(Place(source), message)]) from None
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
