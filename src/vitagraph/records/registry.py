"""The records of a CV by IRI, id and name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import cached_property
from itertools import count
from typing import TYPE_CHECKING, Any

import msgspec

from vitagraph.errors import quoted
from vitagraph.rdf.terms import Term, iri
from vitagraph.rdf.vocabulary import PREFIXES
from vitagraph.records.people import Person
from vitagraph.records.plan import plan, with_nested
from vitagraph.records.publications import Preprint
from vitagraph.records.record import OWNER, Author, Record, Visibility
from vitagraph.records.views import View, linked_visibility, view
from vitagraph.values import UNDETERMINED, PersonName, TermName, folded, full_slug, slug

if TYPE_CHECKING:
    from vitagraph.records.cv import CV

Path = tuple[str | int, ...]


class RecordProblem(msgspec.Struct, frozen=True):
    """A problem of a record as a whole (empty path) or of one field (its name, and the position in a list)."""

    record: Record | None
    path: Path
    message: str
    elsewhere: Record | None = None
    #: the segment in which a reference names no record
    missing: str = ""
    #: the id that would solve the problem
    proposed: str = ""


class Whole(msgspec.Struct, frozen=True):
    """The registry of a whole CV, and the view of it that is indexed."""

    registry: Any
    view: View


class Registry:
    """The records that a CV describes.

    No restricted fact may change an id that is public. So a CV with restricted facts that may concern the identity of other
    records is indexed without them first (`below`), and every identity of that view is kept.
    """

    def __init__(self, cv: CV, whole: Whole | None = None) -> None:
        self.cv = cv
        self.document = str(cv.document.iri or cv.document.neutral_iri)
        self.language = str(cv.document.language)
        self.owner: Term = iri(f"{self.document}#{OWNER}")
        self.problems: list[RecordProblem] = []
        #: every record by node, with nested records and those of which only the name is known
        self.records: dict[Term, Record] = {}
        #: the visibilities whose facts this index states; the index below states the facts of more public ones
        self.classes = tuple(one for one in Visibility if one >= linked_visibility(cv))
        self._whole = whole
        self._view: View | None = None
        self.below: Any = None
        if self.classes[0] > Visibility.public:
            self._view = view(cv, {one for one in Visibility if one < self.classes[0]})
            self.below = type(self)(self._view.cv, Whole(self, self._view))
        self._nodes: dict[int, Term] = {}
        self._ids: dict[int, str] = {}
        #: `id()` of a nested record -> the record that contains it, and its position there
        self._containers: dict[int, tuple[Record, int]] = {}
        self._visibility: dict[int, Visibility] = {}
        self._by_id: defaultdict[str, dict[str, Record]] = defaultdict(dict)
        self._by_name: defaultdict[str, dict[str, list[Record]]] = defaultdict(dict)
        #: the names that are not written in their folded form, by that form
        self._by_folded_name: defaultdict[str, dict[str, list[Record]]] = defaultdict(dict)
        self._people_by_key: dict[str, list[Record]] = {}
        #: authors and references that were resolved, and the most public visibility in which they stood
        self._resolved: dict[Author | tuple[str, str], Visibility] = {}
        #: what the CV states and a reader should know, without being wrong
        self.notes: list[RecordProblem] = []
        #: the ids that records state or have in the index below, by segment: no other record gets one of these
        self._stated = _stated_ids(cv)
        for segment, known in self.below._by_id.items() if self.below is not None else ():
            self._stated[segment].update(one for one in known if self.below.iri(segment, one) not in self.below.implicit)
        self._base = self.owner.removesuffix(f"{OWNER}>")
        # A preprint precedes the article that it becomes, and keeps its id.
        for record in sorted(cv.records(), key=lambda one: not isinstance(one, Preprint)):
            self._register(record, OWNER if record is cv.person else "")
        for record in list(self.records.values()):
            self._check_former_ids(record)

    def node(self, record: Record) -> Term:
        """The IRI of a record."""
        return self._nodes[id(record)]

    def id_of(self, record: Record) -> str:
        """The id of a record, stated or derived."""
        return self._ids[id(record)]

    def language_of(self, record: Record, field: str = "") -> str:
        """The language of a record's texts: its own `lang`, else the CV's; of a field with a proper name, only the former."""
        return record.lang or (UNDETERMINED if field and plan(type(record)).fields[field].proper_name else self.language)

    def visibility(self, record: Record) -> Visibility:
        """The visibility of a record's facts, unless a field has its own."""
        return self._visibility[id(record)]

    def field_visibility(self, record: Record, name: str) -> Visibility:
        """The visibility of a field of a record; of a record that is not in this CV, as it states it."""
        own: dict[str, Visibility] = record.visibility or {}
        whole = self._visibility.get(id(record), record.stated_visibility)
        return own.get(name, max(whole, plan(type(record)).fields[name].visibility))

    def iri(self, segment: str, identifier: str) -> Term:
        """The IRI `{document}#{segment}/{id}`; the id is a slug."""
        return f"{self._base}{segment}/{identifier}>"

    def container_of(self, record: Record) -> tuple[Record | None, int]:
        """The record in which a record is nested, and its position there, from 1; None and 0 for other records."""
        return self._containers.get(id(record), (None, 0))

    def term_of(self, name: TermName) -> Term:
        """The IRI of a term of a vocabulary: one that vitagraph writes, or one that the document declares."""
        return iri(self.namespaces[name.prefix] + name.name)

    @cached_property
    def namespaces(self) -> Mapping[str, str]:
        """Prefix -> namespace of all vocabularies that the CV may use."""
        return {**PREFIXES, **(self.cv.document.prefixes or {})}

    def find(self, segment: str, text: str) -> Record | None:
        """The record with this id, or the only one with this name, or with this name in other apostrophes, quotes or dashes."""
        named: Sequence[Record] = self._by_name[segment].get(text, ())
        if known := self._by_id[segment].get(text):
            return known
        if not named and segment != Person.segment:  # persons are compared by the parts of their names
            form = folded(text)
            named = [*self._by_name[segment].get(form, ()), *self._by_folded_name[segment].get(form, ())]
        if len(named) > 1:  # of a work and its preprints, the published work
            named = [one for one in named if not isinstance(one, Preprint)]
        return named[0] if named and all(one is named[0] for one in named) else None

    def left_of(self, record: Record) -> Record | None:
        """The record in the index below, None where it is not in that view."""
        if self.below is None or self._view is None:
            return None
        left = self._view.records.get(id(record), record)
        return left if id(left) in self.below._nodes else None

    def _id_below(self, record: Record) -> str:
        left = self.left_of(record)
        return self.below.id_of(left) if self.below is not None and left is not None else ""

    def _hidden_name(self, segment: str, text: str) -> Record | None:
        """The only record that has this name in the whole CV, where the name is restricted in this view."""
        if self._whole is None:
            return None
        whole, shown = self._whole.registry, self._whole.view
        every = (nested for record in whole.cv.records() for nested in with_nested(record))
        named = [record for record in every if record.segment == segment and text in record.names()]
        known = named[0] if len(named) == 1 else whole._hidden_name(segment, text)
        return shown.records.get(id(known))

    def _register(self, record: Record, known_id: str = "", parent: str = "", number: int = 0) -> None:
        identifier = known_id or self._id_below(record) or record.id or self._derived_id(record, parent, number)
        node = self.owner if known_id == OWNER else self.iri(record.segment, identifier)
        self._ids[id(record)] = identifier
        self._nodes[id(record)] = node
        self.records.setdefault(node, record)
        if not identifier:
            self._report(record, (), "no id can be derived from its fields; add `id:` with lower-case letters and hyphens")
            return
        same = self._by_id[record.segment].setdefault(identifier, record)
        if same is not record:
            noun = f"the {self.cv.noun_of(record)} id '{identifier}'"
            self._report(record, ("id",) if record.id else (), f"{noun} is taken; write another one", same)
        by_name = self._by_name[record.segment]
        names = dict.fromkeys([" ".join(name.split()) for name in record.names()])
        for name in names:
            by_name.setdefault(name, []).append(record)
            if (form := folded(name)) != name:
                self._by_folded_name[record.segment].setdefault(form, []).append(record)
        if isinstance(record, Person):
            self._register_person(record, names, bool(known_id or record.id))
        for field in plan(type(record)).nested:
            if value := getattr(record, field.name):
                for position, child in enumerate(value if field.many else (value,), 1):
                    self._containers[id(child)] = (record, position)
                    self._register(child, "", identifier, position)

    def _derived_id(self, record: Record, parent: str, number: int) -> str:
        """The id that is derived from the fields of a record: the default one, followed by what distinguishes the record from others.

        Records without any difference are numbered, which does not depend on their order.
        """
        default = record.default_id(parent, number)
        if not default or self._is_free(record, default):
            return default
        same, noun = self._by_id[record.segment].get(default), self.cv.noun_of(record)
        if found := self.free_candidate(record, default):
            if same is not None and same.id is None:
                message = f"its fields give the {noun} id '{default}', as those of {_described(same)} do; {_lines(found, same, default)}"
                self.notes.append(RecordProblem(record, (), message, same))
            return found
        proposed = self.free_id(record.segment, default)
        lines = _lines(proposed, same, default)
        if record.shorthand:
            message = f"the {noun} id '{default}', derived from its fields, is taken; {lines}"
            self.problems.append(RecordProblem(record, (), message, same, "", proposed))
        else:
            message = f"nothing in its fields distinguishes it from the {noun} '{default}'; {lines}"
            self.notes.append(RecordProblem(record, (), message, same))
        return proposed

    def free_candidate(self, record: Record, default: str) -> str:
        """The first longer id of a record that no other record has; "" where nothing distinguishes it from the one with the default id."""
        same = self._by_id[record.segment].get(default)
        candidates = candidate_ids(record, default, set(same.distinctions()) if same else set())
        return next((one for one in candidates if self._is_free(record, one)), "")

    def _is_free(self, record: Record, identifier: str) -> bool:
        return identifier not in self._by_id[record.segment] and identifier not in self._stated[record.segment]

    def free_id(self, segment: str, identifier: str) -> str:
        """An id with the lowest number that makes it one of its own."""
        used, stated = self._by_id[segment], self._stated[segment]
        return next(one for number in count(2) if (one := f"{identifier}-{number}") not in used and one not in stated)

    def _check_former_ids(self, record: Record) -> None:
        for position, former in enumerate(record.former_ids):
            same = self._by_id[record.segment].setdefault(former, record)
            if same is not record or former == self.id_of(record):
                message = f"{quoted(former)} is an id in use, or was another record's; write only ids that this record had"
                self._report(record, ("former_ids", position), message, same)

    def _register_person(self, person: Person, names: Iterable[str], certain: bool) -> None:
        parsed = dict.fromkeys([person.parsed_name, *map(PersonName.parse, names)])
        for key in dict.fromkeys([name.key for name in parsed]):
            if not key:
                continue
            people = self._people_by_key.setdefault(key, [])
            people.append(person)
            if len(people) > 1:
                self._resolved.clear()  # a name that was unambiguous may now be ambiguous
        if not certain and any(self._by_name["person"][name][0] is self.cv.person for name in names):
            message = "has a name of the owner, who is described under `person:`; delete this, or add an `id:` if it is another person"
            self._report(person, (), message, self.cv.person)

    def _report(self, record: Record, path: Path, message: str, elsewhere: Record | None = None) -> None:
        self.problems.append(RecordProblem(record, path, message, elsewhere))


