"""The query page without a browser: its data, the resources that it may load, the files of its packages."""

from __future__ import annotations

import json
import re
from hashlib import sha256
from pathlib import Path, PurePosixPath

import pyoxigraph
import pytest

import vitagraph
from test_site import Page
from vitagraph import queries
from vitagraph.records import Index
from vitagraph.site import Options, build
from vitagraph.site.assets import BROWSER, VENDOR

DATA = Path(__file__).parent.parent / "data"
PAGES = {"en": "query.html", "de": "de/query.html"}


@pytest.fixture(scope="module", params=["lapuschkin", "example"])
def cv(request: pytest.FixtureRequest) -> vitagraph.CV:
    """Each of the project's CVs."""
    return vitagraph.read(DATA / request.param)


@pytest.fixture(scope="module")
def files(cv: vitagraph.CV) -> dict[str, bytes]:
    """Its site."""
    return build(Index(cv), Options())


def given(page: Page) -> dict[str, object]:
    """The data for the page's script."""
    (data,) = (script for script, (_, one) in zip(page.scripts, _scripts(page), strict=True) if one.get("id") == "questions")
    found: dict[str, object] = json.loads(data)
    return found


def _scripts(page: Page) -> list[tuple[str, dict[str, str | None]]]:
    return [(tag, one) for tag, one in page.elements if tag == "script"]


@pytest.mark.parametrize("language", PAGES)
def test_every_query_over_one_cv_with_a_result_can_be_chosen(cv: vitagraph.CV, files: dict[str, bytes], language: str) -> None:
    """None about gaps in the data, which are for the owner; in the page's language, with its text, parameters, columns and chart."""
    page = Page(files[PAGES[language]].decode())
    data = given(page)
    on_page = {one["name"]: one for one in data["questions"]}  # type: ignore[attr-defined]
    known = {name: query for name, query in queries.catalogue().items() if "department" not in query.header.tags}
    assert len(known) == len(queries.catalogue()) - 4
    store = queries.store(vitagraph.dataset(cv))
    known = {name: query for name, query in known.items() if list(queries.run(query, store).texts()) and "quality" not in query.header.tags}
    assert set(on_page) == set(known)
    links = {link for link in page.links if link.startswith("#")}
    for name, query in known.items():
        query = query.translated(language)
        assert f"#{name}" in links
        assert on_page[name]["title"] == query.summary
        assert on_page[name]["text"].split() == [word for line in query.text.splitlines() if line[:2] != "#+" for word in line.split()]
        assert [one["name"] for one in on_page[name]["params"]] == list(query.parameters)
        assert [one["label"] for one in on_page[name]["columns"]] == [column.label for column in query.columns]
        assert (on_page[name]["chart"] is None) == (query.chart is None)
    assert data["first"] in on_page
    assert data["language"] == language


def test_the_graph_of_the_page_has_the_results_of_the_command(cv: vitagraph.CV, files: dict[str, bytes]) -> None:
    """The public graph in the default graph, as the worker loads it."""
    page = given(Page(files["query.html"].decode()))
    store = pyoxigraph.Store()
    store.load(files[str(page["graph"])], pyoxigraph.RdfFormat.TURTLE)
    own = queries.store(vitagraph.dataset(cv))
    for query in queries.catalogue().values():
        assert list(queries.run(query, store).texts()) == list(queries.run(query, own).texts()), query.name


def test_only_the_query_page_may_compile_webassembly(files: dict[str, bytes]) -> None:
    """WebAssembly on query pages, nothing else unsafe there, and nothing unsafe on other pages."""
    for path in (path for path in files if path.endswith(".html")):
        policy = next(one["content"] or "" for _, one in Page(files[path].decode()).elements if one.get("http-equiv"))
        assert policy.count("'wasm-unsafe-eval'") == (path in PAGES.values())
        assert "unsafe" not in policy.replace("'wasm-unsafe-eval'", "")


