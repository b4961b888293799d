"""Facts of one's own: checked against vocabularies, in the graph, on the page, in the way back, as private as they are stated."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

import vitagraph
from conftest import ROOT
from vitagraph.cli import main
from vitagraph.errors import DataError
from vitagraph.rdf.dataset import RESTRICTED
from vitagraph.rdf.definitions import form_of, prefixed, properties_of
from vitagraph.rdf.sources import read_graphs
from vitagraph.rdf.syntaxes import SYNTAXES
from vitagraph.rdf.vocabulary import PREFIXES
from vitagraph.records import CV, Index, Record, plan, record_classes
from vitagraph.records.own_terms import field_with
from vitagraph.recovery import records
from vitagraph.site import Options, build
from vitagraph.validation import validate
from vitagraph.validation.own_facts import facts_of
from vitagraph.validation.shapes import shapes
from vitagraph.validation.terms import unknown_terms
from vitagraph.validation.validate import validate_file
from vitagraph.values.facts import Fact, Facts, PropertyName
from vitagraph.yaml import read_index
from vitagraph.yaml.writing import files

DOCUMENT = "document: {language: en, prefixes: {ex: 'https://example.org/terms#'}}\nperson: {name: Ana Bel}\n"


def read(folder: Path, text: str, document: str = DOCUMENT) -> CV:
    """The CV with these records."""
    (folder / "cv.yaml").write_text(document + text, encoding="utf-8")
    return vitagraph.read(folder / "cv.yaml")


def talk(facts: str, more: str = "") -> str:
    """A talk with facts."""
    return f"talks:\n  - {{id: t, title: T, facts: {{{facts}}}{more}}}\n"


def objects(cv: CV, include: tuple[str, ...] = ()) -> dict[str, list[str]]:
    """Predicate -> objects of the talk."""
    found: dict[str, list[str]] = {}
    for subject, predicate, term in vitagraph.dataset(cv).triples(include):
        if subject.endswith("#talk/t>"):
            found.setdefault(predicate, []).append(term)
    return found


XSD = "http://www.w3.org/2001/XMLSchema#"


@pytest.mark.parametrize(
    ("fact", "terms"),
    [
        ("'schema:award': Best talk", ['"Best talk"@en']),
        ("'schema:award': '2015'", ['"2015"']),
        ("'schema:award': {en: '2015'}", ['"2015"@en']),
        ("'schema:courseCode': ABC", ['"ABC"']),
        ("'schema:timeRequired': P3Y", [f'"P3Y"^^<{XSD}duration>']),
        ("'schema:timeRequired': Three years", ['"Three years"@en']),
        ("'schema:temporalCoverage': 2015/..", ['"2015/.."^^<http://id.loc.gov/datatypes/edtf/EDTF>']),
        ("'schema:temporalCoverage': 2004-01/2005", ['"2004-01/2005"^^<http://id.loc.gov/datatypes/edtf/EDTF>']),
        ("'ex:n': {value: '1990~', type: EDTF}", ['"1990~"^^<http://id.loc.gov/datatypes/edtf/EDTF>']),
        ("'ex:n': [P, PT, Part B, P3Y2, B-52, 3位, A/B]", ['"P"@en', '"PT"@en', '"Part B"@en', '"P3Y2"', '"B-52"', '"3位"', '"A/B"@en']),
        ("'schema:award': {en: Prize, de: Preis}", ['"Prize"@en', '"Preis"@de']),
        ("'schema:award': https://a.example/", ['"https://a.example/"@en']),
        ("'schema:commentCount': 12", [f'"12"^^<{XSD}integer>']),
        ("'dcterms:valid': May 2015", [f'"2015-05"^^<{XSD}gYearMonth>']),
        ("'dcterms:valid': ca. 1990", ['"1990~"^^<http://id.loc.gov/datatypes/edtf/EDTF>']),
        ("'schema:isFamilyFriendly': yes", [f'"true"^^<{XSD}boolean>']),
        ("'schema:review': https://a.example/x", ["<https://a.example/x>"]),
        ("'schema:review': '#me'", ["<https://cv.example/cv#me>"]),
        ("'schema:review': ['urn:x:1', 'https://a.example/']", ["<urn:x:1>", "<https://a.example/>"]),
        ("'ex:n': 12", [f'"12"^^<{XSD}integer>']),
        ("'ex:n': '007'", ['"007"']),
        ("'ex:n': -0.5", [f'"-0.5"^^<{XSD}decimal>']),
        ("'ex:n': 2015-13-45", ['"2015-13-45"']),
        ("'ex:n': 2015-03-01", [f'"2015-03-01"^^<{XSD}date>']),
        ("'ex:n': {value: '12', type: text}", ['"12"']),
        ("'ex:n': {value: '2015', type: gYear}", [f'"2015"^^<{XSD}gYear>']),
        ("'ex:n': '#me'", ["<https://cv.example/cv#me>"]),
        ("'ex:n': '#1 of all'", ['"#1 of all"@en']),
    ],
)
def test_a_value_has_the_form_of_its_property(fact: str, terms: list[str], tmp_path: Path) -> None:
    """And comes back as it was, through YAML too."""
    cv = read(tmp_path, talk(fact))
    prefix, _, name = fact[1:].partition("'")[0].partition(":")
    predicate = f"<{PREFIXES.get(prefix, 'https://example.org/terms#')}{name}>"
    assert objects(cv)[predicate] == terms
    back, lost = records(read_graphs("cv", vitagraph.dataset(cv).serialize("ntriples"), SYNTAXES["ntriples"]))
    assert not lost
    for name, text in files(back).items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "cv.yaml").unlink()
    assert set(objects(vitagraph.read(tmp_path))[predicate]) == set(terms)


@pytest.mark.parametrize(
    ("fact", "message"),
    [
        ("'schema:awrad': X", "'schema:awrad' is no property; did you mean 'schema:award'?"),
        ("'schema:Event': X", "'schema:Event' is no property"),
        ("'rdf:type': 'schema:Event'", "'rdf:type' is no property"),
        ("award: X", "'award' is not a property of a vocabulary; write for example schema:award"),
        ("'ex:a> <b': X", "is not a property of a vocabulary"),
        ("'schema:review': A good one", "is not a resource; write an address, or a record of this CV"),
        ("'schema:review': {value: X, type: text}", "is not a resource"),
        ("'schema:award': {value: 'https://a.example/', type: iri}", "is not a literal"),
        ("'schema:commentCount': many", "'many' is not a whole number; write digits only"),
        ("'schema:isFamilyFriendly': maybe", "is not true or false"),
        ("'dcterms:valid': someday", "is not a date"),
        ("'schema:review': A good one", "text needs another property"),
        ("'ex:n': {value: 3Y, type: duration}", "no value of the type duration"),
        ("'ex:n': {value: x, type: integer}", "no value of the type integer"),
        ("'ex:n': {value: x, type: number}", "'number' is no type of a value"),
        ("'ex:n': '#publication/paper'", "there is no record '#publication/paper' in this CV"),
        ("'fo:n': X", "there is no vocabulary 'fo'"),
        ("'schema:name': X", "schema:name is what `title:` states here"),
        ("'ex:n': []", ""),
    ],
)
def test_a_wrong_fact_has_a_message_with_its_place(fact: str, message: str, tmp_path: Path) -> None:
    """Unknown and misplaced terms, and values of another form."""
    if not message:
        assert read(tmp_path, talk(fact)).talks[0].facts is None
        return
    with pytest.raises(DataError, match=r"cv.yaml:4:\d+: ") as error:
        vitagraph.dataset(read(tmp_path, talk(fact)))
    assert message in str(error.value)


@pytest.mark.parametrize(
    ("prefixes", "message"),
    [
        ("{schema: 'https://example.org/'}", "'schema' is the prefix of http://schema.org/"),
        ("{ex: 'https://schema.org/'}", "is the namespace of schema; write schema: in front of its terms"),
        ("{ex: 'https://example.org/terms'}", "write an address that ends with # or /"),
        ("{'e x': 'https://example.org/'}", "'e x' is no prefix"),
        ("{ex: 'javascript:alert(1)/'}", "is no namespace"),
        ("ex", "is not a mapping from prefixes to addresses"),
    ],
)
def test_a_wrong_vocabulary_has_a_message(prefixes: str, message: str, tmp_path: Path) -> None:
    """A known prefix or namespace cannot be declared again."""
    with pytest.raises(DataError) as error:
        read(tmp_path, "", f"document: {{prefixes: {prefixes}}}\n")
    assert message in str(error.value)


def test_facts_are_known_terms_and_refer_to_records(tmp_path: Path) -> None:
    """`check-terms` finds nothing in a graph with a fact of every property that takes an address."""
    fact = Fact.parse
    known = []
    for prefix in PREFIXES:
        for name in properties_of(prefix):
            try:
                fact(PropertyName.parse(f"{prefix}:{name}"), {"value": "https://a.example/", "type": "iri"})
            except ValueError:
                continue
            known.append(f"'{prefix}:{name}': 'https://a.example/'")
    assert len(known) > 800
    stated = {predicate for field in plan(next(one for one in record_classes() if one.__name__ == "Course")).facts for predicate in
              field.all_predicates()}  # fmt: skip
    free = [one for one in known if f"<{PREFIXES[one[1:].partition(':')[0]]}{one.partition(':')[2].partition(chr(39))[0]}>" not in stated]
    cv = read(tmp_path, f"teaching: [{{id: t, title: T, facts: {{{', '.join(free)}}}}}]\n")
    dataset = vitagraph.dataset(cv)
    assert [one.message for one in unknown_terms(dataset.serialize("ntriples"))] == []
    back, lost = records(read_graphs("cv", dataset.serialize("ntriples"), SYNTAXES["ntriples"]))
    assert not lost
    assert set(vitagraph.dataset(back).triples()) == set(dataset.triples())


SECRET = "Verschlusssache"


@pytest.mark.parametrize(
    "text",
    [
        talk(f"'schema:award': {SECRET}", ", visibility: {facts: private}"),
        talk(f"'ex:{SECRET}': 1", ", visibility: {facts: contact}"),
        talk(f"'{SECRET}:n': 1", ", visibility: private"),
        f"sections: [{{title: S, entries: [A, {{title: B, facts: {{'ex:n': {SECRET}}}, visibility: {{facts: private}}}}]}}]\n",
        f"organizations: [{{id: acme, name: Acme, facts: {{'ex:n': {SECRET}}}, visibility: {{facts: private}}}}]\n",
    ],
)
def test_no_restricted_fact_is_public(text: str, tmp_path: Path) -> None:
    """Neither in the graph, nor in its description, nor on the page."""
    document = DOCUMENT.replace("prefixes: {", f"prefixes: {{{SECRET}: 'https://{SECRET.lower()}.example/', ")
    cv = read(tmp_path, text, document)
    assert SECRET.lower() not in vitagraph.dataset(cv).serialize("turtle").lower()
    assert SECRET.lower() in vitagraph.dataset(cv).serialize("trig", RESTRICTED).lower()
    assert not [name for name, data in build(Index(cv), Options()).items() if SECRET.lower().encode() in data.lower()]
    back, lost = records(read_graphs("cv", vitagraph.dataset(cv).serialize("nquads", RESTRICTED), SYNTAXES["nquads"]))
    assert not lost
    assert {name: set(triples) for name, triples in vitagraph.dataset(back).graphs(RESTRICTED).items()} == {
        name: set(triples) for name, triples in vitagraph.dataset(cv).graphs(RESTRICTED).items()
    }


def test_a_public_fact_names_no_restricted_record(tmp_path: Path) -> None:
    """As any other reference; with the visibility of the record it may."""
    hidden = "books: [{id: b, title: B, authors: Bel A, visibility: private}]\n"
    with pytest.raises(DataError, match="refers to '#publication/b', whose visibility is private"):
        vitagraph.dataset(read(tmp_path, talk("'ex:n': '#publication/b'") + hidden))
    cv = read(tmp_path, talk("'ex:n': '#publication/b'", ", visibility: {facts: private}") + hidden)
    assert "publication/b" not in vitagraph.dataset(cv).serialize("turtle")


def test_the_page_shows_facts_with_their_labels(tmp_path: Path) -> None:
    """A record is a link with its title; an address that is none of the web is no link; nothing is markup."""
    facts = "'schema:maximumAttendeeCapacity': 400, 'schema:award': '<script>alert(1)</script>', "
    facts += "'marcrel:pdr': '#me', 'schema:review': ['#publication/b', 'javascript:alert(1)', 'https://a.example/x']"
    cv = read(tmp_path, talk(facts) + "books: [{id: b, title: Big Book, authors: Bel A}]\n")
    page = build(Index(cv), Options())["index.html"].decode()
    assert "Maximum attendee capacity" in page
    assert "Project director: " in page
    assert 'href="#publication/b">Big Book' in page
    assert 'href="https://a.example/x"' in page
    assert 'href="javascript' not in page
    assert "<script>alert" not in page


def test_facts_of_other_programs_come_in_as_facts(tmp_path: Path) -> None:
    """Triples about records that no field states; those about other nodes are still reported."""
    graph = vitagraph.dataset(read(tmp_path, talk("'ex:n': 1"))).serialize("ntriples")
    node = "<https://cv.example/cv#talk/t>"
    graph += f'{node} <http://other.example/ns/mood> "good"@en .\n{node} <http://schema.org/abstract> "A" .\n'
    graph += f'<https://other.example/> <http://schema.org/abstract> "B" .\n{node} <http://schema.org/name> "C" .\n'
    back, lost = records(read_graphs("cv", graph, SYNTAXES["ntriples"]))
    (one,) = back.talks
    assert {(fact.term, str(fact.value)) for fact in one.facts or ()} == {("terms:n", "1"), ("ns:mood", "good"), ("schema:abstract", "A")}
    assert back.document.prefixes == {"terms": "https://example.org/terms#", "ns": "http://other.example/ns/"}
    assert len(lost) == 2


def test_an_import_adds_facts(tmp_path: Path) -> None:
    """The facts of both; importing again changes nothing."""
    (tmp_path / "cv").mkdir()
    read(tmp_path / "cv", talk("'schema:award': A, 'ex:n': 1"))
    (tmp_path / "other").mkdir()
    other = vitagraph.dataset(read(tmp_path / "other", talk("'schema:award': [A, B], 'schema:abstract': C")))
    (tmp_path / "other.ttl").write_text(other.serialize("turtle"), encoding="utf-8")
    for _ in range(2):
        done = CliRunner().invoke(main, ["import", str(tmp_path / "other.ttl"), "--into", str(tmp_path / "cv")])
        assert done.exit_code == 0, done.output
        (one,) = vitagraph.read(tmp_path / "cv").talks
        assert {(fact.term, str(fact.value)) for fact in one.facts or ()} == {
            ("schema:award", "A"), ("schema:award", "B"), ("ex:n", "1"), ("schema:abstract", "C")
        }  # fmt: skip


def test_thousands_of_facts_take_bounded_time(tmp_path: Path) -> None:
    """Reading, mapping and recovery are linear in the facts."""
    cv = read(tmp_path, "talks:\n" + "".join(f"  - {{title: T{n}, facts: {{'ex:a': {n}, 'ex:b': [x, y]}}}}\n" for n in range(1_000)))
    start = time.process_time()
    _, lost = records(read_graphs("cv", vitagraph.dataset(cv).serialize("ntriples"), SYNTAXES["ntriples"]))
    assert not lost
    assert time.process_time() - start < 20


def constrained() -> list[PropertyName]:
    """Every property of a vocabulary in vitagraph's shapes."""
    turtle = re.sub('""".*?"""', "", shapes(), flags=re.DOTALL)
    prefixes = dict(re.findall(r"@prefix (\S*): <([^>]*)>", turtle))
    terms = {f"<{prefixes[prefix]}{name}>" for prefix, name in re.findall(r"(?<![\w:/#])([a-z]+):([\w-]+)", turtle) if prefix in prefixes}
    names = [name.partition(":") for term in sorted(terms) if (name := prefixed(term))]
    return [PropertyName.parse(f"{prefix}:{name}") for prefix, _, name in names if name in properties_of(prefix)]


