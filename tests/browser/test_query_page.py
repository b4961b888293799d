"""The query page in a real browser: it has the results and charts of the command line, and sends no external request."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Locator, Page, expect
from pyoxigraph import RdfFormat, parse

import vitagraph
from browser_site import ROOT, WIDTHS, Site, Visit
from vitagraph import charts, queries
from vitagraph.tables import readable

PAGES = {"en": "query.html", "de": "de/query.html"}
ROWS = "() => [...document.querySelectorAll('#table tbody tr')].map((row) => [...row.cells].map((cell) => cell.textContent))"
#: the first element of Python's chart that differs from the browser's, "" where they are equal
DIFFERENCE = """svg => {
  const markup = svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ');
  const expected = new DOMParser().parseFromString(markup, "image/svg+xml").documentElement;
  const drawn = document.querySelector("#chart svg").cloneNode(true);
  drawn.classList.remove("wide");
  expected.removeAttribute("xmlns");
  const own = [expected, ...expected.querySelectorAll("*")], other = [drawn, ...drawn.querySelectorAll("*")];
  const same = (a, b) => a.cloneNode().isEqualNode(b.cloneNode()) && (a.childElementCount || a.textContent === b.textContent);
  const at = own.findIndex((one, number) => !other[number] || !same(one, other[number]));
  return at >= 0 ? `${own[at].outerHTML} is drawn as ${other[at]?.outerHTML}` : own.length === other.length ? "" : "too many";
}"""


def wait_for_result(page: Page) -> None:
    """Waits for the result."""
    page.wait_for_function("() => / ms$/.test(document.getElementById('status').value)")


def editor(page: Page) -> Locator:
    """The SPARQL editor."""
    if not page.locator("#editor").is_visible():
        page.click("#sparql summary")
    return page.locator("#editor .cm-content")


def ask(page: Page, query: str) -> None:
    """Types a query and runs it."""
    editor(page).click()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(query)
    page.keyboard.press("Control+Enter")


@pytest.mark.parametrize(
    ("site", "language", "width", "drawn"),
    [("lapuschkin", "en", 1440, 720.0), pytest.param("example", "de", 390, charts.NARROW, marks=pytest.mark.slow)],
    indirect=["site"],
)
def test_every_query_has_the_result_of_the_command(site: Site, visit: Visit, language: str, width: int, drawn: float) -> None:
    """Heading, rows and chart, attribute by attribute: in English on a desktop, in German on a phone.

    Queries over many CVs, about gaps, and without a result are not offered.
    """
    page = visit(site, PAGES[language], width=width)
    store = queries.store(vitagraph.dataset(vitagraph.read(ROOT / "data" / site.name)))
    for name, query in queries.catalogue().items():
        query = query.translated(language)
        table = queries.run(query, store, {"lang": language} if "lang" in query.parameters else None)
        is_offered = bool(table.rows) and not {"department", "quality"} & {*query.header.tags}
        assert page.locator(f"#picker option[value='{name}']").count() == is_offered, name
        if not is_offered:
            continue
        page.evaluate("name => { location.hash = name; }", name)
        expect(page.locator("#title")).to_have_text(query.summary)
        wait_for_result(page)
        shown = readable(table)
        assert page.evaluate(ROWS) == [[text for text, _ in row] for row in shown.rows], name
        assert page.locator("#table th").all_inner_texts() == [column.label for column in shown.columns]
        assert page.locator("#chart svg").count() == (query.chart is not None)
        if query.chart:
            assert page.evaluate(DIFFERENCE, charts.inline(table, query.chart, query.summary, drawn)) == "", name


def test_a_large_network_is_drawn_like_that_of_the_command(lapuschkin: Site, visit: Visit) -> None:
    """All pairs of co-authors, which are more people than a network shows."""
    page = visit(lapuschkin, "query.html#coauthor-network?min=1")
    wait_for_result(page)
    query = queries.catalogue()["coauthor-network"]
    store = queries.store(vitagraph.dataset(vitagraph.read(ROOT / "data/lapuschkin")))
    assert query.chart
    drawn = charts.inline(queries.run(query, store, {"min": "1"}), query.chart, query.summary, 720.0)
    assert drawn.count("<circle") < len({name for row in queries.run(query, store, {"min": "1"}).rows for name in row[:2]})
    assert page.evaluate(DIFFERENCE, drawn) == ""


def test_a_query_is_chosen_from_the_list_and_its_parameters_are_fields(lapuschkin: Site, visit: Visit) -> None:
    """Query and result follow the field, and the address restores both."""
    page = visit(lapuschkin, "query.html")
    wait_for_result(page)
    page.click(".questions a[href='#active-projects']")
    expect(page.locator("#title")).to_have_text("Which projects ran in a given year?")
    page.fill("[name=year]", "2019")
    page.press("[name=year]", "Enter")
    wait_for_result(page)
    expect(page.locator("#table tbody tr")).to_have_count(1)
    assert page.evaluate("location.hash") == "#active-projects?year=2019"
    expect(editor(page)).to_contain_text("VALUES ?year { 2019 }")
    again = visit(lapuschkin, "query.html#active-projects?year=2019")
    wait_for_result(again)
    assert again.evaluate(ROWS) == page.evaluate(ROWS)
    again.fill("[name=year]", "")
    again.click("button[type=submit]")
    assert again.evaluate("document.querySelector('[name=year]').validity.valueMissing")


def test_on_a_phone_queries_are_chosen_from_a_menu(lapuschkin: Site, visit: Visit) -> None:
    """A menu replaces the list."""
    page = visit(lapuschkin, "query.html", width=390)
    assert not page.locator(".questions .list").is_visible()
    page.select_option("#picker", "coauthor-count")
    expect(page.locator("#title")).to_have_text("How many different co-authors are there, over how many publications?")


def test_the_status_line_does_not_move(lapuschkin: Site, visit: Visit) -> None:
    """Empty, running, finished: the line has the same position at every width, and so has the content below; with the longest words."""
    page = visit(lapuschkin, "de/query.html")
    expect(page.locator("#status")).to_contain_text(" ms")
    places = """words => words.map(text => {
      const status = document.getElementById("status"), below = document.getElementById("chart");
      status.value = text;
      return [status, below].map(part => { const box = part.getBoundingClientRect(); return [box.x, box.y]; }).join();
    })"""
    texts = ["", "Looking for the answer …", "Antwort wird gesucht …", "Abgebrochen.", "1.234 Zeilen, 12345 ms"]
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert len(set(page.evaluate(places, texts))) == 1


def test_the_editor_highlights_and_completes(lapuschkin: Site, visit: Visit) -> None:
    """A completed term adds its prefix; the query is then the user's own."""
    page = visit(lapuschkin, "query.html#own")
    wait_for_result(page)
    editor(page).click()
    page.keyboard.press("Control+A")
    page.keyboard.type("SELECT ?name { ?person foaf:na")
    expect(page.locator("#editor .cm-tooltip-autocomplete li").first).to_have_text("foaf:name")
    # The list ignores keys that were typed before it appeared.
    page.wait_for_timeout(150)
    page.keyboard.press("Enter")
    page.keyboard.type(" ?na")
    expect(page.locator("#editor .cm-tooltip-autocomplete li").first).to_have_text("?name")
    page.keyboard.press("Escape")
    page.keyboard.type("me } LIMIT 3")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#table tbody tr")).to_have_count(3)
    assert "PREFIX foaf: <http://xmlns.com/foaf/0.1/>" in editor(page).inner_text()
    colours = "one => new Set([...one.querySelectorAll('span')].map((span) => getComputedStyle(span).color)).size"
    assert editor(page).evaluate(colours) >= 3


