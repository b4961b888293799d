"""The records of a CV by IRI, id and name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

from vitagraph.errors import quoted
from vitagraph.rdf.terms import Term, iri
from vitagraph.records.people import Person
from vitagraph.records.plan import plan, with_nested
from vitagraph.records.record import OWNER, Author, Record, Visibility
from vitagraph.records.views import View, linked_visibility, view
from vitagraph.values import PersonName

if TYPE_CHECKING:
    from vitagraph.records.cv import CV

Path = tuple[str | int, ...]


class RecordProblem(NamedTuple):
    """A problem of a record as a whole (empty path) or of one field (its name, and the position in a list)."""

    record: Record | None
    path: Path
    message: str
    elsewhere: Record | None = None
    #: the segment in which a reference names no record
    missing: str = ""


class Whole(NamedTuple):
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
        self._visibility: dict[int, Visibility] = {}
        self._by_id: defaultdict[str, dict[str, Record]] = defaultdict(dict)
        self._by_name: defaultdict[str, dict[str, list[Record]]] = defaultdict(dict)
        self._people_by_key: dict[str, list[Record]] = {}
        #: authors and references that were resolved, and the most public visibility in which they stood
        self._resolved: dict[Author | tuple[str, str], Visibility] = {}
        self._base = self.owner.removesuffix(f"{OWNER}>")
        for record in cv.records():
            self._register(record, OWNER if record is cv.person else "")
        for record in list(self.records.values()):
            self._check_former_ids(record)

    def node(self, record: Record) -> Term:
        """The IRI of a record."""
        return self._nodes[id(record)]

    def id_of(self, record: Record) -> str:
        """The id of a record, stated or derived."""
        return self._ids[id(record)]

    def language_of(self, record: Record) -> str:
        """The language of a record's texts: its own `lang`, else the CV's."""
        return record.lang or self.language

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

    def find(self, segment: str, text: str) -> Record | None:
        """The record with this id, or the only one with this name."""
        named = self._by_name[segment].get(text, ())
        return self._by_id[segment].get(text) or (named[0] if len(named) == 1 else None)

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
        whole, shown = self._whole
        every = (nested for record in whole.cv.records() for nested in with_nested(record))
        named = [record for record in every if record.segment == segment and text in record.names()]
        known = named[0] if len(named) == 1 else whole._hidden_name(segment, text)
        return shown.records.get(id(known))

    def _register(self, record: Record, known_id: str = "", parent: str = "", number: int = 0) -> None:
        identifier = known_id or self._id_below(record) or record.id or record.default_id(parent, number)
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
            if record.id:
                self._report(record, ("id",), f"{noun} is taken; write another one", same)
            else:
                self._report(record, (), f"{noun}, derived from its fields, is taken; add an `id:`", same)
        by_name = self._by_name[record.segment]
        names = dict.fromkeys([" ".join(name.split()) for name in record.names()])
        for name in names:
            by_name.setdefault(name, []).append(record)
        if isinstance(record, Person):
            self._register_person(record, names, bool(known_id or record.id))
        for field in plan(type(record)).nested:
            if value := getattr(record, field.name):
                for position, child in enumerate(value if field.many else (value,), 1):
                    self._register(child, "", identifier, position)

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
