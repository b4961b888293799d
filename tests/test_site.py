"""The site: every file of it, as a browser, a crawler and an attacker read it."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath
from urllib.parse import unquote
from xml.etree import ElementTree

import pyoxigraph
import pytest

import vitagraph
from command_line import completed
from pictures import picture
from test_privacy import restricted_words
from vitagraph.errors import UsageError
from vitagraph.queries import catalogue
from vitagraph.rdf.terms import parse
from vitagraph.records import Index, Visibility
from vitagraph.site import Options, build, themes
from vitagraph.site.address import Address
from vitagraph.site.assets import VENDOR
from vitagraph.site.data import NAMES
from vitagraph.site.templating import environment

ROOT = Path(__file__).parent.parent
DATA = ROOT / "data"


class Page(HTMLParser):
    """The ids, links, texts and elements of a page; an unclosed element is an error."""

    _VOID = frozenset(["meta", "link", "br", "img", "input", "hr"])

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.scripts: list[str] = []
        self.text = ""
        self.feed(text)
        self.close()

    @property
    def canonical(self) -> str | None:
        """Its canonical address."""
        return next((one["href"] for tag, one in self.elements if tag == "link" and one.get("rel") == "canonical"), None)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        self.elements.append((tag, attributes))
        if attributes.get("id"):
            self.ids.append(attributes["id"] or "")
        self.links += [value for name in ("href", "src") if (value := attributes.get(name))]
        if tag == "script":
            self.scripts.append("")
        if tag not in self._VOID and tag not in ("path", "rect", "circle", "line"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.open:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] == "script":
            self.scripts[-1] += data
        else:
            self.text += data


def site(name: str, options: Options | None = None) -> dict[str, bytes]:
    """The site of one of the project's CVs."""
    return build(Index(vitagraph.read(DATA / name)), options or Options())


@pytest.fixture(scope="module")
def sites() -> dict[str, dict[str, bytes]]:
    """Both sites, built once."""
    return {name: site(name) for name in ("lapuschkin", "example")}


@pytest.fixture(scope="module", params=["lapuschkin", "example"])
def files(request: pytest.FixtureRequest, sites: dict[str, dict[str, bytes]]) -> dict[str, bytes]:
    """Each of them."""
    return sites[request.param]


def pages(files: dict[str, bytes]) -> dict[str, Page]:
    """The pages of a site, parsed."""
    return {path: Page(content.decode()) for path, content in files.items() if path.endswith(".html")}


def fragments(dataset: vitagraph.Dataset) -> set[str]:
    """The fragments of all resources that the public graph describes."""
    start = f"<{dataset.document}#"
    return {s[len(start) : -1] for s, _, _ in dataset if s.startswith(start)}


def test_every_resource_has_a_place_in_the_page(sites: dict[str, dict[str, bytes]]) -> None:
    """`cv#patent/ep-3271863` is an id in the page of each language, like each resource with an id of its own."""
    about = ("dataset", "graph", "distribution", "build", "source", "software-agent", "image")
    for name, files in sites.items():
        whole = fragments(vitagraph.dataset(vitagraph.read(DATA / name)))
        own = {fragment for fragment in whole if fragment.count("/") < 2 and fragment.partition("/")[0] not in about}
        own |= {"dataset/" + path for fragment in whole if (path := fragment.removeprefix("dataset/")) != fragment and "/" not in path}
        for path in ("index.html", "cv/index.html", "de/index.html"):
            page = Page(files[path].decode())
            assert own - set(page.ids) == set()
            assert len(page.ids) == len(set(page.ids))


def test_every_internal_link_resolves(files: dict[str, bytes]) -> None:
    """Relative links are files of the site, and their fragments are ids of those pages."""
    parsed = pages(files)
    questions = {"own", "content", *catalogue()}
    checked = 0
    for path, page in parsed.items():
        assert page.open == [], path
        for link in page.links:
            if re.match(r"[a-z]+:", link):
                continue
            target, _, fragment = link.partition("#")
            found = _resolved(path, unquote(target)) if target else path
            assert found in files, f"{path}: {link}"
            if fragment and found in ("query.html", "de/query.html"):
                assert fragment in questions, f"{path}: {link}"
            elif fragment:
                assert unquote(fragment) in parsed[found].ids, f"{path}: {link}"
            checked += 1
    assert checked > 1000


