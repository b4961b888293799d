"""Names that may be somebody's whom the CV knows under another one: proposals, never applied."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from vitagraph.rdf.terms import Term
from vitagraph.records import Index, Person
from vitagraph.values import PersonName, slug


def proposed_aliases(index: Index, known: Iterable[Term]) -> Iterator[str]:
    """Lines of `aliases:` for people of the same family name whose initials begin alike, one of them new to the CV."""
    known = set(known)
    families: defaultdict[str, list[tuple[str, Term]]] = defaultdict(list)
    for node, record in index.records.items():
        if isinstance(record, Person):
            for name in dict.fromkeys(filter(None, (record.name, record.birth_name))):
                parsed = PersonName.parse(name)
                family = slug(parsed.family)
                families[family].append((parsed.key.removeprefix(family).strip("-"), node))
    for people in families.values():
        for short, one in sorted(people):
            for long, other in sorted(people):
                if one != other and long.startswith(short) and (short != long or one > other) and not {one, other} <= known:
                    yield from _proposal(index, one, other)


def _proposal(index: Index, one: Term, other: Term) -> Iterator[str]:
    """The one that nobody described as an alias of the other."""
    if one not in index.implicit:
        one, other = other, one
    if one in index.implicit:
        names = [*index.printed_names.get(one, ()), *index.records[one].names()]
        yield f"{names[0]}: {index.id_of(index.records[other])}"
