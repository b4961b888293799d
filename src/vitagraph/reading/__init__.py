"""YAML or JSON -> records, every problem with its place."""

from vitagraph.reading.conversion import parsed
from vitagraph.reading.origins import Origins
from vitagraph.reading.read import SUFFIXES, contents, read, read_files, read_index, read_text

__all__ = ["SUFFIXES", "Origins", "contents", "parsed", "read", "read_files", "read_index", "read_text"]