def _resolved(path: str, target: str) -> str:
    parts = list(PurePosixPath(path).parent.parts)
    for part in target.split("/"):
        if part == "..":
            parts.pop()
        elif part != ".":
            parts.append(part)
    return "/".join(parts)


def test_nothing_is_loaded_from_elsewhere(files: dict[str, bytes]) -> None:
    """Style sheets, scripts and pictures are files of the site; no page has inline scripts or styles; each page has the policy."""
    for path, page in pages(files).items():
        own = ("https://lapuschkin.com/", "https://ada.example/") if path == "404.html" else ()
        for tag, attributes in page.elements:
            loaded = attributes.get("src") or (attributes.get("href") if attributes.get("rel") in ("stylesheet", "icon") else None)
            assert loaded is None or tag == "a" or not re.match(r"[a-z]+:", loaded) or loaded.startswith(own), f"{path}: {loaded}"
            assert not [name for name in attributes if name.startswith("on")]
            assert tag != "script" or attributes.get("src") or attributes.get("type") in ("application/ld+json", "application/json")
            assert tag != "style" or path == "404.html"  # its policy has the digest of each
            assert "style" not in attributes
        policy = next(one["content"] for tag, one in page.elements if one.get("http-equiv") == "Content-Security-Policy")
        assert policy is not None
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy.replace("'wasm-unsafe-eval'", "")


def test_the_data_is_that_of_the_export(sites: dict[str, dict[str, bytes]]) -> None:
    """The files of the whole graph are those of the export, byte by byte; of N-Triples and RDF/XML where the CV states its files."""
    formats = {"ttl": "turtle", "jsonld": "jsonld", "nt": "ntriples", "rdf": "rdfxml"}
    for name, stated in ("lapuschkin", 2), ("example", 4):
        dataset = vitagraph.dataset(vitagraph.read(DATA / name))
        found = {suffix: content.decode() for suffix in formats if (content := sites[name].get(f"cv.{suffix}"))}
        assert found == {suffix: dataset.serialize(format) for suffix, format in [*formats.items()][:stated]}


def test_the_files_of_the_resources_are_the_graph(sites: dict[str, dict[str, bytes]]) -> None:
    """All together are the graph but for bare names and the dataset's description."""
    files = sites["example"]
    whole = {(str(s), str(p), str(o)) for s, p, o, _ in pyoxigraph.parse(files["cv.ttl"], pyoxigraph.RdfFormat.TURTLE)}
    read_back = set()
    for path in files:
        if path.endswith(".ttl") and path != "cv.ttl":
            turtle = pyoxigraph.parse(files[path], pyoxigraph.RdfFormat.TURTLE)
            read_back |= {(str(quad.subject), str(quad.predicate), str(quad.object)) for quad in turtle}
    assert read_back <= whole
    names = {parse(term).value for term in NAMES}
    unnamed = {s for s, p, _ in whole if parse(p).value not in names}
    left = {s for s, _, _ in whole - read_back if s in unnamed}
    assert {parse(s).value.rpartition("#")[2].split("/")[0] for s in left if "#" in s and "ada.example" in s} <= {
        "dataset", "graph", "distribution", "build", "source", "software-agent",
    }  # fmt: skip


def test_what_has_only_a_name_has_no_files(tmp_path: Path) -> None:
    """The files of the works contain its name; what has more than a name has files, and so have all works, which their pages link to."""
    (tmp_path / "cv.yaml").write_text(
        "document: {iri: https://ada.example/cv}\n"
        "person: {name: Ada}\n"
        "people: [{name: Ida, affiliations: Owl School}]\n"
        "journal_articles: [{title: A, authors: [Ada, Eve, Ida], journal: Owls}]\n"
        "datasets: [{title: B}]\n"
        "edited_books: [{title: C, editors: [Ada]}]\n"
        "studies: [{degree: MSc, thesis: {title: D}}]\n",
        "utf-8",
    )
    files = build(Index(vitagraph.read(tmp_path)), Options())
    data = {path.removesuffix(".ttl") for path in files if path.endswith(".ttl")}
    assert data == {"cv", "me", "person/ida", "publication/ada-a", "dataset/b", "book/c", "education/msc", "thesis/msc"}
    assert '<#person/eve> rdfs:label "Eve"' in files["publication/ada-a.ttl"].decode()
    for path, page in pages(files).items():
        assert {_resolved(path, link.partition("#")[0]) for link in page.links if not re.match("[a-z]+:|#", link)} <= files.keys(), path


