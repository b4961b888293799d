"""A researcher's CV, kept as plain YAML records, as linked data.

cv = vitagraph.read("data/lapuschkin")
dataset = vitagraph.dataset(cv)
print(dataset.serialize("turtle"))
"""

from vitagraph.errors import DataError, Place, Problem, UsageError, VitagraphError
from vitagraph.graph import Dataset
from vitagraph.mapping import dataset
from vitagraph.reading import read, read_text
from vitagraph.records import CV

__version__ = "0.1.0"
__all__ = ["CV", "DataError", "Dataset", "Place", "Problem", "UsageError", "VitagraphError", "dataset", "read", "read_text"]
