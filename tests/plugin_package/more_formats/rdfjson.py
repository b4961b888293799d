"""RDF/JSON (https://www.w3.org/TR/rdf-json/): subject -> predicate -> list of objects."""

import json
from typing import Any

from vitagraph.rdf.syntaxes import Graphs, Syntax, union
from vitagraph.rdf.terms import Term, iri, literal, parse, tagged, typed


def write(document: str, graphs: Graphs) -> str:
    """The triples of all graphs."""
    subjects: dict[str, dict[str, list[Any]]] = {}
    for subject, predicate, term in union(graphs):
        subjects.setdefault(_resource(subject), {}).setdefault(_resource(predicate), []).append(_object(term))
    return json.dumps(subjects, ensure_ascii=False, indent=2) + "\n"


def _resource(term: Term) -> str:
    return term if term.startswith("_:") else term[1:-1]


def _object(term: Term) -> dict[str, str]:
    if not term.startswith('"'):
        return {"value": _resource(term), "type": "bnode" if term.startswith("_:") else "uri"}
    parsed = parse(term)
    more = {"lang": parsed.language, "datatype": parsed.datatype}
    return {"value": parsed.value, "type": "literal"} | {name: text for name, text in more.items() if text}


def to_nquads(text: str) -> str:
    """The triples as N-Quads. Raises ValueError for text that is not RDF/JSON."""
    try:
        triples = [
            f"{_term(subject)} {iri(predicate)} {_token(one)} .\n"
            for subject, facts in json.loads(text).items()
            for predicate, objects in facts.items()
            for one in objects
        ]
    except (AttributeError, KeyError, TypeError):
        raise ValueError("RDF/JSON is an object of objects of lists") from None
    return "".join(triples)


def _term(resource: str) -> Term:
    return resource if resource.startswith("_:") else iri(resource)


def _token(one: dict[str, str]) -> Term:
    if one["type"] != "literal":
        return _term(one["value"])
    if datatype := one.get("datatype"):
        return typed(literal(one["value"])[1:-1], iri(datatype))  # `literal` escapes the text; the slice removes its quotes
    return tagged(one["value"], one.get("lang", ""))


SYNTAX = Syntax(
    "rdfjson",
    "RDF/JSON",
    suffixes=("rj",),
    media_type="application/rdf+json",
    write=write,
    to_nquads=to_nquads,
)
