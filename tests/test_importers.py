"""Importers: every real sample is imported or reported completely, and exported as RDF that an independent parser accepts."""

from __future__ import annotations

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import NamedTuple

import pytest
import rdflib
from click.testing import CliRunner

import vitagraph
from vitagraph.cli import main
from vitagraph.errors import Place, UsageError
from vitagraph.importers import Imported, Report
from vitagraph.importers.draft import iso_date
from vitagraph.importers.entry import Entry
from vitagraph.importers.formats import read, recognised
from vitagraph.importers.formats.bibtex.latex import text as latex
from vitagraph.importers.identities import count
from vitagraph.importers.names import person
from vitagraph.importers.works import Works
from vitagraph.records import CV, stated_fields
from vitagraph.validation import validate
from vitagraph.values import PersonName
from vitagraph.yaml.writing import files

SAMPLES = Path(__file__).parent / "samples"


class Expected(NamedTuple):
    """A sample: its format, entries, minimum of records and stated fields, maximum of unsupported facts and of broken entries."""

    format: str
    entries: int
    records: int
    fields: int
    left_out: int
    broken: int


TABLE = {
    "foreign-rdf/dblp.ttl": Expected("dblp", 4, 6, 20, 24, 0),
    "foreign-rdf/orcid.ttl": Expected("orcid-rdf", 0, 0, 8, 19, 0),
    "foreign-rdf/schema-org.html": Expected("schema-org", 2, 15, 42, 16, 0),
    "json-resume/official-sample.json": Expected("jsonresume", 11, 15, 55, 12, 0),
    "json-resume/complete-resume.json": Expected("jsonresume", 24, 33, 107, 26, 0),
    "json-resume/new-grad.resume.json": Expected("jsonresume", 13, 20, 62, 16, 0),
    "json-resume/caffeine-sample.json": Expected("jsonresume", 11, 15, 54, 4, 0),
    "bibtex/0phoff-papers.bib": Expected("bibtex", 8, 14, 73, 7, 0),
    "bibtex/grlc-joss-paper.bib": Expected("bibtex", 8, 12, 60, 5, 1),
    "bibtex/biblatex-examples.bib": Expected("bibtex", 90, 95, 654, 186, 2),
    "bibtex/bbt-double-comma.bib": Expected("bibtex", 1, 1, 4, 2, 0),
    "bibtex/bbt-mendeley-moronities.bib": Expected("bibtex", 1, 1, 5, 3, 0),
    "bibtex/citationjs-crossref.bib": Expected("bibtex", 6, 4, 9, 5, 2),
    "csl-json/citationjs-doi-api.json": Expected("csl-json", 4, 8, 41, 50, 0),
    "csl-json/zotero-bbt-export.csl.json": Expected("csl-json", 4, 4, 29, 8, 0),
    "rendercv/John_Doe_ClassicTheme_CV.yaml": Expected("rendercv", 33, 26, 98, 7, 0),
    "rendercv/academic.yaml": Expected("rendercv", 24, 24, 86, 4, 0),
    "rendercv/minimal.yaml": Expected("rendercv", 2, 2, 12, 2, 0),
    "orcid/v3-record-full-official.json": Expected("orcid", 16, 19, 77, 110, 0),
    "openalex/works-list.json": Expected("openalex", 4, 7, 55, 58, 0),
    "openalex/work.json": Expected("openalex", 1, 3, 20, 35, 0),
    "openalex/works.jsonl": Expected("openalex", 3, 4, 32, 43, 1),
    "cff/CITATION.cff": Expected("citation-cff", 2, 3, 21, 7, 0),
    "ris/rispy-example_basic.ris": Expected("ris", 1, 1, 6, 0, 0),
    "ris/rispy-example_full.ris": Expected("ris", 2, 3, 25, 9, 0),
    "ris/rispy-example_utf_chars.ris": Expected("ris", 1, 1, 9, 0, 0),
    "ris/rispy-example_multiline.ris": Expected("ris", 3, 3, 6, 0, 0),
}


