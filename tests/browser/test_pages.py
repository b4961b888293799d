"""Each type of page in a real browser: rendering, layout, blocking resources, widths, print, dark theme."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from browser_site import SCREENSHOTS, SHIFTS, WIDTHS, Site, Visit, own_kinds, settled

# Resources that block the first paint, and the fonts that a page loads.
BLOCKING = """
performance.getEntriesByType("resource")
  .filter((one) => one.renderBlockingStatus === "blocking" || /woff|ttf|otf/.test(one.name))
  .map((one) => one.name)
"""


@pytest.mark.parametrize("width", WIDTHS)
def test_the_layout_of_the_cv_does_not_shift(lapuschkin: Site, visit: Visit, width: int) -> None:
    """Nothing moves while the page loads."""
    page = visit(lapuschkin, width=width, script=SHIFTS)
    assert settled(page) == 0


def test_every_type_of_page_renders_at_every_width(site: Site, visit: Visit) -> None:
    """No message in the console, no external request, no blocking resource, nothing wider than the window.

    Screenshots of three types of pages are kept in build/screenshots.

    """
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    for kind, path in own_kinds(site).items():
        page = visit(site, path, script=SHIFTS)
        if kind == "query.html":
            page.wait_for_function("() => / ms$/.test(document.getElementById('status').value)")
        assert settled(page) == 0, path
        assert page.locator("h1").count() == 1, path
        assert all(name.endswith(".css") for name in page.evaluate(BLOCKING)), path
        for width in WIDTHS if kind != "de" else ():
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path
            if kind in ("index.html", "publication", "query.html"):
                page.screenshot(path=SCREENSHOTS / f"{site.name}-{kind.removesuffix('.html')}-{width}.png", full_page=kind == "publication")


def test_a_work_is_saved_from_its_page(lapuschkin: Site, visit: Visit) -> None:
    """In each format of reference managers, though the site has no files of it."""
    path = lapuschkin.kinds()["publication"]
    page = visit(lapuschkin, path)
    links = page.locator(".files a")
    assert links.count() == 3
    texts = {}
    for _ in range(2):
        for link in links.all():
            with page.expect_download() as started:
                link.click()
            texts[started.value.suggested_filename] = started.value.path().read_text("utf-8")
    stem = path.rpartition("/")[2].removesuffix(".html")
    assert set(texts) == {f"{stem}.{suffix}" for suffix in ("bib", "ris", "json")}
    assert texts[f"{stem}.bib"] == page.locator("#bibtex").text_content()
    assert texts[f"{stem}.ris"].startswith("TY  - ")
    assert stem in texts[f"{stem}.json"]


def test_an_entry_links_to_itself_where_the_pointer_or_the_focus_is(lapuschkin: Site, visit: Visit) -> None:
    """Once."""
    page = visit(lapuschkin)
    assert page.locator(".permalink").count() == 0
    first, second = page.locator(".publications .entry").all()[:2]
    first.hover()
    second.locator("a").first.focus()
    first.hover()
    links = page.locator(".permalink").all()
    assert [link.get_attribute("href") for link in links] == [f"#{one.get_attribute('id')}" for one in (first, second)]
    title = first.locator(".title > a").text_content()
    assert links[0].get_attribute("aria-label") == links[0].get_attribute("title") == f"Link to this entry: {title}"


def test_without_scripts_everything_can_be_read(site: Site, visit: Visit) -> None:
    """Each entry is shown, controls that need a script are not, and no text depends on a script."""
    plain, scripted = visit(site, java_script_enabled=False), visit(site)
    entries = plain.locator(".entry")
    assert entries.count() > 20
    folded = plain.locator(".year:not([open]) .entry")
    assert plain.locator(".entry:visible").count() == entries.count() - folded.count()
    assert not plain.locator("#filter").is_visible()
    assert plain.locator("button:visible").count() == 0
    assert scripted.locator(".entry:visible").count() == entries.count() - folded.count()
    for year in plain.locator(".year > summary").all():
        year.click()
    assert plain.locator(".entry:visible").count() == entries.count()


def colours(page: Page) -> tuple[str, str]:
    """Background and text colour of a page."""
    return tuple(page.evaluate("[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.body).color]"))


def brightness(colour: str) -> float:
    """The brightness of `rgb(r, g, b)`, from 0 (black) to 255 (white)."""
    return sum(float(part) for part in colour[colour.index("(") + 1 : -1].split(",")[:3]) / 3


def test_the_dark_theme_follows_the_system_and_the_button(lapuschkin: Site, visit: Visit) -> None:
    """Dark if the system is; the button switches, and the choice persists on other pages."""
    page = visit(lapuschkin, color_scheme="dark")
    background, text = colours(page)
    assert brightness(background) < 60 < 180 < brightness(text)
    page.screenshot(path=SCREENSHOTS / "lapuschkin-dark-1440.png")
    page.locator("[data-action=theme]").first.click()
    assert brightness(colours(page)[0]) > 200
    page.goto(lapuschkin.base + lapuschkin.kinds()["publication"])
    assert brightness(colours(page)[0]) > 200
    assert brightness(colours(visit(lapuschkin, color_scheme="light"))[0]) > 200


def test_it_prints_as_a_cv(lapuschkin: Site, visit: Visit) -> None:
    """On paper: no controls, no navigation, dark on white also in the dark theme, every entry."""
    page = visit(lapuschkin, color_scheme="dark")
    entries = page.locator(".entry").count()
    page.emulate_media(media="print")
    assert page.locator(".no-print:visible").count() == 0
    assert page.locator("button:visible, input:visible, nav:visible").count() == 0
    assert page.locator(".entry:visible").count() == entries
    background, text = colours(page)
    assert brightness(text) < 60
    assert background in ("rgba(0, 0, 0, 0)", "rgb(255, 255, 255)")
    pages = page.pdf(path=SCREENSHOTS / "lapuschkin.pdf", format="A4").count(b"/Type /Page\n")
    assert 3 <= pages <= 20


def test_the_not_found_page_links_to_the_cv(lapuschkin: Site, visit: Visit, page_problems: list[str]) -> None:
    """The page of a static host for an unknown address, at any depth."""
    page = visit(lapuschkin, "publication/of-nobody/at-all.html")
    assert [one for one in page_problems if one.startswith("404")] == [f"404: {lapuschkin.base}publication/of-nobody/at-all.html"]
    page_problems.clear()
    page.locator("main a").first.click()
    assert page.locator(".entry").count() > 20


def test_folded_names_and_sections_unfold(lapuschkin: Site, visit: Visit) -> None:
    """A long list of authors at its button, a section at its heading or an address in it; without a script all names are shown."""
    page = visit(lapuschkin)
    folded, buttons = page.locator(".folded").first, page.locator(".fold")
    count = buttons.count()
    assert not folded.is_visible()
    assert page.locator(".names:has(.fold) .owner").first.is_visible()
    buttons.first.click()
    assert folded.is_visible()
    assert buttons.count() == count - 1
    inside = page.locator("#names li[id]").first
    assert not inside.is_visible()
    page.evaluate("(fragment) => { location.hash = fragment }", inside.get_attribute("id"))
    inside.wait_for(state="visible")
    page.locator("#figures summary").first.click()
    assert page.locator("#figures .chart").first.is_visible()
    assert visit(lapuschkin, java_script_enabled=False).locator(".folded").first.is_visible()


def test_what_unfolds_fits_the_window(site: Site, visit: Visit) -> None:
    """Long lines of BibTeX, charts and tables are not wider than a phone."""
    page = visit(site, width=390)
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    assert page.locator("pre:visible").count() > 10
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_filter_shows_what_is_folded(site: Site, visit: Visit) -> None:
    """The number that it states is that of the entries which are visible; a filter that is not used states none."""
    page = visit(site)
    count, entries = page.locator("#filter output"), page.locator(".publications .entry")
    assert not count.is_visible()
    page.locator("#filter select[name=year]").select_option(index=page.locator("#filter select[name=year] option").count() - 1)
    assert count.inner_text().split()[0] == str(page.locator(".publications .entry:visible").count())
    assert page.locator(".publications .kind:visible").count() <= entries.count()
