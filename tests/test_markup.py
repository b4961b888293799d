"""Texts with markup: in records, the graph, pages, exports and merged files, and those of publishers' tags."""

from __future__ import annotations

from pathlib import Path

import pytest

import vitagraph
from vitagraph.errors import DataError
from vitagraph.exporters import EXPORTERS
from vitagraph.exporters.export import written
from vitagraph.importers.formats import read
from vitagraph.importers.tags import with_markup
from vitagraph.merging import merge
from vitagraph.records import Index
from vitagraph.site import Options, build
from vitagraph.yaml.writing import files
from way_back import check, graphs_of

CV = r"""
document: {iri: "https://ada.example/cv"}
person: {name: Ada Beispiel, bio: 'I like *owls* in H~2~O, see [them](https://owls.example).'}
journal_articles:
  - {title: 'Role of *Strix* in \(L_2\)', markup: markdown, authors: [Beispiel A], journal: Stars * and *Stripes*, date: 2020,
     abstract: 'We show **that**.'}
  - {title: 'A *literal* title', authors: [Beispiel A], journal: Owls, date: 2021}
"""


def test_the_graph_has_plain_text() -> None:
    cv = vitagraph.read_text(CV)
    graph = vitagraph.dataset(cv).serialize("nquads")
    for text in ("I like owls in H₂O, see them (https://owls.example).", "Role of Strix in L₂", "We show that.", "A *literal* title"):
        assert f'"{text}"@en' in graph
    assert '"Stars * and *Stripes*"' in graph  # a reference is no text
    check(cv)


def test_files_keep_the_markup() -> None:
    cv = vitagraph.read_text(CV)
    text = "\n".join(files(cv).values())
    again = vitagraph.read_text(text)
    assert graphs_of(again) == graphs_of(cv)
    assert "\n".join(files(again).values()) == text
    assert again.person.bio.source == cv.person.bio.source != ""
    assert "markup: markdown" in text


def test_pages_print_it_and_other_outputs_have_text() -> None:
    index = Index(vitagraph.read_text(CV))
    site = {path: content.decode() for path, content in build(index, Options()).items() if path.endswith((".html", ".xml"))}
    page = site["index.html"]
    assert 'I like <em>owls</em> in H<sub>2</sub>O, see <a href="https://owls.example">them</a>.' in page
    assert "Role of <em>Strix</em> in <math" in page
    assert "A *literal* title" in page
    assert "<title>Role of Strix in L₂</title>" in site["feed.xml"]
    assert any("<p>We show <strong>that</strong>.</p>" in one for one in site.values())
    for name in EXPORTERS:
        text, _ = written(name, index)
        assert "*Strix*" not in text, name
        assert "**that**" not in text, name


@pytest.mark.parametrize("stated", ["html", "", "[markdown, html]"])
def test_another_markup_is_an_error(stated: str) -> None:
    with pytest.raises(DataError, match="markup"):
        vitagraph.read_text(CV.replace("markup: markdown", f"markup: '{stated}'"))


@pytest.mark.parametrize(
    ("tags", "text", "source"),
    [
        ("<i>E. coli</i> in H<sub>2</sub>O &amp; 10<sup>6</sup>", "E. coli in H₂O & 10⁶", "*E. coli* in H~2~O & 10^6^"),
        ("p < 0.05 and <b>x", "p < 0.05 and <b>x", ""),
        ("<jats:p>One.</jats:p><jats:p>Two <jats:italic>a_b</jats:italic>.</jats:p>", "One. Two a_b.", r"One. Two *a\_b*."),
        ("<scp>NMR</scp> a*b*c<br/>d", "NMR a*b*c d", ""),
        ("a <i> b </i>c", "a b c", "a *b* c"),
        ("<i>(a)</i>b", "(a)b", ""),  # which Markdown cannot write
        ("<i>x<sup><i>n</i></sup></i> <b></b>", "xⁿ", "*x^n^*"),
        ('x <mml:math xmlns:mml="http://www.w3.org/1998/Math/MathML"><mml:msup><mml:mi>x</mml:mi><mml:mn>2</mml:mn></mml:msup>'
         "<mml:mo>&lt;</mml:mo></mml:math> y", "x x²< y", ""),
    ],
)  # fmt: skip
def test_publishers_tags(tags: str, text: str, source: str) -> None:
    found = with_markup(tags)
    assert (str(found), getattr(found, "source", "")) == (text, source)


def test_an_imported_title_keeps_its_markup(tmp_path: Path) -> None:
    item = """[{"id": "a", "type": "article-journal", "title": "<i>Strix</i> a*b*c", "abstract": "1 * 2 * 3 *x*",
      "author": [{"family": "Eule"}]}]"""
    result = read(item, "works.json", "csl-json")
    graph = graphs_of(result.cv)
    assert any('"Strix a*b*c"@en' in triple for triples in graph.values() for triple in triples)
    text = files(result.cv)["journal_articles.yaml"]
    assert r"*Strix* a\*b\*c" in text
    path = tmp_path / "cv.yaml"
    path.write_text("\n".join(files(result.cv).values()), encoding="utf-8")
    assert graphs_of(vitagraph.read(path)) == graph


def test_an_addition_is_written_as_its_record_is(tmp_path: Path) -> None:
    """Prose is added as Markdown; the markup of a source does not change how texts of the CV are read."""
    path = tmp_path / "cv.yaml"
    path.write_text(CV, encoding="utf-8")
    item = """[{"id": "a", "type": "article-journal", "title": "A *literal* title", "abstract": "Five * stars, *two* of <b>them</b>",
      "author": [{"family": "Beispiel", "given": "A"}], "container-title": "Owls", "issued": {"date-parts": [[2021]]}}]"""
    merged = merge(str(path), read(item, "works.json", "csl-json").cv, "works.json")
    ((_, new),) = merged.files.values()
    text = new.decode()
    assert "markup: markdown, authors" in text
    assert text.count("markup:") == 1
    again = vitagraph.read_text(text)
    article = again.journal_articles[1]
    assert (str(article.title), str(article.abstract)) == ("A *literal* title", "Five * stars, *two* of them")
    assert article.abstract.source.endswith("**them**")
