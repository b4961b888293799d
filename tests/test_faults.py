"""Faults: planted in records and in graphs, each is reported, on its line, by every engine; no constraint is idle."""

from __future__ import annotations

import json
import random
import re
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest
import yaml
from rdflib import RDF, BNode, Graph, URIRef

import planting
import vitagraph
from conftest import ROOT
from planting import CONSTRAINTS, SH, SHAPES, Fault, Planter, Triple, component
from vitagraph.graph import GUARDED
from vitagraph.reading import read_index
from vitagraph.sources import ntriples_terms, read_graph
from vitagraph.validation import Report, Result, Severity, Validator, validate_file
from vitagraph.validation.engines import compiled
from vitagraph.validation.report import Finding
from vitagraph.validation.shapes import shapes
from vitagraph.validation.tracing import FileTracer, RecordTracer

RECORD_FAULTS: list[dict[str, str]] = yaml.safe_load((ROOT / "tests/faults/records.yaml").read_text(encoding="utf-8"))
PAGE_FAULTS: list[dict[str, str]] = yaml.safe_load((ROOT / "tests/faults/pages.yaml").read_text(encoding="utf-8"))
SUBJECTS = ("dataset", "person", "career", "works", "patents", "events")
PAGE = ROOT / "tests/faults/page.jsonld"
GOLDEN = ROOT / "tests/golden/faults.txt"
Key = tuple[str, ...]


@cache
def validator(*profiles: str) -> Validator:
    """The shapes, compiled once for all faults."""
    return Validator(profiles)


def report(folder: Path, profile: str) -> Report:
    """What is found in a folder of records."""
    return validator(*profile.split()).validate(read_index(folder), str(folder))


@cache
def untouched(cv: str, profile: str) -> Report:
    """What is found in one of the CVs as it is."""
    return report(ROOT / "data" / cv, profile)


def shape(result: Result) -> str:
    """The name of the shape a result comes from."""
    return result.finding.source_shape.rpartition("#")[2][:-1]


def line_of(text: str, before: str, expected: str | None) -> int:
    """The line that holds a text, or the first that differs."""
    if expected is not None:
        assert text.count(expected) == 1, f"{expected!r} stands there {text.count(expected)} times"
        return text.count("\n", 0, text.index(expected)) + 1
    at = next(number for number, (one, other) in enumerate(zip(text, before, strict=False)) if one != other)
    return text.count("\n", 0, at) + 1


@pytest.mark.parametrize("fault", RECORD_FAULTS, ids=[f"{fault['in']}-{fault['shape']}" for fault in RECORD_FAULTS])
def test_a_fault_in_a_record_is_reported_once_on_its_line(tmp_path: Path, fault: dict[str, str]) -> None:
    """The one new result comes from the shape, says what to do, and leads to the line; nothing else is new."""
    cv, file = fault["in"].split("/")
    folder = Path(shutil.copytree(ROOT / "data" / cv, tmp_path / "cv"))
    text = (folder / file).read_text(encoding="utf-8")
    assert text.count(fault["for"]) == 1
    known = untouched(cv, fault.get("profile", ""))
    planted = text.replace(fault["for"], fault["write"])
    (folder / file).write_text(planted, encoding="utf-8")
    found = report(folder, fault.get("profile", ""))
    assert Counter(map(shape, found.results)) - Counter(map(shape, known.results)) == Counter(
        [fault["shape"], *fault.get("also", "").split()]
    )
    old = {one.sentence for one in known.results}
    (new,) = (one for one in found.results if shape(one) == fault["shape"] and one.sentence not in old)
    assert [one.sentence for one in found.distinct()].count(new.sentence) == 1
    assert fault["says"] in new.message
    where = folder / fault.get("file", file)
    line = line_of(where.read_text(encoding="utf-8"), (ROOT / "data" / cv / where.name).read_text(encoding="utf-8"), fault.get("line"))
    assert (new.place.source, new.place.line) == (str(where), line)


# -- faults in graphs


@cache
def example() -> tuple[Triple, ...]:
    """The whole graph of data/example."""
    return tuple(vitagraph.dataset(vitagraph.read(ROOT / "data/example")).triples(GUARDED))


@cache
def public_example() -> tuple[Triple, ...]:
    """What of it everybody may see."""
    return tuple(vitagraph.dataset(vitagraph.read(ROOT / "data/example")).triples())


def ntriples(triples: Iterable[Triple]) -> str:
    """The text of a graph."""
    return "".join(f"{s} {p} {o} .\n" for s, p, o in triples)


@cache
def graph_faults() -> list[Fault]:
    """Generated and written faults for the shapes of all CVs."""
    document = vitagraph.read(ROOT / "data/example").document.iri
    generated = Planter(planting.shapes_graph(*SUBJECTS), example()).faults()
    return [*generated, *planting.written_faults(example(), str(document), ROOT / "tests/faults/graph.yaml")]


