"""An IRI of the graph -> the record that describes it, and the places that state its facts or refer to it."""

from vitagraph.explanation.explain import Explanation, explain
from vitagraph.explanation.output import as_json, as_lines

__all__ = ["Explanation", "as_json", "as_lines", "explain"]
