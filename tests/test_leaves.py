"""Every leaf of a record is in the graph under a predicate of its field, and changes the graph when it changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from unicodedata import normalize

import msgspec
import pytest

import vitagraph
from leaves import MUST_STAY, Change, Leaf, all_leaves, defining, everything, freeze, other, part, top_level, values, without
from repetition import MORE
from vitagraph.rdf.dataset import RESTRICTED
from vitagraph.rdf.terms import parse
from vitagraph.rdf.vocabulary import FOAF, RDFS, SCHEMA, SKOS
from vitagraph.records import CV, Author, Document, Index, Person, Record, plan, sections
from vitagraph.records.achievements import Skill
from vitagraph.records.career import Study
from vitagraph.records.containers import EventType, RecordType
from vitagraph.records.kinds import Kind
from vitagraph.records.offices import PatentOffice
from vitagraph.values import Days, Period, Text, slug

ROOT = Path(__file__).parent.parent
CVS = ("lapuschkin", "example")
Triples = list[tuple[str, str, str]]

# Leaves that describe the record itself and have no triple; each needs a reason.
NOT_IN_THE_GRAPH = {
    "id": "is the record's part of its IRI; tests/test_mapping.py looks at those",
    "former_ids": "are IRIs that lead to the record's; tests/test_merging.py looks at them",
    "lang": "is the tag of the record's texts, which are looked for with it",
    "markup": "is how its texts are written; tests/test_markup.py looks at that",
    "visibility": "says in which graph the record's facts are; tests/test_privacy.py looks at that",
}

# Leaves whose removal may leave the graph unchanged, because the record states a fact that can be derived.
SAME_WITHOUT = {
    "given_name": "the name has it already",
    "family_name": "the name has it already",
    "account_name": "the last part of the account's address is the same",
    "language": "the title is in this language",
    "status": "the dates of the patent say it",
    "type": "a paper presented at the event says that it is a conference",
    "kind": "a talk is a talk and a lecture a lecture anyway",
    "workshop": "a talk that presents the paper at the event says it",
    "citation_names": "a work prints this form",
    "code": "the name of the language says it",
}


def test_exceptions_are_the_fields_about_the_record() -> None:
    """Only the listed fields are excepted, and every class has them."""
    for record in [Document, Person, *sections().values()]:
        assert set(NOT_IN_THE_GRAPH) < set(plan(record).fields)
        for name, field in plan(record).fields.items():
            assert field.all_predicates() or field.is_record or name in (*NOT_IN_THE_GRAPH, "facts"), f"{record.__name__}.{name} is nowhere"


def test_the_example_states_every_field_of_every_class() -> None:
    """The tests of the example cover all fields of all classes; those that classes inherit unchanged are stated once."""
    cv = vitagraph.read(ROOT / "data/example")
    stated: dict[type[Record], set[str]] = {}
    inherited: set[tuple[type[Record], str]] = set()
    for record in [cv.document, *everything(cv)]:
        names = {name for name in record.__struct_fields__ if getattr(record, name) not in (None, [])}
        stated.setdefault(type(record), set()).update(names)
        inherited |= {(base, name) for name in names if (base := defining(type(record), name)) not in (Record, type(record))}
    nested = {field.type for record in stated for field in plan(record).fields.values() if field.is_record}
    assert set(stated) == {Document, Person, *sections().values()} | nested
    for record, names in stated.items():
        meaningless = (
            {"id", "visibility"} if record is Document else {"visibility"} if record in nested - set(sections().values()) else set()
        )
        # All classes inherit these unchanged.
        missing = {name for name in plan(record).fields if (defining(record, name), name) not in inherited}
        missing -= names | meaningless | {"former_ids", "markup", "facts"}
        assert not missing, f"data/example states no {record.__name__}.{', '.join(sorted(missing))}"


# -- finding a leaf


def nested(record: Record) -> list[Record]:
    """The nested records of a record."""
    fields = [field for field in plan(type(record)).fields.values() if field.is_record]
    return [child for field in fields for child in values(record, field)]


class Found:
    """The triples of the four named graphs of a CV, searched from a record."""

    def __init__(self, cv: CV) -> None:
        self.index = Index(cv)
        self.triples = vitagraph.dataset(cv).triples(RESTRICTED)
        self.out: dict[str, Triples] = {}
        self.into: dict[str, Triples] = {}
        for triple in self.triples:
            self.out.setdefault(triple[0], []).append(triple)
            self.into.setdefault(triple[2], []).append(triple)
        records = {self.index.node(record) for record in everything(cv)}
        self.foreign = records | set(self.index.implicit) | {self.index.owner}

    def node(self, record: Record) -> str:
        """The node of the record; that of the document is `#dataset`."""
        return f"<{self.index.document}#dataset>" if isinstance(record, Document) else self.index.node(record)

    def around(self, record: Record) -> Iterator[tuple[str, str, str]]:
        """The triples of the record's node and of its own nodes within three steps, and those of the owner about it."""
        start = self.node(record)
        own = {start} | {self.index.node(child) for child in nested(record)}
        if isinstance(record, Document):
            own.add(f"<{self.index.document}>")  # what is stated about its pages
        if isinstance(record, Study):
            own.add(self.index.iri("degree", self.index.id_of(record)))
        for _ in range(3):
            linked = {o for node in own for _, _, o in self.out.get(node, ())} | {s for node in own for s, _, _ in self.into.get(node, ())}
            own |= {
                node for node in linked if node not in self.foreign and node.startswith(f"<{self.index.document}#") and node in self.out
            }
        for node in own:
            yield from self.out.get(node, ())
            yield from self.into.get(node, ())
        yield from self.out.get(self.index.owner, ())

    def terms(self, leaf: Leaf) -> set[str]:
        """The objects (for inverse predicates the subjects) of the predicates of the leaf's field."""
        field = leaf.field
        direct = set(field.all_predicates()) - set(field.inverse)
        found = set()
        for s, p, o in self.around(leaf.record):
            if p in direct:
                found.add(o)
            if p in field.inverse + field.structured and o == self.node(leaf.record):
                found.add(s)
        return found

    def exact(self, leaf: Leaf) -> set[str]:
        """The terms of this value in the forms that the predicates of its field declare; one of them must be in the graph."""
        field, value, index = leaf.field, leaf.whole, self.index
        if field.reference:
            return {index.refer(field.reference.segment, value)}
        if isinstance(value, Author):
            return {index.agent(value)}
        if isinstance(value, Text):
            language = index.language_of(leaf.record, field.name)
            return (
                set(value.terms(language)) if not leaf.within else {one for one in value.terms(language) if one.endswith(f"@{leaf.within}")}
            )
        if isinstance(value, Period):
            plain = {"start": value.start_term, "end": value.end_term}
            return {*value.terms(), *([plain[leaf.within]()] if leaf.within else [])}
        if isinstance(value, Days):
            return {value[int(leaf.within)].term()} if 0 < int(leaf.within) < len(value) - 1 else set(value.terms())
        if isinstance(value, bool):
            return {f'"{str(value).lower()}"^^<http://www.w3.org/2001/XMLSchema#boolean>'}
        if isinstance(value, int):
            return {f'"{value}"^^<http://www.w3.org/2001/XMLSchema#integer>'}
        if isinstance(value, (EventType, RecordType)):
            return set(type(value).classes[value])
        terms = value.term()
        return set(terms if isinstance(terms, list) else [terms]) | {form.form(value) for form in field.forms}

    def holds(self, leaf: Leaf) -> bool:
        """Whether the leaf is in the graph: as one of its exact terms, or in a text or a label that is derived from the record."""
        found, exact = self.terms(leaf), self.exact(leaf)
        if isinstance(leaf.whole, Author) and leaf.within == "name":
            return bool(found & exact) and self._printed(leaf)
        if found & exact or (found and leaf.field.name == "unordered_authors"):  # its predicate states it
            return True
        return bool(leaf.field.structured) and any(self._contains(term, leaf) for term in found)

    def _printed(self, leaf: Leaf) -> bool:
        """Whether the printed name is on the cell of the author list, or among the names of the person."""
        agent, name = self.index.agent(leaf.whole), normalize("NFC", leaf.whole.name)
        if name == agent.rpartition("/")[2].rstrip(">"):
            return True
        names = {SCHEMA.name, FOAF.name, SKOS.altLabel, SKOS.prefLabel, RDFS.label}
        names_of_agent = [triple for triple in self.out.get(agent, ()) if triple[1] in names]
        names_of_agent += [triple for triple in self.around(leaf.record) if triple[1] == SCHEMA.name and "/authors/" in triple[0]]
        return any(parse(o).value == name for _, _, o in names_of_agent)

    def _contains(self, term: str, leaf: Leaf) -> bool:
        """Whether a text contains the leaf, or a node is labelled with it: `Student: Doctorate`, the area of a skill."""
        text = leaf.whole.label if isinstance(leaf.whole, Kind | PatentOffice) else normalize("NFC", str(part(leaf.whole, leaf.within)))
        parsed = parse(term)
        if not parsed.is_iri:
            return text in parsed.value
        labels = {parse(o).value for _, p, o in self.out.get(term, ()) if p == RDFS.label}
        return text in labels or (isinstance(leaf.record, Skill) and parsed.value.endswith(f"kinds#{slug(text)}"))


