"""All syntaxes, one graph: independent parsers read equal triples from each of them."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pyoxigraph
import pytest
import rdflib
import yaml
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from pyld import jsonld

import vitagraph
from repetition import MORE
from sampling import sampled
from vitagraph.rdf.dataset import RESTRICTED
from vitagraph.rdf.sources import parseable
from vitagraph.rdf.syntaxes import SYNTAXES
from vitagraph.rdf.syntaxes.turtle import blocks
from vitagraph.rdf.vocabulary import PREFIXES
from vitagraph.values.languages import tag_of

WITH_GRAPHS = [syntax.name for syntax in SYNTAXES.own.values() if syntax.named_graphs]
ROOT = Path(__file__).parent.parent
GOLDEN = Path(__file__).parent / "golden"
XSD = "http://www.w3.org/2001/XMLSchema#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
LANG_STRING = RDF + "langString"
#: syntax -> the name of rdflib's parser, "" where it has none
RDFLIB_NAMES = {"turtle": "turtle", "jsonld": "json-ld", "ntriples": "nt", "nquads": "nquads", "trig": "trig", "rdfxml": "xml"}
RAPPER_NAMES = {"turtle": "turtle", "rdfxml": "rdfxml", "ntriples": "ntriples"}

# rdflib warns of its own use of its own classes.
pytestmark = [
    pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning"),
    pytest.mark.filterwarnings(r"ignore:Dataset\..* is deprecated:DeprecationWarning"),
]

# A term as (value, language, datatype); an IRI has neither of the last two.
Term = tuple[str, str, str]
Triple = tuple[Term, Term, Term]


# -- parsing with four independent parsers


def oxigraph_term(term: Any) -> Term:
    """A term of pyoxigraph; a blank node is an error."""
    if isinstance(term, pyoxigraph.NamedNode):
        return (term.value, "", "")
    assert isinstance(term, pyoxigraph.Literal), f"a blank node: {term}"
    return (term.value, term.language or "", term.datatype.value)


def rdflib_term(term: Any) -> Term:
    """A term of rdflib; a blank node is an error."""
    if isinstance(term, rdflib.URIRef):
        return (str(term), "", "")
    assert isinstance(term, rdflib.Literal), f"a blank node: {term}"
    return (str(term), term.language or "", LANG_STRING if term.language else str(term.datatype or XSD + "string"))


def pyld_term(term: dict[str, str]) -> Term:
    """A term of PyLD's dataset; a blank node is an error."""
    if term["type"] == "IRI":
        return (term["value"], "", "")
    assert term["type"] == "literal", f"a blank node: {term}"
    return (term["value"], term.get("language", ""), term["datatype"])


def oxigraph_input(text: str, name: str) -> tuple[bytes, pyoxigraph.RdfFormat]:
    """A text in a syntax, converted where pyoxigraph cannot read it, and its format."""
    given = parseable("cv", text, SYNTAXES[name])
    return given.text.encode(), getattr(pyoxigraph.RdfFormat, given.parser)


def by_oxigraph(text: str, name: str) -> set[Triple]:
    """The triples of a text, parsed by pyoxigraph, without the names of graphs."""
    quads = pyoxigraph.parse(*oxigraph_input(text, name))
    return {(oxigraph_term(quad.subject), oxigraph_term(quad.predicate), oxigraph_term(quad.object)) for quad in quads}


def by_rdflib(text: str, name: str) -> set[Triple]:
    """The triples of a text, parsed by rdflib."""
    graph = rdflib.Dataset(default_union=True) if name in WITH_GRAPHS else rdflib.Graph()
    graph.parse(data=text, format=RDFLIB_NAMES[name])
    return {(rdflib_term(s), rdflib_term(p), rdflib_term(o)) for s, p, o, *_ in graph.triples((None, None, None))}


def refuse(url: str, options: Any = None) -> None:
    """A document loader that loads nothing."""
    raise AssertionError(f"the network was asked for {url}")


def by_pyld(text: str) -> set[Triple]:
    """The triples of JSON-LD, parsed by PyLD without a network."""
    graphs = jsonld.to_rdf(json.loads(text), {"documentLoader": refuse})
    assert list(graphs) == ["@default"]
    return {(pyld_term(one["subject"]), pyld_term(one["predicate"]), pyld_term(one["object"])) for one in graphs["@default"]}


