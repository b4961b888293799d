"""Each constraint has a fault that only it reports, and the shapes are well-formed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from rdflib import RDF, BNode, Graph, URIRef

import fault_generator
from fault_generator import CONSTRAINTS, SH, SHAPES, Fault
from faulty_graphs import SETS, SUBJECTS, google_faults, graph_faults, ntriples, privacy_faults
from repetition import MORE
from vitagraph.rdf.vocabulary import PREFIXES
from vitagraph.validation.engines import compiled
from vitagraph.validation.report import ShaclResult
from vitagraph.validation.shapes import HAND_WRITTEN


def test_every_constraint_of_a_shape_with_targets_has_a_fault() -> None:
    """A new constraint needs a fault, unless the generator finds one."""
    for names, faults in ((SUBJECTS, graph_faults()), (("privacy",), privacy_faults()), (("google",), google_faults())):
        graph = fault_generator.shapes_graph(*names)
        targeted = {shape for kind in fault_generator.TARGETS for shape, _ in graph.subject_objects(kind)}
        owners = targeted | {owner for shape in targeted for owner in graph.objects(shape, SH.property)}
        stated = {(str(owner).removeprefix(SHAPES), name) for owner in owners for name in CONSTRAINTS if (owner, SH[name], None) in graph}
        assert stated - {(fault.shape, fault.constraint) for fault in faults} == set()


def deletions(graph: Graph) -> Iterator[tuple[URIRef, tuple[object, ...]]]:
    """Each shape with each triple that is part of a constraint or a target.

    Without the reference to a property shape that no other shape references, its constraints report nothing, as if they were deleted.
    """
    constraints = {SH[name] for name in CONSTRAINTS}
    for shape, predicate, term in sorted(graph):
        if isinstance(shape, URIRef) and predicate in constraints | {SH.property, *fault_generator.TARGETS}:
            alone = predicate == SH.property and len(set(graph.subjects(SH.property, term))) == 1
            if not (alone and constraints & set(graph.predicates(term))):
                yield shape, (shape, predicate, term)


def users(graph: Graph, shape: URIRef) -> set[str]:
    """A shape, its property shapes, and all shapes that reference it, directly or indirectly."""
    found, todo = {shape}, [shape]
    while todo:
        one = todo.pop()
        lists = {head for item in graph.subjects(RDF.first, one) for head in (item, *graph.subjects(RDF.rest * "*", item))}
        more = {subject for node in (one, *lists) for subject in graph.subjects(None, node) if isinstance(subject, URIRef)} - found
        found |= more
        todo += more
    found |= {owned for one in found for owned in graph.objects(one, SH.property)}
    return {str(one).removeprefix(SHAPES) for one in found}


@pytest.mark.slow
@pytest.mark.generated
@pytest.mark.parametrize("part", range(4))
@pytest.mark.parametrize(("names", "profile"), [(SUBJECTS, ""), (("privacy",), "public"), (("google",), "google")])
def test_deleting_any_constraint_hides_a_fault(names: tuple[str, ...], profile: str, part: int) -> None:
    """A constraint, property shape or target is deleted, and some result is missing or differs; a sixth of all, or all with MORE=6."""
    graph = fault_generator.shapes_graph(*names)
    make_faults, triples, text = SETS[profile]
    whole = compiled(text())
    expected: dict[Fault, list[ShaclResult]] = {}
    statements = {triple: " ".join(term.n3() for term in triple) + " .\n" for triple in graph}
    idle = []
    for shape, deleted in list(deletions(graph))[part :: 4 * max(1, 6 // MORE)]:
        check = compiled("".join(text for triple, text in statements.items() if triple != deleted))
        concerned = users(graph, shape)
        for fault in make_faults():
            if fault.shape in concerned:
                data = ntriples(fault.planted(triples()))
                if fault not in expected:
                    expected[fault] = whole(data)
                if check(data) != expected[fault]:
                    break
        else:
            idle.append(deleted)
    assert idle == []


@pytest.mark.parametrize("names", [pytest.param(SUBJECTS, marks=pytest.mark.slow(90)), ("dataset", "privacy"), ("google",)])
def test_the_shapes_are_well_formed(names: tuple[str, ...]) -> None:
    """They conform to SHACL's own shapes (SHACL, appendix C), and each has a name, a severity and a message with a correction."""
    from pyshacl import validate

    graph = fault_generator.shapes_graph(*names)
    conforms, _, text = validate(Graph(), shacl_graph=graph, meta_shacl=True)
    assert conforms, text
    for shape in {*graph.subjects(RDF.type, SH.NodeShape), *graph.subjects(RDF.type, SH.PropertyShape)}:
        assert not isinstance(shape, BNode)
        assert [len(list(graph.objects(shape, predicate))) for predicate in (SH.name, SH.message, SH.severity)] == [1, 1, 1], shape


def test_a_message_names_the_classes_and_predicates_that_its_shape_compares() -> None:
    """A missing class and unequal predicates have messages of their own, so no result states another fault than the one found."""
    graph = fault_generator.shapes_graph(*HAND_WRITTEN)
    targeted = {shape for kind in fault_generator.TARGETS for shape in graph.subjects(kind)}
    compared = [(shape, [term, *graph.objects(shape, SH.path)]) for shape, term in graph.subject_objects(SH.equals)]
    compared += [(shape, [term]) for shape, term in graph.subject_objects(SH["class"]) if shape in targeted]
    assert len(compared) > 80
    for shape, terms in compared:
        own = [name for name in CONSTRAINTS if (shape, SH[name], None) in graph]
        assert len(own) == 1, f"{shape} has further constraints: {own}"
        message = str(graph.value(shape, SH.message))
        for term in terms:
            known = (f"{prefix}:{term.removeprefix(base)}" for prefix, base in PREFIXES.items() if term.startswith(base))
            assert not isinstance(term, URIRef) or next(known) in message, shape
