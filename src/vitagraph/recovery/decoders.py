"""One field read back: what stands under its predicates, as values of its type."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from vitagraph.rdf.terms import Term, part, typed
from vitagraph.rdf.vocabulary import SCHEMA, XSD
from vitagraph.records import ABOUT_THE_RECORD, Author, Field, Record, Visibility, plan
from vitagraph.records.facts import Resources
from vitagraph.values import Text, whole_number

#: what each privacy class says
Sights = dict[Visibility, Resources]
#: the values of a record's fields by name, and the class of those that are not where their line puts them
Stated = tuple[dict[str, Any], dict[str, Visibility]]


def stated(record: type[Record], node: Term, visibility: Visibility, sights: Sights) -> Stated:
    """The fields that a node says by their predicates; records inside it as their nodes, references as ids."""
    fields: dict[str, Any] = {}
    moved: dict[str, Visibility] = {}
    for field in plan(record).fields.values():
        expected = max(visibility, field.visibility)
        movable = field.name not in ABOUT_THE_RECORD and not (field.required or field.structured)
        for seen in (expected, *(one for one in Visibility if movable and one != expected)):
            if values := _values(record, field, node, sights[seen]):
                fields[field.name] = values if field.many else values[0]
                if seen != expected:
                    moved[field.name] = seen
                break
    return fields, moved


def _values(record: type[Record], field: Field, node: Term, facts: Resources) -> list[Any]:
    if field.inverse:
        return _of_terms(field, facts.subjects(node, *field.inverse), facts)
    if field.predicates:
        # What stands under more predicates than these is the value of the field that has them all.
        others = (other.predicates for other in plan(record).fields.values() if set(field.predicates) < set(other.predicates))
        taken = {term for predicates in others for term in facts.objects(node, *predicates)}
        taken |= set(record.told_elsewhere(field.name, node, facts))
        return _of_terms(field, (term for term in facts.objects(node, *field.predicates) if term not in taken), facts)
    if field.identified:
        identifier = part(node, f"id/{field.identified.path}")
        return [field.type(text)] if (text := facts.value(identifier, SCHEMA.value)) else []
    return []


def _of_terms(field: Field, terms: Iterable[Term], facts: Resources) -> list[Any]:
    if field.reference:
        return list(facts.ids(field.reference.segment, terms))
    if field.is_record:
        return [term for term in terms if facts.ids(field.type.segment, [term]) and field.type.fits(term, facts)]
    if field.type is Author:
        return list(facts.agents(terms))
    if field.type is Text:
        return [text] if (text := facts.text(terms)) else []
    values = (_of_term(field.type, term) for term in terms)
    return [value for value in values if value is not None]


def _of_term(value_type: Any, term: Term) -> Any:
    if value_type is bool:
        return {typed("true", XSD.boolean): True, typed("false", XSD.boolean): False}.get(term)
    if value_type is int:
        digits = term.removesuffix(f"^^{XSD.integer}").strip('"')
        return whole_number(digits) if typed(digits, XSD.integer) == term else None
    return value_type.of_term(term)
