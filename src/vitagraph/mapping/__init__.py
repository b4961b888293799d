"""Records -> triples: what a CV says, as linked data."""

from vitagraph.mapping.description import description, distribution_of
from vitagraph.mapping.statements import batches, statements
from vitagraph.rdf.dataset import Dataset
from vitagraph.records import CV, Index

__all__ = ["batches", "dataset", "dataset_of", "description", "distribution_of", "statements"]


def dataset(cv: CV) -> Dataset:
    """The linked data of a CV: a named graph for each privacy class, and the description of them.

    Raises DataError where the CV's records contradict each other.
    """
    return dataset_of(Index(cv))


def dataset_of(index: Index) -> Dataset:
    """The linked data of a CV whose identities are known, as long as nothing in it was changed since."""
    graphs = statements(index)
    return Dataset(index.document, graphs | {"meta": description(index, graphs)})
