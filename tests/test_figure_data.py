"""The figures of a site are computed from the triples that their queries can match; the rows are those of the whole graph."""

from __future__ import annotations

from pathlib import Path

import pytest

from vitagraph.mapping import dataset_of
from vitagraph.queries import catalogue, run, store
from vitagraph.rdf.dataset import Dataset
from vitagraph.site.figures import SHOWN, _store
from vitagraph.yaml import read_index

DATA = Path(__file__).parent.parent / "data"


@pytest.fixture(scope="module", params=["example", "lapuschkin"])
def dataset(request: pytest.FixtureRequest) -> Dataset:
    return dataset_of(read_index(DATA / request.param))


def test_rows_are_those_of_the_whole_graph(dataset: Dataset) -> None:
    whole, sizes = store(dataset), dict[str, int]()
    for name in SHOWN:
        query = catalogue()[name]
        part = _store(query, dataset, ())
        assert list(run(query, part).rows) == list(run(query, whole).rows)
        sizes[name] = len(part)
    assert sum(sizes.values()) < len(SHOWN) * len(dataset) / 3
    assert all(sizes.values())


def test_a_query_of_the_user_sees_everything(dataset: Dataset) -> None:
    from vitagraph.queries.catalogue import Query

    assert len(_store(Query("mine", "SELECT * { ?s ?p ?o }", "mine.rq"), dataset, ())) == len(store(dataset))
