"""Where an IRI of the graph comes from: the record that describes it, the lines that state its facts or refer to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from vitagraph.errors import Place, UsageError, did_you_mean, quoted
from vitagraph.mapping import dataset_of
from vitagraph.patterns import regex
from vitagraph.rdf.dataset import RESTRICTED, Dataset
from vitagraph.rdf.terms import Term, Triple
from vitagraph.rdf.vocabulary import PREFIXES, RDFS
from vitagraph.records import Index
from vitagraph.validation.report import Severity, ShaclResult
from vitagraph.validation.tracing import RecordTracer

_PREFIXED = regex(r"([a-z]+):([\w./-]+)")


class Statement(NamedTuple):
    """A triple, the place that states it, and the record there."""

    place: Place
    triple: Triple
    about: str


class Explanation(NamedTuple):
    """An IRI and where it comes from; without a place, no record describes it, and records only refer to it."""

    iri: str
    document: str
    about: str
    place: Place | None
    #: the triples of which it is the subject
    statements: list[Statement]
    #: the triples of which it is the object
    references: list[Statement]


def explain(name: str, index: Index, source: str, include: Iterable[str] = ()) -> Explanation:
    """Explains an IRI of a CV: absolute, as `#patent/ep-3271863`, as `patent/ep-3271863`, or with a prefix.

    Statements are the public ones, and those of the privacy classes in `include`. Raises UsageError where the graph has no
    such IRI.
    """
    dataset = dataset_of(index)
    term = _term(name, dataset)
    tracer = RecordTracer(index, source)
    triples = dataset.triples(include)
    statements = list(_traced(tracer, (triple for triple in triples if triple[0] == term)))
    references = list(_traced(tracer, (triple for triple in triples if triple[2] == term)))
    # A node that no field names by its id, such as a topic derived from a keyword, is found by its label.
    label = next((value for _, predicate, value in (one.triple for one in statements) if predicate == RDFS.label), "")
    found = tracer.trace(_finding((term, "", "" if term in index.records else label)))
    place, about = (found.place, found.about) if found.place.line else _first(references, term, index.document)
    # A node that a record describes besides itself, such as an issue of a journal, has no field for each fact.
    exact = term in index.records or about == "document"
    statements = [one if exact and one.place.line else one._replace(place=place or found.place) for one in statements]
    return Explanation(term[1:-1], index.document, about, place, statements, references)


def _first(references: list[Statement], term: Term, document: str) -> tuple[Place | None, str]:
    """The first place that refers to a node of the CV that no record describes."""
    if term.startswith(f"<{document}") and references and references[0].place.line:
        return references[0].place, references[0].about
    return None, ""


def _finding(triple: Triple) -> ShaclResult:
    return ShaclResult(*triple, Severity.note, "", "", "")


def _traced(tracer: RecordTracer, triples: Iterable[Triple]) -> Iterator[Statement]:
    for triple in triples:
        found = tracer.trace(_finding(triple))
        yield Statement(found.place, triple, found.about)


def _term(name: str, dataset: Dataset) -> Term:
    """The term of the graph that a name stands for."""
    known = {term for s, _, o in dataset.triples(RESTRICTED) for term in (s, o) if term[0] == "<"}
    bare = name.strip().removeprefix("<").removesuffix(">")
    for iri in _spellings(bare, dataset.document):
        if f"<{iri}>" in known:
            return f"<{iri}>"
    own = [term[1:-1].removeprefix(dataset.document) for term in known if term.startswith(f"<{dataset.document}#")]
    hint = did_you_mean(f"#{bare.rpartition('#')[2]}", own) or did_you_mean(bare, (term[1:-1] for term in known))
    raise UsageError(f"the graph has no IRI {quoted(name)}" + (hint or "; `vitagraph export` writes all of them"))


def _spellings(name: str, document: str) -> Iterator[str]:
    yield name
    if prefixed := _PREFIXED.fullmatch(name):
        yield PREFIXES.get(prefixed[1], "") + prefixed[2]
    yield f"{document}#{name.removeprefix('#')}"
    # A fragment means the same at every address of the page.
    yield f"{document}#{name.partition('#')[2]}"
