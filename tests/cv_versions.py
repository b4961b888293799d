"""Two versions of a CV with its own address, for tests that share a store."""

from __future__ import annotations

from functools import cache
from itertools import count

import vitagraph
from conftest import ROOT
from vitagraph.rdf.terms import Term, Triple
from vitagraph.stores import expected
from vitagraph.stores.contents import Contents, contents

_number = count()


@cache
def _triples() -> tuple[Triple, ...]:
    graphs = expected(vitagraph.dataset(vitagraph.read(ROOT / "data/lapuschkin")))
    return tuple(triple for graph in graphs.values() for triple in graph.values())


class Versions:
    """The old and the new graph of a CV: a third of the triples is in both. `copies` makes it larger, `one_in` smaller."""

    def __init__(self, copies: int = 1, one_in: int = 1) -> None:
        self.document = f"https://people.example/{next(_number)}/cv"
        self.graph: Term = f"<{self.document}#graph/public>"
        self.old = {self.graph: self._part(1, copies, one_in)}
        self.new = {self.graph: self._part(2, copies, one_in)}

    def _part(self, left_out: int, copies: int, one_in: int) -> Contents:
        kept = [triple for number, triple in enumerate(_triples()[::one_in]) if number % 3 != left_out]
        return contents(_renamed(triple, f"{self.document}/{copy}" if copy else self.document) for copy in range(copies) for triple in kept)


def _renamed(triple: Triple, document: str) -> Triple:
    subject, predicate, term = (one.replace("<https://lapuschkin.com/cv", f"<{document}") for one in triple)
    return subject, predicate, term
