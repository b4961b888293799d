"""The CVs that `vitagraph load` loads: read one by one, and mapped by another process while the store writes the one before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from vitagraph.errors import DataError, Place, Problem

if TYPE_CHECKING:
    from vitagraph.bulk.workers import Work
    from vitagraph.rdf.terms import Term
    from vitagraph.stores.contents import Contents

#: CVs that are mapped in this process, before another one is started, which takes a third of a second
_FIRST = 4


class Files(NamedTuple):
    """The files of one CV; `number` is its line or row in a file of many CVs, else 0; `digest` is that of its load."""

    source: str
    number: int
    files: Sequence[tuple[str, bytes]]
    problem: str = ""
    digest: str = ""

    @property
    def name(self) -> str:
        """Its place, for messages."""
        return f"{self.source}:{self.number}" if self.number else self.source


class Mapped(NamedTuple):
    """A CV as it is to be loaded: its address, and graph -> contents; or its problems."""

    document: str
    graphs: dict[Term, Contents]
    problems: tuple[Problem, ...] = ()


def files_of(source: str) -> Iterator[Files]:
    """The CVs of a source: a file or folder as for export, or JSON Lines and tables of many CVs."""
    from vitagraph.cli.query_sources import MANY
    from vitagraph.yaml import contents

    if not source.endswith(MANY):
        yield Files(source, 0, contents(source))
        return
    from vitagraph.bulk.inputs import sources, units

    for one in sources([source]):
        yield from (Files(*unit) for unit in units(one))


def mapped(cvs: Iterable[Files], include: tuple[str, ...]) -> Iterator[tuple[Files, Mapped]]:
    """CVs in their order, each with its contents; the next one is mapped while the caller loads the one before."""
    waiting, work = iter(cvs), mapper(include)
    for cv in islice(waiting, _FIRST):
        yield cv, work(cv)
    before: tuple[Files, Mapped] | None = None
    with ExitStack() as running:
        receive: Any = None
        for cv in waiting:
            if receive is None:
                from vitagraph.bulk.workers import one_ahead

                receive = running.enter_context(one_ahead(partial(mapper, include)))
            result = receive(cv)
            if before:
                yield before
            before = cv, result()
        if before:
            yield before


def mapper(include: tuple[str, ...]) -> Work:
    """The function that maps a CV."""
    from vitagraph import stores
    from vitagraph.mapping import dataset_of
    from vitagraph.yaml import read_files

    def mapped(cv: Files) -> Mapped:
        try:
            index = _decoded(cv) if cv.number else read_files(cv.files, cv.source)
            dataset = dataset_of(index)
        except DataError as error:
            return Mapped("", {}, tuple(error.problems))
        if index.cv.document.iri is None:
            message = f"the CV states no address, and another one without would replace it as {index.document}"
            return Mapped("", {}, (Problem(Place(cv.source), f"{message}; add `document: {{iri: ...}}`"),))
        return Mapped(dataset.document, stores.expected(dataset, include))

    return mapped


def _decoded(cv: Files) -> Any:
    from vitagraph.bulk.decoding import decode
    from vitagraph.bulk.inputs import Unit

    return decode(Unit(*cv[:4]))
