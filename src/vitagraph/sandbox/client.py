"""The client of a confined process: it starts the process, sends requests and ends it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import weakref
from collections.abc import Iterator
from threading import Timer
from typing import Any

from vitagraph.errors import DataError, EngineError, Place, Problem, UsageError
from vitagraph.sandbox.worker import Grants

#: signal that ended a process -> the bound that it exceeded
_CAUSES = {"SIGSYS": "network", "SIGSEGV": "depth", "SIGBUS": "depth", "SIGABRT": "memory", "SIGKILL": "memory"}


class Process:
    """A confined process that runs a module (see `worker`). It is prepared once, then handles one request at a time.

    `memory` limits its address space, in bytes; `network` allows the network.
    """

    def __init__(self, module: str, memory: int, network: bool = False) -> None:
        # -P: the current folder may have a file json.py.
        line = [sys.executable, "-P", "-m", module]
        errors = None if os.environ.get("VITAGRAPH_DEBUG") else subprocess.DEVNULL
        self._memory = memory
        self._late = False
        self.prepared = False
        self._process = subprocess.Popen(line, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors)
        self._ended = weakref.finalize(self, _end, self._process)
        self._write(Grants(memory, network))

    def prepare(self, value: Any, body: bytes = b"") -> None:
        """Sends the data for all requests, without waiting: their problems are raised by the first request."""
        self.prepared = False
        self._write([value, len(body)], body)

    def wait(self) -> None:
        """Waits until it is prepared. Raises what `request` raises, for these data."""
        if not self.prepared:
            self.prepared = not list(self._replies(None))

    def request(self, value: Any, seconds: float | None = None) -> Iterator[Any]:
        """A stream of the values for a request. `seconds` begin when the process is prepared and has the request.

        Raises what the process raised: DataError, UsageError; EngineError if it exceeded a bound, such as time, or crashed.
        """
        self._write(value)
        self.wait()
        timer = Timer(seconds or 0, self._stop)
        timer.daemon = True
        if seconds is not None:
            timer.start()
        try:
            yield from self._replies(seconds)
        finally:
            timer.cancel()

    def _replies(self, seconds: float | None) -> Iterator[Any]:
        while (reply := self._read(seconds))[0] == "item":
            yield reply[1]
        kind, *value = reply
        if kind != "end":
            raise _raised(kind, value, self._memory)

    def kill(self) -> None:
        """Ends the process from any thread; a caller that waits for values gets an EngineError."""
        self._process.kill()

    def end(self) -> None:
        """Ends the process and closes its pipes."""
        self._ended()

    def _stop(self) -> None:
        self._late = True
        self._process.kill()

    def _write(self, value: Any, body: bytes = b"") -> None:
        stream = self._process.stdin
        assert stream is not None  # noqa: S101 - it is a pipe
        try:
            stream.write(json.dumps(value).encode() + b"\n" + body)
            stream.flush()
        except OSError:
            return  # it has ended; reading raises the reason

    def _read(self, seconds: float | None) -> Any:
        stream = self._process.stdout
        assert stream is not None  # noqa: S101 - it is a pipe
        if line := stream.readline():
            return json.loads(line.decode("utf-8", "surrogatepass"))
        code = self._process.wait()
        if self._late and seconds is not None:
            counted = f"{seconds:g} second{'' if seconds == 1 else 's'}"
            raise EngineError("time", f"took longer than {counted} and was stopped; ask for less, or allow more with --timeout")
        cause = _CAUSES.get(_name(code), "broken")
        raise _raised(cause, [f"exit status {code}"] if cause == "broken" else [], self._memory)


def _name(code: int) -> str:
    """The signal that ended a process; "" if there is none."""
    return signal.Signals(-code).name if code < 0 else ""


def _raised(cause: str, values: list[Any], memory: int) -> Exception:
    """The error of a failed request, from the values that the process sent or the way in which it ended."""
    if cause == "data":
        return DataError(Problem(Place(*place), message, restricted) for place, message, restricted in values[0])
    if cause == "usage":
        return UsageError(values[0])
    known = {
        "network": "queries another endpoint with SERVICE, and nothing is fetched",
        "memory": f"needs more than {memory / (1 << 30):g} GB of memory and was stopped; ask for less",
        "depth": "is nested too deep for the engine; write it in fewer levels",
        "broken": f"broke the engine ({values[0] if values else 'no reason'}); write it in another way",
    }
    return EngineError(cause, values[0] if values and cause != "broken" else known[cause])


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            try:
                stream.close()
            except OSError:
                continue
