"""A page of another site in a browser cannot query a running `vitagraph serve` or read its responses."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser

import servers
from listener import listening
from test_serve import ENDLESS, Serving, engines

CV = "document: {iri: https://ada.example/cv}\nperson: {name: Ada Beispiel}\n"
MILLIONS = ENDLESS.replace(" }", " . ?j ?k ?l . ?m ?n ?o . ?q ?r ?s }")
# All ways in which a page sends a request; each is awaited, and the text that a script reads is returned.
ATTACK = """async ([address, query]) => {
  const asked = `${address}?query=${encodeURIComponent(query)}`;
  const attempt = async (way) => { try { return await way(); } catch (error) { return String(error); } };
  const loaded = (name) => new Promise((done) => {
    const element = document.createElement(name);
    element.onload = element.onerror = done;
    element.src = asked + `#${name}`;
    document.body.append(element);
    setTimeout(done, 3000);
  });
  const body = new URLSearchParams({ query });
  const headers = { "Content-Type": "application/sparql-query" };
  const read = [
    await attempt(async () => (await fetch(asked)).text()),
    await attempt(async () => (await fetch(address, { method: "POST", body })).text()),
    await attempt(async () => (await fetch(address, { method: "POST", body: query, headers })).text()),
    await attempt(async () => (await fetch(asked, { mode: "no-cors" })).text()),
  ];
  for (const name of ["img", "script", "iframe"]) await loaded(name);
  navigator.sendBeacon(address, body);
  const form = Object.assign(document.createElement("form"), { action: address, method: "post", target: "_blank" });
  form.append(Object.assign(document.createElement("input"), { name: "query", value: query }));
  document.body.append(form);
  form.submit();
  await new Promise((done) => setTimeout(done, 1000));
  return read;
}"""


def attacked(browser: Browser, server: Serving, page_of: str, query: str) -> list[str]:
    """The texts that the scripts of a page could read of the responses; no query may run meanwhile."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(page_of)
    read: list[str] = page.evaluate(ATTACK, [f"{server.root}/sparql", query])
    assert not engines(server)
    context.close()
    return read


def test_a_page_of_another_site_starts_no_query(browser: Browser, tmp_path: Path) -> None:
    """In all ways; a page whose origin is named receives results."""
    (tmp_path / "cv.yaml").write_text(CV, "utf-8")
    with listening() as elsewhere:
        origin = elsewhere.address.rstrip("/")
        with servers.running(Serving(tmp_path, tmp_path / "cv.yaml")) as server:
            for query in (MILLIONS, "ASK {}"):
                read = attacked(browser, server, elsewhere.address, query)
                assert all("Failed to fetch" in text for text in read), read
        with servers.running(Serving(tmp_path, tmp_path / "cv.yaml", "--allow-origin", origin)) as server:
            assert ["true" in text for text in attacked(browser, server, elsewhere.address, "ASK {}")] == [True, True, True, False]
