"""A dataset -> the named graphs of a triple store: a server, or a local store on disk.

    dataset -> expected contents -> compare -> changes -> Store.replace -> read back -> Loaded

A store type is one file in `types`.
"""

from vitagraph.stores.changes import Change, State
from vitagraph.stores.loading import Loaded, LoadedGraph, compare, emptied, expected, left_out, load
from vitagraph.stores.store import Store

__all__ = ["Change", "Loaded", "LoadedGraph", "State", "Store", "compare", "emptied", "expected", "left_out", "load"]