@cache
def privacy_faults() -> list[Fault]:
    """Faults for the profile `public`."""
    generated = Planter(planting.shapes_graph("privacy"), public_example()).faults()
    return [*generated, *planting.written_faults(public_example(), "https://ada.example/cv", ROOT / "tests/faults/privacy.yaml")]


@cache
def page() -> tuple[Triple, ...]:
    """The graph of a page without results for the profile `google`."""
    return tuple(ntriples_terms(read_graph(str(PAGE), locate=True).triples.replace("<https://schema.org/", "<http://schema.org/")))


@cache
def google_faults() -> list[Fault]:
    """Faults for the profile `google`."""
    planter = Planter(planting.shapes_graph("google"), page())
    written = planting.written_faults(page(), "https://ada.example/cv", ROOT / "tests/faults/google.yaml")
    return [*planter.faults(), *planter.strangers(), *written]


def key(finding: Finding) -> Key:
    """What engines must agree on."""
    return finding.focus_node, finding.path, str(finding.severity), finding.source_shape, finding.component


def new(found: Iterable[Finding], known: Iterable[Finding]) -> list[Finding]:
    """The findings that were not there before."""
    before = Counter((key(one), one.value) for one in known)
    fresh = []
    for one in found:
        if before[key(one), one.value]:
            before[key(one), one.value] -= 1
        else:
            fresh.append(one)
    return fresh


def intended(fault: Fault, found: Iterable[Finding]) -> list[Finding]:
    """Those findings that a fault was planted for."""
    wanted = f"<{SHAPES}{fault.shape}>", component(fault.constraint)
    return [one for one in found if (one.source_shape, one.component) == wanted and fault.focus in ("", one.focus_node)]


SETS = {
    "": (graph_faults, example, shapes),
    "public": (privacy_faults, public_example, lambda: shapes(["public"], base=False)),
    "google": (google_faults, page, lambda: shapes(["google"], base=False)),
}


@pytest.mark.parametrize("profile", SETS)
def test_every_fault_in_a_graph_is_reported(profile: str, update_golden: bool) -> None:
    """Each as often as it was planted; what else it breaks stands in the golden file, and hundreds break nothing else."""
    make_faults, graph, text = SETS[profile]
    check = compiled(text())
    known = check(ntriples(graph()))
    lines, alone = [], 0
    for fault in make_faults():
        found = new(check(ntriples(fault.planted(graph()))), known)
        hits = intended(fault, found)
        assert len(hits) == fault.times or (not fault.times and hits), (str(fault), found)
        assert all(one.message and "{?" not in one.message for one in found)
        others = Counter(short(one) for one in found if one not in hits)
        alone += not others
        lines.append(f"{short(hits[0])}" + "".join(f"\n  also {count} x {other}" for other, count in sorted(others.items())))
    text_now = f"{len(lines)} faults, {alone} of them break one constraint only\n" + "\n".join(sorted(lines)) + "\n"
    golden = GOLDEN.with_stem(f"faults-{profile or 'all'}")
    if update_golden:
        golden.write_text(text_now, encoding="utf-8")
    assert text_now == golden.read_text(encoding="utf-8")


def short(finding: Finding) -> str:
    """A finding's severity, shape and component."""
    name = finding.component.rpartition("#")[2].removesuffix("ConstraintComponent>")
    return f"{finding.severity} {finding.source_shape.rpartition('#')[2][:-1]} {name}"


def test_there_are_enough_faults() -> None:
    """The numbers are known, so that none gets lost."""
    assert (len(RECORD_FAULTS), len(graph_faults()), len(privacy_faults()), len(google_faults())) == (76, 692, 26, 96)


def test_faults_in_a_graph_lead_back_to_their_record() -> None:
    """A result is placed in the lines of the record that its focus node is, or is a part of."""
    index = read_index(ROOT / "data/example")
    check, tracer = compiled(shapes()), RecordTracer(index, "data/example")
    known = check(ntriples(example()))
    led = 0
    for fault in graph_faults()[::3]:
        for one in intended(fault, new(check(ntriples(fault.planted(example()))), known)):
            place = tracer.trace(one).place
            node = one.value if one.component == component("sparql") else one.focus_node
            record = index.records.get(re.sub(r"/(authors|id)/[a-z0-9-]+>$", ">", node))
            start = index.cv.origins.of(record) if record is not None else None
            if start is not None:
                assert place.source == start.source, (str(fault), place, start)
                assert place.line in lines_of(start.source, start.line), (str(fault), place, start)
                led += 1
    assert led > 120


def test_a_page_without_faults_has_no_results() -> None:
    """Nothing required or recommended is missing, so what a fault brings is its own."""
    assert validate_file(str(PAGE), ["google"]).results == []


