"""The project's files that are written from its records and queries: `python -m vitagraph.project.generate` brings them up to date."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from vitagraph import resources
from vitagraph.mapping import dataset_of
from vitagraph.project.default_shapes import Parameter, default_shapes
from vitagraph.project.schema import record_schema
from vitagraph.project.written_shapes import Coverage, observed
from vitagraph.rdf import vocabulary
from vitagraph.rdf.dataset import RESTRICTED, Dataset
from vitagraph.rdf.syntaxes.turtle import Names, subjects
from vitagraph.rdf.terms import Term, Triple, iri, tagged
from vitagraph.rdf.vocabulary import KIND_BASE, MARCREL, PREFIXES, RDF, RDFS, SCHEMA, SKOS
from vitagraph.records import kinds, work_kinds
from vitagraph.records.schemes import SCHEMES
from vitagraph.validation.engines import compiled
from vitagraph.validation.shapes import hand_written
from vitagraph.yaml import read_index


def files(example: Path) -> dict[str, str]:
    """Path in the project -> text of every generated file; `example` is the folder of the CV that uses every field."""
    from vitagraph.project.graph_page import graph_files
    from vitagraph.project.message_page import message_page
    from vitagraph.project.query_page import query_page
    from vitagraph.project.record_page import reference_page
    from vitagraph.project.release_files import release_files
    from vitagraph.project.scale_page import scale_page
    from vitagraph.project.works_page import works_page

    index = read_index(example)
    everything = dataset_of(index)
    return {
        "ontology/kinds.ttl": kinds_turtle(),
        "ontology/shapes/default.ttl": default_shapes(
            Coverage(hand_written(), observed(index, everything)), lambda text: contradicted(text, everything)
        ),
        "ontology/context.jsonld": context(everything),
        "ontology/record.schema.json": json.dumps(record_schema(), indent=2, ensure_ascii=False) + "\n",
        "docs/reference/records.md": reference_page(example),
        "docs/reference/works.md": works_page(),
        "docs/reference/queries.md": query_page(),
        "docs/scale.md": scale_page(example.parent.parent),
        "docs/reference/messages.md": message_page(example.parent.parent),
        **graph_files(example.parent.parent),
        **release_files(example.parent.parent),
    }


def contradicted(shapes: str, example: Dataset) -> Iterator[Parameter]:
    """The parameters of shapes that a dataset contradicts."""
    turtle = "".join(f"{subject} {predicate} {term} .\n" for subject, predicate, term in example.triples(RESTRICTED))
    for result in compiled(hand_written() + shapes)(turtle):
        name = result.component.strip("<>").rpartition("#")[2].removesuffix("ConstraintComponent")
        yield f"shapes:{result.source_shape.strip('<>').rpartition('#')[2]}", f"sh:{name[0].lower()}{name[1:]}"


def kinds_turtle() -> str:
    """`ontology/kinds.ttl`: every scheme with its kinds."""
    document = KIND_BASE.removesuffix("#")
    title = tagged("Kinds: the controlled values of vitagraph's records", "en")
    triples: list[Triple] = [
        (iri(document), RDF.type, "<http://www.w3.org/2002/07/owl#Ontology>"),
        (iri(document), RDFS.label, title),
    ]
    for name, scheme in SCHEMES.items():
        triples += kinds.scheme_described(name)
        for kind in scheme.kinds:
            triples += kinds.described(kinds.kind(kind))
    triples += _of_other_vocabularies()
    names = Names(document)
    body = "".join(subjects(dict.fromkeys(triples), names, document, headings=False))
    return names.preamble() + body


def _of_other_vocabularies() -> Iterator[Triple]:
    """The kinds of works and the concepts of COAR Resource Types that they match."""
    matches = {"exact": SKOS.exactMatch, "close": SKOS.closeMatch, "broad": SKOS.broadMatch}
    for row in work_kinds.rows().values():
        if row["coar"] and row.scheme:
            concept, match = row["coar"].split()
            yield kinds.kind(row.name), matches[match], iri(f"http://purl.org/coar/resource_type/{concept}")


def context(everything: Dataset) -> str:
    """`ontology/context.jsonld`: short names for schema.org, prefixes for the rest, coercions as the graph needs them.

    A predicate that has only resources as objects is coerced to @id, one that has texts in languages holds a language map.
    """
    objects: dict[Term, set[str]] = defaultdict(set)
    types: set[Term] = set()
    own = _terms_of_vitagraph()
    for _, predicate, term in everything.triples(RESTRICTED):
        if predicate not in own and not predicate.startswith(f"<{MARCREL.base}"):
            continue  # in a fact of the owner's own
        if predicate == RDF.type:
            types.add(term)
        else:
            objects[predicate].add("resource" if term[0] == "<" else "language" if term[-1] not in '">' else "literal")
    terms: dict[str, Any] = {}
    for predicate in sorted(objects):
        compact = _compact(predicate)
        definition: dict[str, str] = {"@id": compact}
        if objects[predicate] == {"resource"}:
            definition["@type"] = "@id"
        elif "language" in objects[predicate]:
            definition["@container"] = "@language"
        terms[compact.removeprefix("schema:")] = definition if len(definition) > 1 else compact
    for term in sorted(types):
        if term in own and term.startswith(f"<{SCHEMA.base}"):  # not the kinds of entries
            terms[_compact(term).removeprefix("schema:")] = _compact(term)
    terms = {key: value for key, value in terms.items() if key != value}
    whole = {"@version": 1.1, **PREFIXES, "id": "@id", "type": "@type", "authorship": "@included", **dict(sorted(terms.items()))}
    return json.dumps({"@context": whole}, indent=2) + "\n"


def _terms_of_vitagraph() -> set[Term]:
    """The terms that vitagraph writes itself."""
    listed = [one for one in vars(vocabulary).values() if isinstance(one, vocabulary.Namespace)]
    return {term for one in listed for term in vars(one).values()}


def _compact(term: Term) -> str:
    for prefix, base in PREFIXES.items():
        if term.startswith(f"<{base}"):
            return f"{prefix}:{term[len(base) + 1 : -1]}"
    raise ValueError(f"no prefix for {term}")


def main() -> None:
    """Writes every generated file of the checkout."""
    root = resources.path("ontology").parent
    for name, text in files(root / "data/example").items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8", newline="\n")
        print(f"{name}: {len(text):,} characters")
    from vitagraph.project.registry_tables import write_tables

    write_tables(root / "docs")


if __name__ == "__main__":
    main()
