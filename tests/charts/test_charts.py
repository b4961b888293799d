"""Charts: well-formed, deterministic, with a text alternative."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

import vitagraph
from vitagraph import DataError, UsageError, charts, queries
from vitagraph.charts import ChartType
from vitagraph.charts.drawing import DARK, LIGHT, steps, wrapped
from vitagraph.charts.types.network import CHART as NETWORK
from vitagraph.charts.types.network import Edge, layout
from vitagraph.charts.types.timeline import moment
from vitagraph.project.query_page import query_page
from vitagraph.queries import Query
from vitagraph.site.assets import BROWSER
from vitagraph.tables import Chart, Column, Table

SVG = "{http://www.w3.org/2000/svg}"
DRAWN = [name for name, query in queries.catalogue().items() if query.chart]
ROOT = Path(__file__).parents[2]


def drawn(name: str, dataset: vitagraph.Dataset) -> ElementTree.Element:
    """The chart of a query's result."""
    query = queries.catalogue()[name]
    assert query.chart
    return ElementTree.fromstring(charts.svg(queries.run(query, dataset), query.chart, query.summary))


def table(rows: list[tuple[object, ...]], *names: str) -> Table:
    """A table of numbers and strings."""

    def cell(value: object) -> str | None:
        if value is None:
            return None
        return f'"{value}"^^<http://www.w3.org/2001/XMLSchema#integer>' if isinstance(value, int) else f'"{value}"'

    return Table(tuple(Column(name, name.capitalize()) for name in names), [tuple(map(cell, row)) for row in rows])


@pytest.mark.parametrize("name", DRAWN)
def test_a_chart_has_title_labels_and_text_alternative(name: str, dataset: vitagraph.Dataset) -> None:
    """Title, text alternative, role; nothing exceeds the left edge, no id could occur twice in a page."""
    svg = drawn(name, dataset)
    assert svg.attrib["role"] == "img"
    assert svg[0].tag == SVG + "title"
    assert svg[0].text == queries.catalogue()[name].summary
    assert svg[1].tag == SVG + "desc"
    assert svg[1].text
    assert [one for one in svg.iter() if "id" in one.attrib or one.tag == SVG + "script"] == []
    assert all(float(one.attrib.get("x", 0)) >= 0 for one in svg.iter())


def test_years_without_events_are_gaps(dataset: vitagraph.Dataset) -> None:
    """Every year from the first to the last is written once, whether it has a column or not."""
    svg = ElementTree.fromstring(charts.svg(table([(2017, 1), (2019, 5)], "year", "n"), Chart("bar", x="year", y=("n",))))
    texts = [one.text for one in svg.iter(SVG + "text")]
    assert [one for one in texts if one and one.startswith("201")] == ["2017", "2018", "2019"]
    assert "2018: 0" in (svg[1].text or "")
    assert len(list(svg.iter(SVG + "rect"))) == 2


def test_the_heights_of_columns_are_their_numbers() -> None:
    """In proportion, stacked without overlap."""
    svg = ElementTree.fromstring(charts.svg(table([(2020, 1, 2), (2021, 4, 0)], "year", "a", "b"), Chart("bar", x="year", y=("a", "b"))))
    bars = [(float(r.attrib["y"]), float(r.attrib["height"])) for r in svg.iter(SVG + "rect") if r.attrib["width"] != "12"]
    (y1, h1), (y2, h2), (_, h4) = bars
    unit = h1 + 1
    assert h2 + 1 == pytest.approx(2 * unit)
    assert h4 + 1 == pytest.approx(4 * unit)
    assert y2 + h2 < y1


