"""Graphs with planted faults, and the faults: generated for each constraint, and written in faults/."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache

import fault_generator
import vitagraph
from conftest import ROOT
from fault_generator import SHAPES, Fault, Planter, Triple, component
from vitagraph.rdf.dataset import RESTRICTED
from vitagraph.rdf.sources import ntriples_terms, read_graph
from vitagraph.validation.report import ShaclResult
from vitagraph.validation.shapes import DEFAULT, HAND_WRITTEN, shapes

SUBJECTS = (*HAND_WRITTEN, DEFAULT)
PAGE = ROOT / "tests/faults/page.jsonld"
Key = tuple[str, ...]


@cache
def example() -> tuple[Triple, ...]:
    """The whole graph of data/example."""
    return tuple(vitagraph.dataset(vitagraph.read(ROOT / "data/example")).triples(RESTRICTED))


@cache
def public_example() -> tuple[Triple, ...]:
    """The public graphs of it."""
    return tuple(vitagraph.dataset(vitagraph.read(ROOT / "data/example")).triples())


def ntriples(triples: Iterable[Triple]) -> str:
    """The text of a graph."""
    return "".join(f"{s} {p} {o} .\n" for s, p, o in triples)


@cache
def graph_faults() -> list[Fault]:
    """Generated and written faults for the shapes of all CVs."""
    document = vitagraph.read(ROOT / "data/example").document.iri
    planter = Planter(fault_generator.shapes_graph(*SUBJECTS), example())
    written = fault_generator.written_faults(example(), str(document), ROOT / "tests/faults/graph.yaml")
    return [*planter.faults(), *planter.retyped_nodes(), *written]


@cache
def privacy_faults() -> list[Fault]:
    """Faults for the profile `public`."""
    generated = Planter(fault_generator.shapes_graph("privacy"), public_example()).faults()
    return [*generated, *fault_generator.written_faults(public_example(), "https://ada.example/cv", ROOT / "tests/faults/privacy.yaml")]


@cache
def page() -> tuple[Triple, ...]:
    """The graph of a page without results for the profile `google`."""
    return tuple(ntriples_terms(read_graph(str(PAGE), locate=True).triples.replace("<https://schema.org/", "<http://schema.org/")))


@cache
def google_faults() -> list[Fault]:
    """Faults for the profile `google`."""
    planter = Planter(fault_generator.shapes_graph("google"), page())
    written = fault_generator.written_faults(page(), "https://ada.example/cv", ROOT / "tests/faults/google.yaml")
    return [*planter.faults(), *planter.new_nodes(), *written]


def key(result: ShaclResult) -> Key:
    """The parts of a result on which engines must agree."""
    return result.focus_node, result.path, str(result.severity), result.source_shape, result.component


def new(found: Iterable[ShaclResult], known: Iterable[ShaclResult]) -> list[ShaclResult]:
    """The results that the graph without the fault does not have."""
    before = Counter((key(one), one.value) for one in known)
    fresh = []
    for one in found:
        if before[key(one), one.value]:
            before[key(one), one.value] -= 1
        else:
            fresh.append(one)
    return fresh


def intended(fault: Fault, found: Iterable[ShaclResult]) -> list[ShaclResult]:
    """The results for which a fault was planted."""
    wanted = f"<{SHAPES}{fault.shape}>", component(fault.constraint)
    return [one for one in found if (one.source_shape, one.component) == wanted and fault.focus in ("", one.focus_node)]


#: profile -> its faults, the graph they are planted in, its shapes
SETS = {
    "": (graph_faults, example, shapes),
    "public": (privacy_faults, public_example, lambda: shapes(["public"], base=False)),
    "google": (google_faults, page, lambda: shapes(["google"], base=False)),
}