@pytest.fixture(scope="module")
def found(cv: vitagraph.CV) -> Found:
    """The graph of each CV."""
    return Found(cv)


def test_every_leaf_is_in_the_graph(cv: vitagraph.CV, found: Found) -> None:
    """Each value of each record is under a predicate of its field, on the record's node or on one of its own nodes."""
    leaves = all_leaves(top_level(cv))
    assert len(leaves) > 800
    lost = [str(leaf) for leaf in leaves if not found.holds(leaf)]
    assert not lost, "\n".join(lost)


def test_every_predicate_of_every_field_is_written() -> None:
    """Each predicate that a field declares (and the reference page prints) occurs for some record of the example."""
    cv = vitagraph.read(ROOT / "data/example")
    found = Found(cv)
    promised: dict[tuple[str, Any, str], bool] = {}
    for leaf in all_leaves(top_level(cv)):
        around = {p for _, p, _ in found.around(leaf.record)}
        if leaf.field.reference:
            around |= {p for _, p, _ in found.out[found.index.refer(leaf.field.reference.segment, leaf.value)]}
        for predicate in leaf.field.all_predicates():
            key = (leaf.field.name, leaf.field.type, predicate)
            promised[key] = promised.get(key, False) or predicate in around
    broken = [f"{field}: {predicate}" for (field, _, predicate), kept in promised.items() if not kept]
    assert not broken, "\n".join(broken)