@pytest.mark.parametrize("limit", [Visibility.public, Visibility.contact])
def test_no_file_has_restricted_facts(limit: Visibility) -> None:
    """Contact and private values are in no file; with contact included, pages have contact facts, and no file has private ones."""
    cv = vitagraph.read(DATA / "example")
    files = build(Index(cv), Options(contact=limit is Visibility.contact, folder=DATA / "example"))
    contact = restricted_words(cv, [Visibility.contact])
    private = restricted_words(cv, [Visibility.private])
    opened = vitagraph.dataset(cv).serialize("trig", ["contact"]).lower()
    hidden = private | contact if limit is Visibility.public else {word for word in private if word not in opened}
    assert len(hidden) > 50
    assert len(contact) > 10
    vendored = {file.read_bytes() for file in VENDOR.iterdir()}
    for path, content in files.items():
        if content in vendored:
            continue
        # a digest of a script, and a picture, may contain any short word
        text = "" if path.endswith((".png", ".jpg")) else re.sub(r"'sha\d+-[^']+'", "", content.decode(errors="replace")).lower()
        text += path.lower()
        words = hidden | (contact if not path.endswith(".html") else set())
        assert not sorted(word for word in words if word in text), path
    shown = files["index.html"].decode()
    assert ("ada.geheim@post.example" in shown) is (limit is Visibility.contact)
    assert ("Geheimweg 7" in shown) is (limit is Visibility.contact)


def test_hostile_values_stay_text(sites: dict[str, dict[str, bytes]]) -> None:
    """Markup in titles is shown as text."""
    page = Page(sites["example"]["index.html"].decode())
    assert "</script><script>alert(1)</script> <!-- ]]> &amp; &lt;b&gt; <b>bold</b>" in page.text
    assert not [one for tag, one in page.elements if tag == "img" and one.get("src") == "x"]
    assert all("alert(1)" not in script or json.loads(script) for script in page.scripts)
    assert not [link for link in page.links if link.lower().startswith("javascript:")]


def test_a_doi_links_to_its_resolver(sites: dict[str, dict[str, bytes]]) -> None:
    """The address of the graph: brackets, hashes and quotes are percent-encoded."""
    files = sites["example"]
    graph = {str(quad.object)[1:-1] for quad in pyoxigraph.parse(files["cv.ttl"], pyoxigraph.RdfFormat.TURTLE)}
    links = {link for page in pages(files).values() for link in page.links if link.startswith("https://doi.org/")}
    assert [link for link in links if "%5B1%5D" in link]
    assert links <= graph
    assert not [link for link in links if re.search(r'[\[\]#"<> ]', link)]


def test_a_work_has_the_tags_that_google_scholar_reads(sites: dict[str, dict[str, bytes]]) -> None:
    """Authors one by one and in order, date, journal, volume, issue, pages."""
    page = Page(sites["example"]["publication/nightingale.html"].decode())
    tags = [
        (one["name"], one["content"]) for tag, one in page.elements if tag == "meta" and (one.get("name") or "").startswith("citation_")
    ]
    assert tags == [
        ("citation_title", "The Nightingale Problem"),
        ("citation_author", "Nimmerland, A."),
        ("citation_author", "Vogel, J."),
        ("citation_author", "O'Neil, S."),
        ("citation_author", "van der Berg, F."),
        ("citation_author", "Krähe, M., Jr"),
        ("citation_publication_date", "2016/05/02"),
        ("citation_journal_title", "Journal of Machine Listening"),
        ("citation_volume", "12"),
        ("citation_issue", "S1"),
        ("citation_language", "en"),
        ("citation_abstract", "We prove that it sings."),
        ("citation_journal_abbrev", "J. Mach. Listen."),
        ("citation_public_url", "https://jml.example/12/S1/431"),
        ("citation_doi", "10.5555/jml.2016.12.431"),
        ("citation_pmid", "99999901"),
        ("citation_issn", "9990-1013"),
        ("citation_firstpage", "431"),
        ("citation_lastpage", "456"),
        ("citation_keywords", "bird song"),
        ("citation_keywords", "stochastic parrots"),
        ("citation_pdf_url", "https://jml.example/12/S1/431.pdf"),
    ]
    rels = {one["rel"]: one["href"] for tag, one in page.elements if tag == "link"}
    assert rels["cite-as"] == "https://doi.org/10.5555/jml.2016.12.431"
    assert rels["author"] == "https://orcid.org/0000-0002-1825-0097"
    assert rels["item"] == "https://jml.example/12/S1/431.pdf"
    assert rels["license"] == "https://creativecommons.org/licenses/by-sa/4.0/"


