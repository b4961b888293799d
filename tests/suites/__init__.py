"""External test suites: one module each, run by `make test-suites SUITES=DIR`."""

from typing import NamedTuple


class Outcome(NamedTuple):
    """A test of a suite: its part of the suite, its name, and the reason of its failure; "" if it passed."""

    part: str
    name: str
    why: str
