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
    whole, part = store(dataset), _store([catalogue()[name] for name in SHOWN], dataset, ())
    for name in SHOWN:
        assert list(run(catalogue()[name], part).rows) == list(run(catalogue()[name], whole).rows)
    assert 0 < len(part) < len(dataset) * 3 / 5


def test_a_query_of_the_user_sees_everything(dataset: Dataset) -> None:
    from vitagraph.queries.catalogue import Query

    assert len(_store([Query("mine", "SELECT * { ?s ?p ?o }", "mine.rq")], dataset, ())) == len(store(dataset))