def test_the_page_has_the_sections_in_the_order_of_the_cv(sites: dict[str, dict[str, bytes]]) -> None:
    """Author lists have the owner in bold."""
    text = sites["lapuschkin"]["index.html"].decode()
    order = re.findall(r'<section class="section [\w-]+" id="(\w+)"', text)
    assert order[:8] == ["about", "positions", "studies", "projects", "awards", "patent_families", "talks", "lectures"]
    assert order[8:10] == ["publications", "skills"]
    assert text.count('<strong class="owner">Lapuschkin S</strong>') + text.count('<strong class="owner">Bach S</strong>') >= 51


def test_texts_of_other_languages_are_tagged(sites: dict[str, dict[str, bytes]]) -> None:
    """German in an English page has a language tag, and the German page is in German."""
    english, german = (sites["lapuschkin"][path].decode() for path in ("index.html", "de/index.html"))
    assert '<span lang="de" dir="auto">Zukünftige Trends in der KI und Einsatzmöglichkeiten im Bauwesen</span>' in english
    assert "Zukünftige Trends in der KI und Einsatzmöglichkeiten im Bauwesen" in german
    assert 'lang="de" dir="auto">Zukünftige' not in german
    assert '<html lang="de">' in german
    assert "Veröffentlichungen</h2>" in german
    assert "heute</p>" in german
    example = sites["example"]["de/index.html"].decode()
    assert "The Nightingale Problem [Das Problem der Nachtigall]" in Page(example).text
    assert "Professorin für Maschinelles Zuhören" in example
    assert "Professor of Machine Listening" not in Page(example).text


def test_feed_sitemap_and_description_are_well_formed(files: dict[str, bytes]) -> None:
    """An Atom feed of dated entries, newest first; a sitemap of existing files; VoID with the dumps of the site."""
    atom = "{http://www.w3.org/2005/Atom}"
    feed = ElementTree.fromstring(files["feed.xml"])
    dates = [entry.findtext(f"{atom}updated") or "" for entry in feed.iter(f"{atom}entry")]
    assert 10 < len(dates) <= 30
    assert dates == sorted(dates, reverse=True)
    locations = [one.text or "" for one in ElementTree.fromstring(files["sitemap.xml"]).iter() if one.tag.endswith("loc")]
    base = locations[0].removesuffix("cv")
    assert f"{base}de/" in locations
    canonical = {page.canonical for path, page in pages(files).items() if path != "404.html"}
    assert set(locations) == canonical
    assert len(locations) == len(canonical)
    assert f"Sitemap: {base}sitemap.xml" in files["robots.txt"].decode()
    void = list(pyoxigraph.parse(files[".well-known/void"], pyoxigraph.RdfFormat.TURTLE))
    dumps = {quad.object.value for quad in void if quad.predicate.value == "http://rdfs.org/ns/void#dataDump"}  # type: ignore[union-attr]
    assert dumps == {f"{base}cv.{suffix}" for suffix in ("ttl", "jsonld", "nt", "rdf") if f"cv.{suffix}" in files}


