"""The description of the published dataset (VoID, DCAT 3): totals, partitions, links to other datasets, files with their sizes.

It is the file `.well-known/void` (VoID, section 7.2), and the `schema:Dataset` of the pages. It states nothing about restricted graphs.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from urllib.parse import urlsplit

from vitagraph.mapping import description
from vitagraph.mapping.description import distributions
from vitagraph.rdf.dataset import Dataset
from vitagraph.rdf.syntaxes import Syntax
from vitagraph.rdf.terms import Term, Triple, iri, literal, tagged, typed
from vitagraph.rdf.vocabulary import DCAT, OWL, PREFIXES, RDF, RDFS, SCHEMA, SKOS, VOID, XSD, Iri
from vitagraph.records import Index
from vitagraph.site.address import Address
from vitagraph.values import Url

#: the predicates of links to the same thing, or to a page that identifies it
_LINKS = (OWL.sameAs, SCHEMA.sameAs, SKOS.exactMatch, SKOS.closeMatch)


def about(dataset: Dataset, index: Index, syntaxes: Iterable[Syntax], address: Address, sizes: Mapping[str, int]) -> list[Triple]:
    """The triples that describe the dataset as it is published.

    `syntaxes` are those of the files of the whole graph, `sizes` their bytes by their paths.
    """
    from msgspec.structs import replace

    downloads = index.cv.document.downloads or [Url(f"{address.base}{address.stem}.{syntax.suffix}") for syntax in syntaxes]
    site = Index(replace(index.cv, document=replace(index.cv.document, downloads=downloads)))
    public = dataset.graphs().get(dataset.name_of("public"), ())
    found = [
        *description(site, {"public": public, "contact": [], "private": []}),
        *_sizes(site, address, sizes),
        *_totals(dataset, public),
        *_partitions(dataset, public),
        *_linksets(dataset, public),
    ]
    return list(dict.fromkeys(found))


def _number(count: int) -> Term:
    return typed(str(count), XSD.integer)


def _sizes(index: Index, address: Address, sizes: Mapping[str, int]) -> Iterator[Triple]:
    """The page of each file of the dataset, and the size of those that the site has."""
    for url, node in distributions(index).items():
        yield node, DCAT.accessURL, iri(index.document)
        if (size := sizes.get(url.removeprefix(address.base))) is not None:
            yield node, DCAT.byteSize, typed(str(size), XSD.nonNegativeInteger)
            yield node, SCHEMA.contentSize, literal(f"{size} B")


def _totals(dataset: Dataset, public: Collection[Triple]) -> Iterator[Triple]:
    graph = dataset.name_of("public")
    subjects = {subject for subject, _, _ in public}
    for predicate, count in (
        (VOID.entities, sum(subject.startswith(f"<{dataset.document}#") for subject in subjects)),
        (VOID.classes, len({term for _, predicate, term in public if predicate == RDF.type})),
        (VOID.properties, len({predicate for _, predicate, _ in public})),
        (VOID.distinctSubjects, len(subjects)),
        (VOID.distinctObjects, len({term for _, _, term in public})),
    ):
        yield graph, predicate, _number(count)
    yield iri(f"{dataset.document}#dataset"), SCHEMA.size, literal(f"{len(public)} triples")


def _partitions(dataset: Dataset, public: Collection[Triple]) -> Iterator[Triple]:
    """The number of entities of each class and of triples of each property."""
    graph = dataset.name_of("public")
    classes = Counter(term for _, predicate, term in public if predicate == RDF.type)
    properties = Counter(predicate for _, predicate, _ in public)
    for kind, counts, partition, names, total in (
        ("class", classes, VOID.classPartition, VOID["class"], VOID.entities),
        ("property", properties, VOID.propertyPartition, VOID.property, VOID.triples),
    ):
        for term in sorted(counts):
            node = iri(f"{graph[1:-1]}/{kind}/{_name(term)}")
            yield graph, partition, node
            yield node, RDF.type, VOID.Dataset
            yield node, RDFS.label, literal(_name(term))
            yield node, names, term
            yield node, total, _number(counts[term])


def _linksets(dataset: Dataset, public: Collection[Triple]) -> Iterator[Triple]:
    """The links to each other dataset, which is known by the host of its addresses, with each predicate."""
    own = iri(f"{dataset.document}#dataset")
    counts: Counter[tuple[str, Iri]] = Counter()
    for _, predicate, term in public:
        if predicate in _LINKS and not term.startswith(f"<{dataset.document}#") and (host := _host(term)):
            counts[host, predicate] += 1
    for (host, predicate), count in sorted(counts.items()):
        linkset, target = iri(f"{dataset.document}#links/{host}/{_name(predicate)}"), iri(f"{dataset.document}#target/{host}")
        yield own, VOID.subset, linkset
        yield linkset, RDF.type, VOID.Linkset
        yield linkset, RDFS.label, tagged(f"links to {host}", "en")
        yield linkset, VOID.subjectsTarget, own
        yield linkset, VOID.objectsTarget, target
        yield linkset, VOID.linkPredicate, predicate
        yield linkset, VOID.triples, _number(count)
        yield target, RDF.type, VOID.Dataset
        yield target, RDFS.label, literal(host)


def _host(term: Term) -> str:
    return (urlsplit(term[1:-1]).hostname or "") if term.startswith("<http") else ""


def _name(term: Term) -> str:
    """A term by its prefix: `schema-Person`; a term of an unknown namespace by a digest."""
    for prefix, base in PREFIXES.items():
        if term.startswith(f"<{base}") and "/" not in (rest := term[len(base) + 1 : -1]):
            return f"{prefix}-{rest}"
    return hashlib.sha256(term.encode()).hexdigest()[:16]