# -- changing and removing leaves


@pytest.fixture(scope="module")
def frozen(request: pytest.FixtureRequest) -> tuple[CV, Index]:
    """A CV in which every id and reference is stated, so that no name identifies a record."""
    cv = vitagraph.read(ROOT / "data" / getattr(request, "param", "example"))
    return cv, freeze(cv)


@pytest.mark.parametrize("frozen", CVS, indirect=True)
def test_writing_out_every_id_and_reference_changes_nothing(frozen: tuple[CV, Index]) -> None:
    """A derived id is equal to a stated one, and a name to an id."""
    cv, _ = frozen
    name = "lapuschkin" if "lapuschkin" in str(cv.document.iri) else "example"
    before = vitagraph.dataset(vitagraph.read(ROOT / "data" / name))
    after = vitagraph.dataset(cv)
    assert set(after.triples(RESTRICTED)) ^ set(before.triples(RESTRICTED)) == set()
    assert {name: set(triples) for name, triples in after.graphs(RESTRICTED).items()} == {
        name: set(triples) for name, triples in before.graphs(RESTRICTED).items()
    }


def graphs(cv: CV) -> dict[str, frozenset[Any]]:
    """The named graphs of a CV, as sets."""
    return {name: frozenset(triples) for name, triples in vitagraph.dataset(cv).graphs(RESTRICTED).items()}


def one_of_each_shape(leaves: Iterable[Leaf]) -> list[Leaf]:
    """The first leaf of each shape."""
    return list({leaf.shape: leaf for leaf in reversed(list(leaves))}.values())


def leaves_to_change(cv: CV) -> list[Leaf]:
    """One leaf of each shape for every change of the sources; with MORE, every leaf."""
    leaves = all_leaves(top_level(cv))
    return leaves if MORE > 1 else one_of_each_shape(leaves)


def unmoved_by_change(cv: CV, index: Index, leaves: Iterable[Leaf]) -> list[str]:
    """The leaves whose change does not change the graph."""
    before, unmoved = graphs(cv), []
    for leaf in leaves:
        with Change(leaf, other(leaf, cv, index)):
            if graphs(cv) == before:
                unmoved.append(str(leaf))
    assert graphs(cv) == before
    return unmoved


