"""Recovery: the graph of a CV in any syntax gives the records from which it was mapped."""

from __future__ import annotations

from pathlib import Path
from unicodedata import normalize

import pytest
from hypothesis import HealthCheck, assume, given, settings

import vitagraph
from generated_cvs import cvs
from leaves import everything, freeze, stated_fields, values
from vitagraph.merging.verification import errors_of
from vitagraph.rdf.dataset import PUBLIC, RESTRICTED
from vitagraph.rdf.sources import read_graphs
from vitagraph.rdf.syntaxes import SYNTAXES
from vitagraph.rdf.vocabulary import BIBO
from vitagraph.records import CV, Author, Index, Record
from vitagraph.recovery.recover import records
from vitagraph.values import Text, Value
from vitagraph.yaml.writing import files

WITH_GRAPHS = [syntax.name for syntax in SYNTAXES.own.values() if syntax.named_graphs]
ROOT = Path(__file__).parent.parent
CVS = ("lapuschkin", "example")
Graphs = dict[str, list[tuple[str, str, str]]]


def graphs_of(cv: CV) -> dict[str, set[tuple[str, str, str]]]:
    """The triples of each graph of a CV."""
    dataset = vitagraph.dataset(cv)
    return {iri.rpartition("/")[2][:-1]: set(triples) for iri, triples in dataset.graphs(RESTRICTED).items()}


def parsed(text: str, format: str) -> Graphs:
    """The graphs of a text in a syntax."""
    return read_graphs("cv", text, SYNTAXES[format])


def reread(cv: CV, folder: Path) -> CV:
    """The CV written as YAML and read again."""
    for name, text in files(cv).items():
        (folder / name).write_text(text, encoding="utf-8")
    return vitagraph.read(folder)


@pytest.mark.parametrize("format", SYNTAXES.own)
def test_records_are_recovered_from_every_syntax(cv: CV, format: str, tmp_path: Path) -> None:
    """Through the syntax and through YAML: equal graphs, including restricted ones if the syntax has named graphs."""
    include = RESTRICTED if format in WITH_GRAPHS else ()
    back, lost = records(parsed(vitagraph.dataset(cv).serialize(format, include), format))
    again, before = graphs_of(reread(back, tmp_path)), graphs_of(cv)
    assert not lost
    for name in before if include else ("public",):
        assert again[name] == before[name], name
    assert include or set(again) == set(PUBLIC)


def test_public_records_are_the_same_in_every_syntax(cv: CV) -> None:
    """None has restricted facts."""
    dataset = vitagraph.dataset(cv)
    frozen = [freeze(records(parsed(dataset.serialize(format), format))[0]) for format in SYNTAXES.own]
    first, *others = ({node: comparable(record, index) for node, record in index.records.items()} for index in frozen)
    for other in others:
        assert other == first


# -- leaf by leaf

#: fields that may be recovered differently, because the graph is the same
DERIVED = {
    "given_name": "the name has it already",
    "family_name": "the name has it already",
    "account_name": "the last part of the account's address is the same",
    "language": "the title is in this language",
    "status": "the dates of the patent say it",
    "type": "a paper presented at the event says that it is a conference",
    "kind": "a talk is a talk and a lecture a lecture anyway",
    "citation_names": "a work prints this form",
    "server": "an arXiv identifier says it",
}


#: fields that have no effect if they name the owner only
OWNER_ALONE = ("inventors", "speakers")


def comparable(record: Record, index: Index) -> dict[str, object]:
    """A record in canonical form: terms of values, texts by language, lists without an order as sets."""
    form: dict[str, object] = {"visibility": record.visibility}
    for field in stated_fields(record):
        if field.is_record or field.name in DERIVED:
            continue
        listed = BIBO.authorList in field.structured
        some: list[object] = []
        for value in values(record, field):
            if isinstance(value, Text):
                texts = value.translations or ((record.lang or "en", str(value)),)
                some.append(frozenset((tag, normalize("NFC", text)) for tag, text in texts))
            elif isinstance(value, Author):
                some.append((index.agent(value), normalize("NFC", value.name) if listed else ""))
            elif field.reference:
                some.append(index.refer(field.reference.segment, value))
            elif field.name == "area":
                some.append(value.replace(" ", "-"))
            else:
                some.append(value.term() if isinstance(value, Value) else value)
        if some != [(index.owner, "")] or field.name not in OWNER_ALONE:
            form[field.name] = some if listed else frozenset(some)
    return form