def by_rapper(text: str, name: str) -> set[Triple]:
    """The triples of a text, parsed by Raptor."""
    rapper = shutil.which("rapper")
    assert rapper, "the command rapper is missing\napt-get install raptor2-utils"
    command = [rapper, "--quiet", "--input", RAPPER_NAMES[name], "--output", "ntriples", "-", "https://base.example/"]
    done = subprocess.run(command, input=text.encode(), capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    assert done.stderr == b""
    return by_oxigraph(done.stdout.decode(), "ntriples")


def canonical(triples: Iterable[Triple]) -> str:
    """Canonical N-Triples (RDF 1.2 N-Triples, section 4), sorted; implemented independently of vitagraph."""
    return "".join(sorted(" ".join(map(_canonical_term, triple)) + " .\n" for triple in triples))


_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}


def _canonical_term(term: Term) -> str:
    value, language, datatype = term
    if not datatype:
        return f"<{value}>"
    quoted = "".join(_ESCAPES.get(one) or (f"\\u{ord(one):04X}" if ord(one) < 32 or ord(one) == 127 else one) for one in value)
    if language:
        return f'"{quoted}"@{language}'
    return f'"{quoted}"' if datatype == XSD + "string" else f'"{quoted}"^^<{datatype}>'


def assert_one_graph(dataset: vitagraph.Dataset, expected: str, readers: Iterable[str]) -> None:
    """Every syntax, with every named parser, is the graph with these canonical N-Triples."""
    for name in SYNTAXES.own:
        text = dataset.serialize(name)
        if "oxigraph" in readers:
            assert canonical(by_oxigraph(text, name)) == expected, f"pyoxigraph reads another graph in {name}"
        if "rdflib" in readers and RDFLIB_NAMES.get(name):
            assert canonical(by_rdflib(text, name)) == expected, f"rdflib reads another graph in {name}"
        if "pyld" in readers and name == "jsonld":
            assert canonical(by_pyld(text)) == expected, "PyLD reads another graph"
        if "rapper" in readers and name in RAPPER_NAMES:
            assert canonical(by_rapper(text, name)) == expected, f"rapper reads another graph in {name}"
    assert_blocks_are_the_graph(dataset, expected, readers)


def assert_blocks_are_the_graph(dataset: vitagraph.Dataset, expected: str, readers: Iterable[str]) -> None:
    """The Turtle for SHACL engines is that graph, too."""
    text = blocks(dataset.triples())
    for reader, read in (("oxigraph", by_oxigraph), ("rdflib", by_rdflib), ("rapper", by_rapper)):
        if reader in readers:
            assert canonical(read(text, "turtle")) == expected, f"{reader} reads another graph in blocks of Turtle"


# -- both CVs


@pytest.mark.parametrize("reader", sampled(["oxigraph", "rdflib", "pyld", "rapper"], "rdflib".__ne__))
def test_all_syntaxes_are_one_graph_to_every_parser(dataset: vitagraph.Dataset, reader: str) -> None:
    """The canonical N-Triples of all syntaxes are equal with every parser; there is no blank node."""
    assert_one_graph(dataset, dataset.serialize("ntriples"), [reader])


def test_every_format_holds_the_union_of_the_public_graphs(dataset: vitagraph.Dataset) -> None:
    """Public and meta, nothing else, without duplicates; a triple is a line, which ends with a line feed."""
    public, meta = (set(dataset.graphs()[dataset.name_of(name)]) for name in ("public", "meta"))
    assert public
    assert meta
    assert set(dataset.graphs()) == {dataset.name_of("public"), dataset.name_of("meta")}
    lines = dataset.serialize("ntriples").removesuffix("\n").split("\n")
    assert lines == sorted(f"{s} {p} {o} ." for s, p, o in public | meta)
    assert len(lines) == len(dataset) == len(list(dataset))


