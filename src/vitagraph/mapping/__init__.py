"""The mapping: records to triples."""

from collections.abc import Iterable

from vitagraph.mapping.description import description, distributions
from vitagraph.mapping.statements import Batch, batches, joined, notes_of, statements
from vitagraph.rdf.dataset import Dataset
from vitagraph.records import CV, Index

__all__ = ["Batch", "batches", "dataset", "dataset_of", "description", "distributions", "notes_of", "statements"]


def dataset(cv: CV) -> Dataset:
    """The linked data of a CV: a named graph for each visibility, and the graph `meta` that describes them.

    Raises DataError where the records contradict each other.
    """
    return dataset_of(Index(cv))


def dataset_of(index: Index, all_batches: Iterable[Batch] | None = None) -> Dataset:
    """The linked data of an indexed CV that was not changed since; of its batches, where the caller has them."""
    graphs = joined(batches(index) if all_batches is None else all_batches)
    return Dataset(index.document, graphs | {"meta": description(index, graphs)})
