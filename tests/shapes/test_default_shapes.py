"""Every record class has shapes without writing any, and a new one needs no more than its file and its line."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from rdflib import SH, Graph

from conftest import ROOT
from vitagraph.mapping import dataset_of
from vitagraph.project.default_shapes import _form, further_types, predicates_of, target_of, targets
from vitagraph.project.written_shapes import Aspect, Coverage, Predicate, observed
from vitagraph.rdf.terms import parse
from vitagraph.rdf.vocabulary import PREFIXES, RDF, SCHEMA
from vitagraph.records import ABOUT_THE_RECORD, Document, Field, Index, Record, plan, record_classes
from vitagraph.records.kinds import kind as kind_iri
from vitagraph.records.organizations import Place
from vitagraph.records.record import Author
from vitagraph.records.schemes import SCHEMES
from vitagraph.validation.engines import ENGINES
from vitagraph.validation.shapes import shapes
from vitagraph.values import Days, Period, Text
from vitagraph.values.facts import Facts
from vitagraph.yaml import read_index

WHERE = "run `make generated`; what a record class's `structure` writes needs a shape of its own in ontology/shapes/"
CLASSES = (*record_classes(), Document)


@cache
def index() -> Index:
    """The CV that uses every field."""
    return read_index(ROOT / "data/example")


@cache
def coverage() -> Coverage:
    """What all shapes of a CV constrain."""
    return Coverage(shapes(), observed(index(), dataset_of(index())))


@pytest.mark.parametrize("record", CLASSES, ids=lambda record: str(record.__name__))
def test_every_record_class_has_a_shape(record: type[Record]) -> None:
    """A shape targets it, and each required field is required by one, unless RDF cannot distinguish it from a class without it."""
    assert coverage().targets(record), f"{record.__name__}: no shape targets this record class; {WHERE}"
    target = target_of(record)
    alike = [*targets().get(target, []), *(other for other in record_classes() if target in further_types(other))]
    for field in plan(record).fields.values():
        own = predicates_of(field)
        everywhere = all(field.name in plan(other).fields and plan(other).fields[field.name].required for other in alike)
        if field.required and own and everywhere:
            assert coverage().states([record], own, Aspect.required), f"{record.__name__}: no shape requires `{field.name}:`; {WHERE}"


def test_every_reference_is_constrained() -> None:
    """The form of a reference, an author or a nested record is stated by a shape, unless several fields share its predicates."""
    free = {
        f"{record.__name__}.{field.name}"
        for record in CLASSES
        for field in plan(record).fields.values()
        if field.is_link and (own := [one for one in predicates_of(field) if not one.inverse])
        if not coverage().states([record], own, Aspect.form)
    }
    assert free == set(), f"no shape constrains {sorted(free)}; {WHERE}"


@pytest.mark.parametrize(
    ("constraint", "states"),
    [
        ("sh:property [ sh:path schema:name ; sh:minCount 1 ]", {Aspect.required}),
        ("sh:property [ sh:path schema:name ; sh:maxCount 1 ; sh:datatype xsd:string ]", {Aspect.single, Aspect.form}),
        ("sh:property [ sh:path schema:name ; sh:minCount 1 ; sh:datatype xsd:string ; sh:severity sh:Info ]", set()),
        ("sh:property [ sh:path schema:name ; sh:message 'a name' ]", set()),
        ("sh:property [ sh:path rdfs:label ; sh:equals schema:name ; sh:uniqueLang true ]", {Aspect.single}),
        ("sh:or ( [ sh:path schema:name ; sh:minCount 1 ] [ sh:path schema:url ; sh:minCount 1 ] )", set()),
        ("sh:property [ sh:path schema:author ; sh:node [ sh:path schema:name ; sh:minCount 1 ] ]", set()),
    ],
)
def test_a_shape_states_what_it_constrains_and_no_more(constraint: str, states: set[Aspect]) -> None:
    """So the default shape keeps the other constraints of the field."""
    prefixes = "".join(f"@prefix {prefix}: <{PREFIXES[prefix]}> .\n" for prefix in ("rdfs", "schema", "xsd"))
    shape = f"@prefix sh: <http://www.w3.org/ns/shacl#> .\n[] sh:targetClass schema:Place ; {constraint} ."
    name, place = Predicate(SCHEMA.name), (Place,)
    assert {one for one in Aspect if Coverage(prefixes + shape, ()).states(place, [name], one)} == states


def stated() -> Iterator[tuple[Field, Any]]:
    """Every value of the CV that uses every field."""
    for record in index().records.values():
        for field in plan(type(record)).fields.values():
            value = getattr(record, field.name)
            if value is not None and field.name not in ABOUT_THE_RECORD and not field.is_link:
                yield from ((field, one) for one in (value if field.many else [value]))


def test_the_datatypes_of_value_types_are_those_of_their_terms() -> None:
    """What a value type declares is what its values become."""
    seen = set()
    for field, value in stated():
        if field.predicates and field.type not in (Text, bool, int) and RDF.type not in field.predicates:
            seen.add(field.type)
            term = value.terms()[0] if isinstance(value, (Days, Period)) else value.term()
            datatype = f"<{parse(term).datatype or 'http://www.w3.org/2001/XMLSchema#string'}>"
            assert (term[0] == "<" and not value.datatypes) or (term[0] == '"' and datatype in value.datatypes), (field.name, value)
    assert len(seen) > 25


@pytest.mark.parametrize("record", record_classes(), ids=lambda record: str(record.__name__))
def test_every_field_has_a_form(record: type[Record]) -> None:
    """A type of values that no shape can express fails here, with its field."""
    for field in plan(record).fields.values():
        if field.name not in ABOUT_THE_RECORD and field.type not in (Author, Facts):
            line, form = _form(field, {})
            assert line.startswith("sh:"), field.name
            assert form, field.name


LETTER = '''
"""Letters of reference."""

from typing import Annotated, ClassVar

from vitagraph.rdf.vocabulary import DCTERMS, EVENT, RDFS, SCHEMA, Iri
from vitagraph.records.record import Author, Record
from vitagraph.records.references import EventRef, WorkRef
from vitagraph.values import PartialDate, Text, Url, slug


class Letter(Record, kw_only=True):
    """A letter of reference."""

    segment: ClassVar[str] = "letter"
    types: ClassVar[tuple[Iri, ...]] = (EVENT.Event, SCHEMA.CreativeWork, "<http://schema.org/Message>")

    title: Annotated[Text, SCHEMA.name, DCTERMS.title, RDFS.label, "title"]
    author: Annotated[Author, SCHEMA.author, "who wrote it"]
    date: Annotated[PartialDate, DCTERMS.date, "date"]
    event: Annotated[EventRef | None, SCHEMA.superEvent, "for which event"] = None
    works: Annotated[list[WorkRef], SCHEMA.about, "about which works"] = []
    url: Annotated[Url | None, SCHEMA.url, "address"] = None

    def default_id(self, parent: str, number: int) -> str:
        return slug(self.title)
'''
RECORDS = """\
document: {iri: https://ada.example/cv}
person: {name: Ada Beispiel}
letters:
  - {title: To whom, author: Eule E, date: 2020-05, event: Owl Days, works: [Hooting], url: "https://owl.example/"}
reports: [{title: Hooting, authors: Beispiel A, date: 2019, institution: Nest, number: 1, url: "https://nest.example/"}]
"""
#: what stands in the Turtle file, what is written instead, and the parts of the messages that name the fault
FAULTS = [
    (
        'schema:name "To whom"@en ;',
        "",
        "the field title of the letter is missing, schema:name and dcterms:title, schema:name and rdfs:label",
    ),
    ('schema:name "To whom"@en ;', "schema:name 1 ;", "is not text, schema:name and dcterms:title, schema:name and rdfs:label"),
    ("schema:author <#person/eule-e> ;", "", "the field author of the letter is missing"),
    ("schema:author <#person/eule-e> ;", "schema:author <#person/nobody> ;", "is not a described person or organization"),
    ('dcterms:date "2020-05"^^xsd:gYearMonth ;', "", "the field date of the letter is missing"),
    ("schema:superEvent <#event/owl-days> ;", "schema:superEvent <#event/none> ;", "is not a described event"),
    ("schema:about <#publication/beispiel-2019-hooting> ;", "schema:about <#publication/none> ;", "is not a described publication"),
    ("schema:url <https://owl.example/> .", 'schema:url "owl.example" .', "is not a web address"),
]


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the source with one more record class: its file, its line, and what `make generated` writes."""
    copy = tmp_path_factory.mktemp("checkout")
    for name in ("src", "ontology", "queries", "docs", "bench", "data/example"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "CHANGELOG.md"):
        shutil.copy(ROOT / name, copy)
    (copy / "src/vitagraph/records/letters.py").write_text(LETTER, encoding="utf-8")
    sections = copy / "src/vitagraph/records/cv.py"
    text = sections.read_text(encoding="utf-8").replace(
        "    positions: list[Position] = []\n", "    positions: list[Position] = []\n    letters: list[Letter] = []\n"
    )
    text = text.replace("from vitagraph.records.patents", "from vitagraph.records.letters import Letter\nfrom vitagraph.records.patents")
    sections.write_text(text, encoding="utf-8")
    with (copy / "docs/reference/examples.yaml").open("a", encoding="utf-8") as examples:
        examples.write("letters: [{title: To whom, author: Eule E, date: 2020}]\n")
    called(copy, "vitagraph.project.generate")
    (copy / "cv.yaml").write_text(RECORDS, encoding="utf-8")
    called(copy, "vitagraph", "export", "cv.yaml", "-f", "turtle", "--output", "cv.ttl")
    return copy


def called(checkout: Path, module: str, *arguments: str, codes: tuple[int, ...] = (0,)) -> str:
    """The standard output of a module of a checkout, run in it."""
    environment = {**os.environ, "PYTHONPATH": str(checkout / "src")}
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments], cwd=checkout, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode in codes, done.stderr
    return done.stdout


