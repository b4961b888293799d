"""The terms of vocabularies that a CV names itself: in facts of its own, and as kinds of entries."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from vitagraph.errors import did_you_mean, quoted
from vitagraph.rdf.terms import Term, Triple, iri
from vitagraph.rdf.vocabulary import PREFIXES
from vitagraph.records.plan import plan
from vitagraph.records.record import Record, Visibility
from vitagraph.records.registry import RecordProblem
from vitagraph.values import TermName
from vitagraph.values.facts import RECORD, Fact

if TYPE_CHECKING:
    from vitagraph.records.index import Index


def field_with(record: type[Record], term: TermName) -> str:
    """The first field of a record class that states a property, "" for none."""
    return next(iter(fields_with(record, term)), "")


def fields_with(record: type[Record], term: TermName) -> list[str]:
    """The fields of a record class that state a property."""
    return _fields_by_predicate(record).get(term.term(), []) if term.prefix in PREFIXES else []


@cache
def _fields_by_predicate(record: type[Record]) -> dict[Term, list[str]]:
    found: dict[Term, list[str]] = {}
    for field in plan(record).facts:
        for predicate in field.all_predicates():
            found.setdefault(predicate, []).append(field.name)
    # A property with a field of its own is that of this field alone.
    return found | {predicate: [field.name] for field in reversed(plan(record).facts) for predicate in field.predicates}


def own_facts(record: Record, node: Term, index: Index) -> list[Triple]:
    """The triples of the facts of one's own of a record."""
    language = index.language_of(record)
    return [(node, index.term_of(fact.term), term) for fact in record.facts or () for term in fact.terms(language, index.document)]


def problems_of_terms(index: Index) -> Iterator[RecordProblem]:
    """Terms of vocabularies that are not declared, and references of facts to unknown or more restricted records."""
    for record in index.records.values():
        for name, term in _terms(record):
            if term.prefix not in index.namespaces:
                hint = "; declare it under `document:` as `prefixes: {" + term.prefix + ": <its address>}`"
                message = f"there is no vocabulary {quoted(term.prefix)}" + did_you_mean(term.prefix, index.namespaces, hint)
                yield RecordProblem(record, (name, term) if name == "facts" else (name,), message)
        for fact in record.facts or ():
            if fact.type == RECORD and (message := _wrong_reference(record, fact, index)):
                yield RecordProblem(record, ("facts", fact.term), message)


def _terms(record: Record) -> Iterator[tuple[str, TermName]]:
    yield from (("facts", fact.term) for fact in record.facts or ())
    for field in plan(type(record)).terms:
        if term := getattr(record, field.name):
            yield field.name, term


def _wrong_reference(record: Record, fact: Fact, index: Index) -> str:
    """What is wrong with a reference to a record of the CV, "" for nothing."""
    node = iri(index.document + fact.value)
    if node == index.owner:
        return ""
    target = index.records.get(node)
    if target is None:
        start = len(index.document) + 1
        known = [one[start:-1] for one in index.records if one.startswith(f"<{index.document}{fact.value.partition('/')[0]}/")]
        return f"there is no record {quoted(fact.value)} in this CV" + did_you_mean(fact.value, known, "; write the fragment of its IRI")
    if index.visibility(target) > index.field_visibility(record, "facts"):
        hidden = Visibility(index.visibility(target)).name
        return (
            f"refers to {quoted(fact.value)}, whose visibility is {hidden}; write `visibility: {{facts: {hidden}}}`, or leave the fact out"
        )
    return ""
