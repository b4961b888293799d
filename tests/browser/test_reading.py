"""The page of the CV in a browser: following an IRI, filtering, copying."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from browser_site import Site, Visit


@pytest.mark.parametrize("width", [390, 1440])
def test_an_iri_lands_on_its_entry_and_marks_it(lapuschkin: Site, visit: Visit, width: int) -> None:
    """`cv#patent/ep-3271863` scrolls to the patent and highlights it."""
    page = visit(lapuschkin, "cv#patent/ep-3271863", width=width)
    entry = page.locator("[id='patent/ep-3271863']")
    expect(entry).to_be_in_viewport()
    assert "EP 3271863" in entry.inner_text()
    looks = "one => getComputedStyle(one).backgroundColor"
    assert entry.evaluate(looks) != page.locator("[id='patent/jp-6725547']").evaluate(looks)


def test_the_iri_of_a_nested_node_leads_to_its_entry(lapuschkin: Site, visit: Visit) -> None:
    """A cell of an author list has no element of its own in the page."""
    work = next(path for path in lapuschkin.files if path.startswith("publication/bach-2015")).partition(".")[0]
    page = visit(lapuschkin, f"index.html#{work}/authors/2")
    entry = page.locator(f"[id='{work}']")
    expect(entry).to_be_in_viewport()
    expect(entry).to_have_class(re.compile(r"\blit\b"))


def count(page: Page) -> int:
    """The number of publications that are shown."""
    return page.locator(".publications .entry:visible").count()


def test_the_filter_by_text_kind_and_year(lapuschkin: Site, visit: Visit) -> None:
    """Each alone, and together; only matching entries are shown, and the count is right."""
    page = visit(lapuschkin)
    everything = count(page)
    page.fill("#filter [name=text]", "pixel-wise")
    assert 0 < count(page) < everything
    assert all("pixel-wise" in text.lower() for text in page.locator(".publications .entry:visible").all_inner_texts())
    assert str(count(page)) in page.locator("#filter output").inner_text()
    page.fill("#filter [name=text]", "")
    page.select_option("#filter [name=year]", "2021")
    years = {entry.get_attribute("data-year") for entry in page.locator(".publications .entry:visible").all()}
    assert years == {"2021"}
    of_the_year = count(page)
    kind = page.locator(".publications .entry:visible").first.get_attribute("data-kind")
    page.select_option("#filter [name=kind]", kind)
    assert 0 < count(page) <= of_the_year
    page.fill("#filter [name=text]", "no such words")
    assert count(page) == 0
    assert page.locator(".publications .kind-title:visible").count() == 0
    page.click("#filter [type=reset]")
    expect(page.locator(".publications .entry:visible")).to_have_count(everything)


def test_a_filtered_entry_appears_where_an_address_leads_to_it(lapuschkin: Site, visit: Visit) -> None:
    """A link to an entry that is filtered out resets the filter."""
    page = visit(lapuschkin)
    work = page.locator(".publications .entry").last.get_attribute("id")
    page.fill("#filter [name=text]", "no such words")
    page.evaluate("fragment => { location.hash = fragment; }", work)
    expect(page.locator(f"[id='{work}']")).to_be_in_viewport()


def test_the_citation_is_copied(lapuschkin: Site, visit: Visit) -> None:
    """The button copies the BibTeX to the clipboard and reports it."""
    page = visit(lapuschkin, lapuschkin.kinds()["publication"], permissions=["clipboard-read", "clipboard-write"])
    button = page.locator("[data-action=copy]")
    label = button.inner_text()
    button.click()
    expect(button).not_to_have_text(label)
    assert page.evaluate("navigator.clipboard.readText()").startswith("@")


def test_the_keyboard_reaches_everything(lapuschkin: Site, visit: Visit) -> None:
    """The first key leads to the link that skips the navigation; the focus is visible."""
    page = visit(lapuschkin)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    expect(page.locator(".skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


def test_the_languages_link_to_each_other(lapuschkin: Site, visit: Visit) -> None:
    """English and German link to each other."""
    page = visit(lapuschkin)
    page.click("a[hreflang=de], a[lang=de]")
    expect(page.locator("html")).to_have_attribute("lang", "de")
    page.click("a[hreflang=en], a[lang=en]")
    expect(page.locator("html")).to_have_attribute("lang", "en")