def facts_about(record: type[Record], properties: list[PropertyName]) -> Iterator[Fact]:
    """Facts of a record class: each property that no field of it states, with values that its range allows."""
    address, name = f"https://{record.__name__.lower()}.example/", f"About the {record.__name__}"
    values = {"resource": [address], "any": [address], "date": ["2015-03-01"], "integer": ["12"], "number": ["1.5"], "boolean": ["true"]}
    for term in properties:
        if not field_with(record, term):
            yield from (Fact.parse(term, value) for value in values.get(form_of(term.prefix, term.name), [name, "Another text"]))


@pytest.mark.parametrize("part", [0, *(pytest.param(part, marks=pytest.mark.slow) for part in (1, 2))])
def test_no_shape_of_a_field_binds_a_fact(part: int) -> None:
    """A fact of every record class, for every property that a shape constrains and no field of the class states; in three parts."""
    index = read_index(ROOT / "data/example")
    first: dict[type[Record], Record] = {}
    for record in index.records.values():
        first.setdefault(type(record), record)
    assert set(record_classes()) <= set(first)
    properties = constrained()
    for number, (record_class, record) in enumerate(first.items()):
        record.facts = Facts(facts_about(record_class, properties[(number + part) % 3 :: 3]))
    index = Index(index.cv)
    assert len(facts_of(index)) > 2_600
    assert [result.sentence for result in validate(index).errors_only().results] == []


