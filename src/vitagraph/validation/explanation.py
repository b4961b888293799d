"""Where an IRI of the graph comes from: the record that describes it, the lines that say something of it or lead to it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from vitagraph.errors import Place, UsageError, did_you_mean, encodable, quoted
from vitagraph.mapping import dataset_of
from vitagraph.rdf.dataset import RESTRICTED, Dataset
from vitagraph.rdf.syntaxes.turtle import Names
from vitagraph.rdf.terms import Term, Triple
from vitagraph.rdf.vocabulary import PREFIXES, RDFS
from vitagraph.records import Index
from vitagraph.validation.report import Finding, Severity
from vitagraph.validation.tracing import RecordTracer

_PREFIXED = re.compile(r"([a-z]+):([\w./-]+)")


class Statement(NamedTuple):
    """A triple, the place that says it, and the record there."""

    place: Place
    triple: Triple
    about: str


class Explanation(NamedTuple):
    """An IRI and where it comes from; without a place, no record describes it, some only lead to it."""

    iri: str
    document: str
    about: str
    place: Place | None
    #: what is said of it, each with its place; what leads to it
    statements: list[Statement]
    mentions: list[Statement]


def explain(name: str, index: Index, source: str, include: Iterable[str] = ()) -> Explanation:
    """Explains an IRI of a CV: absolute, as `#patent/ep-3271863`, as `patent/ep-3271863`, or with a prefix.

    Statements are the public ones, and those of the privacy classes in `include`. Raises UsageError where the graph has no
    such IRI.
    """
    dataset = dataset_of(index)
    term = _term(name, dataset)
    tracer = RecordTracer(index, source)
    seen = dataset.triples(include)
    statements = list(_traced(tracer, (triple for triple in seen if triple[0] == term)))
    mentions = list(_traced(tracer, (triple for triple in seen if triple[2] == term)))
    # What no field refers to as such, a topic made of a keyword for example, is found by what it is called.
    label = next((value for _, predicate, value in (one.triple for one in statements) if predicate == RDFS.label), "")
    found = tracer.trace(_finding((term, "", "" if term in index.records else label)))
    place, about = (found.place, found.about) if found.place.line else _first(mentions, term, index.document)
    # What a record says of something else, an issue of a journal for example, has no field for each fact.
    exact = term in index.records or about == "document"
    statements = [one if exact and one.place.line else one._replace(place=place or found.place) for one in statements]
    return Explanation(term[1:-1], index.document, about, place, statements, mentions)


def _first(mentions: list[Statement], term: Term, document: str) -> tuple[Place | None, str]:
    """Where something of the CV's own is named first that no record describes, not even by its name alone."""
    if term.startswith(f"<{document}") and mentions and mentions[0].place.line:
        return mentions[0].place, mentions[0].about
    return None, ""


def _finding(triple: Triple) -> Finding:
    return Finding(*triple, Severity.note, "", "", "")


def _traced(tracer: RecordTracer, triples: Iterable[Triple]) -> Iterator[Statement]:
    for triple in triples:
        found = tracer.trace(_finding(triple))
        yield Statement(found.place, triple, found.about)


def _term(name: str, dataset: Dataset) -> Term:
    """The term that somebody means."""
    known = {term for s, _, o in dataset.triples(RESTRICTED) for term in (s, o) if term[0] == "<"}
    bare = name.strip().removeprefix("<").removesuffix(">")
    for iri in _meant(bare, dataset.document):
        if f"<{iri}>" in known:
            return f"<{iri}>"
    own = [term[1:-1].removeprefix(dataset.document) for term in known if term.startswith(f"<{dataset.document}#")]
    hint = did_you_mean(f"#{bare.rpartition('#')[2]}", own) or did_you_mean(bare, (term[1:-1] for term in known))
    raise UsageError(f"the graph has no IRI {quoted(name)}" + (hint or "; `vitagraph export` writes all that there are"))


def _meant(name: str, document: str) -> Iterator[str]:
    yield name
    if prefixed := _PREFIXED.fullmatch(name):
        yield PREFIXES.get(prefixed[1], "") + prefixed[2]
    yield f"{document}#{name.removeprefix('#')}"
    # Wherever the page lies, a fragment means the same.
    yield f"{document}#{name.partition('#')[2]}"


def as_lines(explanation: Explanation, most: int | None) -> Iterator[str]:
    """The explanation line by line, each with its place first; of what leads to the IRI, `most` lines."""
    names = Names(explanation.document)
    iri, place = explanation.iri, explanation.place
    yield iri
    yield f"{place}: {explanation.about}" if place else "no record describes it"
    for where, said in _grouped(explanation.statements, 2).items():
        at = f"{where[0]}: " if where[0].line else ""
        yield f"  {at}{', '.join(map(names, said))} {_cut(names(where[1]))}"
    mentions = _grouped(explanation.mentions, 0)
    if mentions:
        yield f"named in {len(mentions)} place{'s' if len(mentions) > 1 else ''}"
    for where, said in list(mentions.items())[:most]:
        yield f"  {where[0]}: {names(where[1])} {', '.join(map(names, said))}"
    if most is not None and len(mentions) > most:
        yield f"  ... and {len(mentions) - most} more; --all lists them"


def _grouped(statements: Iterable[Statement], end: int) -> dict[tuple[Place, Term], list[Term]]:
    """Place, and what stands at one end of the triples -> their predicates, in the order of the places."""
    found: dict[tuple[Place, Term], list[Term]] = {}
    for place, triple, _ in statements:
        found.setdefault((place, triple[end]), []).append(triple[1])
    return dict(sorted(found.items(), key=lambda item: item[0][0]))


def _cut(text: str, longest: int = 100) -> str:
    line = " ".join(text.split())
    return line if len(line) <= longest else f"{line[: longest - 4]} ..."


def as_json(explanation: Explanation) -> dict[str, object]:
    """The explanation as JSON has it, places as file, line and column."""
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
            for one in explanation.mentions
        ],
    }


def _place(place: Place | None) -> dict[str, object] | None:
    if place is None or not place.line:
        return None
    return {"file": encodable(place.source), "line": place.line, "column": place.column}
