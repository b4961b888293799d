"""An explanation as lines and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from vitagraph.errors import Place, encodable
from vitagraph.explanation.explain import Explanation, Statement
from vitagraph.rdf.syntaxes.turtle import Names
from vitagraph.rdf.terms import Term


def as_lines(explanation: Explanation, most: int | None) -> Iterator[str]:
    """The explanation line by line, each with its place first; of the references to the IRI at most `most` lines."""
    names = Names(explanation.document)
    iri, place = explanation.iri, explanation.place
    yield iri
    yield f"{place}: {explanation.about}" if place else "no record describes it"
    for where, predicates in _grouped(explanation.statements, 2).items():
        at = f"{where[0]}: " if where[0].line else ""
        yield f"  {at}{', '.join(names[one] for one in predicates)} {_cut(names[where[1]])}"
    references = _grouped(explanation.references, 0)
    if references:
        yield f"named in {len(references)} place{'s' if len(references) > 1 else ''}"
    for where, predicates in list(references.items())[:most]:
        yield f"  {where[0]}: {names[where[1]]} {', '.join(names[one] for one in predicates)}"
    if most is not None and len(references) > most:
        yield f"  ... and {len(references) - most} more; --all lists them"


def _grouped(statements: Iterable[Statement], end: int) -> dict[tuple[Place, Term], list[Term]]:
    """Place, and the term at one end of the triples -> their predicates, in the order of the places."""
    found: dict[tuple[Place, Term], list[Term]] = {}
    for place, triple, _ in statements:
        found.setdefault((place, triple[end]), []).append(triple[1])
    return dict(sorted(found.items(), key=lambda item: item[0][0]))


def _cut(text: str, longest: int = 100) -> str:
    line = " ".join(text.split())
    return line if len(line) <= longest else f"{line[: longest - 4]} ..."


def as_json(explanation: Explanation) -> dict[str, object]:
    """The explanation as plain data, places as file, line and column."""
    return {
        "iri": explanation.iri,
        "about": explanation.about,
        "place": _place(explanation.place),
        "statements": [
            {"place": _place(one.place), "predicate": one.triple[1], "object": one.triple[2], "about": one.about}
            for one in explanation.statements
        ],
        "mentions": [
            {"place": _place(one.place), "subject": one.triple[0], "predicate": one.triple[1], "about": one.about}
            for one in explanation.references
        ],
    }


def _place(place: Place | None) -> dict[str, object] | None:
    if place is None or not place.line:
        return None
    return {"file": encodable(place.source), "line": place.line, "column": place.column}
