"""`vitagraph bulk link`: identifiers give links, names give candidates."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest

from command_line import run

ORCIDS = ("0000-0002-1825-0097", "0000-0001-5109-3700", "0000-0002-1694-233X")


def cv(number: int, person: dict[str, Any], articles: list[dict[str, Any]], **sections: Any) -> dict[str, Any]:
    """A CV with its own address."""
    return {"document": {"iri": f"https://p.example/{number}"}, "person": person, "journal_articles": articles, **sections}


def linked(
    folder: Path, cvs: list[dict[str, Any]], format_name: str = "nquads", options: tuple[str, ...] = ()
) -> tuple[list[str], list[dict[str, Any]], str]:
    """The links, the candidates and the standard error."""
    (folder / "cvs.jsonl").write_text("\n".join(map(json.dumps, cvs)), "utf-8")
    for arguments in (
        ["export", "cvs.jsonl", "-o", "out", "-q", "-f", format_name, "--restart", *options],
        ["link", "out", "-o", "links.nq"],
    ):
        code, _, stderr = run(folder, "bulk", *arguments)
        assert code == 0, stderr
    quads = list(pyoxigraph.parse((folder / "links.nq").read_bytes(), pyoxigraph.RdfFormat.N_QUADS))
    described = [quad for quad in quads if str(quad.graph_name) == f"<{BASE}>"]
    links = [f"{quad.triple} ." for quad in quads if quad not in described]
    assert sum(total(described, quad.subject) for quad in described if str(quad.object) == f"<{VOID}Linkset>") == len(links)
    assert total(described, pyoxigraph.NamedNode(BASE)) == len(links)
    candidates = (folder / "links.candidates.jsonl").read_text("utf-8").splitlines()
    return links, list(map(json.loads, candidates)), stderr


def total(quads: list[pyoxigraph.Quad], node: Any) -> int:
    """The number of triples that a description states of a dataset."""
    (found,) = {quad.object.value for quad in quads if quad.subject == node and quad.predicate.value == f"{VOID}triples"}  # type: ignore[union-attr]
    return int(found)


BASE, VOID = "https://w3id.org/vitagraph/links", "http://rdfs.org/ns/void#"
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
        f"{p}4#person/beispiel-a> {SAME} {p}1#me> .",
        f"{p}2#org/tu-owls> {SAME} {p}1#org/tu-owls> .",
        f"{p}2#publication/beispiel-a> {DOCUMENT_SAME} {p}1#publication/a> .",
        f"{p}4#publication/p> {DOCUMENT_SAME} {p}3#publication/p> .",
        f"{p}5#publication/q> {DOCUMENT_SAME} {p}3#publication/p> .",
        f"{p}4#publication/beispiel-owls> {DOCUMENT_SAME} {p}1#publication/beispiel-owls> .",
    }


def paper(title: str, kind: str = "", **fields: Any) -> dict[str, Any]:
    """A work of two authors."""
    return {"title": title, "authors": ["Wang L", "Haddad N"], "date": 2023} | fields


def test_works_of_one_title(tmp_path: Path) -> None:
    """A preprint and its paper, and a paper without a DOI, are linked with it by title and authors, and then their authors are.

    Not a paper and its extended version, a paper of another year, two works with different DOIs, and works with a short title.
    """
    title = "How owls hear at night"
    cvs = [
        cv(1, {"name": "Lei Wang", "orcid": ORCIDS[0]}, [paper(title, doi="10.5555/owls")]),
        cv(2, {"name": "Noor Haddad"}, [], preprints=[paper("How Owls Hear at Night", date=2021, arxiv="2101.00001")]),
        cv(3, {"name": "Eva Eule"}, [paper(title), paper("A second title of four words", doi="10.5555/1"), paper("On owls")]),
        cv(4, {"name": "Ute Uhu"}, [paper("A second title of four words", doi="10.5555/2"), paper("On owls")]),
        cv(5, {"name": "Otto"}, [paper("A third title of four words")], conference_papers=[paper("A fourth title of four words")]),
        cv(6, {"name": "Ida"}, [paper("A third title of four words", date=2019), paper("A fourth title of four words")]),
    ]
    links, _, _ = linked(tmp_path, cvs)
    p = "<https://p.example/"
    assert set(links) == {
        f"{p}2#publication/wang-2021-how-owls-hear-at-night> {DOCUMENT_SAME} {p}1#publication/wang-2023-how-owls-hear-at-night> .",
        f"{p}3#publication/wang-2023-how-owls-hear-at-night> {DOCUMENT_SAME} {p}1#publication/wang-2023-how-owls-hear-at-night> .",
        f"{p}2#person/wang-l> {SAME} {p}1#me> .",
        f"{p}3#person/wang-l> {SAME} {p}1#me> .",
        f"{p}2#me> {SAME} {p}1#person/haddad-n> .",
        f"{p}3#person/haddad-n> {SAME} {p}1#person/haddad-n> .",
    }


def test_what_contradicts_a_place_in_an_author_list(tmp_path: Path) -> None:
    """A node that would be two owners is linked to neither of them."""
    works = [paper("Owls", doi="10.5555/1"), paper("Bats", doi="10.5555/2")]
    cvs = [
        cv(1, {"name": "Lei Wang"}, works[:1]),
        cv(2, {"name": "Lu Wang"}, works[1:]),
        cv(3, {"name": "Nadia Haddad"}, works),
    ]
    links, _, _ = linked(tmp_path, cvs)
    agents = {line.split(" ")[0] for line in links if SAME in line}
    assert agents == {"<https://p.example/2#person/haddad-n>", "<https://p.example/3#me>"}


def test_what_was_rejected_is_not_linked(tmp_path: Path) -> None:
    """A rejected identifier or node is neither a link nor a candidate; the next export reads the decisions again."""
    cvs = [
        cv(1, {"name": "Lei Wang"}, [paper("How owls hear at night", doi="10.5555/owls")]),
        cv(2, {"name": "Noor Haddad"}, [paper("How owls hear at night")]),
    ]
    assert len(linked(tmp_path, cvs)[0]) == 3
    work = "https://p.example/2#publication/wang-2023-how-owls-hear-at-night"
    (tmp_path / ".vitagraph").mkdir()
    decisions = tmp_path / ".vitagraph/reconciliation.yaml"
    decisions.write_text(f'candidates:\n  "{work}":\n  - doi:10.5555/owls\n', "utf-8")
    links, candidates, _ = linked(tmp_path, cvs)
    assert (links, [one for one in candidates if "#publication/" in one["one"]]) == ([], [])
    decisions.write_text('candidates:\n  "https://p.example/2#me":\n  - https://p.example/1#person/haddad-n\n', "utf-8")
    links, _, _ = linked(tmp_path, cvs)
    assert [line.split(" ")[0] for line in links] == ["<https://p.example/2#person/wang-l>", f"<{work}>"]


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


def test_private_facts_give_no_links(tmp_path: Path) -> None:
    """A work that is private in one CV is neither linked nor a candidate, also where the export includes private facts."""
    one, other = (cv(number, {"name": f"Owner {number}"}, [paper("How owls hear at night", doi="10.5555/1")]) for number in (1, 2))
    one["journal_articles"][0]["visibility"] = "private"
    links, candidates, _ = linked(tmp_path, [one, other], options=("--include", "private"))
    assert "#graph/private" in (tmp_path / "out/part-00000.nq").read_text("utf-8")
    assert (links, candidates) == ([], [])


def test_an_unfinished_export_is_refused(tmp_path: Path) -> None:
    """Links of half the CVs would look like those of all."""
    (tmp_path / "out").mkdir()
    code, _, stderr = run(tmp_path, "bulk", "link", "out", "-o", "links.nq")
    assert (code, "no finished export" in stderr) == (2, True)
    assert not (tmp_path / "links.nq").exists()