def errors(checkout: Path, file: str, engine: str) -> list[str]:
    """The errors that `validate` reports for a file."""
    lines = called(checkout, "vitagraph", "validate", file, "--engine", engine, codes=(0, 1)).split("\n")
    return [line for line in lines if ": error: " in line]


def test_a_new_record_class_is_valid_where_nothing_is_wrong(checkout: Path) -> None:
    """Records and export: the default shapes find nothing, so what they find below is the fault's."""
    assert errors(checkout, "cv.yaml", "shacl") == []
    assert errors(checkout, "cv.ttl", "shacl") == []


@pytest.mark.parametrize(("before", "after", "messages"), FAULTS)
def test_a_fault_in_a_new_record_class_is_reported_at_its_place(checkout: Path, before: str, after: str, messages: str) -> None:
    """In an RDF file that another program wrote: an error for each broken constraint, with its own message, at the line of its subject."""
    text = (checkout / "cv.ttl").read_text(encoding="utf-8")
    start = text.index("\n<#letter/to-whom>") + 1
    assert text.count(before, start) == 1, text[start:]
    at = text.index(before, start)
    (checkout / "foreign.ttl").write_text(text[:at] + after + text[at + len(before) :], encoding="utf-8")
    found, parts = errors(checkout, "foreign.ttl", "shacl"), messages.split(", ")
    assert [sum(part in error for error in found) for part in parts] == [1] * len(parts) == [1] * len(found)
    assert all(error.startswith(f"foreign.ttl:{text.count(chr(10), 0, start) + 1}:1: error: ") for error in found)


def test_engines_agree_on_a_new_record_class(checkout: Path) -> None:
    """All the faults at once."""
    text = (checkout / "cv.ttl").read_text(encoding="utf-8")
    for before, after, _ in FAULTS:
        text = text.replace(before, after)
    (checkout / "foreign.ttl").write_text(text, encoding="utf-8")
    both = [errors(checkout, "foreign.ttl", engine) for engine in ENGINES]
    assert both[0] == both[1]
    assert len(both[0]) > 5


def test_lists_of_kinds_are_whole() -> None:
    """A record shape that lists most kinds of a scheme lists them all: a new kind is no error. Other shapes are conditions."""
    graph = Graph().parse(data=shapes())
    for shape, head in graph.subject_objects(SH["in"]):
        listed = {str(one) for one in graph.items(head)}
        for scheme in SCHEMES.values() if "Shape-" in shape else ():
            known = {kind_iri(name)[1:-1] for name in scheme.kinds}
            assert len(known & listed) <= len(known) / 2 or known <= listed, (shape, known - listed)
