"""The catalogue: the queries of some folders, by name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from vitagraph import resources
from vitagraph.errors import DataError, Place, Problem, UsageError, did_you_mean
from vitagraph.files.budget import read_text
from vitagraph.queries.parameters import TYPES, bound, misplaced, terms
from vitagraph.rdf.terms import Term
from vitagraph.tables import Chart, Column

if TYPE_CHECKING:
    from vitagraph.queries.header import Header, Parameter

# In a wheel the queries lie beside this file, in a checkout at its root.
_SHIPPED = resources.path("queries/talks-per-year.rq").parent
# The tag of queries over many CVs.
_OF_MANY = "department"


class Query:
    """A query: its SPARQL text and its header, which is parsed when it is first used."""

    def __init__(self, name: str, text: str, source: str, own: bool = False, trusted: bool = False) -> None:
        self.name = name
        self.text = text
        self.source = source
        #: whether a user typed it, so that it means all graphs as they are
        self.own = own
        #: whether it came with vitagraph; others are evaluated in a confined process
        self.trusted = trusted

    @cached_property
    def header(self) -> Header:
        """The parsed header. Raises DataError for its problems."""
        from vitagraph.queries.header import read_header

        header = read_header(self.text, self.source)
        problems = list(self._mistakes(header))
        if problems:
            raise DataError(Problem(Place(self.source), message) for message in problems)
        return header

    def _mistakes(self, header: Header) -> Iterator[str]:
        for name, parameter in header.params.items():
            if parameter.type not in TYPES:
                listed = f"; write one of {', '.join(TYPES)}"
                yield f"parameter '{name}': there is no type '{parameter.type}'" + did_you_mean(parameter.type, TYPES, listed)
        yield from misplaced(self.text, {name: one for name, one in header.params.items() if one.type in TYPES})
        for what, pattern in header.left_out.items():
            if "?left" not in pattern:
                yield f"left_out '{what}': the pattern does not bind ?left; write for example `?left a bibo:Patent`"
        for language, words in header.translations.items():
            for name in {*words.params} - {*header.params} | {*words.columns} - {*header.columns}:
                yield f"translation '{language}': there is no parameter or column '{name}' to translate; correct its name"
        if header.chart and not self.trusted:  # tests check those that come with vitagraph: a query waits for its imports
            from vitagraph.charts import TYPES as CHARTS

            if header.chart.type not in CHARTS:
                listed = f"; write one of {', '.join(CHARTS.all)}"
                yield f"there is no chart '{header.chart.type}'" + did_you_mean(header.chart.type, CHARTS.all, listed)

    def translated(self, language: str) -> Query:
        """The same query with the translations of a language that its header has."""
        query = Query(self.name, self.text, self.source, self.own, self.trusted)
        query.header = self.header.translated(language)
        return query

    @property
    def summary(self) -> str:
        """What the query returns, in one sentence."""
        return self.header.summary

    @property
    def caption(self) -> str:
        """The title of its chart."""
        return self.header.caption or self.header.summary

    @property
    def description(self) -> str:
        """More about the query."""
        return self.header.description

    @property
    def left_out(self) -> Iterator[tuple[str, Query]]:
        """What the result has no row for, each with the query that counts it."""
        for what, pattern in self.header.left_out.items():
            text = f"SELECT (COUNT(DISTINCT ?left) AS ?n) WHERE {{ {pattern} }}"
            yield what, Query(self.name, text, self.source, trusted=self.trusted)

    @property
    def of_many(self) -> bool:
        """Whether it is evaluated over all CVs together: a fact that several graphs state counts once."""
        return _OF_MANY in self.header.tags

    @property
    def parameters(self) -> Mapping[str, Parameter]:
        """Its parameters, by name."""
        return self.header.params

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns that the header describes, in order."""
        described = self.header.columns.items()
        return tuple(Column(name, *([one] if isinstance(one, str) else [one.label, one.link, one.list])) for name, one in described)

    @property
    def chart(self) -> Chart | None:
        """The chart of its result."""
        if not (chart := self.header.chart):
            return None
        y = (chart.y,) if isinstance(chart.y, str) else tuple(chart.y)
        return Chart(chart.type, chart.x, y, chart.series, chart.start, chart.end, chart.weight, chart.label)

    def named_columns(self, variables: Iterable[str]) -> tuple[Column, ...]:
        """The columns of a result with these variables, with the headings of the header."""
        described = {column.name: column for column in self.columns}
        return tuple(described.get(name) or Column(name, name) for name in variables)

    def bound(self, given: Mapping[str, str], assigned: bool = False) -> str:
        """The SPARQL text with the values of parameters, or their defaults; with `assigned`, by BIND where it can.

        Raises UsageError for an unknown or missing parameter and for a value of another type.
        """
        values: dict[str, Term | None] = terms(self.parameters, given, self.name)
        return bound(self.text, values, assigned)


def catalogue(*folders: str | Path) -> dict[str, Query]:
    """Name -> query: those that come with vitagraph, then those of folders, which may replace them by name.

    Raises UsageError for a folder that cannot be read.
    """
    return {name: read_query(file) for name, file in files(*folders).items()}


def files(*folders: str | Path) -> dict[str, Path]:
    """Name -> file of the catalogue's queries. Raises UsageError for a folder that cannot be read."""
    found: dict[str, Path] = {}
    for folder in (_SHIPPED, *map(Path, folders)):
        if not folder.is_dir():
            raise UsageError(f"{folder}: there is no such folder; name a folder with .rq files")
        if folder == _SHIPPED or not folder.samefile(_SHIPPED):
            found |= {file.stem: file for file in sorted(folder.glob("*.rq"))}
    return found


def replaced(*folders: str | Path) -> dict[str, Path]:
    """Name -> file of a folder that replaces the query of this name that comes with vitagraph."""
    shipped = files()
    return {name: file for name, file in files(*folders).items() if file != shipped.get(name, file)}


def read_query(file: Path) -> Query:
    """The query of a file. Raises UsageError where it cannot be read."""
    return Query(file.stem, read_text(file, "check the file"), str(file), trusted=file.parent == _SHIPPED)
