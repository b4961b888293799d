"""The graph that describes links: VoID linksets, how the links of each graph were found, and their numbers."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator

from vitagraph.bulk.linking.database import Linkset
from vitagraph.rdf.terms import Term, Triple, iri, literal, tagged, typed
from vitagraph.rdf.vocabulary import DCTERMS, PROV, RDF, RDFS, VOID, XSD
from vitagraph.records.identifiers import types_by_path
from vitagraph.values import PartialDate

#: the address of the links where the user states none
BASE = "https://w3id.org/vitagraph/links"
#: rule -> what nodes have in common; other rules are schemes of identifiers
_INFERRED = {
    "title": "the title and all authors, of one kind or as preprint and paper, without a contradicting identifier or year",
    "byline": "the place in the author list of the same work, the family name and the initials",
}


def graph_of(base: str, rule: str) -> Term:
    """The graph of the links of a rule."""
    return iri(f"{base}#{rule}")


def description(base: str, linksets: Iterable[Linkset], created: PartialDate | None) -> Iterator[Triple]:
    """The description of all link graphs, which is in the graph `base`; `created` is the date that the user states."""
    links, build, agent = iri(base), iri(f"{base}#build"), iri(f"{base}#software-agent")
    totals: Counter[str] = Counter()
    for linkset in linksets:
        totals[linkset.rule] += linkset.links
        yield from _linkset(base, linkset)
    yield from _dataset(links, "links between CVs", sum(totals.values()))
    if created:
        yield links, DCTERMS.created, created.term()
    yield links, PROV.wasGeneratedBy, build
    for rule, count in totals.items():
        graph = graph_of(base, rule)
        yield from _dataset(graph, f"links by {_words(rule)}", count)
        yield links, VOID.subset, graph
        yield graph, DCTERMS.isPartOf, links
        yield graph, DCTERMS.description, tagged(f"The nodes have in common: {_evidence(rule)}.", "en")
    yield build, RDF.type, PROV.Activity
    yield build, RDFS.label, tagged("linking of CVs", "en")
    yield build, PROV.wasAssociatedWith, agent
    yield agent, RDF.type, PROV.SoftwareAgent
    yield agent, RDFS.label, literal("vitagraph")


def _dataset(node: Term, title: str, triples: int) -> Iterator[Triple]:
    for cls in (VOID.Dataset, PROV.Entity):
        yield node, RDF.type, cls
    yield node, RDFS.label, tagged(title, "en")
    yield node, DCTERMS.title, tagged(title, "en")
    yield node, VOID.triples, typed(str(triples), XSD.integer)


def _linkset(base: str, linkset: Linkset) -> Iterator[Triple]:
    between = f"{linkset.predicate} {linkset.source} {linkset.target}"
    node = iri(f"{base}#{linkset.rule}/{hashlib.sha256(between.encode()).hexdigest()[:16]}")
    yield graph_of(base, linkset.rule), VOID.subset, node
    yield node, RDF.type, VOID.Linkset
    yield node, RDFS.label, tagged(f"links by {_words(linkset.rule)}", "en")
    yield node, VOID.subjectsTarget, f"{linkset.source}#dataset>"
    yield node, VOID.objectsTarget, f"{linkset.target}#dataset>"
    yield node, VOID.linkPredicate, linkset.predicate
    yield node, VOID.triples, typed(str(linkset.links), XSD.integer)


def _words(rule: str) -> str:
    """A rule in words: `ORCID iD and Wikidata item`."""
    return " and ".join({"byline": "place in author list"}.get(part) or _label(part) for part in rule.split("+"))


def _evidence(rule: str) -> str:
    return "; ".join(_INFERRED.get(part) or f"the {_label(part)}" for part in rule.split("+"))


def _label(scheme: str) -> str:
    names = (one.scheme.label for one in types_by_path().values() if one.scheme.name == scheme)
    return next(names, scheme)
