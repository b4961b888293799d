"""The pages in independent checkers: axe-core, the Nu Html Checker, Adobe's structured-data validator, jsonld.js.

The fast tests check one page of each type, the slow ones all pages of both sites. All pages of a type come from one template, so
accessibility, which takes a second a page, is checked in one of each type only.

"""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

import servers
import vitagraph
from browser_site import CVS, LANGUAGES, Site, Visit, own_kinds, site_in, site_of
from test_homepage import plain
from vitagraph.rdf.html import scripts
from vitagraph.rdf.sources import ntriples_terms, read_graphs
from vitagraph.rdf.syntaxes import SYNTAXES
from vitagraph.rdf.terms import parse
from vitagraph.validation import validate_file

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
MODULES = HERE / "node_modules"
SCRIPT = b'<script type="application/ld+json">'
# A local file has no origin, and data in a script element is not run; the names of the example are hostile on purpose; the checker lacks
# a property of SVG 2.
UNIMPORTANT = r"violates Content Security Policy|not in Unicode Normalization Form C|Property “paint-order” doesn't exist"


CHOICES = ["one of each type", pytest.param("all", marks=pytest.mark.slow)]


def chosen(site: Site, choice: str) -> list[str]:
    """Paths of pages: one of each type, once for both sites, or all."""
    return sorted(own_kinds(site).values() if choice != "all" else (path for path in site.files if path.endswith(".html")))


@pytest.fixture(params=CHOICES)
def paths(request: pytest.FixtureRequest, site: Site) -> list[str]:
    """The chosen pages of a site."""
    return chosen(site, request.param)


def module(name: str) -> Path:
    """A file of an npm package."""
    if not (MODULES / name).exists():
        raise RuntimeError(f"the tests need {name}; install it with: npm ci --prefix tests/browser --ignore-scripts")
    return MODULES / name


def node(script: str, given: Any) -> Any:
    """The output of a script of this folder."""
    module("jsonld/package.json")
    program = servers.found("node", "apt-get install nodejs npm")
    process = subprocess.run([program, script], cwd=HERE, input=json.dumps(given), capture_output=True, text=True, check=False)
    assert process.returncode == 0, process.stderr
    return json.loads(process.stdout)


def written(site: Site, paths: Iterable[str], folder: Path) -> list[Path]:
    """Writes the pages to files."""
    for path in paths:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(site.files[path])
    return [folder / path for path in paths]


SLOW = pytest.mark.slow
#: site, theme, and which share of the types of pages
ACCESSIBLE = (
    ("lapuschkin", "light", 3),
    pytest.param("lapuschkin", "light", 1, marks=SLOW),
    pytest.param("example", "light", 1, marks=SLOW),
    pytest.param("example", "dark", 3, marks=SLOW),
)


@pytest.mark.parametrize(("site", "scheme", "one_in"), ACCESSIBLE, indirect=["site"])
def test_pages_are_accessible(site: Site, visit: Visit, scheme: str, one_in: int) -> None:
    """axe-core finds no violation; in the dark theme only colours differ."""
    assert violations(site, {*sorted(site.kinds().values())[::one_in], "index.html", "query.html"}, visit, scheme) == []


@pytest.mark.parametrize(
    ("language", "choice"), [("ar", "one of each type"), *(pytest.param(language, "all", marks=SLOW) for language in LANGUAGES)]
)
def test_pages_in_other_languages_are_accessible(language: str, choice: str, visit: Visit) -> None:
    """From right to left, the page of the CV, which has most words, and the query page; all languages and types in the slow tests."""
    site = site_in(language)
    assert f'<html lang="{language}"' in site.files["index.html"].decode()
    kinds = site.kinds()
    assert violations(site, kinds.values() if choice == "all" else [kinds["index.html"], kinds["query.html"]], visit) == []


