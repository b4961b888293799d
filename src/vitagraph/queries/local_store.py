"""Local stores as sources of queries. They are only read; `vitagraph load --store-path` writes them."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from vitagraph.errors import UsageError
from vitagraph.rdf.dataset import RESTRICTED
from vitagraph.rdf.vocabulary import FOAF, RDF

if TYPE_CHECKING:
    import pyoxigraph

#: what follows the IRI of a CV in those of its graphs
GRAPH = "#graph/"
#: a file that a writer has replaced between the reading of the list of files and its opening
_REMOVED = "No such file"
#: seconds in which opening is repeated, and between two attempts
_PATIENCE, _PAUSE = 2.0, 0.05


def is_store(source: str) -> bool:
    """Whether a folder holds an Oxigraph store."""
    return (Path(source) / "CURRENT").is_file()


def opened(folder: str) -> pyoxigraph.Store:
    """The store in a folder, opened read-only, also while another process writes it. Raises UsageError where that fails."""
    import pyoxigraph

    end = time.monotonic() + _PATIENCE
    while True:
        try:
            return pyoxigraph.Store.read_only(folder)
        except (OSError, ValueError, RuntimeError) as error:
            if _REMOVED not in str(error) or time.monotonic() > end:
                instead = "check it, or fill another with `vitagraph load --store-path`"
                raise UsageError(f"{folder}: the store cannot be opened: {error}; {instead}") from None
        time.sleep(_PAUSE)


def graphs_to_query(store: pyoxigraph.Store, include: Iterable[str] = (), one: bool = False) -> tuple[str, ...]:
    """The graphs that may be queried: those of no CV, the public ones, and restricted ones that are included; () where none is withheld.

    `one`: of a single CV. Raises UsageError where the store holds several, as the query is for one CV; and
    where everything in it is withheld.
    """
    from pyoxigraph import DefaultGraph

    names = [graph.value for graph in store.named_graphs()]
    if one and len(cvs := sorted({name.partition(GRAPH)[0] for name in names if GRAPH in name})) > 1:
        raise UsageError(f"the store holds {len(cvs):,} CVs; name one of them: {' '.join(f'--cv {cv}' for cv in cvs[:5])}")
    withheld = tuple(f"{GRAPH}{name}" for name in RESTRICTED if name not in include)
    queried = tuple(name for name in names if not name.endswith(withheld))
    if names and not queried:
        raise UsageError("the store has no public graph; name those to query with --include contact or --include private")
    # The time of a query grows with the number of graphs that are named.
    everything = len(queried) == len(names) and next(store.quads_for_pattern(None, None, None, DefaultGraph()), None) is None
    return () if everything else queried


def several_cvs(store: pyoxigraph.Store) -> bool:
    """Whether the default graph of a store holds more than one CV."""
    return len({quad.subject for quad in islice(documents(store), 2)}) > 1


def documents(store: pyoxigraph.Store) -> Iterator[pyoxigraph.Quad]:
    """The statements of a store that a node is the document of a CV."""
    from pyoxigraph import NamedNode

    return store.quads_for_pattern(None, NamedNode(RDF.type[1:-1]), NamedNode(FOAF.PersonalProfileDocument[1:-1]))
