"""YAML or JSON to records and back; each problem has its place."""

from vitagraph.yaml.conversion import parsed
from vitagraph.yaml.origins import Origins
from vitagraph.yaml.read import SUFFIXES, contents, files_in, is_each_a_cv, read, read_files, read_index, read_text

__all__ = ["SUFFIXES", "Origins", "contents", "files_in", "is_each_a_cv", "parsed", "read", "read_files", "read_index", "read_text"]
