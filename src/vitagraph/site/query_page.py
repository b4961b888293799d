"""The query page: it evaluates queries in the browser, those of the catalogue and those that a visitor writes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from vitagraph.homepage.snippet import for_html
from vitagraph.queries import Query
from vitagraph.rdf.vocabulary import PREFIXES
from vitagraph.site.assets import Assets
from vitagraph.site.figures import SHOWN
from vitagraph.site.kind_labels import Labelled, labels_in
from vitagraph.site.localization import Localizer

#: first tag of a query -> the text with the heading of its group, in the order of the page
_GROUPS = {
    "career": "positions", "projects": "projects", "publications": "publications", "people": "names_people", "talks": "talks",
    "patents": "patent_families", "teaching": "teaching", "service": "service", "media": "media", "software": "software",
    "quality": "quality",
}  # fmt: skip
_OWN = """\
PREFIX schema: <http://schema.org/>

SELECT ?type (COUNT(*) AS ?n)
WHERE {
  ?thing a ?type .
}
GROUP BY ?type
ORDER BY DESC(?n)
"""


class QueryPage(NamedTuple):
    """The data of the template: the groups of queries, the data of the script, the addresses of the files that it loads."""

    groups: list[tuple[str, list[Query]]]
    data: Any
    script: str
    modules: list[str]
    licenses: str
    graph: str


def path(language: str, first: str) -> str:
    """The path of the page in a language."""
    return "query.html" if language == first else f"{language}/query.html"


def query_page(
    known: Mapping[str, Query],
    localizer: Localizer,
    assets: Assets,
    root: str,
    graph: str,
    cv: str,
    name: str,
    labels_of: Labelled,
) -> QueryPage:
    """The page in a language; `graph` and `cv` are the addresses of the public graph and of the CV, relative to the site's root.

    `labels_of` are what the graph labels: the script adds their labels in the language of the page.
    """
    from markupsafe import Markup

    # Queries over many CVs have no useful result for one.
    groups = _grouped([localizer.words.query(query) for query in known.values() if not query.of_many], localizer)
    listed = [_for_script(query) for _, queries in groups for query in queries]
    data = {
        "root": root,
        "language": localizer.language,
        "document": localizer.index.document,
        "name": name,
        "cv": cv,
        "graph": graph,
        "labels": "".join(f"{' '.join(triple)} .\n" for triple in labels_in(labels_of, localizer.words)),
        "worker": assets.names["worker.js"],
        "wasm": assets.names["oxigraph.wasm"],
        "prefixes": PREFIXES,
        "questions": listed,
        "first": next((name for name in (*SHOWN, *known) if name in known), _OWN),
        "own": _OWN,
        "words": {key: localizer.words[key] for key in _WORDS} | {"rows": localizer.words.forms("page", "rows")},
    }
    script = assets.names["query.js"]
    markup = Markup(for_html(data, indent=None))  # noqa: S704 - for_html escapes what HTML reads
    return QueryPage(groups, markup, script, assets.imported("query.js"), assets.names["licenses.txt"], graph)


#: the texts of the script: query.js reads them as words.own_question ...
_WORDS = (
    "own_question", "own_description", "evaluating", "nothing_found", "yes", "no", "not_evaluated", "stopped", "language",
    "too_much_memory",
)  # fmt: skip


def _grouped(queries: Iterable[Query], localizer: Localizer) -> list[tuple[str, list[Query]]]:
    """The queries under the heading of their first tag; those without a known tag come first."""
    groups: dict[str, list[Query]] = {tag: [] for tag in ("", *_GROUPS)}
    for query in queries:
        tag = next(iter(query.header.tags), "")
        groups[tag if tag in _GROUPS else ""].append(query)
    return [(localizer.words[_GROUPS.get(tag, "questions")], found) for tag, found in groups.items() if found]


def _for_script(query: Query) -> dict[str, Any]:
    """A query as the script reads it."""
    lines = [line for line in query.text.splitlines() if not line.startswith("#+")]
    return {
        "name": query.name,
        "title": query.summary or query.name,
        "description": query.description,
        "text": "\n".join(lines).strip() + "\n",
        "params": [
            {"name": name, "type": one.type, "default": one.default, "optional": one.optional, "description": one.description}
            for name, one in query.parameters.items()
        ],
        "columns": [column._asdict() for column in query.columns],
        "chart": query.chart._asdict() if query.chart else None,
    }
