"""The data files of a site: the whole graph in every syntax, a file for each resource, the description of the dataset.

What is known by its name only has no file: those of the resources that name it, and of the whole graph, contain its name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from vitagraph.patterns import regex
from vitagraph.rdf.dataset import Dataset
from vitagraph.rdf.syntaxes import Graphs, Syntax, published, turtle
from vitagraph.rdf.terms import Term, Triple
from vitagraph.rdf.vocabulary import DCTERMS, FOAF, RDF, RDFS, SCHEMA, SKOS
from vitagraph.records.cv import Document
from vitagraph.records.record import OWNER
from vitagraph.site.address import Address, file_of

# Resources that describe the dataset have no files of their own: the files of the whole graph contain them.
_ABOUT = regex(r"dataset|build|source|software-agent|(graph|distribution)/.*")
#: the predicates of the class of a resource, and of what follows from its name
NAMES = frozenset({
    RDF.type, RDFS.label, SCHEMA.name, SCHEMA.givenName, SCHEMA.familyName, SCHEMA.alternateName, FOAF.name, FOAF.givenName,
    FOAF.familyName, DCTERMS.title, SKOS.prefLabel, SKOS.altLabel,
})  # fmt: skip


def syntaxes(document: Document, address: Address) -> list[Syntax]:
    """The syntaxes in which a site has the whole graph: those of every site, and those of the files that its CV states."""
    stated = {url.removeprefix(address.base) for url in document.downloads}
    return [syntax for syntax in published() if syntax.in_sites or f"{address.stem}.{syntax.suffix}" in stated]


def whole(dataset: Dataset, address: Address, syntaxes: Iterable[Syntax]) -> Iterator[tuple[str, Iterator[bytes]]]:
    """Path and content of the files of the whole graph."""
    for syntax in syntaxes:
        yield f"{address.stem}.{syntax.suffix}", syntax.encoded(dataset.document, dataset.graphs())


def files(dataset: Dataset, about: Sequence[Triple]) -> Iterator[tuple[str, bytes]]:
    """Path and content of the other data files; `about` describes the dataset."""
    for path, text in Resources(dataset).files():
        yield path, text.encode()
    yield ".well-known/void", turtle.write(dataset.document, {"": tuple(about)}).encode()


class Resources:
    """The resources of a dataset, by the fragments of their IRIs."""

    def __init__(self, dataset: Dataset) -> None:
        self._document = dataset.document
        self._triples: dict[str, list[Triple]] = {}
        self._labels: dict[Term, list[Triple]] = {}
        types: set[Term] = set()
        start = len(dataset.document) + 2
        for triple in dataset:
            subject, predicate, _ = triple
            if subject.startswith(f"<{dataset.document}#"):
                self._triples.setdefault(_resource(subject[start:-1]), []).append(triple)
            if predicate == RDFS.label:
                self._labels.setdefault(subject, []).append(triple)
            elif predicate == RDF.type:
                types.add(subject)
        for fragment in list(self._triples):
            if f"<{dataset.document}#{fragment}>" not in types or _ABOUT.fullmatch(fragment):
                del self._triples[fragment]

    def __contains__(self, fragment: str) -> bool:
        return fragment in self._triples

    def graph(self, fragment: str) -> Graphs:
        """The triples of a resource, those of its nested resources, and the labels of what these name."""
        triples = self._triples[fragment]
        own = {subject for subject, _, _ in triples}
        named = [label for _, _, term in triples if term not in own for label in self._labels.get(term, ())]
        return {"": tuple(dict.fromkeys([*triples, *named]))}

    def files(self) -> Iterator[tuple[str, str]]:
        """A Turtle file for each resource that has more than names."""
        for fragment, triples in self._triples.items():
            if fragment != OWNER and all(predicate in NAMES for _, predicate, _ in triples):
                continue
            yield f"{file_of(fragment)}.{turtle.SYNTAX.suffix}", turtle.write(self._document, self.graph(fragment))


def _resource(fragment: str) -> str:
    """The resource that contains the resource of a fragment: `publication/x` of `publication/x/authors/2`."""
    steps = fragment.split("/")
    return "/".join(steps[: 1 if steps[0] == OWNER else 2])
