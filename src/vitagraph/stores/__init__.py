"""A dataset -> a triple store that someone else runs, or one on disk."""

from vitagraph.stores.changes import Change, State
from vitagraph.stores.loading import Loaded, Outcome, compare, left_out, load, nothing, wanted
from vitagraph.stores.store import Store

__all__ = ["Change", "Loaded", "Outcome", "State", "Store", "compare", "left_out", "load", "nothing", "wanted"]