@pytest.mark.parametrize("seed", ["0", "1"])
def test_the_bytes_are_the_same_in_every_process(seed: str) -> None:
    """With any hash seed."""
    code = (
        "import sys, hashlib, vitagraph\nfrom vitagraph import queries, charts\n"
        "d = vitagraph.dataset(vitagraph.read('data/lapuschkin'))\ns = queries.store(d)\n"
        "text = ''.join(charts.svg(queries.run(q, s), q.chart, q.summary) for q in queries.catalogue().values() if q.chart)\n"
        "print(hashlib.sha256(text.encode()).hexdigest())"
    )
    environment = os.environ | {"PYTHONHASHSEED": seed}
    found = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    again = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=os.environ, capture_output=True, text=True, check=True)
    assert found.stdout == again.stdout


def example(chart: ChartType) -> Chart:
    """The chart of the header that documents a chart type."""
    found = Query("example", f"#+ chart: {chart.example}\nSELECT * {{}}", "example").chart
    assert found
    return found


@pytest.mark.parametrize("chart", charts.TYPES.own.values(), ids=charts.TYPES.own)
def test_a_chart_type_is_documented_and_draws_its_example(chart: ChartType) -> None:
    """The example is a header of this type, stands in the docs, and is drawn; so is a table without rows."""
    documented = example(chart)
    assert documented.type == chart.name
    assert documented.names
    assert f"| `{chart.name}` | {chart.description} | `{chart.example}` |" in (ROOT / "docs/reference/queries.md").read_text(
        encoding="utf-8"
    )
    rows: list[list[tuple[object, ...]]] = [[], [tuple(range(2020, 2020 + len(documented.names)))] * 2]
    empty, filled = (charts.svg(table(some, *documented.names), documented, "Title") for some in rows)
    assert ElementTree.fromstring(filled).tag == ElementTree.fromstring(empty).tag == SVG + "svg"
    assert filled != empty


@pytest.mark.parametrize("chart", charts.TYPES.own.values(), ids=charts.TYPES.own)
def test_hostile_text_stays_text(chart: ChartType) -> None:
    """Markup, control characters and quotes in every column, in title and description."""
    text = "</text><script>alert(1)</script> & ]]> \\u0000"
    documented = example(chart)
    for shown in range(len(documented.names)):
        row = [text if at == shown else 2020 + at for at in range(len(documented.names))]
        svg = charts.svg(table([tuple(row)], *documented.names), documented, text, text)
        root = ElementTree.fromstring(svg)
        assert "script" not in {one.tag.removeprefix(SVG) for one in root.iter()}
        assert "alert(1)" in svg


def test_only_the_folder_lists_the_chart_types() -> None:
    """A file has the name of its type, a script of the query page that of a type; no other module has a list of its own."""
    types = charts.TYPES.own
    assert {path.stem for path in (BROWSER / "charts").glob("*.js")} <= {*types}
    for file in sorted((ROOT / "src/vitagraph").rglob("*.py")):
        text = "" if "charts" in file.parts else file.read_text(encoding="utf-8")
        found = [name for name in types if f'"{name}"' in text]
        assert len(found) < 2, f"{file.name} lists {', '.join(found)}; read vitagraph.charts.TYPES instead"


_DOTS = """
from vitagraph.charts import ChartType
from vitagraph.charts.drawing import Drawing, coloured
def draw(table, chart, wide):
    return Drawing([coloured("circle", 0, "dot", cx=5 * at, cy=5, r=2) for at, _ in enumerate(table.rows)], 10, (), "dots")
CHART = ChartType("dots", 9, "a dot for each row", "{type: dots, x: year}", draw)
"""
#: what a registry reads once
_CACHED = ("_files", "own", "all")


