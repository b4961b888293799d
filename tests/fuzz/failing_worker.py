"""A process that fails in each way in turn, to test the count of failures."""

from __future__ import annotations

import os
import signal
import time
from multiprocessing.connection import Connection
from pathlib import Path
from unittest import mock

from fuzz import check, workers


def serve(pipe: Connection) -> None:
    """Input 0 kills the process, 1 has no end, 2 raises, 3 differs, 4 takes too long, others are accepted."""
    while True:
        case = pipe.recv()
        if case.number == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        if case.number == 1:
            time.sleep(60)
        seconds = -1.0 if case.number == 4 else workers.SECONDS
        with mock.patch.object(check, "check", _failing(case.number)), mock.patch.object(workers, "SECONDS", seconds):
            pipe.send(workers.checked(case, Path.cwd() / "empty"))


def _failing(number: int) -> mock.Mock:
    failures = {2: ValueError("planted"), 3: check.Difference("planted")}
    return mock.Mock(return_value="accepted", side_effect=failures.get(number))
