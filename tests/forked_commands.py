"""Calls of the command line in forks of one process that has its imports: a call takes a fraction of the time of a new interpreter.

Each call is a process of its own, with its own folder, environment, pipes and exit code. The process that is forked runs no thread
and calls no function of vitagraph.
"""

from __future__ import annotations

import gc
import json
import os
import runpy
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

#: what an interpreter reads before its first line: a call that changes it needs a new one
BEFORE_THE_FIRST_LINE = ("PYTHON", "LC_", "LANG", "TZ", "MALLOC", "LD_", "PATH")
IMPORTED = ("vitagraph.cli", "vitagraph.mapping", "vitagraph.yaml.read", "vitagraph.validation.validate", "rdflib", "pyoxigraph")


class Forks:
    """The process that is forked, and the socket that leads to it."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._socket, other = socket.socketpair()
        command = [sys.executable, __file__, str(other.fileno())]
        self._process = subprocess.Popen(command, env=dict(environment), pass_fds=[other.fileno()], stdin=subprocess.DEVNULL)
        other.close()

    def call(
        self, folder: Path, arguments: list[str], environment: Mapping[str, str], given: bytes, timeout: float
    ) -> tuple[int, bytes, bytes]:
        """Exit code (negative: a signal), standard output and standard error; TimeoutExpired where the call does not end in time."""
        (stdin, to_stdin), (from_stdout, stdout), (from_stderr, stderr) = os.pipe(), os.pipe(), os.pipe()
        request = json.dumps({"folder": str(folder), "arguments": arguments, "environment": dict(environment)}).encode()
        socket.send_fds(self._socket, [len(request).to_bytes(4, "big")], [stdin, stdout, stderr])
        self._socket.sendall(request)
        for stream in (stdin, stdout, stderr):
            os.close(stream)
        with ThreadPoolExecutor(3) as threads:
            threads.submit(_write, to_stdin, given)
            outputs = [threads.submit(_read, stream) for stream in (from_stdout, from_stderr)]
            code = self._exit_code(arguments, timeout)
            return code, outputs[0].result(), outputs[1].result()

    def _exit_code(self, arguments: list[str], timeout: float) -> int:
        process = self._number()
        self._socket.settimeout(timeout)
        try:
            return self._number()
        except TimeoutError:
            os.kill(process, signal.SIGKILL)
            self._socket.settimeout(None)
            self._number()
            raise subprocess.TimeoutExpired(arguments, timeout) from None
        finally:
            self._socket.settimeout(None)

    def _number(self) -> int:
        return int.from_bytes(self._socket.recv(4, socket.MSG_WAITALL), "big", signed=True)


def _write(stream: int, given: bytes) -> None:
    with suppress(BrokenPipeError), open(stream, "wb") as file:
        file.write(given)


def _read(stream: int) -> bytes:
    with open(stream, "rb") as file:
        return file.read()


@cache
def forks() -> Forks:
    """The process for the calls of this test process."""
    return Forks(os.environ | {"PYTHONWARNINGS": "error"})


def serve(connection: socket.socket) -> None:
    """Forks for each request until the connection closes; returns in each fork, as the process of the call."""
    for name in IMPORTED:
        import_module(name)
    gc.freeze()
    while True:
        length, streams, _, _ = socket.recv_fds(connection, 4, 3)
        if not length:
            os._exit(0)
        request = json.loads(connection.recv(int.from_bytes(length, "big"), socket.MSG_WAITALL))
        process = os.fork()
        if not process:
            connection.close()
            return become(request, streams)
        for stream in streams:
            os.close(stream)
        connection.sendall(process.to_bytes(4, "big", signed=True))
        _, status = os.waitpid(process, 0)
        connection.sendall(os.waitstatus_to_exitcode(status).to_bytes(4, "big", signed=True))


def become(request: dict[str, Any], streams: list[int]) -> None:
    """Takes the streams, folder, environment and arguments of a call."""
    for target, stream in enumerate(streams):
        os.dup2(stream, target)
        os.close(stream)
    os.chdir(request["folder"])
    os.environ.clear()
    os.environ.update(request["environment"])
    sys.argv = ["vitagraph", *request["arguments"]]
    sys.path[0] = str(Path.cwd())  # as of `python -m`


if __name__ == "__main__":
    serve(socket.socket(fileno=int(sys.argv[1])))
    runpy.run_module("vitagraph", run_name="__main__", alter_sys=True)