def test_a_chart_type_is_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file in the folder is enough for headers, messages, docs and drawings."""
    (tmp_path / "dots.py").write_text(_DOTS, encoding="utf-8")
    monkeypatch.setattr(charts.types, "__path__", [*charts.types.__path__, str(tmp_path)])
    for cached in _CACHED:
        monkeypatch.delitem(charts.TYPES.__dict__, cached, raising=False)
    try:
        query = Query("mine", "#+ chart: {type: dots, x: year}\nSELECT ?year {}", "mine")
        assert query.chart
        svg = charts.svg(table([(2020,), (2021,)], "year"), query.chart)
        assert svg.count("<circle") == 2
        with pytest.raises(DataError, match="there is no chart 'dot'; did you mean 'dots'"):
            _ = Query("mine", "#+ chart: {type: dot, x: year}\nSELECT ?year {}", "mine").header
        assert "| `dots` | a dot for each row | `{type: dots, x: year}` |" in query_page()
    finally:
        sys.modules.pop("vitagraph.charts.types.dots", None)
        for cached in _CACHED:
            charts.TYPES.__dict__.pop(cached, None)
        for cached in _CACHED:
            charts.TYPES.__dict__.pop(cached, None)


@pytest.mark.parametrize("name", DRAWN)
def test_an_empty_result_has_a_chart(name: str) -> None:
    """With its title, without bars."""
    query = queries.catalogue()[name]
    assert query.chart
    empty = Table(query.columns, [])
    ElementTree.fromstring(charts.svg(empty, query.chart, query.summary))


def test_a_missing_column_is_an_error() -> None:
    """The message names it and the columns of the result."""
    with pytest.raises(UsageError, match="the chart needs the column 'm', and the query result has year, n"):
        charts.svg(table([(2020, 1)], "year", "n"), Chart("bar", x="year", y=("m",)))


def test_scales_have_round_steps() -> None:
    """From zero to at least the highest value, with few steps."""
    assert steps(6) == [0, 1, 2, 3, 4, 5, 6]
    assert steps(16) == [0, 5, 10, 15, 20]
    assert steps(0) == [0, 1]
    for highest in (1, 7, 23, 99, 101, 12345, 10**9):
        scale = steps(highest)
        assert scale[-1] >= highest
        assert len(scale) <= 8


def test_dates_keep_their_precision_in_charts() -> None:
    """A year ends with its last day, a month with its own."""
    assert (moment("2020", 0), moment("2020", 1)) == (2020, 2021)
    assert moment("2020-07", 0) == pytest.approx(2020.5)
    assert moment("2020-06", 1) == pytest.approx(2020.5)
    assert moment("soon", 0) is None


def test_connected_nodes_of_a_network_are_near() -> None:
    """Two connected pairs: the nodes of a pair are nearer to each other than to the others."""
    places = layout(4, (Edge(0, 1, 9), Edge(2, 3, 9), Edge(1, 2, 1)))

    def apart(a: int, b: int) -> float:
        return ((places[a][0] - places[b][0]) ** 2 + (places[a][1] - places[b][1]) ** 2) ** 0.5

    assert max(apart(0, 1), apart(2, 3)) < min(apart(0, 2), apart(1, 3), apart(0, 3))


def test_a_large_network_is_drawn_in_part() -> None:
    """The nodes of the thickest lines, and how many there are: the time of the layout grows with the square of the nodes."""
    rows: list[tuple[object, ...]] = [(f"Ada {number}", f"Bo {number}", number) for number in range(1, 101)]
    drawing = NETWORK.draw(table(rows, "a", "b", "weight"), Chart("network", "a", ("b",), weight="weight"), 720)
    svg = "".join(drawing.elements)
    assert svg.count("<circle") == 40
    assert "Ada 100" in svg
    assert "Ada 80" not in svg
    assert "A: 40/200" in svg


def test_long_names_are_wrapped_and_cut() -> None:
    """Into at most two lines, the second with an ellipsis."""
    lines = wrapped("Verfahren und System zur Simulation eines optischen Bildes eines Fotonischen und/oder Elektronischen Artikels", 200)
    assert len(lines) == 2
    assert lines[1].endswith("…")


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_colours_have_enough_contrast() -> None:
    """WCAG 2.2, 1.4.11 requires 3 to 1 against the page; orange on white, which has a label, needs less."""
    for colours, page, least in ((LIGHT, 1.0, 1.8), (DARK, 0.008, 4.5)):
        for colour in colours:
            light, dark = sorted([_luminance(colour), page], reverse=True)
            assert (light + 0.05) / (dark + 0.05) >= least, colour
