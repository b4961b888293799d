"""A confined process for the tests: it runs what it is asked, Python that tries to reach somebody."""

from __future__ import annotations

from typing import Any

from vitagraph.sandbox.worker import answer_requests


def run(program: str) -> list[Any]:
    """Runs a program; nothing is answered."""
    exec(program, {})
    return []


if __name__ == "__main__":
    answer_requests(lambda value, body, offline: run)