def test_the_description_of_the_dataset_has_its_figures(sites: dict[str, dict[str, bytes]]) -> None:
    """Totals, partitions and linksets are those of the public graph, sizes those of the files; the page states the same."""
    files, dataset = sites["example"], vitagraph.dataset(vitagraph.read(DATA / "example"))
    triples = dataset.graphs()[dataset.name_of("public")]
    quads = list(pyoxigraph.parse(files[".well-known/void"], pyoxigraph.RdfFormat.TURTLE))
    stated: dict[str, dict[str, str]] = {}
    for quad in quads:
        stated.setdefault(quad.subject.value, {})[re.split("[#/]", quad.predicate.value)[-1]] = quad.object.value  # type: ignore[union-attr]
    public = stated["https://ada.example/cv#graph/public"]
    assert int(public["triples"]) == len(triples)
    assert int(public["entities"]) == len({s for s, _, _ in triples if s.startswith("<https://ada.example/cv#")})
    assert int(public["distinctObjects"]) == len({o for _, _, o in triples})
    properties = {node["property"]: int(node["triples"]) for node in stated.values() if "property" in node}
    assert sum(properties.values()) == len(triples)
    assert len(properties) == int(public["properties"]) == len({p for _, p, _ in triples})
    assert stated["https://ada.example/cv#graph/public/class/schema-Person"]["entities"] == str(
        sum(o == "<http://schema.org/Person>" for _, _, o in triples)
    )
    links = [(p, o) for _, p, o in triples if p.endswith(("owl#sameAs>", "schema.org/sameAs>")) and "/doi.org/" in o]
    assert stated["https://ada.example/cv#links/doi.org/schema-sameAs"]["triples"] == str(len(links))
    sizes = {node["downloadURL"]: int(node["byteSize"]) for node in stated.values() if "byteSize" in node}
    assert sizes == {f"https://ada.example/cv.{suffix}": len(files[f"cv.{suffix}"]) for suffix in ("ttl", "jsonld", "nt", "rdf")}
    assert all(node["accessURL"] == "https://ada.example/cv" for node in stated.values() if "byteSize" in node)
    blocks = re.findall(r'<script type="application/ld[+]json">\s*(.*?)\s*</script>', files["index.html"].decode(), re.DOTALL)
    page = next(node for node in map(json.loads, blocks) if node["@type"] == "Dataset")
    assert page["size"] == f"{len(triples)} triples"
    assert {one["contentUrl"]: one["contentSize"] for one in page["distribution"]} == {url: f"{size} B" for url, size in sizes.items()}