def violations(site: Site, paths: Iterable[str], visit: Visit, scheme: str = "light") -> list[Any]:
    """What axe-core finds in pages: the page, the rule, the first element, what is wrong."""
    axe = module("axe-core/axe.min.js").read_text("utf-8")
    found = []
    for path in sorted(paths):
        page = visit(site, path, color_scheme=scheme, bypass_csp=True)
        page.evaluate(axe)
        result = page.evaluate("axe.run({ resultTypes: ['violations'] })")
        found += [(path, one["id"], one["nodes"][0]["target"], one["nodes"][0]["failureSummary"]) for one in result["violations"]]
    return found


@pytest.mark.parametrize("choice", CHOICES)
def test_the_html_is_valid(choice: str, tmp_path: Path) -> None:
    """The Nu Html Checker finds no errors in both sites, and in three more languages.

    Warnings concern only new features and texts of the owner.
    """
    java = servers.found("java", "apt-get install default-jre-headless")
    jar = module("vnu-jar/build/dist/vnu.jar")
    sites = [*map(site_of, CVS), *map(site_in, LANGUAGES)]
    files = [str(file) for site in sites for file in written(site, chosen(site, choice), tmp_path / site.name)]
    # The start of Java takes most of the time: one compiler, one collector, and the stack that this compiler needs.
    command = [java, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss4m", "-jar", str(jar)]
    command += ["--format", "json", "--stdout", "--exit-zero-always", *files]
    messages = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)["messages"]
    important = [one for one in messages if not re.search(UNIMPORTANT, one["message"])]
    assert [(one["url"].removeprefix(f"file:{tmp_path}/"), one["message"], one.get("extract")) for one in important] == []


def test_structured_data_is_valid_for_search_engines(site: Site, paths: list[str], tmp_path: Path) -> None:
    """Adobe's validator of Google's rules and schema.org's terms finds no error; neither does the profile `google`."""
    vocabulary = json.loads((ROOT / "tests/schemas/schema.org-30.0.json").read_text("utf-8"))
    pages = {path: site.files[path].decode() for path in paths if SCRIPT in site.files[path]}
    results = node("structured_data.mjs", {"vocabulary": vocabulary, "pages": pages})
    assert results.keys() == pages.keys()
    assert "ProfilePage" in results["index.html"]["found"]
    errors = {path: [one for one in result["issues"] if one["severity"] == "ERROR"] + result["errors"] for path, result in results.items()}
    assert {path: result for path, result in errors.items() if result} == {}
    for file in written(site, pages, tmp_path):
        report = validate_file(str(file), ["google"])
        assert not report.failed(), file


def test_jsonld_js_reads_a_part_of_the_public_graph(site: Site, paths: list[str]) -> None:
    """All JSON-LD of the pages is in the graph or the description of the dataset, except the description of the page itself."""
    dataset = vitagraph.dataset(vitagraph.read(ROOT / "data" / site.name))
    context = json.loads((ROOT / "ontology/schema.org.jsonld").read_text("utf-8"))
    pages = {path: site.files[path].decode() for path in paths if SCRIPT in site.files[path]}
    documents = {path: [json.loads(text) for _, text in scripts(path, page)] for path, page in pages.items()}
    about = read_graphs("void", site.files[".well-known/void"].decode(), SYNTAXES["turtle"])  # with the sizes of the site's files
    known = plain([*dataset, *chain.from_iterable(about.values())])
    subjects = {s for s, _, _ in known} - {f"<{dataset.document}>"}
    for path, quads in node("jsonld.mjs", {"context": context, "documents": documents}).items():
        triples = [(s, p, parse(o).value) for s, p, o in ntriples_terms(quads)]
        assert triples, path
        assert not [one for one in triples if one[0].startswith("_:")], path
        assert {one for one in triples if one[0] in subjects} <= known, path
        assert {one[0] for one in triples} - subjects <= {f"<{dataset.document}>", f"<{site.base}{path}>"}, path
