"""The syntaxes, one file each: `write(document, graphs)` gives the text of a dataset.

`document` is the IRI that relative IRIs are relative to; `graphs` holds the triples of each named graph, by its IRI.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain

from vitagraph.rdf.terms import Term, Triple

Graphs = Mapping[Term, tuple[Triple, ...]]


def union(graphs: Graphs) -> list[Triple]:
    """The triples of all graphs, each once, in the order in which they come."""
    return list(dict.fromkeys(chain.from_iterable(graphs.values())))