def test_the_shapes_of_the_user_and_fields_bind_facts_and_values(tmp_path: Path) -> None:
    """In records and in their graph: facts are left out for vitagraph's shapes only, and faults of fields stay."""
    text = "studies: [{degree: PhD, organization: X, dates: 2012 to 2015, thesis: {title: T, facts: {'schema:keywords': [A, B]}}}]\n"
    cv, own = read(tmp_path, text), tmp_path / "own.ttl"
    own.write_text("@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix schema: <http://schema.org/> .\n"
                   "<urn:x:s> a sh:NodeShape ; sh:targetClass schema:Thesis ; sh:property <urn:x:p> .\n"
                   "<urn:x:p> sh:path schema:keywords ; sh:maxCount 1 ; sh:message 'one keyword' .\n")  # fmt: skip
    turtle = vitagraph.dataset(cv).serialize("turtle")
    for name, graph, expected in (
        ("cv.ttl", turtle, []),
        ("wrong.ttl", turtle.replace("schema:datePublished", "schema:datePublished 7, "), ["date"]),
    ):
        (tmp_path / name).write_text(graph, encoding="utf-8")
        found = [result.message for result in validate_file(str(tmp_path / name)).errors_only().results]
        assert len(found) >= len(expected)
        assert all("keywords" not in message for message in found)
        assert any("date" in message for message in found) is bool(expected)
    for report in (validate(cv, user_shapes=[str(own)]), validate_file(str(tmp_path / "cv.ttl"), user_shapes=[str(own)])):
        assert [result.message for result in report.errors_only().results] == ["one keyword"]