def test_ntriples_survive_other_line_separators() -> None:
    """The example has U+2028, U+2029 and similar characters in its texts, so lines must be split at line feeds only."""
    text = vitagraph.dataset(vitagraph.read(ROOT / "data/example")).serialize("ntriples")
    assert "\u2028" in text
    assert "\u2029" in text
    assert "\r" not in text
    assert len(text.splitlines()) > text.count("\n")


def test_no_syntax_writes_a_blank_node(dataset: vitagraph.Dataset) -> None:
    """No term of any graph is a blank node, also in restricted graphs."""
    for s, p, o in dataset.triples(RESTRICTED):
        assert s.startswith("<")
        assert p.startswith("<")
        assert o.startswith(("<", '"'))
    for include in ((), RESTRICTED):
        assert "_:" not in re.sub(r'"(?:[^"\\\n]|\\.)*"|<[^>]*>', "", dataset.serialize("trig", include))


@pytest.mark.parametrize("include", [(), ("contact",), ("private",), RESTRICTED], ids="+".join)
@pytest.mark.parametrize("name", WITH_GRAPHS)
def test_named_graphs_hold_what_they_are_called(dataset: vitagraph.Dataset, name: str, include: tuple[str, ...]) -> None:
    """N-Quads and TriG have the graphs under their names, in both parsers."""
    text = dataset.serialize(name, include)
    found: dict[str, set[Triple]] = {}
    for quad in pyoxigraph.parse(*oxigraph_input(text, name)):
        triple = (oxigraph_term(quad.subject), oxigraph_term(quad.predicate), oxigraph_term(quad.object))
        found.setdefault(str(quad.graph_name), set()).add(triple)
    expected = {graph: "".join(sorted(f"{s} {p} {o} .\n" for s, p, o in triples)) for graph, triples in dataset.graphs(include).items()}
    assert {graph: canonical(triples) for graph, triples in found.items()} == expected
    if RDFLIB_NAMES.get(name) and include == RESTRICTED:
        parsed = rdflib.Dataset()
        parsed.parse(data=text, format=RDFLIB_NAMES[name])
        sizes = {f"<{graph.identifier}>": len(graph) for graph in parsed.graphs() if len(graph)}
        assert sizes == {graph: len(triples) for graph, triples in found.items()}
    names = {"public", "meta", *include} - {name for name in RESTRICTED if not dataset.graphs([name]).get(dataset.name_of(name))}
    assert set(found) == {f"<{dataset.document}#graph/{name}>" for name in names}


def test_nquads_are_the_ntriples_with_the_graph_behind(dataset: vitagraph.Dataset) -> None:
    """N-Quads are sorted within each graph, the graphs in one order."""
    lines = dataset.serialize("nquads", RESTRICTED).removesuffix("\n").split("\n")
    graphs = [line.rsplit(" ", 2)[1] for line in lines]
    order = list(dict.fromkeys(graphs))
    assert order == [name for name in map(dataset.name_of, ("public", "contact", "private", "meta")) if name in order]
    assert graphs == sorted(graphs, key=order.index)
    for graph in order:
        inside = [line for line in lines if line.endswith(f" {graph} .")]
        assert inside == sorted(inside)


# -- the same bytes on every run

ENVIRONMENTS = {f"hash seed {seed}": {"PYTHONHASHSEED": str(seed)} for seed in (1, 2)} | {
    "C locale": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "POSIX locale": {"LC_ALL": "POSIX", "PYTHONHASHSEED": "6"},
    "Turkish": {"LANG": "tr_TR.ISO-8859-9", "LC_ALL": "tr_TR.ISO-8859-9", "PYTHONUTF8": "0", "TZ": "Pacific/Chatham"},
}


