"""BibTeX and BibLaTeX."""

from vitagraph.importers.bibtex.read import read

__all__ = ["read"]
