"""An import parses its files before it writes them: they must equal the imported records, and the user's CV must stay valid."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import vitagraph
from vitagraph.cli import main
from vitagraph.errors import DataError
from vitagraph.merging.verification import read_back
from vitagraph.rdf.terms import Term, Triple, tagged
from vitagraph.rdf.vocabulary import DCTERMS, RDF, SKOS
from vitagraph.records import Index, Record, works
from vitagraph.values import scalars

BIB = "@article{a, title={Owls that listen: a study}, author={Anna-Maria Berg-Tal and Doe, Jane}, year=2020, journal={J}, pages={036102}}"
CV = "# by hand\nperson: {name: Jane Doe}\njournal_articles:\n  - {title: Owls that listen: a study, date: 2020}\n".replace(
    "Owls that listen: a study", "'Owls that listen: a study'"
)

#: faults of the writer -> the message
FAULTS: list[tuple[Callable[[str], str], str]] = [
    (lambda text: text.replace("-", "- "), r"publication 'berg-tal-2020-owls-that-listen-a-study'.* would not be read back as meant"),
    (lambda text: text.replace("036102", "15426"), r"publication '[a-z0-9-]*owls-that-listen-a-study' would not be read back as meant"),
    (lambda text: f"[{text}" if "036102" in text else text, r"comma or its \] before .*, in the line 'pages: \["),
]


def run(folder: Path, *arguments: str) -> Result:
    (folder / "papers.bib").write_text(BIB)
    return CliRunner().invoke(main, ["import", str(folder / "papers.bib"), *arguments])


@pytest.mark.parametrize(("fault", "message"), FAULTS)
def test_a_fault_of_the_writer_is_found_before_anything_is_written(
    fault: Callable[[str], str], message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No file of a new CV, and no byte of an existing one, is written."""
    (tmp_path / "cv.yaml").write_text(CV)
    right = scalars.scalar
    for module in ("vitagraph.values.scalars", "vitagraph.yaml.writing", "vitagraph.merging.yaml_edits"):
        monkeypatch.setattr(f"{module}.scalar", lambda text, in_flow: fault(right(text, in_flow)))
    new = run(tmp_path, "-o", str(tmp_path / "new"))
    assert (new.exit_code, (tmp_path / "new").exists()) == (1, False), new.output
    assert "nothing was written; correct this in" in new.stderr
    into = run(tmp_path, "--into", str(tmp_path / "cv.yaml"))
    assert (into.exit_code, (tmp_path / "cv.yaml").read_text()) == (1, CV), into.output
    assert "nothing was written; put the records there on lines of their own" in into.stderr
    assert re.search(message, new.stderr), new.stderr


def test_a_record_that_differs_in_its_author_list_is_named() -> None:
    """The difference stands at nodes of the work, not at the work itself."""
    text = "people: [{id: eva, name: Eva Eule, citation_names: [E. Eule, Eule E]}]\n"
    text += "reports: [{id: owls, title: Owls, authors: [{name: E. Eule, id: eva}]}]\n"
    intended = vitagraph.read_text(text.replace("name: E. Eule", "name: Eule E"))
    with pytest.raises(DataError) as raised:
        read_back({"cv.yaml": text.encode()}, intended, "cv.yaml", "stop")
    assert str(raised.value) == "cv.yaml: publication 'owls' would not be read back as meant; stop"


@pytest.mark.parametrize(("count", "names"), [(1, "0"), (3, "0 1 2"), (4, "0 1 2 and 1 more"), (6, "0 1 2 and 3 more")])
def test_three_records_that_differ_are_named(count: int, names: str) -> None:
    text = "".join(f"- {{id: owls-{number}, title: Owls {number}}}\n" for number in range(count))
    with pytest.raises(DataError) as raised:
        read_back({"cv.yaml": b"skills: [Owls]\n"}, vitagraph.read_text(f"skills: [Owls]\nbooks:\n{text}"), "cv.yaml", "stop")
    expected = re.sub(r" (?=publication)", ", ", re.sub(r"\b(\d)(?! more)", r"publication 'owls-\1'", names))
    assert str(raised.value) == f"cv.yaml: {expected} would not be read back as meant; stop"


def test_a_new_cv_with_errors_of_its_source_is_written_and_ends_with_1(tmp_path: Path) -> None:
    """A bibliography with one DOI twice is imported; each error has its line in the new CV."""
    doubled = "".join(
        f"@article{{{key}, title={{{title}}}, author={{Doe, Jane}}, year=2020, journal={{J}}, doi={{10.5555/owls}}}}\n"
        for key, title in (("a", "Owls that listen"), ("b", "Owls that hear"))
    )
    (tmp_path / "papers.bib").write_text(doubled)
    done = CliRunner().invoke(main, ["import", str(tmp_path / "papers.bib"), "-o", str(tmp_path / "new")])
    assert done.exit_code == 1, done.output
    assert re.search(r"journal_articles.yaml:\d+:\d+: .*the same DOI 10.5555/owls", done.stderr), done.stderr
    assert re.search(r"new: written with 1 error; correct", done.stderr), done.stderr
    assert CliRunner().invoke(main, ["export", str(tmp_path / "new")]).exit_code == 0
    assert CliRunner().invoke(main, ["validate", str(tmp_path / "new")]).exit_code == 1


def test_an_invalid_merge_is_not_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault of the mapping that only validation finds; the message has the line of the new text."""

    def two_labels(record: Record, keywords: list[str], node: Term, index: Index) -> Iterator[Triple]:
        for keyword in keywords:
            topic = index.iri("topic", keyword)
            yield node, DCTERMS.subject, topic
            yield topic, RDF.type, SKOS.Concept
            yield from ((topic, SKOS.prefLabel, tagged(label, "en")) for label in (keyword, keyword.upper()))

    monkeypatch.setattr(works, "topics", two_labels)
    (tmp_path / "papers.bib").write_text(BIB.replace("year", "keywords={owls}, year").replace("Owls that listen", "Hawks that see"))
    (tmp_path / "cv.yaml").write_text(CV)
    done = CliRunner().invoke(main, ["import", str(tmp_path / "papers.bib"), "--into", str(tmp_path / "cv.yaml")])
    assert (done.exit_code, (tmp_path / "cv.yaml").read_text()) == (1, CV), done.output
    assert re.search(r"cv.yaml:\d+:\d+: publication '.*': .*correct `keywords:`.*; nothing was written; ", done.stderr), done.stderr


def test_errors_that_a_cv_had_before_are_no_obstacle(tmp_path: Path) -> None:
    """Errors that existed before the import are ignored."""
    wrong = "studies: [{organization: X, degree: PhD, level: doctorate, dates: 2013 to 2018, awarded: 2010}]\n"
    (tmp_path / "cv.yaml").write_text(CV + wrong)
    assert CliRunner().invoke(main, ["validate", str(tmp_path / "cv.yaml")]).exit_code == 1
    done = run(tmp_path, "--into", str(tmp_path / "cv.yaml"))
    assert done.exit_code == 0, done.output
    assert 'pages: "036102"' in (tmp_path / "cv.yaml").read_text()
