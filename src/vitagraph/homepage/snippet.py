"""A ProfilePage as JSON-LD: the person as main entity, the works newest first; schema.org only, with the IRIs of the graph.

https://developers.google.com/search/docs/appearance/structured-data/profile-page
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from vitagraph.homepage.frames import DATASET, PERSON, WHOLE_WORK, WORK, Graph
from vitagraph.rdf.dataset import Dataset, Facts
from vitagraph.rdf.terms import Term, Triple, parse
from vitagraph.rdf.vocabulary import DCTERMS, RDF, SCHEMA

#: what leads from a work to those who had a part in it
_PARTS = (SCHEMA.author, SCHEMA.editor, SCHEMA.translator, SCHEMA.contributor)
#: the segments of works whose editors, translators and contributors have a part in them
_OF_WORKS = ("publication", "software", "dataset", "book", "proceedings")
#: how many characters the description of a dataset may have
_DESCRIPTION = range(50, 5001)
_CONTEXT = "https://schema.org"
# In HTML a script ends at `</script`, and `<!--` hides that end; older grammars of JavaScript end a line at U+2028.
_ESCAPES = {ord(letter): f"\\u{ord(letter):04x}" for letter in "<>&\u2028\u2029"}


def snippet(dataset: Dataset, language: str, limit: int | None = 10, ascii_only: bool = False) -> str:
    """The script element of a homepage, on lines of its own, escaped for HTML."""
    return f'<script type="application/ld+json">\n{for_html(profile_page(dataset, language, limit), ascii_only=ascii_only)}\n</script>\n'


def for_html(data: Any, indent: int | None = 2, ascii_only: bool = False) -> str:
    """JSON escaped for a script element."""
    separators = None if indent else (",", ":")
    return json.dumps(data, ensure_ascii=ascii_only, indent=indent, separators=separators).translate(_ESCAPES)


def profile_page(dataset: Dataset, language: str, limit: int | None = 10) -> dict[str, Any]:
    """The page about the owner, with at most `limit` works, or with all (None)."""
    graph = Graph(dataset.facts, language)
    owner = f"<{dataset.document}#me>"
    person = PERSON(graph, owner)
    as_of = graph.text(f"<{dataset.document}#dataset>", SCHEMA.dateModified)
    roles = {name: [one for one in _many(person.pop(name, [])) if _goes_on(graph, one, as_of)] for name in ("affiliation", "memberOf")}
    page = _page(graph, dataset.document) | {"@type": "ProfilePage", "name": person.get("name", dataset.document)}
    person |= {name: _one_or_many(current) for name, current in roles.items() if current}
    if titles := _titles(graph, owner, [role["roleName"] for current in roles.values() for role in current]):
        person["jobTitle"] = _one_or_many(titles)
    page["mainEntity"] = person
    if works := [_listed(graph, work, owner) for work in _works(graph, owner)[:limit]]:
        page["hasPart"] = works
    return page


def work_node(graph: Graph, work: Term) -> dict[str, Any]:
    """A work as JSON-LD, {} for one that search engines reject."""
    return {"@context": _CONTEXT} | dict(WHOLE_WORK(graph, work)) if _is_accepted(graph, work) else {}


def dataset_node(about: Iterable[Triple], document: str, language: str) -> dict[str, Any]:
    """The `schema:Dataset` that describes a CV as JSON-LD, with texts in a language, for Google Dataset Search."""
    return {"@context": _CONTEXT} | dict(DATASET(Graph(Facts(about), language), f"<{document}#dataset>"))


def _goes_on(graph: Graph, role: dict[str, Any], as_of: str) -> bool:
    """Whether it has a title and no end before the date of the CV is stated: neither that of a period nor the one date of it."""
    if "roleName" not in role:
        return False
    dates = graph.objects(f"<{role['@id']}>", DCTERMS.date)
    return not dates or any(_is_open(parse(date).value, as_of) for date in dates)


def _is_open(period: str, as_of: str) -> bool:
    """Whether a period (EDTF) has no end, or one on or after a date."""
    start, slash, end = period.partition("/")
    if end == "..":
        return True
    return bool(slash and as_of) and end[:4].isdecimal() and start[:4].isdecimal() and start <= as_of and end >= as_of[: len(end)]


def _titles(graph: Graph, owner: Term, named: Iterable[str]) -> list[str]:
    """The titles of all present posts, among the names of the present roles: each in the language of the page."""
    titles = {parse(term).value for term in graph.objects(owner, SCHEMA.jobTitle)}
    return [name for name in dict.fromkeys(named) if name in titles]


def _page(graph: Graph, document: str) -> dict[str, Any]:
    page: dict[str, Any] = {"@context": _CONTEXT, "@type": "", "@id": document, "url": document, "inLanguage": graph.language}
    if date := graph.text(f"<{document}#dataset>", SCHEMA.dateModified):
        # Google reads date-times only, not dates.
        page |= {"dateCreated": f"{date}T00:00:00+00:00", "dateModified": f"{date}T00:00:00+00:00"}
    return page


def _works(graph: Graph, owner: Term) -> list[Term]:
    """The works in which a person has a part, newest first; those of one year in the order of the CV."""
    own = [
        work
        for work in graph.facts
        if any(owner in graph.objects(work, part) for part in _parts_of(work))
        and graph.objects(work, RDF.type)
        and _is_accepted(graph, work)
    ]
    return sorted(own, key=lambda work: _year(graph, work), reverse=True)


def _is_accepted(graph: Graph, work: Term) -> bool:
    """Whether search engines accept a work: they reject a dataset without a description of 50 to 5000 characters."""
    is_dataset = SCHEMA.Dataset in graph.objects(work, RDF.type)
    return not is_dataset or len(graph.text(work, SCHEMA.description)) in _DESCRIPTION


def _parts_of(work: Term) -> tuple[Term, ...]:
    """The predicates of a work that name those who had a part in it: services and supervised theses have an editor or contributor, too."""
    return _PARTS if work.rpartition("#")[2].partition("/")[0] in _OF_WORKS else (SCHEMA.author,)


def _year(graph: Graph, work: Term) -> str:
    dates = graph.objects(work, SCHEMA.datePublished)
    return parse(dates[0]).value[:4] if dates else ""


def _listed(graph: Graph, work: Term, owner: Term) -> dict[str, Any]:
    """A work in the list of its owner's page, with the owner by IRI alone."""
    node: dict[str, Any] = WORK(graph, work)
    own = {"@id": owner[1:-1]}
    for role in {part.rpartition("/")[2][:-1] for part in _PARTS} & node.keys():
        node[role] = _one_or_many([own if one["@id"] == own["@id"] else one for one in _many(node[role])])
    return node


def _many(values: Any) -> list[Any]:
    return values if isinstance(values, list) else [values]


def _one_or_many(values: list[Any]) -> Any:
    return values[0] if len(values) == 1 else values