def candidate_ids(record: Record, default: str, shared: Set[str]) -> Iterator[str]:
    """Longer ids of a record whose default one is taken: with all letters of its name, then with what distinguishes it from another one.

    `shared` are the texts that the other record has, too.
    """
    longer = default
    for text in dict.fromkeys(record.distinctions()):
        word = slug(text)
        if not word or text in shared:
            continue
        if f"-{word}-" not in f"-{longer}-":
            yield f"{default}-{word}"
            longer = f"{longer}-{word}"
            yield longer
        elif (full := full_slug(text)) != word:
            yield f"-{default}-".replace(f"-{word}-", f"-{full}-").strip("-")


def _described(record: Record) -> str:
    """A text of a record by which a reader knows it."""
    return quoted(next(filter(None, (*record.names(), *record.distinctions())), record.segment))


def _lines(own: str, other: Record | None, default: str) -> str:
    """The lines that state the ids which two records have now, where the second one has the id that is derived from both."""
    of_both = other is not None and other.id is None
    return f"add `id: {own}`" + (f" here and `id: {default}` there, and no further record changes them" if of_both else "")


def _stated_ids(cv: CV) -> defaultdict[str, set[str]]:
    stated: defaultdict[str, set[str]] = defaultdict(set)
    for whole in cv.records():
        for record in with_nested(whole):
            stated[record.segment].update(filter(None, (record.id, *record.former_ids)))
    return stated
