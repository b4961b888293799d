"""The figures of a site: charts that comply with the page's policy, each with its question and all of its data."""

from __future__ import annotations

import gzip
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

import vitagraph
from vitagraph import queries
from vitagraph.charts.drawing import DARK, LIGHT
from vitagraph.records import Index
from vitagraph.site import Options, build
from vitagraph.site.assets import FOLDER
from vitagraph.site.figures import SHOWN
from vitagraph.tables import readable

DATA = Path(__file__).parent.parent / "data"
CV = vitagraph.read(DATA / "lapuschkin")


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    """The site of the real CV."""
    return build(Index(CV), Options())


def figures(page: bytes) -> dict[str, ElementTree.Element]:
    """The figures of a page by the names of their queries; they are well-formed XML."""
    found = re.findall(r'<figure class="chart" id="chart-([\w-]+)">.*?</figure>', page.decode(), re.DOTALL)
    texts = re.findall(r'<figure class="chart".*?</figure>', page.decode(), re.DOTALL)
    return {name: ElementTree.fromstring(text) for name, text in zip(found, texts, strict=True)}


@pytest.mark.parametrize(("path", "language"), [("index.html", "en"), ("cv/index.html", "en"), ("de/index.html", "de")])
def test_each_figure_has_its_caption_and_its_data(files: dict[str, bytes], path: str, language: str) -> None:
    """The caption is the chart's text alternative; the table has the cells of the result."""
    store = queries.store(vitagraph.dataset(CV))
    shown = figures(files[path])
    assert tuple(shown) == SHOWN
    for name, figure in shown.items():
        query = queries.catalogue()[name].translated(language)
        answer = readable(queries.run(query, store, {"lang": language} if "lang" in query.parameters else None))
        svg = figure.find("{http://www.w3.org/2000/svg}svg")
        if svg is None:
            svg = figure.find("svg")
        assert svg is not None
        assert (svg.get("role"), svg.get("aria-label")) == ("img", query.caption)
        assert figure.findtext("figcaption") == query.caption
        assert [one.text for one in figure.iter("th")] == [column.label for column in answer.columns]
        rows = [["".join(cell.itertext()) for cell in row.iter("td")] for row in figure.iter("tr")][1:]
        assert rows == [[text for text, _ in row] for row in answer.rows]
        assert len(rows) >= 2


def test_charts_need_no_style_of_their_own(files: dict[str, bytes]) -> None:
    """The policy allows none; the style sheet has a rule for each colour, and the charts have their colours in both themes."""
    for path in (
        "index.html",
        "de/index.html",
        "publication/achtibat-2022-from-where-to-what-towards-human-understandable-explanations.html",
    ):
        page = files[path].decode()
        assert "<style" not in page
        assert not re.search(r"<[^>]+\sstyle=", page)
    sheet = (FOLDER / "site.css").read_text("utf-8")
    classes = set(re.findall(r'class="(s\d+)"', files["index.html"].decode()))
    assert {"s1", "s2", "s3"} <= classes <= {f"s{number}" for number in range(1, len(LIGHT) + 1)}
    for number, (light, dark) in enumerate(zip(LIGHT, DARK, strict=True), 1):
        assert f".vita-chart .s{number} {{ fill: var(--chart-{number}); }}" in sheet
        assert re.findall(rf"--chart-{number}: (#\w+);", sheet) == [light, dark, dark]


def test_a_figure_that_shows_nothing_is_left_out() -> None:
    """A CV that only has talks of one year has no chart and no heading for charts."""
    talks = "person: Ada\ntalks:\n- {title: One, date: 2020-01-01}\n- {title: Two, date: 2020-02-01}\n"
    page = build(Index(vitagraph.read_text(talks)), Options())["index.html"].decode()
    assert "vita-chart" not in page
    assert 'id="figures"' not in page


def test_the_page_is_small(files: dict[str, bytes]) -> None:
    """Under 250 kB compressed, with its style sheet, script and picture."""
    loaded = [path for path in files if re.match(r"assets/(site|icon)\.", path)]
    assert len(loaded) == 3
    assert sum(len(gzip.compress(files[path])) for path in ("index.html", *loaded)) < 250_000


def test_own_queries_replace_canned_ones(tmp_path: Path) -> None:
    """A query in the folder of the CV draws the chart of the page."""
    own = '#+ summary: Mine?\n#+ chart: {type: horizontal, x: a, y: n}\nSELECT ?a ?n { VALUES (?a ?n) { ("Owls" 3) ("Ravens" 2) } }'
    (tmp_path / "talks-per-year.rq").write_text(own, "utf-8")
    page = build(Index(CV), Options(queries=(tmp_path,)))["index.html"].decode()
    assert "<figcaption>Mine?</figcaption>" in page
    assert "Ravens: 2" in page