def imported(name: str) -> Imported:
    """A sample, read in the detected format."""
    path = SAMPLES / name
    text = path.read_text(encoding="utf-8-sig")
    return read(text, str(path), recognised(text, str(path)))


def reread(cv: CV, folder: Path) -> CV:
    """The CV read from its YAML files."""
    for name, text in files(cv).items():
        (folder / name).write_text(text, encoding="utf-8")
    return vitagraph.read(folder)


def test_every_sample_is_in_the_table() -> None:
    found = {str(path.relative_to(SAMPLES)) for path in SAMPLES.glob("*/*")}
    assert sorted(found - set(TABLE)) == [], "tests/test_importers.py: TABLE has no row for these samples"
    assert sorted(set(TABLE) - found) == [], "tests/samples has none of these files of TABLE in tests/test_importers.py"


@pytest.mark.parametrize(("name", "expected"), TABLE.items(), ids=list(TABLE))
def test_samples_are_imported(name: str, expected: Expected, tmp_path: Path) -> None:
    """Entries become records, the rest is reported with its line; the records are valid and can be exported."""
    text = (SAMPLES / name).read_text(encoding="utf-8-sig")
    assert recognised(text, name) == expected.format
    result = imported(name)
    assert result.entries == expected.entries
    assert count(result.cv) >= expected.records
    assert sum(len(stated_fields(record)) for record in result.cv.records()) >= expected.fields
    assert len(result.left_out) <= expected.left_out
    assert len(result.broken) == expected.broken
    assert all(problem.place.line for problem in result.problems)
    if not count(result.cv):
        return
    cv = reread(result.cv, tmp_path)
    assert vitagraph.dataset(cv).serialize("ntriples") == vitagraph.dataset(result.cv).serialize("ntriples")
    graph = rdflib.Graph().parse(data=vitagraph.dataset(cv).serialize("turtle"), format="turtle")
    assert len(graph) == len(vitagraph.dataset(cv))
    assert not [one for one in validate(cv, str(tmp_path)).results if one.shacl.severity == "error"]


def bibtex(text: str) -> Imported:
    """The works of a BibTeX text."""
    return read(text, "papers.bib", "bibtex")


def test_crossref_strings_and_dates() -> None:
    """Values from elsewhere in the file are inserted, and dates keep their precision."""
    result = bibtex("""
@string{ju = "Journal of " # uv}
@string{uv = {Unusual Views}}
@proceedings{p, title = {Proceedings of the Owl Conference}, editor = {Eule, Eva}, publisher = {Feather}, year = 2020, month = jul}
@inproceedings{a, crossref = {p}, title = {Owls {\\&} More},
  author = "M{\\"u}ller, Klaus-Robert and {Zwitscher GmbH} and Vincent van Gogh and others"}
@article{b, title = {B}, journal = ju, year = 2019, month = {3}, pages = {1--9}, number = 4, xdata = {x}}
@xdata{x, doi = {https://doi.org/10.5555/b}}
""")
    (paper,), (article,) = result.cv.conference_papers, result.cv.journal_articles
    assert [str(author.name or author.organization) for author in paper.authors] == [
        "Klaus-Robert Müller",
        "Zwitscher GmbH",
        "Vincent van Gogh",
    ]
    assert (paper.title, paper.date, paper.conference) == ("Owls & More", "2020-07", "Owl Conference")
    assert result.cv.events[0].proceedings.title == "Proceedings of the Owl Conference"
    assert (article.journal, article.date, article.pages, article.issue, article.doi) == (
        "Journal of Unusual Views", "2019-03", "1-9", "4", "10.5555/b",
    )  # fmt: skip
    assert paper.more_authors