def test_every_query_form_has_a_result(lapuschkin: Site, visit: Visit) -> None:
    """ASK, CONSTRUCT, an empty result; an error has its place, and another endpoint is not queried.

    Oxigraph on npm up to 0.5.11 computes a - b + c as a - (b + c), which is reported; later versions give 5, without a message.
    A long query can be stopped: the page stays responsive, and so does the next query.
    """
    page = visit(lapuschkin, "query.html#own")
    wait_for_result(page)
    for query, expected in (
        ("ASK { ?s ?p ?o }", "Yes"),
        ("ASK { ?s ?p 'nobody says this' }", "No"),
        ("CONSTRUCT { <urn:x:a> <urn:x:b> ?o } WHERE { VALUES ?o { 1 } }", "<urn:x:a> <urn:x:b> 1"),
        ("SELECT ?s { ?s ?p 'nobody says this' }", "Nothing found."),
    ):
        ask(page, query)
        expect(page.locator("#table")).to_contain_text(expected)
    for query, expected in (
        ("SELECT nonsense", "error at 1:"),
        ("SELECT * { SERVICE <https://example.org/> { ?s ?p ?o } }", "not supported"),
    ):
        ask(page, query)
        expect(page.locator("#error")).to_contain_text(expected)
        expect(page.locator("#table")).to_be_empty()
    ask(page, "SELECT (5 - 1 + 1 AS ?five) { }")
    expect(page.locator("#table th")).to_have_text(["five"])
    assert page.locator("#warning").is_visible() is (page.locator("#table td").inner_text() != "5")
    ask(page, "SELECT ((5 - 1) + 1 AS ?sum) { }")
    expect(page.locator("#table th")).to_have_text(["sum"])
    expect(page.locator("#table td")).to_have_text("5")
    ask(page, "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")
    page.click("#stop")
    expect(page.locator("#status")).to_have_text("Stopped.")
    ask(page, "SELECT (COUNT(*) AS ?n) { ?a ?b ?c }")
    wait_for_result(page)
    expect(page.locator("#table td")).to_have_text(str(len(list(parse(lapuschkin.files["cv.ttl"], RdfFormat.TURTLE)))))


