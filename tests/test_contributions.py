"""Contributions: who had which part in a work, on every class of works, in every direction."""

from __future__ import annotations

import json
from typing import Any

import pytest

import vitagraph
from vitagraph import resources
from vitagraph.rdf.dataset import RESTRICTED
from vitagraph.rdf.vocabulary import BIBO, DCTERMS, MARCREL, SCHEMA
from vitagraph.records import CV, Author, Index, Record, plan, sections
from vitagraph.records.containers import Volume
from vitagraph.records.relators import OWN_FIELDS, Relator, table
from vitagraph.records.works import Publication
from vitagraph.recovery.recover import records
from vitagraph.site.entries.default import entry
from vitagraph.site.localization import Localizer
from vitagraph.validation import validate

WORKS = {name: record for name, record in sections().items() if issubclass(record, (Publication, Volume))}


def read(**stated: Any) -> CV:
    """A CV of Ana Bel."""
    return vitagraph.read_text(json.dumps({"document": {"iri": "https://a.example/cv"}, "person": {"name": "Ana Bel"}, **stated}))


def objects(cv: CV, predicate: str) -> list[str]:
    """The ids of the resources under a predicate, in the order of the graph."""
    return [o.rpartition("#")[2][:-1] for _, p, o in vitagraph.dataset(cv).triples(RESTRICTED) if p == predicate]


def test_the_table_has_terms_of_marc_and_two_labels_each() -> None:
    """Every code is one that `check-terms` knows, every word stands for one relator only."""
    line = next(line for line in resources.text("ontology/terms.txt").splitlines() if line.startswith("marcrel "))
    assert {one.code for one in table().values()} <= set(line.split()[2:])
    for label, one in table().items():
        assert one.german, one
        if label not in OWN_FIELDS:
            for word in filter(None, (one.code, label, label.title(), one.german, *one.words.split(","))):
                assert Relator.parse(word) == label, word


@pytest.mark.parametrize("section", WORKS)
def test_every_role_reaches_graph_and_page_of_every_class_and_returns(section: str) -> None:
    """All relators on one work of each class, with editors and translators, in their order."""
    roles = [role.code for role in Relator.all()]
    people = [{"name": f"Ben{chr(97 + n % 26)} Co{chr(97 + n // 26)}", "role": role} for n, role in enumerate(roles)]
    work = {"title": "Owls", "editors": ["Zoe Zed", "Abe Abel"], "translators": "Ana Bel", "contributors": people}
    cv = read(**{section: [work]})
    for predicates, expected in (
        ((SCHEMA.editor, BIBO.editor), ["person/zed-z", "person/abel-a"]),
        ((SCHEMA.translator, BIBO.translator), ["me"]),
        *(((f"<{MARCREL.base}{role}>",), [f"person/co{chr(97 + n // 26)}-b"]) for n, role in enumerate(roles[:1])),
    ):
        assert [objects(cv, one) for one in predicates] == [expected] * len(predicates)
    assert objects(cv, DCTERMS.contributor) == objects(cv, SCHEMA.contributor)
    index = Index(cv)
    record: Any = getattr(cv, section)[0]
    shown = entry(record, Localizer(index, "en"))
    line = " ".join([shown.names_label, *(one.text for one in shown.names), *map(str, shown.where)])
    for name in ("Zoe Zed", "Abe Abel", "Ana Bel", *(person["name"] for person in people)):
        assert name in line, name
    for role in Relator.all():
        assert role.label(german=False).lower() in line.lower(), role
    triples = list(vitagraph.dataset(cv).triples(RESTRICTED))
    back, lost = records({"public": triples})
    assert not lost
    again: Any = getattr(back, section)[0]
    assert [one.role for one in again.contributors] == [one.role for one in record.contributors]
    assert [one.name or one.id for one in again.editors] == ["Zoe Zed", "Abe Abel"]


@pytest.mark.parametrize("key", ["editors", "translators", "contributors"])
def test_the_owner_may_have_another_part_than_that_of_an_author(key: str) -> None:
    """Neither the owner nor an author is missed."""
    cv = read(books=[{"title": "Origin", "authors": "Charles Darwin", key: "Ana Bel"}, {"title": "Owls", key: ["Ana Bel", "Ben Co"]}])
    messages = [problem.message for problem in validate(cv).results]
    assert not [one for one in messages if "authors" in one or "owner of the CV" in one]
    alone = read(books=[{"title": "Origin", "authors": "Charles Darwin"}])
    assert any("the owner of the CV is not among" in problem.message for problem in validate(alone).results)


@pytest.mark.parametrize(
    ("stated", "message"),
    [
        ({"contributors": [{"name": "Ben Co", "role": "editor"}]}, "write the name under `editors:`"),
        ({"contributors": [{"name": "Ben Co", "role": "Übersetzerin"}]}, "write the name under `translators:`"),
        ({"contributors": [{"name": "Ben Co", "role": "illustrater"}]}, "did you mean 'illustrator'"),
        ({"contributors": [{"name": "Ben Co", "role": "owl tamer"}]}, "write a MARC relator by its label or code"),
        ({"editors": [{"name": "Ben Co", "role": "illustrator"}]}, "an author has name, id and organization"),
    ],
)
def test_a_wrong_role_has_a_message(stated: Any, message: str) -> None:
    """What is wrong and what to write instead."""
    with pytest.raises(vitagraph.DataError, match=message):
        read(books=[{"title": "Owls", **stated}])


def test_every_class_of_works_has_the_three_fields() -> None:
    """Whatever derives from a publication or a volume; an author keeps its role where its name changes."""
    for record in WORKS.values():
        assert {"editors", "translators", "contributors"} <= set(plan(record).fields)
        assert issubclass(record, Record)
    one = Author("Ben Co", "", "", (Relator("illustrator"),))
    assert one.called("B. Co", "ben").role == one.role
    assert one.bare == Author("Ben Co")