def test_every_entry_of_a_long_file_is_accounted_for() -> None:
    """A small version of the file of the benchmark: each entry is a work with its DOI or a book of proceedings."""
    spec = spec_from_file_location("importing", Path(__file__).parent.parent / "bench/importing.py")
    assert spec
    assert spec.loader
    bench = module_from_spec(spec)
    spec.loader.exec_module(bench)
    result = bibtex(bench.bibtex(400))
    works = [*result.cv.journal_articles, *result.cv.conference_papers, *result.cv.preprints]
    assert (result.entries, result.problems) == (400, [])
    assert {work.doi for work in works} == {f"10.5555/bench.{number}" for number in range(400) if number % 4 != 2}
    assert len(result.cv.events) == len(result.cv.works) == 100


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        (r"Goedem{\'e}", "Goedemé"),
        (r"{\"o}ber \ss{} \v{C}e\v{s}ka", "öber ß Češka"),
        (r"An \texttt{article} with \emph{style}", "An article with style"),
        (r"$\alpha$--$\beta$ and 5\%", "α–β and 5%"),
        (r"{NASA} 1--2 ~ x", "NASA 1–2 x"),
        (r"\$5 \& more_or_less", "$5 & more_or_less"),
        (r"``a-{}-b'{}'", "“a--b''"),
    ],
)
def test_latex_becomes_unicode(written: str, printed: str) -> None:
    assert latex(written) == printed


@pytest.mark.parametrize(
    ("parts", "family", "given"),
    [
        (("Gogh", "Vincent", "van", ""), "van Gogh", "Vincent"),
        (("García Márquez", "Gabriel", "", ""), "García Márquez", "Gabriel"),
        (("King", "Martin Luther", "", "Jr"), "King", "Martin Luther"),
        (("Plato", "", "", ""), "Plato", ""),
        (("王", "小鸟", "", ""), "王", "小鸟"),
    ],
)
def test_names_are_resolved(parts: tuple[str, str, str, str], family: str, given: str) -> None:
    author = person(*parts)
    assert author is not None
    parsed = PersonName.parse(author.name)
    assert (parsed.family, parsed.given) == (family, given)


def test_the_command(tmp_path: Path) -> None:
    """A new CV in a folder; --strict writes nothing; existing files stay."""
    source, folder = str(SAMPLES / "bibtex/grlc-joss-paper.bib"), tmp_path / "cv"
    strict = CliRunner().invoke(main, ["import", source, "-o", str(folder), "--strict"])
    assert strict.exit_code == 1
    assert not folder.exists()
    done = CliRunner().invoke(main, ["import", source, "-o", str(folder)])
    assert (done.exit_code, "12 records" in done.output) == (0, True)
    assert vitagraph.read(folder).conference_papers
    assert CliRunner().invoke(main, ["import", source, "-o", str(folder)]).exit_code == 2


@pytest.mark.parametrize(
    ("authors", "owner"),
    [
        ("Roe, Bo and Lee, Ann; Lee, Ann; Lee, A.", "Ann Lee"),
        ("Roe, Bo and Lee, Ann; Roe, Bo and Lee, Ann", None),
        ("Roe, Bo; Lee, Ann", None),
    ],
)
def test_the_owner_of_a_new_cv_is_the_author_of_most_works(authors: str, owner: str | None, tmp_path: Path) -> None:
    """Where it is one person; an existing CV has an owner."""
    entries = [f"@book{{b{number}, title={{T{number}}}, author={{{one}}}}}" for number, one in enumerate(authors.split("; "))]
    (tmp_path / "papers.bib").write_text("\n".join(entries), "utf-8")
    found = CliRunner().invoke(main, ["import", str(tmp_path / "papers.bib"), "-o", str(tmp_path / "new")])
    assert vitagraph.read(tmp_path / "new").person.name == owner
    assert ("is taken for the owner" in found.output) is bool(owner)


def test_unknown_formats_are_refused() -> None:
    with pytest.raises(UsageError):
        recognised("Dear Sir or Madam", "letter.txt")