def test_what_google_requires_is_an_error_and_what_it_recommends_a_note() -> None:
    """What is missing is an error or a note, what is written in a form that is not read a warning."""
    check, severities = compiled(shapes(["google"], base=False)), set()
    for fault in google_faults():
        for one in intended(fault, check(ntriples(fault.planted(page())))):
            missing = fault.constraint in ("minCount", "sparql") or fault.shape.startswith(("GoogleDataset", "GoogleBreadcrumb"))
            severities.add((missing or fault.shape == "GoogleProfilePageShape-mainEntity", one.severity))
    assert severities == {(True, Severity.error), (True, Severity.note), (False, Severity.warning)}


def test_faults_in_a_page_lead_back_to_line_and_column() -> None:
    """A result is placed at the brace that opens the JSON object of its focus node."""
    source = read_graph(str(PAGE), locate=True)
    check, tracer = compiled(shapes(["google"], base=False)), FileTracer(source, str(PAGE))
    led = 0
    for fault in google_faults():
        for one in intended(fault, check(ntriples(fault.planted(page())))):
            if one.focus_node in source.nodes:
                place = tracer.trace(one).place
                rest = "\n".join(source.text.split("\n")[place.line - 1 :])[place.column - 1 :]
                node, _ = json.JSONDecoder().raw_decode(rest)
                assert node.get("@id", f"urn:vitagraph:{place.line}:{place.column}") == one.focus_node[1:-1], (str(fault), place)
                assert len(node) > 1
                led += 1
    assert led > 60


@pytest.mark.parametrize("fault", PAGE_FAULTS, ids=lambda fault: str(fault["shape"]))
def test_a_fault_in_the_text_of_a_page_is_reported_once_at_its_node(tmp_path: Path, fault: dict[str, str]) -> None:
    """The only result comes from the shape with its severity, and leads to the brace of the node, also within HTML."""
    text = PAGE.read_text(encoding="utf-8")
    assert text.count(fault["for"]) == 1
    planted = f'<html><script type="application/ld+json">\n{text.replace(fault["for"], fault["write"])}</script></html>\n'
    html = tmp_path / "index.html"
    html.write_text(planted, encoding="utf-8")
    (result,) = validate_file(str(html)).results
    assert (shape(result), result.finding.severity) == (fault["shape"], fault["severity"])
    at = planted.rindex("{", 0, planted.index(fault["in"]))
    line = planted.count("\n", 0, at) + 1
    assert (result.place.line, result.place.column) == (line, at - planted.rfind("\n", 0, at))


@cache
def lines_of(source: str, line: int) -> range:
    """The lines of the record of a section in which a line lies."""
    text = Path(source).read_text(encoding="utf-8").split("\n")
    starts = [number for number, one in enumerate(text, 1) if re.match(r"\w|  - ", one)] + [len(text) + 1]
    start = max(one for one in starts if one <= line)
    return range(start, starts[starts.index(start) + 1])


# -- no constraint is idle


def test_every_constraint_of_a_shape_with_targets_has_a_fault() -> None:
    """Whoever adds a constraint adds a fault, or the generator finds one."""
    for names, faults in ((SUBJECTS, graph_faults()), (("privacy",), privacy_faults()), (("google",), google_faults())):
        graph = planting.shapes_graph(*names)
        targeted = {shape for kind in planting.TARGETS for shape, _ in graph.subject_objects(kind)}
        owners = targeted | {owner for shape in targeted for owner in graph.objects(shape, SH.property)}
        stated = {(str(owner).removeprefix(SHAPES), name) for owner in owners for name in CONSTRAINTS if (owner, SH[name], None) in graph}
        assert stated - {(fault.shape, fault.constraint) for fault in faults} == set()


def deletions(graph: Graph) -> Iterator[tuple[URIRef, tuple[object, ...]]]:
    """Each shape with each triple that makes it check something, or something be checked."""
    for shape, predicate, term in sorted(graph):
        if isinstance(shape, URIRef) and predicate in {SH[name] for name in CONSTRAINTS} | {SH.property, *planting.TARGETS}:
            yield shape, (shape, predicate, term)


def users(graph: Graph, shape: URIRef) -> set[str]:
    """A shape, its property shapes, and all that refer to it, directly or by way of others."""
    found, todo = {shape}, [shape]
    while todo:
        one = todo.pop()
        lists = {head for item in graph.subjects(RDF.first, one) for head in (item, *graph.subjects(RDF.rest * "*", item))}
        more = {subject for node in (one, *lists) for subject in graph.subjects(None, node) if isinstance(subject, URIRef)} - found
        found |= more
        todo += more
    found |= {owned for one in found for owned in graph.objects(one, SH.property)}
    return {str(one).removeprefix(SHAPES) for one in found}


