"""The differences between two versions of a CV: on disk, in git, in a triple store."""

from vitagraph.differences.records import Difference, difference
from vitagraph.differences.revisions import at_revision
from vitagraph.differences.versions import Version, changes_between, of_source

__all__ = ["Difference", "Version", "at_revision", "changes_between", "difference", "of_source"]
