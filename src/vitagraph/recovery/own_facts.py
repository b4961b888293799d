"""Facts that no field of a record states, recovered as facts of one's own; the prefixes of their vocabularies."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import chain, count

from vitagraph.rdf.definitions import prefixed
from vitagraph.rdf.terms import Term, Triple
from vitagraph.rdf.vocabulary import PREFIXES
from vitagraph.records import CV, Record, Visibility, plan, with_nested
from vitagraph.records.own_terms import field_with
from vitagraph.records.record import FieldVisibility, N
from vitagraph.recovery.resources import Identity
from vitagraph.values import Text
from vitagraph.values.facts import RECORD, Fact, PropertyName, joined
from vitagraph.values.terms import Prefixes


class Vocabularies:
    """The vocabularies of a graph beside those that vitagraph writes; each gets a prefix when one of its terms is named."""

    def __init__(self, known: Mapping[str, str]) -> None:
        self._prefixes = {namespace: prefix for prefix, namespace in known.items()}

    def name(self, term: Term, name_type: type[N]) -> N | None:
        """The name of a term, None where a CV cannot name it."""
        try:
            return name_type.parse(prefixed(term) or self._declared(term))
        except ValueError:
            return None

    def _declared(self, term: Term) -> str:
        """A term of another vocabulary with its prefix. Raises ValueError where its namespace cannot be declared."""
        end = max(term.rfind("#"), term.rfind("/")) + 1
        namespace, name = term[1:end], term[end:-1]
        prefix = self._prefixes.get(namespace) or self._free_prefix(namespace)
        Prefixes.parse({prefix: namespace})
        self._prefixes[namespace] = prefix
        return f"{prefix}:{name}"

    def _free_prefix(self, namespace: str) -> str:
        """The last word of a namespace, if no other has it."""
        taken = {*PREFIXES, *self._prefixes.values()}
        words = [word for word in re.findall("[a-z][a-z0-9]*", namespace.lower().rstrip("#/").rpartition("/")[2]) if len(word) < 13]
        free = (one for one in chain(words[-1:], (f"ns{number}" for number in count(1))) if one not in taken)
        return str(next(free))

    def used(self, cv: CV) -> Prefixes | None:
        """The prefixes that a CV needs."""
        known = {prefix: namespace for namespace, prefix in self._prefixes.items()}
        every = [record for whole in cv.records() for record in with_nested(whole)]
        names = [fact.term for record in every for fact in record.facts or ()]
        names += [name for record in every for field in plan(type(record)).terms if (name := getattr(record, field.name))]
        return Prefixes({name.prefix: known[name.prefix] for name in names if name.prefix in known}) or None


class OwnFacts:
    """Attaches triples that no field states to the records of their subjects."""

    def __init__(self, cv: CV, records: Mapping[Identity, Record], document: str) -> None:
        self._cv, self._records, self._document = cv, records, document
        self._vocabularies = Vocabularies(cv.document.prefixes or {})

    def attach(self, lost: Iterable[tuple[Visibility, Triple]], shown: Mapping[int, Visibility]) -> bool:
        """Attaches what a record can state; returns whether anything is new. `shown` is the visibility of each record by its `id()`."""
        found: dict[int, tuple[Record, Visibility, list[Fact]]] = {}
        for visibility, (subject, predicate, term) in lost:
            record = self._record(subject)
            if record is None or id(record) not in shown or (fact := self._fact(record, visibility, predicate, term, shown)) is None:
                continue
            _, first, facts = found.setdefault(id(record), (record, visibility, []))
            if first is visibility:
                facts.append(fact)
        changed = [self._state(record, visibility, shown[key], facts) for key, (record, visibility, facts) in found.items()]
        self._cv.document.prefixes = self._vocabularies.used(self._cv)
        return any(changed)

    def _record(self, node: Term) -> Record | None:
        fragment = node[1:-1].removeprefix(f"{self._document}#") if node.startswith(f"<{self._document}#") else ""
        segment, _, identifier = fragment.partition("/")
        return self._records.get(Identity("person", "me") if fragment == "me" else Identity(segment, identifier))

    def _fact(self, record: Record, visibility: Visibility, predicate: Term, term: Term, shown: Mapping[int, Visibility]) -> Fact | None:
        name = self._vocabularies.name(predicate, PropertyName)
        if name is None or field_with(type(record), name) or term.startswith("_:"):
            return None
        fact = Fact.of_term(name, term, record.lang or self._cv.document.language, self._document)
        if fact and fact.type == RECORD and not self._may_refer(visibility, term, shown):
            return None
        return fact

    def _may_refer(self, visibility: Visibility, node: Term, shown: Mapping[int, Visibility]) -> bool:
        """Whether a fact of this visibility may refer to a node: to a record that is at most as restricted, or to the owner."""
        target = self._record(node)
        return target is self._cv.person or (target is not None and shown.get(id(target), Visibility.private) <= visibility)

    def _state(self, record: Record, visibility: Visibility, whole: Visibility, facts: list[Fact]) -> bool:
        """Adds facts with their visibility; not where the record states another one for all its facts."""
        own: Mapping[str, Visibility] = record.visibility or {}
        known = own.get("facts", whole) if record.facts else None
        if known not in (None, visibility) or visibility < whole or (visibility is not whole and "" in own):
            return False
        before, record.facts = (
            record.facts,
            joined([*(record.facts or ()), *_one_a_property(facts, record.lang or self._cv.document.language)]),
        )
        if visibility is not whole:
            record.visibility = FieldVisibility({**own, "facts": visibility})
        return record.facts != before


def _one_a_property(facts: list[Fact], language: str) -> Iterable[Fact]:
    """Facts, with the texts of one property in several languages as one; `language` is that of the record's texts."""
    texts: dict[PropertyName, list[Text]] = {}
    for fact in facts:
        if isinstance(fact.value, Text):
            texts.setdefault(fact.term, []).append(fact.value)
    joined_texts = {term: _in_one(some, language) for term, some in texts.items()}
    for term, text in joined_texts.items():
        if text:
            yield Fact(term, text)
    yield from (fact for fact in facts if not (isinstance(fact.value, Text) and joined_texts[fact.term]))


def _in_one(texts: list[Text], language: str) -> Text | None:
    """Several texts as one, None where two are in one language or one is in none."""
    pairs = tuple(pair for text in texts for pair in text.in_languages(language))
    tags = {tag for tag, _ in pairs}
    return Text(pairs[0][1], pairs) if len(texts) > 1 and "" not in tags and len(tags) == len(pairs) else None
