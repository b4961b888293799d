"""A program of another package: `make wheel` type-checks it against the installed wheel, and runs it on the CV given."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import assert_type

import vitagraph
from vitagraph import charts, queries


def main(source: str) -> None:
    """Reads a CV, serializes it and draws the result of a query."""
    cv = assert_type(vitagraph.read(source), vitagraph.CV)
    dataset = assert_type(vitagraph.dataset(cv), vitagraph.Dataset)
    text = assert_type(dataset.serialize("turtle"), str)
    query = queries.catalogue()["talks-per-year"]
    table = queries.run(query, dataset)
    assert query.chart is not None
    svg = assert_type(charts.svg(table, query.chart, title=query.summary), str)
    try:
        vitagraph.read_text("books: [{titel: Owls}]", "cv.yaml")
    except vitagraph.DataError as error:
        problems = assert_type(error.problems, Sequence[vitagraph.Problem])
    sys.stdout.write(f"{len(text) > 0} {svg.startswith('<svg')} {len(problems) > 0}\n")


if __name__ == "__main__":
    main(sys.argv[1])
