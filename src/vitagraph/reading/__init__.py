"""YAML or JSON -> records, every problem with its place."""

from vitagraph.reading.origins import Origins
from vitagraph.reading.read import read, read_index, read_text

__all__ = ["Origins", "read", "read_index", "read_text"]
