"""Imported records are merged into the files of a CV; every byte that is not part of an addition stays."""

from vitagraph.merging.freezing import freeze_ids
from vitagraph.merging.merge import Merged, merge

__all__ = ["Merged", "freeze_ids", "merge"]