def unmoved_by_removal(cv: CV, leaves: Iterable[Leaf]) -> list[str]:
    """The leaves whose removal does not change the graph."""
    before, unmoved = graphs(cv), []
    for leaf in leaves:
        rest = without(leaf)
        if rest is MUST_STAY:
            continue
        with Change(leaf, rest):
            after = graphs(cv)
        stated_elsewhere = leaf.field.name in SAME_WITHOUT or (isinstance(leaf.whole, Author) and name_is_stated(leaf.whole.name, after))
        if after == before and not stated_elsewhere:
            unmoved.append(str(leaf))
    assert graphs(cv) == before
    return unmoved


def name_is_stated(name: str, stated: dict[str, frozenset[Any]]) -> bool:
    """Whether a name is in some graph; a record that is referenced by this name does not need it again."""
    return any(parse(o).value == name for triples in stated.values() for _, _, o in triples)


def test_changing_a_leaf_changes_the_graph(frozen: tuple[CV, Index]) -> None:
    """A fortieth of the shapes of leaves, one leaf of each; the slow tests change all."""
    cv, index = frozen
    unmoved = unmoved_by_change(cv, index, one_of_each_shape(all_leaves(top_level(cv)))[::40])
    assert not unmoved, "\n".join(unmoved)


def test_removing_a_leaf_changes_the_graph(frozen: tuple[CV, Index]) -> None:
    """A fortieth of the shapes of leaves, one leaf of each; the slow tests remove a third."""
    cv, _ = frozen
    unmoved = unmoved_by_removal(cv, one_of_each_shape(all_leaves(top_level(cv)))[20::40])
    assert not unmoved, "\n".join(unmoved)


@pytest.mark.slow(90)
@pytest.mark.generated
@pytest.mark.parametrize("frozen", CVS, indirect=True)
def test_changing_any_leaf_changes_the_graph(frozen: tuple[CV, Index]) -> None:
    cv, index = frozen
    unmoved = unmoved_by_change(cv, index, leaves_to_change(cv))
    assert not unmoved, "\n".join(unmoved)


@pytest.mark.slow(40)
@pytest.mark.generated
@pytest.mark.parametrize("frozen", CVS, indirect=True)
def test_removing_any_leaf_changes_the_graph(frozen: tuple[CV, Index]) -> None:
    """A third of the leaves: fields of whole records are also removed by the test below."""
    cv, _ = frozen
    unmoved = unmoved_by_removal(cv, leaves_to_change(cv)[:: 1 if MORE > 1 else 3])
    assert not unmoved, "\n".join(unmoved)


#: fields that a record may state although they can be derived
SAME_ALONE = {"language", "role", "outcome", "type", "kind", "unordered_authors"}


@pytest.mark.slow(60)
def test_a_field_needs_no_other_field() -> None:
    """Each field of each class with the required fields only: an issue is in the graph also without a journal."""
    cv = vitagraph.read(ROOT / "data/example")
    index = Index(cv)
    alone: dict[tuple[str, str], bool] = {}
    for section, record, name in fields_stated(cv):
        field = plan(type(record)).fields[name]
        if not (field.required or name in NOT_IN_THE_GRAPH or (type(record).__name__, name) in alone):
            required = [each.name for each in plan(type(record)).fields.values() if each.required]
            try:
                differs = reduced(cv, index, section, record, [*required, name]) != reduced(cv, index, section, record, required)
            except vitagraph.DataError:  # without its other fields the record has no node of its own
                continue
            alone[type(record).__name__, name] = differs
    assert len(alone) > 290
    assert {name for (_, name), differs in alone.items() if not differs} <= SAME_ALONE


def fields_stated(cv: CV) -> Iterator[tuple[str, Record, str]]:
    """Section, record and field, for every field that a record of a section states."""
    for section in sections():
        for record in getattr(cv, section):
            yield from ((section, record, name) for name in plan(type(record)).fields if getattr(record, name))


def reduced(cv: CV, index: Index, section: str, record: Record, names: list[str]) -> set[tuple[str, str, str]]:
    """The graph of a CV in which one record has only these fields."""
    kept = {name: getattr(record, name) for name in names}
    one = type(record)(id=index.id_of(record), lang=record.lang, **kept)
    records = [one if each is record else each for each in getattr(cv, section)]
    return set(vitagraph.dataset(msgspec.structs.replace(cv, origins=None, **{section: records})).triples(RESTRICTED))
