"""The dataset's description of itself: the graph `meta` (VoID, DCAT 3, PROV-O)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from operator import itemgetter

from vitagraph.rdf.syntaxes import SYNTAXES
from vitagraph.rdf.terms import Term, Triple, iri, literal, tagged, typed
from vitagraph.rdf.vocabulary import (
    ACCESS_RIGHT,
    DCAT,
    DCTERMS,
    FOAF,
    PREFIXES,
    PROV,
    RDF,
    RDFS,
    SCHEMA,
    VITA,
    VOID,
    XSD,
)
from vitagraph.records import Document, Index, Visibility, identifier_sources, page_layout
from vitagraph.values import Url, labelled, slug, whole_slug, with_digest

#: the name of an owner without a public name
UNNAMED = "an unnamed researcher"
_RIGHTS = {"public": ACCESS_RIGHT.PUBLIC, "contact": ACCESS_RIGHT.RESTRICTED, "private": ACCESS_RIGHT.NON_PUBLIC}


def description(index: Index, graphs: Mapping[str, Collection[Triple]]) -> list[Triple]:
    """The triples that describe the dataset and its graphs, which contain each triple once.

    The description is public, so it states nothing about the content of restricted graphs, not even whether they are empty: the
    contact graph is always named, the private one where the document states it.
    """
    return [
        *_document(index),
        *_dataset(index, graphs["public"]),
        *_distributions(index),
        *_graphs(index, graphs["public"]),
        *_provenance(index),
        *identifier_sources.described(index),
        *page_layout.described(index),
    ]


def _part(index: Index, name: str) -> Term:
    return iri(f"{index.document}#{name}")


def _name(index: Index) -> str:
    owner = index.cv.person
    return (index.visibility(owner) is Visibility.public and owner.name) or UNNAMED


def _document(index: Index) -> Iterator[Triple]:
    document, title = iri(index.document), labelled(f"Curriculum vitae of {_name(index)}", "en", _name(index))
    for predicate in (DCTERMS.language, SCHEMA.inLanguage):
        yield document, predicate, literal(index.language)
    for cls in Document.types:
        yield document, RDF.type, cls
    yield document, RDFS.label, title
    yield document, DCTERMS.title, title
    yield document, FOAF.primaryTopic, index.owner
    yield document, SCHEMA.mainEntity, index.owner
    yield document, FOAF.maker, index.owner
    yield document, VOID.inDataset, _part(index, "dataset")
    if grouping := index.cv.document.group_publications_by:
        yield document, VITA.worksGroupedBy, grouping.term()


def default_texts(name: str) -> tuple[Term, Term]:
    """The title and the description of a dataset that states none."""
    description = f"Career, works and activities of {name}, described with schema.org, FOAF, BIBO and their neighbours."
    return labelled(f"Curriculum vitae of {name} as linked data", "en", name), labelled(description, "en", name)


def _dataset(index: Index, public: Collection[Triple]) -> Iterator[Triple]:
    stated, dataset = index.cv.document, _part(index, "dataset")
    for cls in (VOID.Dataset, DCAT.Dataset, SCHEMA.Dataset, PROV.Entity):
        yield dataset, RDF.type, cls
    title, description = default_texts(_name(index))
    for text in stated.title.terms(index.language) if stated.title else [title]:
        yield from ((dataset, predicate, text) for predicate in (RDFS.label, DCTERMS.title, SCHEMA.name))
    for text in stated.description.terms(index.language) if stated.description else [description]:
        yield from ((dataset, predicate, text) for predicate in (DCTERMS.description, SCHEMA.description))
    for predicate in (DCTERMS.creator, SCHEMA.creator, DCTERMS.publisher):
        yield dataset, predicate, index.owner
    if stated.license:
        license_iri = stated.license.term()
        yield dataset, DCTERMS.license, license_iri
        yield dataset, SCHEMA.license, license_iri
        yield license_iri, RDF.type, DCTERMS.LicenseDocument
    if stated.as_of:
        yield dataset, DCTERMS.modified, stated.as_of.term()
        yield dataset, SCHEMA.dateModified, stated.as_of.term()
    for language in sorted({index.language} | _languages(public)):
        yield dataset, DCTERMS.language, literal(language)
        yield dataset, SCHEMA.inLanguage, literal(language)
    for namespace in _vocabularies(index, public):
        yield dataset, VOID.vocabulary, iri(namespace)
    yield dataset, VOID.uriSpace, literal(f"{index.document}#")
    yield dataset, VOID.rootResource, index.owner
    yield dataset, VOID.exampleResource, index.owner


def _languages(triples: Iterable[Triple]) -> set[str]:
    """The tags of all language-tagged literals (whose token ends neither in a quote nor in an IRI)."""
    return {term.rpartition("@")[2] for term in set(map(itemgetter(2), triples)) if term[-1] not in '">'}


def _vocabularies(index: Index, triples: Iterable[Triple]) -> list[str]:
    """The namespaces of predicates; of those that the CV declares, also the ones of classes."""
    predicates = set(map(itemgetter(1), triples))
    used = predicates | ({term for _, predicate, term in triples if predicate == RDF.type} if index.cv.document.prefixes else set())
    declared = [one for one in dict.fromkeys(index.namespaces.values()) if one not in PREFIXES.values()]
    known = [base for base in PREFIXES.values() if any(predicate.startswith(f"<{base}") for predicate in predicates)]
    return known + [base for base in declared if any(term.startswith(f"<{base}") for term in used)]


def distributions(index: Index) -> dict[Url, Term]:
    """Address -> node of each file of the dataset; of further files with one name, a digest of the address distinguishes them."""
    found: dict[Term, Url] = {}
    for url in dict.fromkeys(index.cv.document.downloads):
        node = _part(index, f"distribution/{distribution_name(url)}")
        found[f"{with_digest(node[:-1], url)}>" if node in found else node] = url
    return {url: node for node, url in found.items()}


def distribution_name(url: str) -> str:
    """The name of a file of the dataset: its suffix, so that a moved file keeps it."""
    return slug(_suffix(url)) or whole_slug(url)


def _file(url: str) -> str:
    return url.partition("#")[0].partition("?")[0].rpartition("/")[2]


def _suffix(url: str) -> str:
    _, dot, suffix = _file(url).rpartition(".")
    return dot + suffix if dot else ""


def _distributions(index: Index) -> Iterator[Triple]:
    dataset = _part(index, "dataset")
    for url, distribution in distributions(index).items():
        for predicate in (DCAT.distribution, SCHEMA.distribution):
            yield dataset, predicate, distribution
        yield dataset, VOID.dataDump, iri(url)
        yield distribution, RDF.type, DCAT.Distribution
        yield distribution, RDF.type, SCHEMA.DataDownload
        yield distribution, RDFS.label, literal(_file(url) or url)
        yield distribution, DCAT.downloadURL, iri(url)
        yield distribution, SCHEMA.contentUrl, iri(url)
        if media_type := _media_types().get(_suffix(url)):
            media = iri(f"https://www.iana.org/assignments/media-types/{media_type}")
            yield distribution, SCHEMA.encodingFormat, literal(media_type)
            yield distribution, DCAT.mediaType, media
            yield media, RDF.type, DCTERMS.MediaType


@cache
def _media_types() -> dict[str, str]:
    """Suffix of a download -> its media type; of vitagraph's own syntaxes, so that the graph is the same on every machine."""
    return {f".{syntax.suffix}": syntax.media_type for syntax in SYNTAXES.own.values()}


