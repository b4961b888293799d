"""A query of the user's that finds nothing: the terms in it that no vocabulary has are reported."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from vitagraph.cli import main

CV = "document: {iri: 'https://cv.example/ada'}\nperson: {name: Ada Beispiel}\n"
NOTE = "the query: note: no rows: schema:nmae is not defined in http://schema.org/; did you mean 'name'?\n"


@pytest.mark.parametrize(
    ("query", "notes"),
    [
        ("SELECT ?s { ?s schema:nmae 'x' }", NOTE),
        ("PREFIX s: <http://schema.org/> SELECT ?s { ?s s:nmae 'x' }", NOTE),
        ("SELECT ?s { ?s <http://schema.org/nmae> 'x' }", NOTE),
        (
            "PREFIX schema: <https://schema.org/> SELECT ?s { ?s schema:name ?name }",
            "the query: note: no rows: https://schema.org/name is not the term that vitagraph writes; write http://schema.org/name\n",
        ),
        ("PREFIX schema: <http://schema.org/> SELECT ?s { ?s schema:name 'schema:nmae <http://schema.org/nmae>' }", ""),
        ("SELECT ?s { ?s schema:nmae|schema:name ?name }", ""),
    ],
    ids=["a known prefix", "a declared prefix", "in full", "https", "in a literal", "with rows"],
)
def test_terms_of_a_query_without_rows(query: str, notes: str, tmp_path: Path) -> None:
    (tmp_path / "cv.yaml").write_text(CV)
    done = CliRunner().invoke(main, ["query", query, str(tmp_path / "cv.yaml")])
    assert (done.exit_code, done.stderr) == (0, notes)
