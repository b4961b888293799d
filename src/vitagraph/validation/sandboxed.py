"""Checks against the user's shapes in a sandboxed process (see `vitagraph.sandbox`): their SPARQL may use SERVICE, or never end.

SHACL forbids SERVICE in constraints (https://www.w3.org/TR/shacl/#pre-binding), but engines detect it only in part.
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
from vitagraph.validation.date_order import with_dates_compared
from vitagraph.validation.engines import Check, compiled
from vitagraph.validation.report import Severity, ShaclResult


class Shapes(NamedTuple):
    """vitagraph's shapes and the user's (Turtle), the engine, the name of the user's in messages, and whether they may use SERVICE."""

    base: str
    user: str
    engine: str
    source: str
    may_use_service: bool


def sandboxed_check(shapes: Shapes) -> Check:
    """A check like that of `engines.compiled`, by a process that is kept for further data. Raises UsageError as that does."""
    process = Process(__name__, SHAPES.memory)

    @contextmanager
    def explained() -> Iterator[None]:
        try:
            yield
        except EngineError as error:
            if error.cause == "network":
                raise UsageError(f"{shapes.source}: {error}; leave SERVICE out") from None
            raise EngineError(error.cause, f"{shapes.source}: {error}") from None

    def check(data: str) -> list[ShaclResult]:
        with explained():
            return [_result(*fields) for fields in process.request(data, SHAPES.seconds)]

    with explained():
        process.prepare(shapes)
        process.wait()
    return check


def _result(focus_node: Term, path: Term, value: Term, severity: str, *rest: str) -> ShaclResult:
    return ShaclResult(focus_node, path, value, Severity(severity), *rest)


def _prepare(value: Any, _: bytes, offline: bool) -> RequestHandler:
    shapes = Shapes(*value)
    if shapes.may_use_service and not offline:
        raise EngineError("network", "may send queries elsewhere with SERVICE, and this system cannot prevent it")
    return direct_check(shapes)


def direct_check(shapes: Shapes) -> Check:
    """The same check by this process."""
    return with_dates_compared(compiled(f"{shapes.base}\n{shapes.user}", shapes.engine, shapes.source), shapes.user)


if __name__ == "__main__":
    serve_requests(_prepare)
