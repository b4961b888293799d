"""The pages of sites of 51, 500 and 3,000 publications in independent checkers: `make bench-pages` writes bench/pages.md.

Lighthouse rates the page of the CV on a phone and on a desktop, on this machine: under load its performance is a lower bound, which the
load average beside it explains. axe-core, the Nu Html Checker and html-validate check one page of each type; all links inside the site,
and the feed, are checked in all pages. The sites are served as GitHub Pages serves them, compressed.
A run of parts (`make bench-pages PARTS='--sizes 500 --forms phone --tables lighthouse'`) keeps the other rows.
"""

from __future__ import annotations

import argparse
import gzip
import json
import mimetypes
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from html.parser import HTMLParser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import Any, NamedTuple
from urllib.parse import urljoin
from xml.etree import ElementTree

import growing

from static_host import answer
from vitagraph.records import Index
from vitagraph.site import Options, build
from vitagraph.site.address import Address
from vitagraph.values import LanguageTag
from vitagraph.yaml import read_index

ROOT = Path(__file__).parent.parent
OUT = Path(__file__).with_name("pages.md")
#: the folders of the npm packages
TOOLS, CHECKERS = ROOT / "build/page-tools/node_modules", ROOT / "tests/browser/node_modules"
FORMS = {"phone": [], "desktop": ["--preset=desktop"]}
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
SIZES = (51, 500, 3000)
#: the main one, one without spaces between words, one from right to left
LANGUAGES = ("main", "ja", "ar")
TABLES = ("lighthouse", "checkers")
ATOM = "{http://www.w3.org/2005/Atom}"


class Site(NamedTuple):
    """The number of publications, the address, and the files."""

    size: int
    base: str
    files: dict[str, bytes]

    def pages(self) -> list[str]:
        """The paths of all pages."""
        return [path for path in self.files if path.endswith(".html")]

    def chosen(self) -> list[str]:
        """One page of each type, and that of the CV in each language."""
        kinds = {path.partition("/")[0]: path for path in sorted(self.pages(), reverse=True)}
        return sorted({*kinds.values(), *(path for path in self.pages() if path.endswith("index.html"))})


def site(size: int, folder: Path) -> Site:
    """The real CV has 51 publications; the others have articles of five authors."""
    if size == SIZES[0]:
        index = read_index(ROOT / "data/lapuschkin")
    else:
        (folder / f"{size}.yaml").write_text(growing.HEAD + growing.papers(size), encoding="utf-8")
        index = read_index(folder / f"{size}.yaml")
    index.cv.document.languages = [LanguageTag(one) for one in ("en", *LANGUAGES[1:])]
    return Site(size, Address.of(index.document).base, build(Index(index.cv), Options()))