def test_nodes_without_an_iri_are_reported() -> None:
    """Statements about blank nodes are reported; the rest of the graph is read."""
    cv = vitagraph.read_text("document: {iri: https://ada.example/cv}\nperson: {name: Ada Beispiel}\n")
    blank = '<#me> schema:knows _:b . _:b a schema:Person ; schema:birthDate "1990" ; schema:name "Eule" .\n'
    imported = read(vitagraph.dataset(cv).serialize("turtle") + blank, "cv.ttl", "turtle")
    assert imported.cv.person == cv.person
    assert sum("_:" in problem.message for problem in imported.left_out) == 4


@pytest.mark.parametrize("suffix", ["nt", "nq", "ttl", "trig"])
def test_a_triple_is_no_object(tmp_path: Path, suffix: str) -> None:
    """Triple terms of RDF 1.2 are rejected by everything that reads RDF; once they were read as IRIs."""
    file = tmp_path / f"cv.{suffix}"
    triple = "<https://ada.example/a> <https://ada.example/b> <https://ada.example/c>"
    file.write_text(f"<https://ada.example/a> <https://ada.example/b> <<( {triple} )>> .\n")
    for words in (
        ["import", file, "-f", "turtle", "-o", tmp_path / "new"],
        ["validate", file],
        ["check-terms", file],
        ["query", "ASK {}", file],
    ):
        done = CliRunner().invoke(main, list(map(str, words)))
        assert (done.exit_code, "a triple is the object of" in done.stdout + done.stderr) == (1, True), words


@pytest.mark.parametrize(
    ("text", "format_name"),
    [
        ("TY  - JOUR\r\nTI  - T\r\nLA  - {}\r\nER  - \r\n", "ris"),
        ('[{{"type": "article-journal", "title": "T", "language": "{}"}}]', "csl-json"),
        ("@article{{a, title={{T}}, author={{B, A}}, language={{{}}}}}", "bibtex"),
    ],
    ids=["ris", "csl-json", "bibtex"],
)
@pytest.mark.parametrize(("code", "tag"), [("eng", "en"), ("ger", "de"), ("deu-AT", "de-at"), ("grc", "grc"), ("en", "en")])
def test_codes_of_languages_are_the_shortest(text: str, format_name: str, code: str, tag: str) -> None:
    """BCP 47 writes the code of two letters where there is one (RFC 5646, section 2.2.1)."""
    result = read(text.format(code), "source", format_name)
    (article,) = result.cv.journal_articles
    assert (article.language, [one for one in result.problems if code in one.message]) == (tag, [])


@pytest.mark.parametrize(
    ("text", "date"),
    [("2015 Jul 10", "2015-07-10"), ("2015 July", "2015-07"), ("10 Jul 2015", "2015-07-10"), ("2015 Spring", "2015-21")],
)
def test_dates_with_the_name_of_a_month(text: str, date: str) -> None:
    assert iso_date(text) == date


def test_an_entry_has_the_listed_names_only() -> None:
    """An unknown name is an error of the importer; each further value of a name, and each without a name, is reported."""
    entry = Entry(Place("source", 1, 1), "a")
    with pytest.raises(ValueError, match="an entry has no 'containr'; did you mean 'container'"):
        entry.set("containr", "Journal")
    for value in ("1", "2", "3", "3"):
        entry.set("volume", value, "VL")
        entry.set("", value, "XX")
    cv, report = CV(), Report()
    entry.set("title", "T")
    Works(cv, report).add("journal_articles", entry)
    assert cv.journal_articles[0].volume == "1"
    messages = [problem.message for problem in report.imported(cv, 1).problems]
    assert [message.split(" fits")[0] for message in messages] == ["a.VL: '2'", "a.VL: '3'", "a.XX: '1'", "a.XX: '2'", "a.XX: '3'"]
