"""Which works of several sources are one new work, and which are known already."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from vitagraph.reconciliation.decisions import Decisions
from vitagraph.services import Document
from vitagraph.synchronization.seen import Seen
from vitagraph.synchronization.sources import Reply, stated
from vitagraph.synchronization.three_way import compare
from vitagraph.yaml import read_index

CV = """\
document: {iri: https://owl.example/cv}
person: {name: Ada Owl}
journal_articles: [{title: Owls by Day, authors: [Owl A], date: 2019}]
"""
#: works as (source, title, year, DOI) -> the groups of new works, by their sources
WORKS: list[tuple[list[tuple[str, str, int, str]], list[list[str]]]] = [
    ([("crossref", "Owls", 2020, "10.5555/a"), ("orcid", "Owls", 2020, "")], [["crossref", "orcid"]]),
    ([("crossref", "Owls", 2020, "10.5555/a"), ("orcid", "The Owls", 2021, "10.5555/A")], [["crossref", "orcid"]]),
    ([("crossref", "Owls", 2020, "10.5555/a"), ("orcid", "Owls", 2020, "10.5555/b")], [["crossref"], ["orcid"]]),
    ([("crossref", "Owls", 2020, "10.5555/a"), ("orcid", "Owls", 2010, "")], [["crossref"], ["orcid"]]),
    ([("dblp", "Owls", 2020, "10.5555/a"), ("dblp", "Owls", 2020, "")], [["dblp"], ["dblp"]]),
    ([("dblp", "Owls", 2020, ""), ("orcid", "Owls", 2020, ""), ("crossref", "Owls", 2020, "10.5555/a")], [["dblp", "orcid", "crossref"]]),
    ([("orcid", "Owls by Day", 2019, "10.5555/day")], []),
]


@pytest.mark.parametrize(("works", "groups"), WORKS)
def test_one_work_of_several_sources(works: list[tuple[str, str, int, str]], groups: list[list[str]], tmp_path: Path) -> None:
    path = tmp_path / "cv.yaml"
    path.write_text(CV, "utf-8")
    replies = []
    for source in dict.fromkeys(work[0] for work in works):
        items = [
            {"type": "article-journal", "title": title, "issued": {"date-parts": [[year]]}, "author": [{"family": "Owl", "given": "Ada"}]}
            | ({"DOI": doi} if doi else {})
            for one, title, year, doi in works
            if one == source
        ]
        found = stated(source, Document("csl-json", json.dumps(items), "https://owl.example/works"))
        replies.append(Reply(source, source, tuple(found), True, source == "crossref"))
    compared = compare(read_index(path), str(path), replies, Seen.of(str(path)), Decisions.of(str(path)))
    assert [[work.source for work in new.works] for new in compared.new] == groups