def test_file_names_have_digests_and_imports_resolve(files: dict[str, bytes]) -> None:
    """A module imports others by their published names; the files that the script loads exist."""
    assets = {path: content for path, content in files.items() if path.startswith("assets/")}
    imports = 0
    for path, content in assets.items():
        assert PurePosixPath(path).name.split(".")[1] == sha256(content).hexdigest()[:8]
        if path.endswith(".js") and not re.match(r"assets/(codemirror|oxigraph|site)\.", path):
            for target in re.findall(r'\bfrom "([^"]+)"', content.decode()):
                assert f"assets/{target.removeprefix('./')}" in assets, f"{path}: {target}"
                imports += 1
    assert imports > 20
    for path in PAGES.values():
        page = Page(files[path].decode())
        data = given(page)
        assert {data["worker"], data["wasm"], data["graph"], data["cv"]} <= set(files)
        modules = [one["href"] for tag, one in page.elements if tag == "link" and one.get("rel") == "modulepreload"]
        assert len(modules) == len(set(modules)) > 10


def test_every_page_of_the_cv_links_to_it(files: dict[str, bytes]) -> None:
    """In its language; each figure links to its query."""
    for path, target in (("index.html", "query.html"), ("cv/index.html", "../query.html"), ("de/index.html", "../de/query.html")):
        links = Page(files[path].decode()).links
        assert target in links
        assert f"{target}#talks-per-year" in links


def test_vendored_files_are_those_of_the_lock_file() -> None:
    """Each package is locked by its checksum, and the licences of published ones are included in the same version."""
    lock = json.loads((VENDOR / "package-lock.json").read_text("utf-8"))["packages"]
    packages = {path.removeprefix("node_modules/"): one for path, one in lock.items() if path}
    assert all(one["integrity"].startswith("sha512-") for one in packages.values())
    texts = re.split(r"\n-{80}\n\n", (VENDOR / "licenses.txt").read_text("utf-8"))
    stated = dict(text.split("\n", 1)[0].split(" ", 2)[:2] for text in texts)
    assert stated == {name: packages[name]["version"] for name in stated}
    assert {"oxigraph", "@codemirror/view", "@codemirror/legacy-modes", "@lezer/common", "style-mod"} <= set(stated)
    assert set(packages) - set(stated) <= {name for name, one in packages.items() if one.get("dev") or one.get("optional")} | {"@lezer/lr"}
    assert all("Permission is hereby granted, free of charge" in " ".join(text.split()) for text in texts)
    assert (VENDOR / "oxigraph.wasm").read_bytes()[:8] == b"\0asm\1\0\0\0"


def test_the_scripts_show_only_texts_that_the_page_gives_them(files: dict[str, bytes]) -> None:
    """`words.x` in the script is a text in the data, and every text is used."""
    used = set(re.findall(r"\bwords\.(\w+)", (BROWSER / "query.js").read_text("utf-8")))
    assert used == set(given(Page(files["query.html"].decode()))["words"])  # type: ignore[call-overload]


def test_gaps_in_the_data_are_for_the_owner(tmp_path: Path) -> None:
    """In the preview, not on the site; an own query is offered also without a result."""
    (tmp_path / "cv.yaml").write_text("person: Ada\nbooks: [{title: A, date: 2020}]\n", encoding="utf-8")
    (tmp_path / "none.rq").write_text("#+ summary: Nothing\nSELECT ?s WHERE { ?s a <https://nest.example/Egg> }\n", encoding="utf-8")
    index = Index(vitagraph.read(tmp_path / "cv.yaml"))
    names = [
        {one["name"] for one in given(Page(build(index, Options(queries=(tmp_path,), for_owner=mine))["query.html"].decode()))["questions"]}  # type: ignore[attr-defined]
        for mine in (False, True)
    ]
    assert names[1] - names[0] == {"unlinked-publications"}
    assert "none" in names[0]
    assert "talk-list" not in names[1]
