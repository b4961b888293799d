"""The reference page `docs/reference/queries.md`: every query of the catalogue, as its header describes it."""

from __future__ import annotations

from collections.abc import Iterator

from vitagraph import charts
from vitagraph.queries import Query, catalogue
from vitagraph.queries.header import Parameter
from vitagraph.queries.parameters import TYPES
from vitagraph.tables import Chart

_INTRODUCTION = """\
# Queries

<!-- written by `python -m vitagraph.project.generate`; edit the headers in queries/*.rq instead -->

Each query is a file in `queries/`: SPARQL 1.1 below a header of `#+` lines, YAML that [grlc](https://grlc.io) reads too.

```
vitagraph query active-projects my-cv/ --param year=2021
vitagraph query active-projects --endpoint http://127.0.0.1:7878 --cv https://ada.example/cv
```
"""

_OWN = """
## Queries of your own

`vitagraph queries NAME > mine.rq` gives you one to begin with. Put files into a folder `queries` in or beside your CV, or name a
folder with `--queries`; a query of the same name replaces the one that is listed here. Where the
folder is beside your CV, a note names the file that does so.

| key | meaning |
| --- | --- |
| `summary` | what the query returns, in a line |
| `description` | further explanation |
| `params` | name: `{type, default, optional, description}`; the types are %s |
| `defaults` | a list of `{name: default}`, where grlc reads the defaults of parameters |
| `columns` | variable: heading, or `{label, link, list}`: the variable with the address, what separates a list's values |
| `chart` | `type` and its columns, see below; `label`, the heading of the axis of numbers where `y` names several columns |
| `caption` | the title of the chart on a page; without one, the summary |
| `left_out` | what the result has no row for: a pattern in SPARQL that binds it to `?left`; a note states how many there are |
| `translations` | language: `summary`, `description`, `caption`, `params` and `columns` by name, the `label` of the chart, for pages |

| chart type | what it shows | example |
| --- | --- | --- |
%s
A parameter needs its place in the query: `BIND(COALESCE(?__year_integer, 2022) AS ?year)`, or `BIND(?__year_integer AS ?year)` where it
may be missing. The query runs everywhere as it is, because nothing binds the first variable; its name states the parameter to grlc: `?_`
before one that a user must give, else `?__`, the name of letters and digits, `_integer`, `_iri`, `_xsd_date` and so on for the type,
nothing for `string` and `language`. grlc states the defaults that `defaults: [{year: 2022}]` names. Where a query has numbers or dates for
grlc, declare `PREFIX xsd:`. `VALUES ?year { 2022 }` is a place, too, which grlc does not see. `limit` replaces the number behind the last
`LIMIT`; there grlc can replace nothing.

vitagraph sends an endpoint `BIND(2022 AS ?year)`, also for a `VALUES` block that begins a group. That is the same to SPARQL, but not to
Virtuoso 7, which may lose rows of a `VALUES` block or never respond: write `BIND` where you paste a query into a form of Virtuoso.

## Which data is queried

Only public facts, unless `--include` names the contact or private graph. Several sources, and a file with several graphs, are queried
as their merge: each triple counts once. No data is downloaded; `SERVICE` needs `--allow-service`. SPARQL text, and every query that did
not come with vitagraph, runs in a process of its own without network, with bounds on memory (8 GB), nested brackets (500 levels) and, with
`--timeout`, time; [security](security.md#queries) describes how.

At an endpoint, and in a store in a folder, named graphs are queried. A query of the catalogue or of a file is evaluated on the
public graphs of the CV that `--cv` names, or of the only CV there; one that is tagged `department`, on those of all CVs. SPARQL
text on the command line or on standard input is evaluated on the public graphs of all CVs there, or on all graphs where there is no
CV. Many graphs are queried as one where the store or the endpoint has no others; else one by one, which for hundreds of CVs takes
minutes, and which Virtuoso may refuse: keep such CVs apart from other data, and from facts that are not public. (Virtuoso's own
graphs do not prevent this for a query that is tagged `department`, and are not queried by SPARQL text.)
**Private facts come only with `--include`, or where `FROM` in a query to an endpoint names their graph, which vitagraph reports on
standard error.** Triples in two graphs are counted twice by local stores and some endpoints; use
`COUNT(DISTINCT ...)`.
"""


def query_page() -> str:
    """The page: a list of all queries, then each with its parameters, columns and chart, then how to write one."""
    known = dict(sorted(catalogue().items()))
    contents = "".join(f"| [`{name}`](#{name}) | {query.summary} |\n" for name, query in known.items())
    sections = "".join("".join(_section(query)) for query in known.values())
    chart_types = "".join(f"| `{one.name}` | {one.description} | `{one.example}` |\n" for one in charts.TYPES.own.values())
    own = _OWN % (", ".join(f"`{name}`" for name in TYPES), chart_types)
    return f"{_INTRODUCTION}\n| query | returns |\n| --- | --- |\n{contents}{sections}{own}"


def _section(query: Query) -> Iterator[str]:
    yield f"\n## {query.name}\n\n{query.summary} {query.description}".rstrip() + f" ([SPARQL](../../queries/{query.name}.rq))\n"
    if query.parameters:
        yield "\n| parameter | type | when left out | meaning |\n| --- | --- | --- | --- |\n"
        yield from (f"| `{name}` | {one.type} | {_left_out(one)} | {one.description} |\n" for name, one in query.parameters.items())
    yield f"\nColumns: {', '.join(f'`{column.name}` ({column.label})' for column in query.columns)}.\n"
    if query.header.left_out:
        yield f"Left out, with a note that states their number: {', '.join(query.header.left_out)}.\n"
    if query.chart:
        yield f"Chart: {_drawn(query.chart)}.\n"


def _left_out(parameter: Parameter) -> str:
    if parameter.default is not None:
        return f"`{parameter.default}`"
    return "any" if parameter.optional else "an error"


def _drawn(chart: Chart) -> str:
    return f"{chart.type} of {', '.join(f'`{name}`' for name in chart.names)}"
