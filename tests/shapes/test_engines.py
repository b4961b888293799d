"""The engines agree: the compiled one and pySHACL report the same faults."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable

import pytest

from fault_generator import Fault, Triple
from faulty_graphs import SETS, example, google_faults, graph_faults, key, ntriples, page, privacy_faults, public_example
from vitagraph import dataset, read_text
from vitagraph.validation.engines import compiled
from vitagraph.validation.shapes import shapes


def agree(triples: Iterable[Triple], text: str) -> int:
    """Both engines have the same results; returns their number."""
    data = ntriples(triples)
    both = [{unlabelled((key(one), one.value)) for one in compiled(text, engine)(data)} for engine in ("shacl", "pyshacl")]
    assert both[0] == both[1], (both[0] - both[1], both[1] - both[0])
    return len(both[0])


def unlabelled(found: object) -> str:
    """A result without the engine's labels of blank nodes."""
    return re.sub(r"_:\w+", "_:", repr(found))


def planted_together(faults: Iterable[Fault], triples: tuple[Triple, ...]) -> list[Triple]:
    """A graph with several faults."""
    faults = list(faults)
    removed = {triple for fault in faults for triple in fault.removed}
    return [triple for triple in triples if triple not in removed] + sorted({t for fault in faults for t in fault.added} - set(triples))


@pytest.mark.slow
@pytest.mark.parametrize("part", range(6))
def test_the_engines_agree_on_every_fault(part: int) -> None:
    """The compiled engine and pySHACL have the same results for a graph with faults; all faults, 270 at a time."""
    agree(planted_together(graph_faults()[part::6], example()), shapes())


@pytest.mark.slow
def test_the_engines_agree_on_public_output() -> None:
    """The profile `public`, with all its faults."""
    assert agree(planted_together(privacy_faults(), public_example()), shapes(["public"], base=False)) > 25


def test_the_engines_agree_on_pages() -> None:
    """The profile `google`, with all its faults, some at a time."""
    faults = google_faults()
    assert sum(agree(planted_together(faults[part::4], page()), SETS["google"][2]()) for part in range(4)) > 60


TITLES = """
document: {iri: https://ada.example/cv}
person: {name: Ada Beispiel}
journal_articles:
  - {title: Owls, authors: [Ada Beispiel], date: 2020, journal: Birds}
  - {title: owls!, authors: [Ada Beispiel], date: 2020-03, journal: Birds}
  - {title: Auks, authors: [Ada Beispiel], date: 2020, journal: Birds}
  - {title: Owls, authors: [Ada Beispiel], date: 2021, journal: Birds}
preprints:
  - {title: Owls, authors: [Ada Beispiel], date: 2019}
  - {title: Emus, authors: [Ada Beispiel], date: 2019}
"""


def test_the_engines_agree_on_equal_titles() -> None:
    """Behind OPTIONAL, rdflib replaces a variable of an expression: other titles are no duplicates, nor versions of a preprint."""
    assert agree(dataset(read_text(TITLES)).triples(), shapes()) > 1


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(6))
def test_the_engines_agree_on_generated_mutations(seed: int) -> None:
    """480 mutations of the graph, eighty at a time: triples removed, duplicated, redirected, truncated, changed."""
    agree(mutated(random.Random(seed)), shapes())


def mutated(chance: random.Random, mutations: int = 80) -> list[Triple]:
    """The graph of the example with some random changes."""
    triples = list(example())
    objects = [term for _, _, term in triples]
    for _ in range(mutations):
        at = chance.randrange(len(triples))
        subject, predicate, term = triples[at]
        match chance.randrange(6):
            case 0:
                del triples[at]
            case 1:
                triples[at] = subject, predicate, chance.choice(objects)
            case 2:
                triples.append((subject, predicate, chance.choice(objects)))
            case 3:
                triples[at] = subject, predicate, '"wrong"'
            case 4:
                triples = [triple for triple in triples if triple[:2] != (subject, predicate)]
            case 5:
                triples = [triple for triple in triples if triple[0] != term]
    return list(dict.fromkeys(triples))