@pytest.mark.parametrize("environment", sampled(ENVIRONMENTS, ("hash seed 1", "Turkish").__contains__))
def test_bytes_are_the_same_whatever_the_environment(dataset: vitagraph.Dataset, environment: str, tmp_path: Path) -> None:
    """With any hash seed, locale and time zone."""
    source = ROOT / "data" / ("example" if dataset.document.endswith("ada.example/cv") else "lapuschkin")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "PYTHON"))}
    command = [sys.executable, "-m", "vitagraph", "export", "--quiet", "--all-formats", str(tmp_path), str(source)]
    done = subprocess.run(command, env=kept | ENVIRONMENTS[environment], cwd=tmp_path, capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert {file.name for file in tmp_path.iterdir()} == {f"cv.{syntax.suffix}" for syntax in SYNTAXES.own.values()}
    for name, suffix in [(one.name, one.suffix) for one in SYNTAXES.own.values()]:
        assert (tmp_path / f"cv.{suffix}").read_bytes() == dataset.serialize(name).encode()


@pytest.mark.parametrize("name", ["turtle", "rdfxml"])
def test_standard_output_is_utf8_in_the_c_locale(name: str) -> None:
    """Standard output has the bytes of the file, also if Python would print ASCII."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("LC_", "LANG", "PYTHON"))}
    kept |= {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"}
    source = ROOT / "data/example"
    done = subprocess.run([sys.executable, "-m", "vitagraph", "export", "-f", name, source], env=kept, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout == vitagraph.dataset(vitagraph.read(source)).serialize(name).encode()


# -- readable Turtle


def without_literals(turtle: str) -> str:
    """Turtle without its literals, IRIs and comments: prefixed names and punctuation are left."""
    return re.sub(r'"(?:[^"\\\n]|\\.)*"|<[^>\n]*>|^#.*$', " ", turtle, flags=re.MULTILINE)


@pytest.mark.parametrize("name", ["turtle", "trig"])
def test_turtle_declares_sorted_prefixes_and_uses_each(dataset: vitagraph.Dataset, name: str) -> None:
    """The base comes first, then the sorted prefixes, all of them used."""
    lines = dataset.serialize(name).split("\n")
    head = [line for line in lines if line.startswith("@")]
    assert lines[: len(head)] == head
    assert head[0] == f"@base <{dataset.document}> ."
    declared = [re.fullmatch(r"@prefix ([a-z]+): <([^>]+)> \.", line) for line in head[1:]]
    prefixes = {match[1]: match[2] for match in declared if match}
    assert len(prefixes) == len(head) - 1
    assert list(prefixes) == sorted(prefixes)
    assert prefixes.items() <= PREFIXES.items()
    used = set(re.findall(r"(?<![\w@-])([a-z]+):", without_literals("\n".join(lines[len(head) :]))))
    assert used == set(prefixes)


def test_turtle_begins_with_the_owner(dataset: vitagraph.Dataset) -> None:
    """Headings in the order of a CV, each once, the owner under the first one, the description of the dataset last."""
    text = dataset.serialize("turtle")
    headings = re.findall(r"^# (.+?) -{3,}$", text, flags=re.MULTILINE)
    assert headings[0] == "The owner"
    assert headings[-1] == "About this dataset"
    assert [heading for heading, count in Counter(headings).items() if count > 1] == []
    assert re.search(r"^<[^>]*>", text, flags=re.MULTILINE)[0] == "<#me>"
    order = ["The owner", "Research interests and subjects", "Positions", "Studies, degrees and theses", "Projects", "Awards", "Patents"]
    order += ["Talks and lectures", "Publications", "Software", "Skills", "Languages", "People", "Organizations", "Places"]
    order += ["Events and their proceedings", "Journals", "Edited books and series", "Kinds and resources elsewhere", "About this dataset"]
    assert [heading for heading in headings if heading in order] == order


def test_turtle_describes_every_resource_in_one_block(dataset: vitagraph.Dataset) -> None:
    """A block a subject, its types first, no line longer than a page is wide unless its literal is."""
    blocks = dataset.serialize("turtle").split("\n\n")
    subjects = [block.split(" ", 1)[0] for block in blocks if not block.startswith(("#", "@"))]
    assert [subject for subject, count in Counter(subjects).items() if count > 1] == []
    assert len(subjects) == len({s for s, _, _ in dataset})
    typed = {s for s, p, _ in dataset if p == f"<{RDF}type>"}
    assert typed == {s for s, _, _ in dataset}, "a resource without a class"
    for block in blocks:
        if not block.startswith(("#", "@")):
            assert re.match(r"\S+ a ", block), block
            assert all(line.startswith("    ") for line in block.split("\n")[1:] if line)
    for line in dataset.serialize("turtle").split("\n"):
        assert len(line) <= 120 or line.count('" ,') + line.count('", "') == 0, f"several values on one long line: {line}"


@pytest.mark.parametrize("name", SYNTAXES.own)
def test_a_small_cv_has_its_golden_files(name: str, update_golden: bool) -> None:
    """The golden files `tests/golden/syntaxes/cv.*`: a small CV in every syntax, to the byte."""
    text = vitagraph.dataset(vitagraph.read(GOLDEN / "syntaxes/cv.yaml")).serialize(name)
    file = GOLDEN / "syntaxes" / f"cv.{SYNTAXES[name].suffix}"
    if update_golden:
        file.write_bytes(text.encode())
    assert file.exists(), f"{file.relative_to(ROOT)} is missing: run pytest tests/test_syntaxes.py --update-golden, and review the file"
    assert text.encode() == file.read_bytes()


# -- JSON-LD as a readable tree


def tree(dataset: vitagraph.Dataset) -> dict[str, Any]:
    """The JSON-LD document."""
    document: dict[str, Any] = json.loads(dataset.serialize("jsonld"))
    return document


def nodes(value: Any, context: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every node object of a JSON-LD document, including references, without value objects and language maps."""
    if isinstance(value, list):
        for item in value:
            yield from nodes(item, context)
    elif isinstance(value, dict) and "@value" not in value:
        assert "id" in value, f"a node without an id: {value}"
        yield value
        for key, child in value.items():
            definition = context.get(key)
            if not (isinstance(definition, dict) and definition.get("@container") == "@language" and isinstance(child, dict)):
                yield from nodes(child, context)


def test_jsonld_begins_with_context_and_owner(dataset: vitagraph.Dataset) -> None:
    """The context first, inline; then the graph, which begins with the owner."""
    document = tree(dataset)
    assert list(document) == ["@context", "@graph"]
    assert isinstance(document["@context"], dict)
    assert list(document["@context"])[:2] == ["@version", "@base"]
    assert document["@context"]["@base"] == dataset.document
    assert document["@graph"][0]["id"] == "#me"
    assert list(document["@graph"][0])[:2] == ["id", "type"]


def test_jsonld_describes_every_resource_once(dataset: vitagraph.Dataset) -> None:
    """Each subject of the graph has one full node with its types; all others are references."""
    document = tree(dataset)
    full = [node for node in nodes(document["@graph"], document["@context"]) if len(node) > 1]
    counted = Counter(node["id"] for node in full)
    assert [name for name, count in counted.items() if count > 1] == []
    assert len(counted) == len({s for s, _, _ in dataset})
    assert all("type" in node for node in full)
    assert all(len(node) > 1 for node in document["@graph"])


def test_jsonld_lists_the_authors_side_by_side_in_their_order(dataset: vitagraph.Dataset) -> None:
    """The cells of bibo:authorList are in the work's `authorship`, in the order of rdf:rest."""
    facts = {(s, p): o for s, p, o in dataset if p[1:-1] in (RDF + "first", RDF + "rest")}
    lists = {s: o for s, p, o in dataset if p == "<http://purl.org/ontology/bibo/authorList>"}
    others = {s for s, p, _ in dataset if p.endswith(("bibo/editorList>", "#peopleInOrder>"))}
    assert lists
    document = tree(dataset)
    works = {node["id"]: node for node in nodes(document["@graph"], document["@context"]) if "authorship" in node}
    assert set(works) == {work[1:-1].removeprefix(dataset.document) for work in {*lists, *others}}
    for work, cell in lists.items():
        chain_of_cells, agents = [], []
        while cell != f"<{RDF}nil>":
            chain_of_cells.append(cell[1:-1].removeprefix(dataset.document))
            agents.append(facts[cell, f"<{RDF}first>"][1:-1].removeprefix(dataset.document))
            cell = facts[cell, f"<{RDF}rest>"]
        included = works[work[1:-1].removeprefix(dataset.document)]["authorship"]
        cells = [one for one in included if "/authors/" in one["id"]]
        assert [cell["id"] for cell in cells] == chain_of_cells
        assert [cell["position"] for cell in cells] == list(range(1, len(cells) + 1))
        items = [cell["item"] if isinstance(cell["item"], str) else cell["item"]["id"] for cell in cells]
        assert items == agents


def test_jsonld_context_holds_only_what_the_document_uses(dataset: vitagraph.Dataset) -> None:
    """Each term and prefix of the context is used, and is that of ontology/context.jsonld."""
    document = tree(dataset)
    context = document["@context"]
    keys: set[str] = set()
    values: set[str] = set()

    def walk(value: Any) -> None:
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, dict):
                keys.update(item)
                for key, child in item.items():
                    if key in ("type", "@type", "id"):
                        values.update([child] if isinstance(child, str) else child)
                    walk(child)
            elif isinstance(item, str):
                values.add(item)

    walk(document["@graph"])
    whole = json.loads((ROOT / "ontology/context.jsonld").read_text(encoding="utf-8"))["@context"]
    terms = {key: definition for key, definition in context.items() if not key.startswith("@") and key not in ("id", "type")}
    definitions = [definition if isinstance(definition, str) else definition["@id"] for definition in terms.values()]
    prefixes_in_use = {word.partition(":")[0] for word in (*keys, *values, *definitions) if ":" in word}
    for key, definition in terms.items():
        assert whole[key] == definition
        assert key in (prefixes_in_use if key in PREFIXES else keys | values), f"the context defines {key} for nothing"
    bare = {key for key in keys if ":" not in key and not key.startswith("@")} - {"id", "type"}
    languages = {o.rpartition('"@')[2] for _, _, o in dataset if o[-1] not in '">'}
    assert bare <= set(terms) | languages


