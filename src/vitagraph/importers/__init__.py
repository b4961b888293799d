"""Foreign formats -> records, one file a format."""

from vitagraph.importers.report import Imported, Report

__all__ = ["Imported", "Report"]
