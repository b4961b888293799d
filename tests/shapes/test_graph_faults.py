"""Faults in graphs: each is reported exactly as often as it was planted, at its record or its place in a page."""

from __future__ import annotations

import json
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from conftest import ROOT
from fault_generator import component
from faulty_graphs import PAGE, SETS, example, google_faults, graph_faults, intended, new, ntriples, page, privacy_faults
from vitagraph.rdf.sources import read_graph
from vitagraph.validation import Severity
from vitagraph.validation.engines import compiled
from vitagraph.validation.report import ShaclResult
from vitagraph.validation.shapes import shapes
from vitagraph.validation.tracing import FileTracer, RecordTracer
from vitagraph.yaml import read_index

GOLDEN = ROOT / "tests/golden/faults.txt"


def reported(profile: str, share: int) -> tuple[list[str], int]:
    """A line for each fault (every so many of a set) with the results it causes, and the number of faults that cause one only."""
    make_faults, graph, text = SETS[profile]
    check = compiled(text())
    known = check(ntriples(graph()))
    lines, alone = [], 0
    for fault in make_faults()[::share]:
        found = new(check(ntriples(fault.planted(graph()))), known)
        hits = intended(fault, found)
        assert len(hits) == fault.times or (not fault.times and hits), (str(fault), found)
        assert all(one.message and "{?" not in one.message for one in found)
        others = Counter(short(one) for one in found if one not in hits)
        alone += not others
        lines.append(f"{short(hits[0])}" + "".join(f"\n  also {count} x {other}" for other, count in sorted(others.items())))
    return lines, alone


@pytest.mark.parametrize("profile", SETS)
def test_faults_in_a_graph_are_reported(profile: str) -> None:
    """A sample of the faults is reported as often as it was planted, with the results that the golden file has."""
    lines, _ = reported(profile, 16 if profile else 32)
    golden = GOLDEN.with_stem(f"faults-{profile or 'all'}").read_text(encoding="utf-8")
    known = re.split(r"\n(?!  )", golden)[1:]
    assert [line for line in lines if line not in known] == []


@pytest.mark.slow(80)
@pytest.mark.parametrize("profile", SETS)
def test_every_fault_in_a_graph_is_reported(profile: str, update_golden: bool) -> None:
    """Each is reported as often as it was planted; the golden file has other results that it causes."""
    lines, alone = reported(profile, 1)
    text_now = f"{len(lines)} faults, {alone} of them break one constraint only\n" + "\n".join(sorted(lines)) + "\n"
    golden = GOLDEN.with_stem(f"faults-{profile or 'all'}")
    if update_golden:
        golden.write_text(text_now, encoding="utf-8")
    assert text_now == golden.read_text(encoding="utf-8")


def short(result: ShaclResult) -> str:
    """Severity, shape and component of a result."""
    name = result.component.rpartition("#")[2].removesuffix("ConstraintComponent>")
    return f"{result.severity} {result.source_shape.rpartition('#')[2][:-1]} {name}"


def test_there_are_enough_faults() -> None:
    """The numbers of faults are known, so that none is lost."""
    assert (len(graph_faults()), len(privacy_faults()), len(google_faults())) == (1675, 26, 96)


def test_faults_in_a_graph_lead_back_to_their_record() -> None:
    """The place of a result is in the record whose node, or whose nested node, is the focus node."""
    index = read_index(ROOT / "data/example")
    check, tracer = compiled(shapes()), RecordTracer(index, "data/example")
    known = check(ntriples(example()))
    led = 0
    for fault in graph_faults()[::40]:
        for one in intended(fault, new(check(ntriples(fault.planted(example()))), known)):
            place = tracer.trace(one).place
            node = one.value if one.component == component("sparql") else one.focus_node
            record = index.records.get(re.sub(r"/(authors|id)/[a-z0-9-]+>$", ">", node))
            start = index.cv.origins.of(record) if record is not None else None
            if start is not None:
                assert place.source == start.source, (str(fault), place, start)
                assert place.line in lines_of(start.source, start.line), (str(fault), place, start)
                led += 1
    assert led > 10


@cache
def lines_of(source: str, line: int) -> range:
    """The lines of the record of a section that contains a line."""
    text = Path(source).read_text(encoding="utf-8").split("\n")
    starts = [number for number, one in enumerate(text, 1) if re.match(r"\w|  - ", one)] + [len(text) + 1]
    start = max(one for one in starts if one <= line)
    return range(start, starts[starts.index(start) + 1])


def test_what_google_requires_is_an_error_and_what_it_recommends_a_note() -> None:
    """A missing value is an error or a note; a value in a form that Google does not read is a warning."""
    check, severities = compiled(shapes(["google"], base=False)), set()
    for fault in google_faults():
        for one in intended(fault, check(ntriples(fault.planted(page())))):
            missing = fault.constraint in ("minCount", "sparql") or fault.shape.startswith(("GoogleDataset", "GoogleBreadcrumb"))
            severities.add((missing or fault.shape == "GoogleProfilePageShape-mainEntity", one.severity))
    assert severities == {(True, Severity.error), (True, Severity.note), (False, Severity.warning)}


def test_faults_in_a_page_lead_back_to_line_and_column() -> None:
    """The place of a result is the opening brace of the JSON object of its focus node."""
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
