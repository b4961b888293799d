"""`vitagraph bulk link`: identifiers give links, names give candidates."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest

ORCIDS = ("0000-0002-1825-0097", "0000-0001-5109-3700", "0000-0002-1694-233X")
COMMAND = [sys.executable, "-m", "vitagraph", "bulk"]


def cv(number: int, person: dict[str, Any], articles: list[dict[str, Any]], **sections: Any) -> dict[str, Any]:
    """A CV with its own address."""
    return {"document": {"iri": f"https://p.example/{number}"}, "person": person, "journal_articles": articles, **sections}


def linked(folder: Path, cvs: list[dict[str, Any]], format_name: str = "nquads") -> tuple[list[str], list[dict[str, Any]], str]:
    """The links, the candidates and the standard error."""
    (folder / "cvs.jsonl").write_text("\n".join(map(json.dumps, cvs)), "utf-8")
    for arguments in (["export", "cvs.jsonl", "-o", "out", "-q", "-f", format_name, "--restart"], ["link", "out", "-o", "links.nq"]):
        done = subprocess.run([*COMMAND, *arguments], cwd=folder, capture_output=True, text=True, timeout=60, check=False)
        assert done.returncode == 0, done.stderr
    links = (folder / "links.nq").read_text("utf-8")
    list(pyoxigraph.parse(links, pyoxigraph.RdfFormat.N_QUADS))
    candidates = (folder / "links.candidates.jsonl").read_text("utf-8").splitlines()
    return links.splitlines(), list(map(json.loads, candidates)), done.stderr


SAME, DOCUMENT_SAME = "<http://www.w3.org/2002/07/owl#sameAs>", "<http://schema.org/sameAs>"


@pytest.mark.parametrize("format_name", ["nquads", "ntriples.gz", "nquads.zst", "parquet"])
def test_identifiers_link(tmp_path: Path, format_name: str) -> None:
    """ORCID and ROR link agents, also over a chain; DOI in any case, arXiv in any version and as a DOI, ISBN of any length link works."""
    organization = [{"name": "TU <Owls>", "ror": "03v4gjf40"}]
    book = {"title": "Owls", "isbn": "3-16-148410-X", "authors": ["Beispiel A"]}
    cvs = [
        cv(
            1,
            {"name": "Ada Beispiel", "orcid": ORCIDS[0]},
            [{"title": "A", "doi": "10.5555/AbC"}],
            organizations=organization,
            books=[book],
        ),
        cv(2, {"name": "Eva Eule"}, [{"title": "A!", "doi": "10.5555/aBc", "authors": [{"name": "Beispiel A", "id": "ada"}]}])
        | {"people": [{"id": "ada", "name": "Ada Beispiel", "orcid": ORCIDS[0], "wikidata": "Q42"}], "organizations": organization},
        cv(3, {"name": "A. Anders-Beispiel", "wikidata": "Q42"}, [], preprints=[{"title": "P", "arxiv": "2211.17174v1"}]),
        cv(4, {"name": "Otto"}, [], preprints=[{"title": "P", "arxiv": "2211.17174v3"}], books=[book | {"isbn": "9783161484100"}]),
        cv(5, {"name": "Ute"}, [], preprints=[{"title": "Q", "doi": "10.48550/arXiv.2211.17174"}]),
    ]
    links, _, _ = linked(tmp_path, cvs, format_name)
    p = "<https://p.example/"
    assert links == sorted(links, key=lambda line: line.split(" ")[2]) or links
    assert set(links) == {
        f"{p}2#person/ada> {SAME} {p}1#me> .",
        f"{p}3#me> {SAME} {p}1#me> .",
        f"{p}2#org/tu-owls> {SAME} {p}1#org/tu-owls> .",
        f"{p}2#publication/beispiel-a> {DOCUMENT_SAME} {p}1#publication/a> .",
        f"{p}4#publication/p> {DOCUMENT_SAME} {p}3#publication/p> .",
        f"{p}5#publication/q> {DOCUMENT_SAME} {p}3#publication/p> .",
        f"{p}4#publication/beispiel-owls> {DOCUMENT_SAME} {p}1#publication/beispiel-owls> .",
    }


def test_names_only_suggest(tmp_path: Path) -> None:
    """The same name with common coauthors is a candidate with its evidence; without them, or with another ORCID iD, it is none."""
    shared = {"title": "On Owls", "date": 2020, "authors": ["Wang L", "Müller K-R", "Haddad N"]}
    cvs = [
        cv(1, {"name": "Lei Wang"}, [shared], people=[{"id": "haddad-n", "name": "Nadia Haddad", "orcid": ORCIDS[1]}]),
        cv(2, {"name": "Klaus-Robert Müller"}, [shared | {"title": "On  owls"}]),
        cv(3, {"name": "Lu Wang"}, [{"title": "Bridges", "authors": ["Wang L", "Silva P"]}]),
        cv(4, {"name": "Noor Haddad", "orcid": ORCIDS[2]}, [shared]),
    ]
    links, candidates, _ = linked(tmp_path, cvs)
    assert links == []
    pairs = {(one["one"].partition("example/")[2], one["other"].partition("example/")[2]): one for one in candidates}
    assert ("1#me", "2#person/wang-l") in pairs
    candidate = pairs["1#me", "2#person/wang-l"]
    assert candidate["evidence"]["position"] == ["on-owls 1"]
    assert candidate["evidence"]["coauthor"] == ["haddad-n", "mueller-kr"]
    assert candidate["score"] > 0.9
    assert not any("3#" in node for pair in pairs for node in pair)
    assert ("1#person/haddad-n", "4#me") not in pairs
    assert ("1#publication/wang-2020-on-owls", "2#publication/wang-2020-on-owls") in pairs


def test_identifiers_that_contradict_each_other(tmp_path: Path) -> None:
    """Two ORCID iDs for one Wikidata item: no link, but a line that reports it."""
    cvs = [cv(number, {"name": "Ada Beispiel", "orcid": ORCIDS[number], "wikidata": "Q42"}, []) for number in range(2)]
    links, candidates, message = linked(tmp_path, cvs)
    assert links == []
    assert candidates[0]["contradiction"] == [f"https://orcid.org/{ORCIDS[1]}", f"https://orcid.org/{ORCIDS[0]}"]
    assert "1 groups have two identifiers" in message


def test_an_unfinished_export_is_refused(tmp_path: Path) -> None:
    """Links of half the CVs would look like those of all."""
    (tmp_path / "out").mkdir()
    done = subprocess.run([*COMMAND, "link", "out", "-o", "links.nq"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, "no finished export" in done.stderr) == (2, True)
    assert not (tmp_path / "links.nq").exists()
