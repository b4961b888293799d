"""Fields read from a node: the terms under the predicates of a field, decoded as values of its type."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, combinations
from typing import Any

from vitagraph.rdf.terms import Term, part, typed
from vitagraph.rdf.vocabulary import SCHEMA, VITA, XSD
from vitagraph.records import Author, Field, Plan, Record, Visibility, author_list, contribution, plan_without
from vitagraph.records.relators import Relator
from vitagraph.recovery.resources import GraphResources
from vitagraph.values import Days, Period, Text, whole_number

#: the resources of each visibility
Resources = Mapping[Visibility, GraphResources]
#: the values of a record's fields by name, and the visibility of those that have another one than the plan gives them
Decoded = tuple[dict[str, Any], dict[str, Visibility]]


def decoded(record: type[Record], node: Term, visibility: Visibility, container: Visibility, resources: Resources) -> Decoded:
    """The fields of a node that stand under their predicates: nested records as their nodes, references as ids.

    A field may have a visibility of its own where the record states none for all its fields, and none below that of its container.
    """
    fields: dict[str, Any] = {}
    moved: dict[str, Visibility] = {}
    plans = {one: _plan_in(one, record, node, resources) for one, graph in resources.items() if one == visibility or graph.predicates(node)}
    for field in plans[visibility].fields.values():
        expected = max(visibility, field.visibility)
        others = (
            [one for one in Visibility if one not in (expected, *range(container))] if field.is_movable and visibility == container else []
        )
        # A derived value has the visibility of the record; the value that is stated instead may have another one.
        for found in (*others, expected) if field.derived else (expected, *others):
            if values := _values(plans.get(found, plans[visibility]), field.name, node, resources[found]):
                fields[field.name] = values if field.many else values[0]
                if found != expected:
                    moved[field.name] = found
                break
    return fields, moved


def _plan_in(visibility: Visibility, record: type[Record], node: Term, resources: Resources) -> Plan:
    """The plan for what a node states with a visibility, which depends on its more public facts, too."""
    graphs = [graph for one, graph in resources.items() if one <= visibility and graph.predicates(node)]
    graph = graphs[0] if len(graphs) == 1 else resources[visibility].of_node(node, graphs)
    return plan_without(record, record.inapplicable_in(node, graph))


def _values(of_node: Plan, name: str, node: Term, graph: GraphResources) -> list[Any]:
    field = of_node.fields[name]
    if field.is_author_list:
        return author_list.decoded(field.own_node.of(node) if field.own_node else node, graph, field.author_keys)
    if field.inverse:
        found = _of_terms(field, graph.subjects(node, *field.inverse), graph)
        return [one for one in found if field.type.is_nested(one, node, graph)] if field.is_record else found
    if field.has_roles:
        contributors = _terms(of_node, field, node, graph)
        recipients = [role.term() for role in Relator.among(graph.predicates(node)) if role.is_recipient]
        further = dict.fromkeys(agent for role in recipients for agent in graph.objects(node, role) if agent not in contributors)
        return [
            *_with_roles(_of_terms(field, dict.fromkeys(contributors), graph), node, graph),
            *_with_roles(_of_terms(field, further, graph), node, graph, as_recipients=True),
        ]
    if field.predicates:
        return _of_terms(field, _terms(of_node, field, node, graph), graph)
    if field.identified:
        identifier = part(node, f"id/{field.identified.path}")
        return [field.type(text)] if (text := graph.value(identifier, SCHEMA.value)) else []
    return []


def _with_roles(contributors: list[Author], node: Term, graph: GraphResources, as_recipients: bool = False) -> Iterator[Author]:
    """The contributors to a work, each with its roles and the words for its part; another for each role that has words of its own.

    Who is in the list as a recipient alone, such as a dedicatee, has its other roles in a field of their own.
    """
    if not contributors:
        return
    roles = {role: graph.agents(graph.objects(node, role.term())) for role in Relator.among(graph.predicates(node))}
    listed = {role: graph.agents(author_list.listed(node, VITA.peopleInOrder, role.term(), graph)) for role in roles}
    parts = [
        (graph.agents([agent]), text, tuple(filter(None, map(Relator.of_term, of_roles))))
        for agent, text, of_roles in contribution.decoded(node, graph)
        if not of_roles or any(map(Relator.of_term, of_roles))
    ]
    for one in contributors:
        own = [(text, of_roles) for agents, text, of_roles in parts if one in agents]
        with_texts = {role: tuple(text for text, of_roles in own if role in of_roles) for role, agents in roles.items() if one in agents}
        free = tuple(text for text, of_roles in own if not with_texts.keys() & set(of_roles))
        by_role = {  # others are in a field of their own
            role: texts for role, texts in with_texts.items() if one not in listed[role] and (role.is_recipient or not as_recipients)
        }
        rest = tuple(role for role, texts in by_role.items() if not texts)
        if free and len(rest) == 1:  # beside the role, the words would be its own
            yield one.stating(role=rest)
            yield one.stating(part=free)
        elif free or rest or not by_role:
            yield one.stating(role=rest, part=free)
        yield from (one.stating(role=(role,), part=texts) for role, texts in by_role.items() if texts)


def _terms(of_node: Plan, field: Field, node: Term, graph: GraphResources) -> list[Term]:
    """The objects under all predicates of a field, without those of other fields and records."""
    if not field.predicates:
        return []
    subject = field.own_node.of(node) if field.own_node else node
    found = graph.objects(subject, *field.predicates)
    if not found:
        return []
    # An object that stands under more predicates is the value of the field that has all of these.
    others = [one.predicates for one in of_node.fields.values() if set(field.predicates) < set(one.predicates)]
    goes_on = field.others and field.others[1] in graph.objects(node, field.others[0])
    for one in of_node.fields.values() if not goes_on else ():
        shared = one.predicates if field.type is Author and one.name != field.name else ()
        if one.has_roles and all(Relator.of_term(predicate) or predicate in shared for predicate in field.predicates):
            others.append(one.predicates)  # who has the role as a contributor
    excluded = {term for predicates in others for term in graph.objects(subject, *predicates)}
    if field.order and field.others:
        excluded -= set(author_list.listed(node, field.order, field.others[1], graph))
    excluded |= set(of_node.record.stated_elsewhere(field.name, node, graph))
    return [term for term in found if term not in excluded]


def _of_terms(field: Field, terms: Iterable[Term], graph: GraphResources) -> list[Any]:
    if field.reference:
        return list(graph.ids(field.reference.segment, terms))
    if field.is_record:
        return [term for term in terms if graph.ids(field.type.segment, [term]) and field.type.fits(term, graph)]
    if field.type is Author:
        return list(graph.agents(terms))
    if field.type is Text:
        return graph.texts(terms) if field.many else list(filter(None, [graph.text(terms)]))
    if field.type is Period or field.type is Days:
        return [dates] if (dates := field.type.of_terms(list(terms))) else []
    values = (_of_term(field.type, term) for term in terms)
    return [value for value in values if value is not None]


def _of_term(value_type: Any, term: Term) -> Any:
    if value_type is bool:
        return {typed("true", XSD.boolean): True, typed("false", XSD.boolean): False}.get(term)
    if value_type is int:
        digits = term.removesuffix(f"^^{XSD.integer}").strip('"')
        return whole_number(digits) if typed(digits, XSD.integer) == term else None
    return value_type.of_term(term)


def state_order(record: type[Record], fields: dict[str, Any], node: Term, visibility: Visibility, resources: Resources) -> None:
    """Gives the people in each list the order that the graph states."""
    for field in plan_without(record, record.inapplicable_in(node, resources[visibility])).links:
        if field.order and field.others and len(people := fields.get(field.name) or []) > 1:
            for graph in resources.values():
                people = author_list.ordered(people, node, field.order, field.others[1], graph)
            fields[field.name] = people


def state_others(record: type[Record], fields: dict[str, Any], node: Term, visibility: Visibility, resources: Resources) -> None:
    """States on the last entry of each list of people that goes on that others follow; not where `more_authors` states it."""
    for field in plan_without(record, record.inapplicable_in(node, resources[visibility])).links:
        stated = field.is_author_list and "more_authors" in fields  # which may have a visibility of its own
        if (people := fields.get(field.name)) and field.others and not stated:
            predicate, value = field.others
            if any(value in graph.objects(node, predicate) for graph in resources.values()):
                fields[field.name] = [*people[:-1], people[-1].stating(others=True)]


def state_parts(
    record: type[Record], fields: dict[str, Any], moved: Mapping[str, Visibility], node: Term, visibility: Visibility, resources: Resources
) -> None:
    """States the words for the parts of the people in each list without roles."""
    for field in plan_without(record, record.inapplicable_in(node, resources[visibility])).links:
        people = fields.get(field.name)
        if not people or not field.contribution_of:
            continue
        graph = resources[moved.get(field.name, max(visibility, field.visibility))]
        fields[field.name] = contribution.with_parts(people, node, graph, field.contribution_of)


def without_derived(
    record: type[Record], fields: dict[str, Any], moved: Mapping[str, Visibility], node: Term, visibility: Visibility, graph: GraphResources
) -> dict[str, Any]:
    """The fields without the values that are derived from the others; all of them where the graph has other values.

    The derivation of one field may depend on the value of another one, so the fewest values are stated that give the graph's. None
    depends on a value that is more restricted than the record.
    """
    of_node = plan_without(record, record.inapplicable_in(node, graph))
    derived = [(field, field.derived) for field in of_node.derived if field.derived and field.name not in moved]
    derived = [(field, known) for field, known in derived if not _is_more_than_names(field, fields.get(field.name))]
    terms = {field.name: _terms(of_node, field, node, graph) for field, _ in derived}
    stated = [name for name in terms if name in fields]
    for kept in chain.from_iterable(combinations(stated, count) for count in range(len(stated))):
        shorter = {name: value for name, value in fields.items() if name not in terms or name in kept}
        short = record(**{name: value for name, value in shorter.items() if name not in moved or moved[name] <= visibility})
        if all(field.name in kept or set(known.terms(short, graph)) == set(terms[field.name]) for field, known in derived):
            return shorter
    return fields


def _is_more_than_names(field: Field, people: Any) -> bool:
    """Whether people in a field have parts in words, or others follow them: that is derived from nothing."""
    return bool(field.type is Author and field.many and people) and (people[-1].others or any(one.part for one in people))