def test_jsonld_expands_without_a_network(dataset: vitagraph.Dataset) -> None:
    """PyLD expands the document with a loader that rejects every address; each resource is an absolute IRI."""
    expanded = jsonld.expand(tree(dataset), {"documentLoader": refuse})
    assert expanded[0]["@id"] == f"{dataset.document}#me"
    assert all(node["@id"].startswith(("http://", "https://")) for node in expanded)


# -- RDF/XML

HOSTILE = [
    "return\rinside", "line\r\nfeed", "]]>", "<![CDATA[x]]>", "a & b &amp; &#13; <b>", "'\"", "\tedge", "\u0085NEL", "\u2028", "\\u0041",
    "<?xml?>", "<!-- -->", "\U0001f989", "e\u0301", "\u202eright", "\ufeff bom", "\ufffd", "]]", "%0A", "{{}}", "--", "\u00a0",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_rdfxml_is_well_formed_whatever_the_text(text: str) -> None:
    """The standard library's parser returns special characters unchanged (in Unicode Form C)."""
    stated = f"before {text} after"
    cv = vitagraph.read_text(yaml.safe_dump({"interests": [{"id": "x", "name": stated}]}))
    written = vitagraph.dataset(cv).serialize("rdfxml")
    names = ET.fromstring(written).iter(f"{{{PREFIXES['skos']}}}prefLabel")
    assert [name.text for name in names] == [normalize("NFC", stated)]
    assert "\r" not in written


def test_rdfxml_is_plain_xml(dataset: vitagraph.Dataset) -> None:
    """One element a resource, no rdf:nodeID, no parseType that drops facts, no nesting of resources."""
    root = ET.fromstring(dataset.serialize("rdfxml"))
    assert root.tag == f"{{{RDF}}}RDF"
    about = [child.get(f"{{{RDF}}}about") for child in root]
    assert about[0] == f"{dataset.document}#me"
    assert [name for name, count in Counter(about).items() if count > 1 or name is None] == []
    assert not [element for element in root.iter() if element.get(f"{{{RDF}}}nodeID") or element.get(f"{{{RDF}}}parseType")]
    assert sum(len(child) for child in root) + sum(child.tag != f"{{{RDF}}}Description" for child in root) == len(dataset)


# -- any text, language tag, date and author list that the records accept survives every format

UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
NASTY = st.sampled_from([*"\"\\<>&{}[]#@^_:;,.%|`'$~-", "\n", "\r", "\t", "\u0085", "\u2028", "]]>", "\ufeff", "\U0001f989", "\u0301"])
ANY_TEXT = st.lists(st.one_of(NASTY, st.characters(codec="utf-8")), min_size=1, max_size=12).map("".join)
WANTED = st.characters(codec="utf-8", exclude_characters=[chr(n) for n in (*range(0xA0), 0xFFFE, 0xFFFF) if UNWANTED.match(chr(n))])
TEXT = st.lists(st.one_of(NASTY, WANTED), min_size=1, max_size=12).map("".join).filter(str.strip)
# A text from which an id can be derived, and which is none.
NAME = TEXT.map(lambda text: f"The {text}")
TAG = st.from_regex(
    r"(?i)\A[a-z]{2,3}(-[a-z]{4})?(-([a-z]{2}|[0-9]{3}))?(-([a-z0-9]{5,8}|[0-9][a-z0-9]{3})){0,2}(-u(-[a-z0-9]{2,8}){1,2})?(-x(-[a-z0-9]{1,8}))?\Z",
    alphabet=st.characters(codec="ascii"),
)
TRANSLATED = st.dictionaries(TAG, TEXT, min_size=1, max_size=4).filter(lambda texts: len({tag.lower() for tag in texts}) == len(texts))
DATE = st.tuples(st.dates(), st.sampled_from([4, 7, 10])).map(lambda pair: pair[0].isoformat()[: pair[1]])
FAMILY = st.text(st.sampled_from("abcxyzßøłéüñ'-"), max_size=8).map(lambda letters: f"Ba{letters}s")
AUTHOR = st.one_of(
    st.tuples(FAMILY, st.sampled_from(["A", "A-B", "AB", "Ö", "B C"])).map(" ".join),
    st.fixed_dictionaries({"name": TEXT, "id": st.sampled_from(["one", "two", "three"])}),
    st.fixed_dictionaries({"name": TEXT, "organization": st.sampled_from(["ACME", "Écrivains & Fils"])}),
    st.just({"id": "me"}),
)
ARTICLE = st.fixed_dictionaries(
    {"id": st.just("x"), "title": st.one_of(TEXT, TRANSLATED)},
    optional={
        "lang": TAG,
        "authors": st.lists(AUTHOR, min_size=1, max_size=5),
        "date": DATE,
        "abstract": st.one_of(TEXT, TRANSLATED),
        "citation": TEXT,
        "keywords": st.lists(TEXT, max_size=3),
        "volume": TEXT,
        "issue": TEXT,
        "journal": NAME,
    },
)
TALK = st.fixed_dictionaries({"id": st.just("y"), "title": TRANSLATED, "date": DATE}, optional={"note": TEXT, "event": NAME})
PERIOD = st.lists(st.dates(), min_size=1, max_size=2).map(lambda days: " to ".join(day.isoformat() for day in sorted(days)))
POSITION = st.fixed_dictionaries({"id": st.just("z"), "title": TEXT, "organization": NAME, "dates": PERIOD})


def written(article: dict[str, Any], talk: dict[str, Any], position: dict[str, Any]) -> vitagraph.CV:
    """The CV with these records, if the reader accepts them."""
    person = {"person": {"name": "Ada Beispiel"}}
    try:
        return vitagraph.read_text(yaml.safe_dump(person | {"journal_articles": [article], "talks": [talk], "positions": [position]}))
    except vitagraph.DataError as error:
        # Names from which no id can be derived, or that are read as ids; all other generated values must be accepted.
        for problem in error.problems:
            reasons = "no id can be derived|looks like|there is no|may be|would get the id|the id"
            assert re.search(reasons, problem.message), f"refused: {problem}"
        assume(False)
        raise


def form_c(text: str) -> str:
    """A text in the form of the graph."""
    return normalize("NFC", text.strip())


def assert_stated(dataset: vitagraph.Dataset, article: dict[str, Any], talk: dict[str, Any], position: dict[str, Any]) -> None:
    """The graph has the values of the records, letter by letter in Unicode Form C."""
    triples = by_oxigraph(dataset.serialize("nquads"), "nquads")
    schema, document = PREFIXES["schema"], dataset.document

    def objects(node: str, predicate: str) -> set[Term]:
        return {o for s, p, o in triples if s[0] == f"{document}#{node}" and p[0] == predicate}

    def literals(texts: str | dict[str, str], language: str = "en") -> set[Term]:
        stated = texts if isinstance(texts, dict) else {tag_of(language.lower(), texts): texts}
        return {
            (form_c(text), "" if tag == "und" else tag.lower(), LANG_STRING if tag not in ("", "und") else XSD + "string")
            for tag, text in stated.items()
        }

    assert objects("publication/x", schema + "name") == literals(article["title"], article.get("lang", "en"))
    assert objects("talk/y", schema + "name") == literals(talk["title"])
    assert objects("position/z", schema + "roleName") == literals(position["title"])
    datatypes = {4: "gYear", 7: "gYearMonth", 10: "date"}
    assert objects("talk/y", PREFIXES["dcterms"] + "date") == {(talk["date"], "", XSD + datatypes[len(talk["date"])])}
    if "date" in article:
        assert objects("publication/x", schema + "datePublished") == {(article["date"], "", XSD + datatypes[len(article["date"])])}
    if "citation" in article:
        stated = (form_c(article["citation"]), "", XSD + "string")
        assert objects("publication/x", PREFIXES["dcterms"] + "bibliographicCitation") == {stated}
    for number, author in enumerate(article.get("authors", ()), 1):
        printed = author if isinstance(author, str) else author.get("name", "")
        names = {(form_c(printed), "", XSD + "string")} if printed else set()
        assert objects(f"publication/x/authors/{number}", schema + "name") == names
    last = objects(f"publication/x/authors/{len(article.get('authors', ()))}", RDF + "rest")
    assert last == ({(RDF + "nil", "", "")} if article.get("authors") else set())


def survives(article: dict[str, Any], talk: dict[str, Any], position: dict[str, Any], readers: tuple[str, ...]) -> None:
    """Accepted values are in the graph and are equal after every format."""
    dataset = vitagraph.dataset(written(article, talk, position))
    assert_stated(dataset, article, talk, position)
    assert_one_graph(dataset, dataset.serialize("ntriples"), readers)


REPEATABLE = {
    "derandomize": True,
    "database": None,
    "deadline": None,
    "suppress_health_check": [HealthCheck.filter_too_much, HealthCheck.too_slow, HealthCheck.data_too_large],
}


@settings(max_examples=30, **REPEATABLE)
@given(ARTICLE, TALK, POSITION)
def test_whatever_records_accept_survives_every_format(article: Any, talk: Any, position: Any) -> None:
    """Text, language tags, dates and author lists, through pyoxigraph and PyLD."""
    survives(article, talk, position, ("oxigraph", "pyld"))


@settings(max_examples=12, **REPEATABLE)
@given(ARTICLE, TALK, POSITION)
def test_whatever_records_accept_survives_every_format_in_rdflib(article: Any, talk: Any, position: Any) -> None:
    """The same through rdflib, which is slower."""
    survives(article, talk, position, ("rdflib",))


@pytest.mark.generated
@pytest.mark.slow
@settings(max_examples=150 * MORE, **REPEATABLE)
@given(ARTICLE, TALK, POSITION)
def test_whatever_records_accept_survives_every_format_hundreds_of_times(article: Any, talk: Any, position: Any) -> None:
    """Hundreds of CVs, through every parser."""
    survives(article, talk, position, ("oxigraph", "pyld", "rdflib", "rapper"))


@settings(max_examples=30, **REPEATABLE)
@given(ANY_TEXT)
def test_text_is_refused_only_for_control_characters(text: str) -> None:
    """The reader rejects characters that XML cannot represent, naming them, and empty text; all other text becomes a literal."""
    source = yaml.safe_dump({"interests": [{"id": "x", "name": text}]})
    unwanted = UNWANTED.search(text)
    if unwanted or not text.strip():
        with pytest.raises(vitagraph.DataError) as caught:
            vitagraph.read_text(source)
        assert not unwanted or f"U+{ord(unwanted[0]):04X}" in str(caught.value)
        return
    dataset = vitagraph.dataset(vitagraph.read_text(source))
    node = f"{dataset.document}#topic/x"
    for name in SYNTAXES.own:
        found = {o for s, p, o in by_oxigraph(dataset.serialize(name), name) if s[0] == node and p[0] == PREFIXES["schema"] + "name"}
        assert found == {(form_c(text), "en", LANG_STRING)}