@pytest.mark.slow
@pytest.mark.parametrize("part", range(16))
@pytest.mark.parametrize(("names", "profile"), [(SUBJECTS, ""), (("privacy",), "public"), (("google",), "google")])
def test_deleting_any_constraint_hides_a_fault(names: tuple[str, ...], profile: str, part: int) -> None:
    """Each constraint, property shape and target is deleted in turn, and some fault is no longer found as it was."""
    graph = planting.shapes_graph(*names)
    make_faults, triples, text = SETS[profile]
    whole = compiled(text())
    expected: dict[Fault, list[Finding]] = {}
    statements = {triple: " ".join(term.n3() for term in triple) + " .\n" for triple in graph}
    idle = []
    for shape, deleted in list(deletions(graph))[part::16]:
        check = compiled("".join(text for triple, text in statements.items() if triple != deleted))
        concerned = users(graph, shape)
        for fault in make_faults():
            if fault.shape in concerned:
                data = ntriples(fault.planted(triples()))
                if fault not in expected:
                    expected[fault] = whole(data)
                if check(data) != expected[fault]:
                    break
        else:
            idle.append(deleted)
    assert idle == []


# -- the engines agree


def agree(triples: Iterable[Triple], text: str) -> int:
    """Both engines find the same; how much."""
    data = ntriples(triples)
    both = [{unlabelled((key(one), one.value)) for one in compiled(text, engine)(data)} for engine in ("shacl", "pyshacl")]
    assert both[0] == both[1], (both[0] - both[1], both[1] - both[0])
    return len(both[0])


def unlabelled(found: object) -> str:
    """A finding in which a blank node has no label of an engine's own."""
    return re.sub(r"_:\w+", "_:", repr(found))


def planted_together(faults: Iterable[Fault], triples: tuple[Triple, ...]) -> list[Triple]:
    """A graph with several faults in it."""
    faults = list(faults)
    removed = {triple for fault in faults for triple in fault.removed}
    return [triple for triple in triples if triple not in removed] + sorted({t for fault in faults for t in fault.added} - set(triples))


def test_the_engines_agree_on_a_part_of_the_faults() -> None:
    """The compiled engine and pySHACL find the same in a graph with many of the faults at once."""
    assert agree(planted_together(graph_faults()[::9], example()), shapes()) > 150


@pytest.mark.slow
@pytest.mark.parametrize("part", range(40))
def test_the_engines_agree_on_every_fault(part: int) -> None:
    """All of them, some seventeen at a time."""
    agree(planted_together(graph_faults()[part::40], example()), shapes())


@pytest.mark.slow
def test_the_engines_agree_on_what_may_be_published() -> None:
    """The profile `public`, with every fault of its own."""
    assert agree(planted_together(privacy_faults(), public_example()), shapes(["public"], base=False)) > 25


def test_the_engines_agree_on_pages() -> None:
    """The profile `google`, with every fault of its own, some at a time."""
    faults = google_faults()
    assert sum(agree(planted_together(faults[part::4], page()), SETS["google"][2]()) for part in range(4)) > 60


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(50))
def test_the_engines_agree_on_generated_mutations(seed: int) -> None:
    """500 mutations of the graph, ten at a time: triples dropped, doubled, redirected, cut off, broken."""
    agree(mutated(random.Random(seed)), shapes())


def mutated(chance: random.Random, mutations: int = 10) -> list[Triple]:
    """The graph of the example with some random changes."""
    triples = list(example())
    objects = [term for _, _, term in triples]
    for _ in range(mutations):
        at = chance.randrange(len(triples))
        subject, predicate, term = triples[at]
        match chance.randrange(6):
            case 0:
                del triples[at]
            case 1:
                triples[at] = subject, predicate, chance.choice(objects)
            case 2:
                triples.append((subject, predicate, chance.choice(objects)))
            case 3:
                triples[at] = subject, predicate, '"wrong"'
            case 4:
                triples = [triple for triple in triples if triple[:2] != (subject, predicate)]
            case 5:
                triples = [triple for triple in triples if triple[0] != term]
    return list(dict.fromkeys(triples))


# -- the shapes themselves


@pytest.mark.parametrize("names", [SUBJECTS, ("dataset", "privacy"), ("google",)])
def test_the_shapes_are_well_formed(names: tuple[str, ...]) -> None:
    """They conform to SHACL's own shapes (SHACL, appendix C), and each says its name, its severity and what to do."""
    from pyshacl import validate

    graph = planting.shapes_graph(*names)
    conforms, _, text = validate(Graph(), shacl_graph=graph, meta_shacl=True)
    assert conforms, text
    for shape in {*graph.subjects(RDF.type, SH.NodeShape), *graph.subjects(RDF.type, SH.PropertyShape)}:
        assert not isinstance(shape, BNode)
        assert [len(list(graph.objects(shape, said))) for said in (SH.name, SH.message, SH.severity)] == [1, 1, 1], shape