@contextmanager
def served(files: Mapping[str, bytes]) -> Iterator[str]:
    """The address of a server that answers as GitHub Pages does."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            found = answer(files, address, urljoin(address, self.path.partition("?")[0]))
            body = files.get(found.file, b"")
            kind = mimetypes.guess_type(found.file)[0] or "application/octet-stream"
            self.send_response(found.status)
            if found.location:
                self.send_header("Location", found.location)
            if kind.startswith("text/") or "javascript" in kind:
                body, kind = gzip.compress(body), f"{kind}; charset=utf-8"
                self.send_header("Content-Encoding", "gzip")
            for name, value in (("Content-Type", kind), ("Content-Length", str(len(body))), ("Cache-Control", "max-age=600")):
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    address = f"http://127.0.0.1:{server.server_port}/"
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield address
    finally:
        server.shutdown()
        server.server_close()


def lighthouse(url: str, form: str, chromium: str) -> dict[str, Any]:
    """The report on a page."""
    command = ["node", str(TOOLS / "lighthouse/cli/index.js"), url, "--quiet", "--output=json", f"--only-categories={','.join(CATEGORIES)}"]
    command += ["--chrome-flags=--headless=new --no-sandbox --disable-gpu", *FORMS[form]]
    done = subprocess.run(command, capture_output=True, check=True, env={**os.environ, "CHROME_PATH": chromium})
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def axe(url: str, paths: list[str], chromium: str) -> int:
    """The number of violations that axe-core finds."""
    from playwright.sync_api import sync_playwright

    script = (CHECKERS / "axe-core/axe.min.js").read_text("utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(bypass_csp=True)
        found = 0
        for path in paths:
            page.goto(url + path)
            page.evaluate(script)
            found += len(page.evaluate("axe.run({ resultTypes: ['violations'] })")["violations"])
        browser.close()
    return found


def vnu(files: list[Path]) -> int:
    """The number of errors that the Nu Html Checker finds, without those on the policy of a local file, and a property of SVG 2."""
    jar = CHECKERS / "vnu-jar/build/dist/vnu.jar"
    command = ["java", "-Xss8m", "-jar", str(jar), "--format", "json", "--stdout", "--exit-zero-always", *map(str, files)]
    messages = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)["messages"]
    return sum(one["type"] == "error" and not re.search("violates Content Security Policy|paint-order", one["message"]) for one in messages)


def html_validate(files: list[Path]) -> Counter[str]:
    """The errors of html-validate by their rule: its rules of the HTML standard."""
    command = ["node", str(TOOLS / "html-validate/bin/html-validate.mjs"), "--preset", "standard", "--formatter", "json", *map(str, files)]
    done = subprocess.run(command, capture_output=True, check=False)
    return Counter(one["ruleId"] for file in json.loads(done.stdout) for one in file["messages"] if one["severity"] == 2)


class _Links(HTMLParser):
    """The addresses that a page leads to, and its ids."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notes links, sources and ids."""
        self.links += [value for name, value in attrs if name in ("href", "src") and value]
        self.ids |= {value for name, value in attrs if name == "id" and value}


def crawl(one: Site) -> tuple[int, int]:
    """The number of links inside the site, and of those that lead nowhere: to no file, by a redirect, or to no place of a page.

    Fragments of the query page are questions, which its script reads.
    """
    read = {path: _Links(one.files[path].decode()) for path in one.pages()}
    links = broken = 0
    for path, page in read.items():
        for link in page.links:
            target, _, fragment = urljoin(one.base + path, link).partition("#")
            if target.startswith(one.base):
                found = answer(one.files, one.base, target)
                lost = fragment and found.file in read and not found.file.endswith("query.html") and fragment not in read[found.file].ids
                links, broken = links + 1, broken + (found.status != 200 or bool(lost))
    return links, broken


def feed_problems(one: Site) -> list[str]:
    """What RFC 4287 requires of a feed and its entries, and that each leads to a page."""
    feed = ElementTree.fromstring(one.files["feed.xml"])
    entries = list(feed.iter(f"{ATOM}entry"))
    ids = [part.findtext(f"{ATOM}id") for part in (feed, *entries)]
    problems = [] if len(set(ids)) == len(ids) and all(ids) else ["ids"]
    for part in (feed, *entries):
        problems += [name for name in ("title", "updated") if not part.findtext(f"{ATOM}{name}")]
        datetime.fromisoformat(part.findtext(f"{ATOM}updated") or "")
        for link in part.findall(f"{ATOM}link"):
            if answer(one.files, one.base, link.get("href", "").partition("#")[0]).status != 200:
                problems.append(f"link {link.get('href')}")
    return problems


def checked(one: Site, chromium: str, folder: Path) -> str:
    """The row of a site in the table of checkers."""
    chosen = one.chosen()
    written = [folder / str(one.size) / path for path in chosen]
    for path, file in zip(chosen, written, strict=True):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(one.files[path])
    with served(one.files) as url:
        violations = axe(url, chosen, chromium)
    links, broken = crawl(one)
    rules = ", ".join(f"{count} {rule}" for rule, count in html_validate(written).most_common()) or "0"
    problems = "; ".join(feed_problems(one)) or "0"
    return f"| {one.size:,} | {len(chosen)} | {violations} | {vnu(written)} | {rules} | {links:,} | {broken} | {problems} |"


