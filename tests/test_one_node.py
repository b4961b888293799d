"""No node states the facts of two things: records that differ in one field share no node that has both values of the field."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from pathlib import Path

import pytest

import vitagraph
from leaves import Leaf, leaves, other
from vitagraph.mapping.statements import facts_of
from vitagraph.rdf.terms import Term, Triple
from vitagraph.records import CV, Index, Person, Record, plan, sections
from vitagraph.yaml import read_files

ROOT = Path(__file__).parent.parent
#: the fields that state when: receipts of one prize differ in these, and in what else distinguishes prizes
_DATES = ("year", "date", "dates")
#: what an issue of a journal has for all its articles: the volume and the number distinguish issues
_OF_THE_ISSUE = {"issue_title", "issue_editors"}


@cache
def example() -> CV:
    return vitagraph.read(ROOT / "data/example")


@cache
def index_of_example() -> Index:
    return Index(example())


@cache
def owner() -> Person:
    """The person of the example with its names and identifiers only."""
    person = deepcopy(example().person)
    for name, field in plan(Person).fields.items():
        if field.is_record or name in ("facts", "posts"):
            setattr(person, name, field.empty)
    return person


def alone(record: Record, without: str = "") -> Record:
    """A copy of a record that states no id, needs no other record, and lacks one more field."""
    copy = deepcopy(record)
    fields = plan(type(copy)).fields
    closed = [name for name, field in fields.items() if field.reference and not field.reference.open and not field.required]
    for name in filter(None, ("id", "former_ids", "visibility", "facts", without, *closed)):
        setattr(copy, name, fields[name].empty)
    return copy


def changed(record: Record, leaf: Leaf, year: str) -> Record:
    """A copy of a record with another value of a leaf, and of a year."""
    copy, new = deepcopy(record), other(leaf, example(), index_of_example())
    if leaf.field.many:
        values = list(getattr(copy, leaf.field.name))
        values[leaf.position] = new
        new = values
    setattr(copy, leaf.field.name, new)
    return dated(copy, leaf.field.name, year)


def dated(record: Record, name: str, year: str) -> Record:
    """A record of a year, if it has a date that is none of this field."""
    fields = plan(type(record)).fields
    date = next((one for one in _DATES if one in fields and one != name), "")
    if year and date:
        setattr(record, date, fields[date].type.parse(year))
    return record


def facts(record: Record, index: Index) -> set[Triple]:
    return {triple for some in facts_of(record, index).values() for triple in some}


def year_of(record: Record) -> str:
    return str(getattr(record, "year", ""))


def nodes_of_both(section: str, one: Record, two: Record) -> Iterator[Term]:
    """The nodes of this CV about which two records state facts that differ, without the owner and what both only mention."""
    cv = CV(person=owner())
    setattr(cv, section, [one, two])
    index = Index(cv)
    if index.problems:
        return
    first, second = facts(one, index), facts(two, index)
    for node in {triple[0] for triple in first} & {triple[0] for triple in second}:
        differ = all(any(triple[0] == node for triple in some) for some in (first - second, second - first))
        if differ and node != index.owner and node not in index.implicit and node.startswith(f"<{index.document}#"):
            yield node


@pytest.mark.parametrize("section", sections())
def test_records_that_differ_in_a_field_share_no_node_with_both_facts(section: str) -> None:
    """Each field of each record of the example, of one year and of two, and of awards without each of the other fields."""
    tried = 0
    for whole in getattr(example(), section):
        leaving = ["", *(field.name for field in plan(type(whole)).facts if not field.required)] if section == "awards" else [""]
        for without in leaving:
            record = alone(whole, without)
            for leaf in [one for one in leaves(record) if one.record is record and one.field.name not in {"lang", *_OF_THE_ISSUE}]:
                for years in (("", ""), ("2001", "2002")):
                    one, two = dated(deepcopy(record), leaf.field.name, years[0]), changed(record, leaf, years[1])
                    assert not list(nodes_of_both(section, one, two)), f"{leaf}, without {without}"
                    tried += 1
    assert tried


@pytest.mark.parametrize(
    ("records", "count"),
    [
        ("{name: Best Paper, journal: North, year: 2019}, {name: Best Paper, journal: South, year: 2020}", 2),
        ("{name: Best Paper, journal: North, year: 2019}, {name: Best Paper, organization: North, year: 2020}", 2),
        (
            "{name: P, journal: North, organization: A, year: 2019}, {name: P, journal: South, organization: A, year: 2020}",
            2,
        ),
        ("{name: Best Paper, journal: North, year: 2019}, {name: best paper, journal: North, year: 2020}", 1),
        ("{name: Editor's Prize, year: 2019}, {name: Editors' Prize, year: 2020}", 2),
        ("{id: 2019-p, name: P, organization: A, year: 2019}, {id: 2020-p, name: P, organization: B, year: 2020}", 2),
        ("{id: 2019-p, name: P, organization: A, year: 2019}, {id: 2020-p, name: P, organization: A, year: 2020}", 1),
        ("{name: Prize A, organization: B, year: 2019}, {name: Prize, organization: A B, year: 2020}", 2),
    ],
)
def test_prizes_of_other_givers_or_names_are_others(records: str, count: int) -> None:
    """The prizes are as many in every order of the file, the first one keeps its IRI, and a restricted one changes none."""
    texts = [f"awards: [{records}]", "awards: [{}]".format(", ".join(reversed(records.replace("}, {", "}|{").split("|"))))]
    first, second = (read_files([("cv.yaml", text.encode())], "cv.yaml") for text in texts)
    prizes = [{year_of(award): award.prize(index) for award in index.cv.awards} for index in (first, second)]
    assert prizes[0] == prizes[1]
    assert len(set(prizes[0].values())) == count
    only = read_files([("cv.yaml", f"awards: [{records.partition('}, {')[0]}}}]".encode())], "cv.yaml")
    assert only.cv.awards[0].prize(only) == prizes[0][year_of(only.cv.awards[0])]
    hidden = read_files([("cv.yaml", f"awards: [{{visibility: private, {records[1:]}]".encode())], "cv.yaml")
    public, private = reversed(hidden.cv.awards)
    assert public.prize(hidden) == hidden.public.cv.awards[0].prize(hidden.public)
    assert (public.prize(hidden) == private.prize(hidden)) is (count == 1)