def _graphs(index: Index, public: Collection[Triple]) -> Iterator[Triple]:
    dataset, private = _part(index, "dataset"), index.cv.document.private_graph
    for visibility in Visibility:
        graph, title = _part(index, f"graph/{visibility.name}"), tagged(f"{visibility.name} graph", "en")
        if visibility is Visibility.private:
            if private is None:
                continue
            graph = private.term()
        yield dataset, VOID.subset, graph
        yield graph, RDF.type, VOID.Dataset
        yield graph, RDFS.label, title
        yield graph, DCTERMS.title, title
        yield graph, DCTERMS.isPartOf, dataset
        yield graph, DCTERMS.accessRights, _RIGHTS[visibility.name]
        yield _RIGHTS[visibility.name], RDF.type, DCTERMS.RightsStatement
        if visibility is Visibility.public:
            yield graph, VOID.triples, typed(str(len(public)), XSD.integer)


def _provenance(index: Index) -> Iterator[Triple]:
    dataset, build, agent = (_part(index, name) for name in ("dataset", "build", "software-agent"))
    source = index.cv.document.source.term() if index.cv.document.source else _part(index, "source")
    yield dataset, PROV.wasGeneratedBy, build
    yield dataset, PROV.wasDerivedFrom, source
    yield build, RDF.type, PROV.Activity
    yield build, RDFS.label, tagged("export of the CV's records", "en")
    yield build, PROV.used, source
    yield build, PROV.wasAssociatedWith, agent
    yield agent, RDF.type, PROV.SoftwareAgent
    yield agent, RDFS.label, literal("vitagraph")
    yield source, RDF.type, PROV.Entity
    yield source, RDFS.label, tagged("records of the CV", "en")
