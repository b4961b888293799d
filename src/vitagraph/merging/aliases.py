"""Proposals of aliases: names that may belong to a person whom the CV has under another name. They are never applied."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from vitagraph.rdf.terms import Term
from vitagraph.records import Index, Person
from vitagraph.values import PersonName, slug


def proposed_aliases(index: Index, known: Iterable[Term]) -> Iterator[str]:
    """Lines of `aliases:` for people of one family name, one of them new to the CV, whose initials begin with the same letters."""
    known = set(known)
    families: defaultdict[str, list[tuple[str, Term, PersonName]]] = defaultdict(list)
    for node, record in index.records.items():
        if isinstance(record, Person):
            for name in dict.fromkeys(filter(None, (record.name, record.birth_name))):
                parsed = PersonName.parse(name)
                family = slug(parsed.family)
                families[family].append((parsed.key.removeprefix(family).strip("-"), node, parsed))
    for people in families.values():
        for short, one, name_of_one in sorted(people):
            for long, other, full in sorted(people):
                is_new = one != other and (short != long or one > other) and not {one, other} <= known
                if is_new and long.startswith(short) and name_of_one.may_be(full):
                    yield from _proposal(index, one, other)


def _proposal(index: Index, one: Term, other: Term) -> Iterator[str]:
    """The name of the person without a record, as an alias of the other."""
    if one not in index.implicit:
        one, other = other, one
    if one in index.implicit:
        names = [*index.printed_names.get(one, ()), *index.records[one].names()]
        yield f"{names[0]}: {index.id_of(index.records[other])}"