def ratings(one: Site, chromium: str, languages: Sequence[str], forms: Sequence[str]) -> Iterator[str]:
    """The rows of Lighthouse: one for each language and form."""
    with served(one.files) as url:
        for language in languages:
            path = "" if language == LANGUAGES[0] else f"{language}/"
            page = one.files[f"{path}index.html"]
            for form in forms:
                report = lighthouse(url + path, form, chromium)
                scores = " | ".join(f"{report['categories'][name]['score'] * 100:.0f}" for name in CATEGORIES)
                times = " | ".join(report["audits"][name]["displayValue"] for name in ("largest-contentful-paint", "total-blocking-time"))
                kilobytes = f"{len(page) / 1000:,.0f} | {len(gzip.compress(page)) / 1000:,.0f}"
                speed = f"{report['environment']['benchmarkIndex']:.0f} | {os.getloadavg()[0]:.1f}"
                print(f"{one.size} {language} {form}: {scores}", file=sys.stderr)
                yield f"| {one.size:,} | {language} | {form} | {scores} | {times} | {kilobytes} | {speed} |"


_HEAD = """# Pages

Written by `make bench-pages`. Sites of the real CV (51 publications, and three theses) and of generated CVs, served compressed.

## Lighthouse

The page of the CV, one run each; a row stays until it is measured again. Performance beside other work (the last
column) is a lower bound. The benchmark index is Lighthouse's measure of the machine at that moment; a quiet desktop has 1,500 and more.

| publications | language | form | performance | accessibility | best practices | SEO | LCP | TBT | kB | kB gzip | benchmark index | load |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
"""
_CHECKERS = """
## Checkers

axe-core, the Nu Html Checker and html-validate (its preset `standard`) check one page of each type; links and the feed are those of all.
A link is broken where a host finds no file, redirects, or the page has no such place.

| publications | pages checked | axe-core | vnu | html-validate | links | broken | feed |
| --- | --- | --- | --- | --- | --- | --- | --- |
"""


def key(row: str) -> tuple[int, ...]:
    """What a row is about, in the order of the tables: of the checkers the size, of Lighthouse also language and form."""
    size, language, form = (cell.strip() for cell in row.split("|")[1:4])
    first = SIZES.index(int(size.replace(",", "")))
    return (first,) if language not in LANGUAGES else (first, LANGUAGES.index(language), [*FORMS].index(form))


def write(new: Sequence[str]) -> None:
    """Writes the tables with new rows, and those of earlier runs that are about something else."""
    earlier = re.findall("(?m)^[|] [0-9].*$", OUT.read_text("utf-8")) if OUT.exists() else []
    known = {key(row): row for row in (*earlier, *new)}
    tables = ("\n".join(known[one] for one in sorted(known) if len(one) == length) for length in (3, 1))
    OUT.write_text("{}{}\n{}{}\n".format(*(text for pair in zip((_HEAD, _CHECKERS), tables, strict=True) for text in pair)), "utf-8")


def main() -> None:
    """Measures, and writes the tables after each site."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="*", default=SIZES, choices=SIZES)
    parser.add_argument("--languages", nargs="*", default=LANGUAGES, choices=LANGUAGES)
    parser.add_argument("--forms", nargs="*", default=list(FORMS), choices=FORMS)
    parser.add_argument("--tables", nargs="*", default=TABLES, choices=TABLES)
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    options = parser.parse_args()
    for size in options.sizes:
        with TemporaryDirectory() as folder:
            one = site(size, Path(folder))
            if "lighthouse" in options.tables:
                write(list(ratings(one, options.chromium, options.languages, options.forms)))
            if "checkers" in options.tables:
                write([checked(one, options.chromium, Path(folder))])


if __name__ == "__main__":
    main()
