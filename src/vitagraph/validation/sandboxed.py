"""Shapes of the user's, checked in a confined process (see `vitagraph.sandbox`): SPARQL in them may ask other endpoints, or never end.

SHACL forbids SERVICE where it binds variables (https://www.w3.org/TR/shacl/#pre-binding); engines look for it, and pySHACL by a pattern.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from vitagraph.errors import EngineError, UsageError
from vitagraph.rdf.terms import Term
from vitagraph.sandbox.bounds import SHAPES
from vitagraph.sandbox.client import Process
from vitagraph.sandbox.worker import RequestHandler, serve_requests
from vitagraph.validation.date_order import judged
from vitagraph.validation.engines import Check, compiled
from vitagraph.validation.report import Finding, Severity


class Shapes(NamedTuple):
    """Two texts of Turtle, the engine that reads them, what a message calls the user's, and whether these could hold SERVICE."""

    ours: str
    theirs: str
    engine: str
    source: str
    elsewhere: bool


def confined(shapes: Shapes) -> Check:
    """A check as of `engines.compiled`, by a process that stays for all the data to come. Raises UsageError as that does."""
    process = Process(__name__, SHAPES.memory)

    @contextmanager
    def explained() -> Iterator[None]:
        try:
            yield
        except EngineError as error:
            if error.cause == "network":
                raise UsageError(f"{shapes.source}: {error}; leave SERVICE out") from None
            raise EngineError(error.cause, f"{shapes.source}: {error}") from None

    def check(data: str) -> list[Finding]:
        with explained():
            return [_finding(*fields) for fields in process.request(data, SHAPES.seconds)]

    with explained():
        process.prepare(shapes)
        process.wait()
    return check


def _finding(focus_node: Term, path: Term, value: Term, severity: str, *rest: str) -> Finding:
    return Finding(focus_node, path, value, Severity(severity), *rest)


def _prepare(value: Any, _: bytes, offline: bool) -> RequestHandler:
    shapes = Shapes(*value)
    if shapes.elsewhere and not offline:
        raise EngineError("network", "may ask another endpoint with SERVICE, and this system cannot keep it from that")
    return unconfined(shapes)


def unconfined(shapes: Shapes) -> Check:
    """A check by this process."""
    return judged(compiled(f"{shapes.ours}\n{shapes.theirs}", shapes.engine, shapes.source), shapes.theirs)


if __name__ == "__main__":
    serve_requests(_prepare)