@pytest.mark.parametrize("format", WITH_GRAPHS)
def test_every_leaf_is_recovered(cv: CV, format: str) -> None:
    """With ids and references stated, each record has the same values: authors in order, tags, precision, visibility."""
    source = ROOT / "data" / ("lapuschkin" if "Sebastian" in str(cv.person.name) else "example")
    before = freeze(vitagraph.read(source))
    after = freeze(records(parsed(vitagraph.dataset(cv).serialize(format, RESTRICTED), format))[0])
    missing = {node for node in before.records if node not in after.records}
    assert not missing
    compared = 0
    for record in everything(before.cv):
        one, other = comparable(record, before), comparable(after.records[before.node(record)], after)
        assert one == other, before.node(record)
        compared += len(one)
    assert compared > 500
    assert comparable(before.cv.document, before) == comparable(after.cv.document, after)


@pytest.mark.parametrize(
    "records_",
    [
        "person: {name: Ada Beispiel, citation_names: [Alpha House], visibility: {citation_names: contact}}",
        "person: {name: Ada B}\npeople: [{name: Bob C, citation_names: [Zed X], visibility: {citation_names: private}}]",
        "skills: [{name: T0, area: Beta & Sons, skills: [{name: Beta & Sons, area: Alpha House}]}]",
        "journal_articles: [{title: A, lang: de, keywords: [Eule, EULE]}, {title: B, lang: de, keywords: eule}]",
        "talks: [{title: T, date: 2023, organizers: [{organization: Securities and Exchange Commission}]}]",
        "reports: [{title: R, authors: [{name: Dr. Eva Eule, id: eva}, {organization: Centers for Control and Prevention}]}]",
        "journal_articles: [{title: A, authors: [{name: B and C}, {name: D et al.}, {name: E; F, id: g}]}]",
        "skills: [{name: T0, area: Owl}, {name: T1, lang: de, area: owl}, {name: T2, skills: [{name: T3, area: OWL}]}]",
        "skills: [{name: C, skills: [{name: B, skills: [{name: A, area: B}]}]}]",
        "skills: [{name: A, area: B}, {name: B, area: C, skills: [{name: D, area: B}]}]",
        "skills: [{name: Alpha House}, {name: Beta, area: Alpha House, description: X, visibility: {description: contact}}]",
        "teaching: [{title: Owls, dates: 1999, role: tutor, visibility: {role: private}}]",
        "grants: [{title: Owls, funder: Fund, role: fellow, visibility: {role: contact}}]",
    ],
)
def test_former_losses_are_recovered(records_: str) -> None:
    """Names more restricted than their person or with separators, cyclic or nested areas, a restricted nested field,
    a restricted field that has a default.

    """
    check(vitagraph.read_text(f"document: {{iri: 'https://cv.example/ada'}}\n{records_}\n"))


# -- generated CVs


def check(cv: CV) -> None:
    """The records recovered from a CV's graphs give equal graphs, and so does their YAML."""
    before = graphs_of(cv)
    nquads = vitagraph.dataset(cv).serialize("nquads", RESTRICTED)
    back, lost = records(parsed(nquads, "nquads"))
    assert not lost
    assert graphs_of(back) == before
    text = "\n".join(files(back).values())
    if not text:
        return  # a CV without facts has no file
    assert graphs_of(vitagraph.read_text(text)) == before
    assert "\n".join(files(vitagraph.read_text(text)).values()) == text


@given(cvs())
@settings(derandomize=True, max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_generated_cvs_are_recovered(cv: CV) -> None:
    """Records of all classes, with similar names and all visibilities."""
    assume(not Index(cv).problems)
    check(cv)


@pytest.mark.slow
@given(cvs())
@settings(derandomize=True, max_examples=1000, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_thousand_generated_cvs_are_recovered(cv: CV) -> None:
    """The same, with many more valid CVs."""
    assume(not Index(cv).problems)
    assume(not errors_of(Index(cv), "cv"))
    check(cv)
