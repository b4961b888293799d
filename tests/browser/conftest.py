"""A browser for the tests (Debian's Chromium with Playwright), and the sites of both CVs."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

import servers
from browser_site import CVS, PageProblems, Site, Visit, site_of


@pytest.fixture(scope="session", params=CVS)
def site(request: pytest.FixtureRequest) -> Site:
    """The site of each CV."""
    return site_of(request.param)


@pytest.fixture(scope="session")
def lapuschkin() -> Site:
    """The site of the real CV."""
    return site_of("lapuschkin")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium, one for all tests of a worker."""
    path = servers.found("chromium", "apt-get install chromium")
    # Chromium's sandbox does not work for root.
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=arguments)
        yield chromium
        chromium.close()


@pytest.fixture
def page_problems() -> PageProblems:
    """The problems of the pages of a test; a test that expects one removes it."""
    return PageProblems()


@pytest.fixture
def visit(browser: Browser, page_problems: PageProblems) -> Iterator[Visit]:
    """`visit(site, "index.html", width=390, **options of a browser context)` opens a page; at the end there must be no problems."""
    contexts = []

    def open_page(site: Site, path: str = "index.html", width: int = 1440, height: int = 900, script: str = "", **options: Any) -> Page:
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        context.route("**/*", site.answer)
        contexts.append(context)
        page = context.new_page()
        if script:
            page.add_init_script(script)
        page_problems.watch(page)
        page.goto(site.base + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert list(page_problems) == []