def test_the_same_bytes_on_every_run(sites: dict[str, dict[str, bytes]]) -> None:
    """Also in another process with another hash seed."""
    code = (
        "import sys, hashlib; from vitagraph.yaml import read_index; from vitagraph.site import build, Options;"
        "files = build(read_index(sys.argv[1]), Options());"
        "print(hashlib.sha256(b''.join(path.encode() + files[path] for path in files)).hexdigest())"
    )
    command = [sys.executable, "-c", code, str(DATA / "example")]
    seen = {
        subprocess.run(command, capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": seed, "PATH": ""}).stdout
        for seed in ("1", "2")
    }
    assert len(seen) == 1


@pytest.mark.parametrize(
    ("iri", "base", "stem", "page"),
    [
        ("https://ada.example/cv", "https://ada.example/", "cv", "cv.html"),
        ("https://ada.example/", "https://ada.example/", "cv", "index.html"),
        ("https://ada.example", "https://ada.example/", "cv", "index.html"),
        ("https://ada.github.io/site/me", "https://ada.github.io/site/", "me", "me.html"),
        ("https://ada.example/cv.html", "https://ada.example/", "cv", "cv.html"),
    ],
)
def test_the_address_determines_the_paths(iri: str, base: str, stem: str, page: str) -> None:
    """The document's IRI leads to the CV on any static host."""
    address = Address.of(iri)
    assert (address.base, address.stem, address.page) == (base, stem, page)


def test_a_portrait_beside_the_cv_becomes_part_of_the_site(tmp_path: Path) -> None:
    """A portrait at the site's own address is copied from the CV's folder; a missing one is omitted."""
    shutil.copytree(DATA / "example", tmp_path / "cv")
    index = Index(vitagraph.read(tmp_path / "cv"))
    assert "portrait.jpg" not in build(index, Options(folder=tmp_path / "cv"))
    (tmp_path / "cv/portrait.jpg").write_bytes(picture())
    files = build(index, Options(folder=tmp_path / "cv"))
    assert files["portrait.jpg"][:2] == b"\xff\xd8"
    assert '<img class="portrait u-photo" src="../assets/portrait.' in files["cv/index.html"].decode()


def test_a_theme_overrides_templates_and_colours(tmp_path: Path) -> None:
    """Its style sheet comes last, its template replaces ours, other files are copied; a misspelt template is reported."""
    theme = tmp_path / "theme"
    theme.mkdir()
    (theme / "theme.css").write_text(":root { --accent: #8a3324; }")
    (theme / "not_found.html").write_text("<!DOCTYPE html><title>{{ site.name }}</title>")
    (theme / "logo.svg").write_text("<svg/>")
    files = site("example", Options(theme=theme))
    styles = re.findall(r'<link rel="stylesheet" href="(assets/[^"]+)"', files["index.html"].decode())
    assert [re.sub(r"\.[0-9a-f]{8}", "", style) for style in styles] == ["assets/site.css", "assets/theme.css"]
    assert files[styles[1]] == b":root { --accent: #8a3324; }"
    assert files["404.html"] == b"<!DOCTYPE html><title>Ada Beispiel</title>"
    assert files["assets/logo.svg"] == b"<svg/>"
    (theme / "vc.html").write_text("")
    with pytest.raises(UsageError, match="no template has this name"):
        site("example", Options(theme=theme))
    (theme / "vc.html").unlink()
    for name, text, message in (
        ("base.html", "{% block body %}{% endblock %}", "base.html: has no block body_class, data, head"),
        ("entry.html", "{% macro text(one) %}{% endmacro %}", "entry.html: has no macro .*line"),
        ("cv.html", "x\n{% if %}", r"cv\.html:2: "),
    ):
        (theme / name).write_text(text)
        with pytest.raises(UsageError, match=message):
            environment(theme)
        (theme / name).unlink()
    with pytest.raises(UsageError, match="there is no such folder"):
        site("example", Options(theme=tmp_path / "nowhere"))


@pytest.mark.parametrize("name", themes.names())
def test_the_themes_that_come_with_it(name: str) -> None:
    """A theme is found by its name; what its style sheet colours in one dark mode, it colours in the other."""
    folder = themes.folder_of(Path(name))
    assert folder is not None
    style = (folder / "theme.css").read_text(encoding="utf-8")
    assert style.count("{") == style.count("}")
    dark = [
        re.sub(r"\s+", " ", one).strip()
        for one in re.findall(r':root(?::not\(\[data-theme="light"\]\)|\[data-theme="dark"\]) \{([^}]*)\}', style)
    ]
    assert len(set(dark)) <= 1
    assert themes.names() == ["paper", "plain", "sidebar"]
    environment(folder)


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Runs a command."""
    return completed(ROOT, *arguments)


def listed(folder: Path) -> Iterable[str]:
    """Every file in a folder."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_the_command_keeps_a_folder_up_to_date(tmp_path: Path) -> None:
    """A second run writes nothing, a shorter CV removes files, and a folder with other files stays."""
    cv, public = tmp_path / "cv.yaml", tmp_path / "public"
    cv.write_text("document: {iri: 'https://ada.example/cv'}\nperson: Ada\nreports: [One, Two]\n")
    assert "Open" in run("site", cv, "-o", public).stderr
    assert "publication/two.html" in listed(public)
    assert " 0 written" in run("site", cv, "-o", public).stderr
    (public / "CNAME").write_text("ada.example")
    cv.write_text("document: {iri: 'https://ada.example/cv'}\nperson: Ada\nreports: [One]\n")
    assert "3 removed" in run("site", cv, "-o", public).stderr
    assert "publication/two.html" not in listed(public)
    assert "CNAME" in listed(public)
    other = tmp_path / "other"
    other.mkdir()
    (other / "thesis.tex").write_text("")
    refused = run("site", cv, "-o", other)
    assert refused.returncode == 2
    assert "files that vitagraph did not write" in refused.stderr
    assert listed(other) == ["thesis.tex"]
