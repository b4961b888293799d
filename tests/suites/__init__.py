"""Suites of others: one module a suite, run by `make test-suites SUITES=DIR`."""

from typing import NamedTuple


class Outcome(NamedTuple):
    """A test of a suite: the part it belongs to, its name, and why it failed; "" where it passed."""

    part: str
    name: str
    why: str
