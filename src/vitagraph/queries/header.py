"""The `#+` header of a query file: YAML that grlc reads too (https://grlc.readthedocs.io, decorators), with more keys.

#+ summary: Which projects ran in a given year?
#+ params:
#+   year: {type: integer, description: a year}
#+ defaults: [{year: 2022}]
#+ columns: {acronym: Acronym, start: Start}
#+ chart: {type: timeline, x: acronym, start: start}
#+ translations: {de: {summary: Welche Projekte liefen in einem bestimmten Jahr?, columns: {start: Beginn}}}
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
from msgspec.structs import replace

from vitagraph.errors import DataError, Place, Problem, did_you_mean, quoted
from vitagraph.files.budget import DEEPEST, too_deep

#: keys that only grlc reads
_GRLC = ("endpoint", "endpoint_in_url", "endpoint-method", "enumerate", "method", "mime", "pagination", "transform")


class Parameter(msgspec.Struct, forbid_unknown_fields=True):
    """A parameter: its type, its default, and whether it may be left unbound."""

    type: str
    default: int | float | bool | str | None = None
    optional: bool = False
    description: str = ""


class ColumnHeader(msgspec.Struct, forbid_unknown_fields=True):
    """The heading of a column, the column with its link, the separator of lists."""

    label: str
    link: str = ""
    list: str = ""


class ChartHeader(msgspec.Struct, forbid_unknown_fields=True):
    """The chart of the result; see `vitagraph.tables.Chart`."""

    type: str
    x: str = ""
    y: list[str] | str = []
    series: str = ""
    start: str = ""
    end: str = ""
    weight: str = ""
    label: str = ""


class Translation(msgspec.Struct, forbid_unknown_fields=True):
    """The texts of a header in another language; those that are missing are not translated."""

    summary: str = ""
    description: str = ""
    caption: str = ""
    params: dict[str, str] = {}
    columns: dict[str, str] = {}
    label: str = ""


class Header(msgspec.Struct):
    """The header of a query."""

    summary: str = ""
    description: str = ""
    params: dict[str, Parameter] = {}
    #: the defaults of parameters, where grlc reads them
    defaults: list[dict[str, int | float | bool | str]] = []
    columns: dict[str, str | ColumnHeader] = {}
    chart: ChartHeader | None = None
    #: the title of the chart; without one, the summary
    caption: str = ""
    tags: list[str] = []
    #: what the result has no row for -> the pattern in SPARQL that binds it to `?left`
    left_out: dict[str, str] = {}
    translations: dict[str, Translation] = {}

    def translated(self, language: str) -> Header:
        """The header in another language; texts without a translation are unchanged."""
        if not (words := self.translations.get(language)):
            return self
        return replace(
            self,
            summary=words.summary or self.summary,
            description=words.description or self.description,
            caption=words.caption or (self.caption if not words.summary else ""),
            params={name: replace(one, description=words.params.get(name, one.description)) for name, one in self.params.items()},
            columns={name: _headed(one, words.columns.get(name)) for name, one in self.columns.items()},
            chart=self.chart and replace(self.chart, label=words.label or self.chart.label),
        )


def _headed(column: str | ColumnHeader, heading: str | None) -> str | ColumnHeader:
    if heading is None:
        return column
    return heading if isinstance(column, str) else replace(column, label=heading)


def read_header(text: str, source: str) -> Header:
    """The header of a query's text; an empty one where there is none.

    Raises DataError with its place where it is not YAML, or has unknown keys.
    """
    import yaml

    lines = text.splitlines()
    first = next((number for number, line in enumerate(lines, 1) if line.startswith("#+")), 0)
    # One space belongs to the mark; the others are YAML's indentation.
    block = "\n".join(line[2:].removeprefix(" ") for line in lines if line.startswith("#+"))
    try:
        _check(block, Place(source, first))
        raw: Any = yaml.load(block, yaml.CSafeLoader) or {}
    except ValueError as error:  # a date that does not exist
        raise _wrong(Place(source, first), f"the header holds an impossible value: {error}; put it in quotes") from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = Place(source, first + mark.line, mark.column + 1) if mark else Place(source, first)
        raise _wrong(place, f"the header is not YAML: {getattr(error, 'problem', error)}; correct it there") from None
    if not isinstance(raw, dict):
        raise _wrong(Place(source, first), "the header is not a mapping; write `#+ summary: ...`")
    for key in raw:
        if key not in (*Header.__struct_fields__, *_GRLC):
            known = f"; write one of {', '.join(Header.__struct_fields__)}"
            raise _wrong(
                Place(source, first), f"unknown key {quoted(key)} in the header" + did_you_mean(str(key), Header.__struct_fields__, known)
            )
    try:
        header = msgspec.convert(raw, Header)
    except msgspec.ValidationError as error:
        raise _wrong(Place(source, first), f"the header has a wrong value: {error}") from None
    return replace(header, params=dict(_with_defaults(header, Place(source, first))))


def _with_defaults(header: Header, place: Place) -> Iterator[tuple[str, Parameter]]:
    """The parameters by name, each with its default. Raises DataError where none can have a default that is stated."""
    stated = {name: value for some in header.defaults for name, value in some.items()}
    for name, parameter in header.params.items():
        default = stated.pop(name, parameter.default)
        if parameter.default not in (None, default):
            raise _wrong(place, f"two defaults of the parameter '{name}': {parameter.default} and {default}; write one")
        yield name, replace(parameter, default=default)
    if stated:
        name = next(iter(stated))
        raise _wrong(place, f"a default of {quoted(name)}, which is no parameter" + did_you_mean(name, header.params, "; add it to params"))


def _check(block: str, place: Place) -> None:
    """Raises DataError where a header is nested deeper than DEEPEST, or repeats itself by aliases."""
    import yaml

    depth = 0
    for event in yaml.parse(block, yaml.CSafeLoader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise too_deep(place, DEEPEST)
        if isinstance(event, yaml.AliasEvent):
            raise _wrong(place, f"the header has the alias *{event.anchor}; write its value out")


def _wrong(place: Place, message: str) -> DataError:
    return DataError([Problem(place, message)])
