"""`vitagraph serve` in a browser: saved changes appear, and problems are shown with their lines, without a manual reload."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, expect

import servers
from browser_site import PageProblems
from test_serve import Serving

CV = "document: {iri: https://ada.example/cv}\nperson:\n  name: Ada Beispiel\n"


def test_a_page_is_reloaded_after_a_save(browser: Browser, page_problems: PageProblems, tmp_path: Path) -> None:
    """A change, a problem, a correction; the scroll position stays."""
    file = tmp_path / "cv.yaml"
    file.write_text(CV, "utf-8")
    with servers.running(Serving(tmp_path, file)) as server:
        page = browser.new_page()
        page_problems.watch(page)
        page.goto(f"{server.root}/cv/")
        expect(page.locator("h1")).to_have_text("Ada Beispiel")
        file.write_text(CV.replace("Ada", "Käthe"), "utf-8")
        expect(page.locator("h1")).to_have_text("Käthe Beispiel", timeout=30_000)
        file.write_text(CV + "  emial: <b>\n", "utf-8")
        problems = page.locator("#vitagraph-problems")
        expect(problems).to_contain_text(f"{file}:4:3: error: unknown key 'emial'; did you mean 'email'?", timeout=30_000)
        expect(problems).to_contain_text("1 error, 0 warnings; the page shows the CV as it could be read last")
        expect(page.locator("h1")).to_have_text("Käthe Beispiel")
        file.write_text(CV, "utf-8")
        expect(page.locator("h1")).to_have_text("Ada Beispiel", timeout=30_000)
        expect(problems).not_to_contain_text("emial")
        assert page.url == f"{server.root}/cv/"
        page.close()
    # A closed page ends its connection.
    assert [one for one in page_problems if one != f"request: {server.root}/.vitagraph/events net::ERR_ABORTED"] == []
