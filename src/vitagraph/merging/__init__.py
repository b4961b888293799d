"""Records put into a CV that somebody wrote by hand: what is there stays as it is, byte for byte."""

from vitagraph.merging.freezing import freeze_ids
from vitagraph.merging.merge import Merged, merge

__all__ = ["Merged", "freeze_ids", "merge"]
