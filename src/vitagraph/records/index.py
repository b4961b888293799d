"""Who is who in a CV: every record's IRI, and what each reference and each printed name stands for.

Nothing is merged by guessing. Two records with one id, a reference that leads nowhere, a name that two people share: each
is a `Complaint`, to be led back to its place by whoever read the records.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from vitagraph.errors import did_you_mean, quoted
from vitagraph.records.people import Person
from vitagraph.records.plan import Field, plan
from vitagraph.records.record import OWNER, Author, Credit, Record, Reference, Visibility
from vitagraph.terms import Term, iri, literal
from vitagraph.values import FullName, Period, PersonName, Text

if TYPE_CHECKING:
    from vitagraph.records.cv import CV

_LOOKS_LIKE_ID = re.compile(r"[a-z0-9]+([._-]+[a-z0-9]+)*")

Path = tuple[str | int, ...]


class Complaint(NamedTuple):
    """A problem of a record as a whole (empty path) or of a field of it (its name, and the position in a list)."""

    record: Record | None
    path: Path
    message: str
    elsewhere: Record | None = None
    #: the kind of record that a reference did not find
    missing: str = ""


class _Mention(NamedTuple):
    """Where a reference stands, and who sees it."""

    record: Record
    path: Path
    visibility: Visibility

    @classmethod
    def of(cls, record: Record, field: Field, position: int, visibility: Visibility) -> "_Mention":
        return cls(record, (field.name, position) if field.many else (field.name,), visibility)


#: less public than every class
_NEVER = Visibility.private + 1


class Index:
    """The identities of one CV. `problems` is empty when every one is certain."""

    def __init__(self, cv: "CV") -> None:
        self.cv = cv
        self.document = str(cv.document.iri or cv.document.neutral_iri)
        self.language = str(cv.document.language)
        self.owner: Term = iri(f"{self.document}#{OWNER}")
        self.problems: list[Complaint] = []
        #: records that nobody described but somebody referred to by name, with their node
        self.implicit: dict[Term, Record] = {}
        #: the names under which people and organizations stand in the CV's works, by node, with who may see that they do
        self.printed_names: dict[Term, dict[str, Visibility]] = {}
        #: every record, also those inside others and those only named, by node
        self.records: dict[Term, Record] = {}
        self._nodes: dict[int, Term] = {}
        self._ids: dict[int, str] = {}
        self._visibility: dict[int, Visibility] = {}
        self._by_id: defaultdict[str, dict[str, Record]] = defaultdict(dict)
        self._by_name: defaultdict[str, dict[str, list[Record]]] = defaultdict(dict)
        self._people_by_key: dict[str, list[Record]] = {}
        self._base = self.owner.removesuffix(f"{OWNER}>")
        self._credits: dict[Author, Credit] = {}
        self._references: dict[tuple[str, str], Term] = {}
        #: what was found already, and the most public class in which it stood: no more can be learnt from it there
        self._met: dict[Author | tuple[str, str], Visibility] = {}
        self._aliases = {PersonName.parse(alias).key: target for alias, target in cv.aliases.items()}
        self._aliases |= cv.aliases
        self._keys_met: set[str] = set()
        for record in cv.records():
            self._register(record, OWNER if record is cv.person else "")
        for record in list(self.records.values()):
            self._check_former_ids(record)
        self._bylines: list[tuple[Record, Field, Visibility]] = []
        for record in cv.records():
            self._visit(record, Visibility.public)
        # Who is a person and who an organization is known only when every organization has been met.
        self._meet_authors(organizations=True)
        self._meet_authors(organizations=False)
        self._check_aliases()
        self._name_people()

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
        """The privacy class of a record's facts, where no field says otherwise."""
        return self._visibility[id(record)]

    def seen(self, record: Record, field: Field) -> Visibility:
        """The privacy class of a field of a record; of one that is not in this CV, as it states it."""
        own: dict[str, Visibility] = record.visibility or {}
        whole = self._visibility.get(id(record), record.stated_visibility)
        return own.get(field.name, max(whole, field.visibility))

    def iri(self, segment: str, identifier: str) -> Term:
        """The IRI `{document}#{segment}/{id}`; the id is a slug."""
        return f"{self._base}{segment}/{identifier}>"

    def agent(self, author: Author) -> Term:
        """The person or organization that an author stands for."""
        return self._credits[author].agent

    def meant(self, author: Author) -> Record | None:
        """The record of a person or organization, None for an author who is not in this CV."""
        return self.records.get(self._credits[author].agent) if author in self._credits else None

    def credits(self, authors: Iterable[Author]) -> list[Credit]:
        """The persons and organizations that authors stand for, each with the name as printed."""
        known = self._credits
        return [known[author] for author in authors]

    def refer(self, segment: str, text: str) -> Term:
        """The IRI that a reference leads to."""
        return self._references[segment, text]

    def called(self, segment: str, text: str) -> str:
        """How this CV refers to what gets the same id as what is named so: `PLOS ONE` where it writes `PLoS ONE`."""
        if (segment, text) in self._references:
            return text
        node = self.iri(segment, self.cv.named(segment, text, None).default_id("", 0))
        if node in self.records and node not in self.implicit:
            return text if self.find(segment, text) is self.records[node] else self.id_of(self.records[node])
        return next((known for (kind, known), meant in self._references.items() if kind == segment and meant == node), text)

    def name_of(self, segment: str, text: str) -> str:
        """The name of what a reference leads to, in English if it has one."""
        record = self.find(segment, text)
        name = getattr(record, record.shorthand) if record else text
        return name.wording("en") if isinstance(name, Text) else str(name)

    @cached_property
    def topic_labels(self) -> dict[tuple[str, str], str]:
        """Id of a topic and language -> its one label."""
        from vitagraph.records.topics import topic_labels

        return topic_labels(self)

    def is_over(self, period: Period) -> bool:
        """Whether a period ended by the day on which the CV was right."""
        as_of = self.cv.document.as_of
        return period.end is not None and not (as_of and as_of.before(period.end))

    def find(self, segment: str, text: str) -> Record | None:
        """The record with this id, or the only one with this name."""
        named = self._by_name[segment].get(text, ())
        return self._by_id[segment].get(text) or (named[0] if len(named) == 1 else None)

    # -- registering what is described

    def _register(self, record: Record, known_id: str = "", parent: str = "", number: int = 0) -> None:
        identifier = known_id or record.id or record.default_id(parent, number)
        node = self.owner if known_id == OWNER else self.iri(record.segment, identifier)
        self._ids[id(record)] = identifier
        self._nodes[id(record)] = node
        self.records.setdefault(node, record)
        if not identifier:
            self._complain(record, (), "no id can be made of what it says; add `id:` with lower-case letters and hyphens")
            return
        same = self._by_id[record.segment].setdefault(identifier, record)
        if same is not record:
            noun = f"the {self.cv.noun_of(record)} id '{identifier}'"
            if record.id:
                self._complain(record, ("id",), f"{noun} is taken; write another one", same)
            else:
                self._complain(record, (), f"{noun}, made of what the record says, is taken; add an `id:`", same)
        by_name = self._by_name[record.segment]
        names = dict.fromkeys([" ".join(name.split()) for name in record.names()])
        for name in names:
            by_name.setdefault(name, []).append(record)
        if isinstance(record, Person):
            self._register_person(record, names, bool(known_id or record.id))
        for field in plan(type(record)).parts:
            if value := getattr(record, field.name):
                for position, child in enumerate(value if field.many else (value,), 1):
                    self._register(child, "", identifier, position)

    def _check_former_ids(self, record: Record) -> None:
        for position, former in enumerate(record.former_ids):
            same = self._by_id[record.segment].setdefault(former, record)
            if same is not record or former == self.id_of(record):
                message = f"{quoted(former)} is an id in use, or was another record's; write only ids that this record had"
                self._complain(record, ("former_ids", position), message, same)

    def _register_person(self, person: Person, names: Iterable[str], certain: bool) -> None:
        parsed = dict.fromkeys([person.parsed_name, *map(PersonName.parse, names)])
        for key in dict.fromkeys([name.key for name in parsed]):
            if not key:
                continue
            people = self._people_by_key.setdefault(key, [])
            people.append(person)
            if len(people) > 1:
                self._met.clear()  # whoever was certain may now be one of two
        if not certain and any(self._by_name["person"][name][0] is self.cv.person for name in names):
            message = "has a name of the owner, who is described under `person:`; delete this, or add an `id:` if it is somebody else"
            self._complain(person, (), message, self.cv.person)

    # -- following what is referred to

    def _visit(self, record: Record, floor: Visibility) -> None:
        own: dict[str, Visibility] = record.visibility or {}
        visibility = max(floor, own.get("", Visibility.public))
        self._visibility[id(record)] = visibility
        for field in plan(type(record)).links:
            if not (value := getattr(record, field.name)):
                continue
            seen = own.get(field.name, max(visibility, field.visibility))
            if field.type is Author:
                self._bylines.append((record, field, seen))
                continue
            for position, one in enumerate(value if field.many else (value,)):
                if field.reference is None:
                    self._visit(one, seen)
                elif self._met.get((field.reference.segment, one), _NEVER) > seen:
                    self._follow(field.reference, one, _Mention.of(record, field, position, seen))

    def _meet_authors(self, organizations: bool) -> None:
        met = self._met
        for record, field, seen in self._bylines:
            for position, author in enumerate(_values(record, field)):
                if (author.organization != "") is organizations and met.get(author, _NEVER) > seen:
                    self._meet(author, _Mention.of(record, field, position, seen))

    def _follow(self, reference: Reference, text: str, mention: _Mention) -> Record | None:
        segment = reference.segment
        record = self.find(segment, text)
        if record is None:
            named = self._by_name[segment].get(text, [])
            if named:
                ids = ", ".join(self.id_of(one) for one in named)
                self._complain(mention.record, mention.path, f"{quoted(text)} is the name of several; write one of the ids {ids}")
                return None
            if not reference.open or _LOOKS_LIKE_ID.fullmatch(text):
                known = [*self._by_id[segment], *self._by_name[segment]]
                other = " or another section of works" if segment == "publication" else ""
                hint = f"; describe it under `{self.cv.section_of(segment)}:`{other}" + (", or write its name" if reference.open else "")
                message = f"there is no {self.cv.noun_of(segment)} {quoted(text)}" + did_you_mean(text, known, hint)
                self.problems.append(Complaint(mention.record, mention.path, message, None, segment))
                return None
            record = self.cv.named(segment, text, mention.record.lang)
            if not record.default_id("", 0):
                message = f"no id can be made of {quoted(text)}; describe it under `{self.cv.section_of(segment)}:` with an `id:`"
                self._complain(mention.record, mention.path, message)
                return None
            if same := self._by_id[segment].get(record.default_id("", 0)):
                message = f"{quoted(text)} would get the id of {self.cv.noun_of(same)} '{self.id_of(same)}'; write that id or its name"
                self._complain(mention.record, mention.path, message, same)
                return None
            self._adopt(record, mention.visibility)
        self._reveal(record, mention)
        self._references[segment, text] = self.node(record)
        self._met[segment, text] = mention.visibility
        return record

    def _meet(self, author: Author, mention: _Mention) -> None:
        record = self._organization(author, mention) or self._person(author, mention)
        if record is None:
            return
        if author.id != OWNER:  # whose IRI is public, whatever is known of them
            self._reveal(record, mention)
        node = self.node(record)
        self._credits[author] = Credit(node, literal(author.name) if author.name else "")
        self._met[author] = mention.visibility
        if author.name and author.name != self.id_of(record):
            names = self.printed_names.setdefault(node, {})
            if mention.visibility < names.get(author.name, _NEVER):
                # Behind the others, so that even the order says nothing of a stricter mention before.
                names.pop(author.name, None)
                names[author.name] = mention.visibility

    def _organization(self, author: Author, mention: _Mention) -> Record | None:
        if author.organization:
            return self._follow(Reference("org"), author.organization, mention)
        return None if author.id else self.find("org", author.name)

    def _person(self, author: Author, mention: _Mention) -> Record | None:
        if author.organization:
            return None
        if author.id:
            return self._person_with_id(author.id, author.name, mention)
        if known := self.find("person", author.name):
            return known
        if "-" in author.name and _LOOKS_LIKE_ID.fullmatch(author.name):
            hint = "; describe them under `people:`, or write the name as printed"
            message = f"there is no person '{author.name}'" + did_you_mean(author.name, self._by_id["person"], hint)
            self.problems.append(Complaint(mention.record, mention.path, message, None, "person"))
            return None
        key = PersonName.parse(author.name).key
        people = self._people_by_key.get(key, [])
        if len({self.id_of(person) for person in people}) > 1:
            ids = " or ".join(f"'{self.id_of(person)}'" for person in people)
            name, one = quoted(author.name), self.id_of(people[0])
            message = f"{name} may be {ids}; say who it is, for example with {{name: {name}, id: {one}}}"
            self._complain(mention.record, mention.path, message)
            return None
        if people and key not in self._aliases:
            return self._same_person(people[0], author, mention)
        if not key:
            message = f"no id can be made of the name {quoted(author.name)}; write {{name: {quoted(author.name)}, id: ...}}"
            self._complain(mention.record, mention.path, message)
            return None
        if key in self._aliases:
            return self._person_with_id(self._aliases[key], author.name, mention)
        self._keys_met.add(key)
        known = self._by_id["person"].get(key)
        return self._same_person(known, author, mention) if known else self._person_with_id(key, author.name, mention)

    def _same_person(self, record: Record, author: Author, mention: _Mention) -> Record | None:
        """The record, unless its full name and the author's rule each other out: Lei Wang is not Lu Wang."""
        names = [PersonName.parse(name) for name in (*record.names(), *self.printed_names.get(self.node(record), ()))]
        if isinstance(record, Person):
            names.append(record.parsed_name)
        full = [name for name in names if name.given]
        met = PersonName.parse(author.name)
        if not full or any(met.may_be(name) for name in full):
            return record
        name, other = quoted(author.name), quoted(f"{full[0].given} {full[0].family}")
        message = f"{name} would get the id of {other}, '{self.id_of(record)}'; tell them apart with {{name: {name}, id: ...}}"
        self._complain(mention.record, mention.path, message)
        return None

    def _person_with_id(self, identifier: str, name: str, mention: _Mention) -> Record:
        known = self._by_id["person"].get(identifier)
        return known or self._adopt(Person(name=FullName(name or identifier)), mention.visibility, identifier)

    def _adopt(self, record: Record, seen: Visibility, identifier: str = "") -> Record:
        self._register(record, identifier)
        self.implicit[self.node(record)] = record
        self._visit(record, seen)
        return record

    def _reveal(self, record: Record, mention: _Mention) -> None:
        """What nobody described is as visible as its most visible mention; what is described as hidden is not mentioned openly."""
        node = self.node(record)
        if node in self.implicit:
            if mention.visibility < self.visibility(record):
                # Behind the others, so that even the order says nothing of a stricter mention before.
                self.implicit[node] = self.implicit.pop(node)
                record.lang = mention.record.lang
                self._visit(record, mention.visibility)
        elif record.visibility and record.visibility.get("", Visibility.public) > mention.visibility:
            hidden = record.visibility[""].name
            message = f"refers to {self.cv.noun_of(record)} '{self.id_of(record)}', whose visibility is {hidden}"
            message += f"; give this record `visibility: {hidden}` too, or leave the mention out"
            self._complain(mention.record, mention.path, message, record)

    # -- once everything has been met

    def _check_aliases(self) -> None:
        people = self._by_id["person"]
        for alias, target in self.cv.aliases.items():
            if target not in self._keys_met and (target not in people or self.iri("person", target) in self.implicit):
                message = f"the alias {quoted(alias)} points to {quoted(target)}, whom nobody mentions"
                known = [*people, *self._keys_met]
                message += did_you_mean(target, known, f"; write the id of a person, or {OWNER} for the owner")
                self.problems.append(Complaint(None, ("aliases", alias), message, None, "person"))

    def _name_people(self) -> None:
        """People known from works only are called by the fullest of their printed names; by their id where all of these are hidden."""
        for node, record in self.implicit.items():
            if isinstance(record, Person) and node in self.printed_names:
                seen = self.visibility(record)
                names = [name for name, visibility in self.printed_names[node].items() if visibility <= seen]
                names = names or [self.id_of(record)]
                if names == [record.name]:
                    continue
                record.name = max(map(FullName, names), key=lambda name: (bool(PersonName.parse(name).given), len(name), name))

    def _complain(self, record: Record, path: Path, message: str, elsewhere: Record | None = None) -> None:
        self.problems.append(Complaint(record, path, message, elsewhere))


def _values(record: Record, field: Field) -> Iterator[Any]:
    value = getattr(record, field.name)
    return iter(()) if value is None else iter(value if field.many else (value,))