def test_a_result_has_a_bound(lapuschkin: Site, visit: Visit) -> None:
    """The first rows of a product of all triples are shown with a notice; a LIMIT of the query stays, also before VALUES."""
    page = visit(lapuschkin, "query.html#own")
    wait_for_result(page)
    for query, count, more in (
        ("SELECT * { ?a ?b ?c . ?d ?e ?f }", 10_000, True),
        ("SELECT ?a { ?a ?b ?c . ?d ?e ?f } LIMIT 20000", 10_000, True),
        ("SELECT ?a { ?a ?b ?c . ?d ?e ?f } LIMIT 10000", 10_000, False),
        ("SELECT ?a { { SELECT ?a { ?a ?b ?c . ?d ?e ?f } LIMIT 30 } } LIMIT 7 OFFSET 3 # LIMIT", 7, False),
        ("SELECT ?x { } VALUES ?x { 1 2 3 }", 3, False),
    ):
        ask(page, query)
        page.wait_for_function("(rows) => document.getElementById('status').value.startsWith(`${rows} `)", arg=count)
        expect(page.locator("#table tbody tr")).to_have_count(min(count, 500))
        assert page.locator("#more").is_visible() is more, query
    ask(page, "SELECT ?a { ?a ?b ?c . ?d ?e ?f } LIMIT 1200")
    for count in (500, 1_000, 1_200):  # where a reader scrolls to the last row
        expect(page.locator("#table tbody tr")).to_have_count(count)
        page.locator("#table tbody tr").last.scroll_into_view_if_needed()
    ask(page, "CONSTRUCT { ?a ?b ?c ; <urn:x:y> ?c } { ?a ?b ?c }")
    expect(page.locator("#more")).to_be_visible()
    assert page.locator("#table pre").evaluate("one => one.textContent.split('\\n').length") == 10_000


def test_the_memory_of_a_query_has_a_bound(lapuschkin: Site, visit: Visit) -> None:
    """A result that is sorted as a whole cannot stop at a row: a message states this, and the next query has its result."""
    page = visit(lapuschkin, "query.html#own")
    wait_for_result(page)
    ask(page, "SELECT * { ?a ?b ?c . ?d ?e ?f }")
    page.wait_for_function("() => document.getElementById('status').value.startsWith('10000 ')")
    assert _highest_memory() < 350_000
    ask(page, "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f")
    expect(page.locator("#error")).to_contain_text("more memory than a page has", timeout=60_000)
    ask(page, "SELECT (COUNT(*) AS ?n) { ?a ?b ?c }")
    wait_for_result(page)
    expect(page.locator("#error")).to_be_hidden()
    assert _highest_memory() < 500_000


def _highest_memory() -> int:
    """The most kB that a process of a page has had; an empty page has 210,000, most of it shared with other programs."""
    highest = (re.search(r"VmHWM:\s*(\d+) kB", status.read_text()) for status in _renderers())
    return max(int(found[1]) for found in highest if found)


def _renderers() -> Iterator[Path]:
    """The states of the processes that show pages of the browser of this test process."""
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if b"--type=renderer" in (folder / "cmdline").read_bytes() and os.getpid() in _ancestors(int(folder.name)):
                yield folder / "status"


def _ancestors(process: int) -> Iterator[int]:
    while process > 1:
        process = int(Path(f"/proc/{process}/stat").read_text().rpartition(") ")[2].split()[1])
        yield process


def test_a_result_is_saved_and_shared(lapuschkin: Site, visit: Visit) -> None:
    """As a file, and by the address, which contains the whole query."""
    page = visit(lapuschkin, f"query.html#own?query={quote('SELECT ?a { VALUES ?a { 1 2 } }')}")
    wait_for_result(page)
    with page.expect_download() as download:
        page.click("#save")
    assert download.value.suggested_filename == "own.csv"
    assert download.value.path().read_bytes() == b"a\r\n1\r\n2\r\n"


def test_an_iri_in_a_result_links_to_its_entry(lapuschkin: Site, visit: Visit) -> None:
    """IRIs in a result link to their entries in the page of the CV."""
    page = visit(lapuschkin, "query.html#talk-list")
    wait_for_result(page)
    page.locator("#table a").first.click()
    page.wait_for_url("**/index.html#talk/*")
    expect(page.locator(":target")).to_be_in_viewport()


def test_hostile_values_and_addresses_stay_text(visit: Visit, lapuschkin: Site) -> None:
    """In cells, errors and the editor."""
    query = 'SELECT ?a { VALUES ?a { "<img src=x onerror=alert(1)>" } }'
    page = visit(lapuschkin, f"query.html#own?query={quote(query)}")
    wait_for_result(page)
    expect(page.locator("#table td")).to_have_text("<img src=x onerror=alert(1)>")
    ask(page, "SELECT <img src=x onerror=alert(1)>")
    expect(page.locator("#error")).to_be_visible()
    assert page.locator("main img").count() == 0
    other = visit(lapuschkin, "query.html#talks-per-year?lang=%22%3E%3Cb%3E&year=1")
    wait_for_result(other)
    assert other.locator("main b").count() == 0
