"""The data files of a site: the whole graph in every syntax, two files for each resource, the description of the dataset."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vitagraph.patterns import regex
from vitagraph.rdf.dataset import Dataset
from vitagraph.rdf.syntaxes import jsonld, published, turtle
from vitagraph.rdf.terms import Term, Triple
from vitagraph.rdf.vocabulary import RDF, RDFS
from vitagraph.records.record import OWNER
from vitagraph.site.address import Address

# Resources that describe the dataset have no files of their own: the files of the whole graph contain them.
_ABOUT = regex(r"dataset|build|source|software-agent|(graph|distribution)/.*")


def whole(dataset: Dataset, address: Address) -> Iterator[tuple[str, Iterator[bytes]]]:
    """Path and content of the files of the whole graph."""
    for syntax in published():
        yield f"{address.stem}.{syntax.suffix}", syntax.encoded(dataset.document, dataset.graphs())


def files(dataset: Dataset, about: Sequence[Triple]) -> Iterator[tuple[str, bytes]]:
    """Path and content of the other data files; `about` describes the dataset."""
    for path, text in entities(dataset):
        yield path, text.encode()
    yield ".well-known/void", turtle.write(dataset.document, {"": tuple(about)}).encode()


def entities(dataset: Dataset) -> Iterator[tuple[str, str]]:
    """A Turtle and a JSON-LD file for each resource: its triples, those of its nested resources, and the labels of what these name."""
    described: dict[str, list[Triple]] = {}
    labels: dict[Term, list[Triple]] = {}
    types: set[Term] = set()
    start = len(dataset.document) + 2
    for triple in dataset:
        subject, predicate, _ = triple
        if subject.startswith(f"<{dataset.document}#"):
            described.setdefault(_resource(subject[start:-1]), []).append(triple)
        if predicate == RDFS.label:
            labels.setdefault(subject, []).append(triple)
        elif predicate == RDF.type:
            types.add(subject)
    for fragment, triples in described.items():
        if f"<{dataset.document}#{fragment}>" not in types or _ABOUT.fullmatch(fragment):
            continue
        own = {subject for subject, _, _ in triples}
        named = [label for _, _, term in triples if term not in own for label in labels.get(term, ())]
        graph = {"": tuple(dict.fromkeys([*triples, *named]))}
        yield f"{fragment}.ttl", turtle.write(dataset.document, graph)
        yield f"{fragment}.jsonld", jsonld.write(dataset.document, graph, indent=0)


def _resource(fragment: str) -> str:
    """The resource that contains the resource of a fragment: `publication/x` of `publication/x/authors/2`."""
    steps = fragment.split("/")
    return "/".join(steps[: 1 if steps[0] == OWNER else 2])
