"""Who is who in a CV: every record's IRI, and what each reference and each printed name stands for.

Nothing is merged by guessing. Two records with one id, a reference that leads nowhere, a name that two people share: each
is a `RecordProblem`, to be led back to its place by whoever read the records.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from vitagraph.errors import did_you_mean, quoted
from vitagraph.rdf.terms import Term, literal
from vitagraph.records.people import Person
from vitagraph.records.plan import Field, plan
from vitagraph.records.record import OWNER, Author, Credit, Record, Reference, Visibility
from vitagraph.records.registry import Path, RecordProblem, Registry, Whole
from vitagraph.records.views import view
from vitagraph.values import FullName, Period, PersonName, Text

if TYPE_CHECKING:
    from vitagraph.records.cv import CV

_LOOKS_LIKE_ID = re.compile(r"[a-z0-9]+([._-]+[a-z0-9]+)*")


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


class Index(Registry):
    """The identities of one CV. `problems` is empty when every one is certain."""

    def __init__(self, cv: "CV", whole: Whole | None = None) -> None:
        super().__init__(cv, whole)
        #: the index of the CV without the facts of the classes that this one tells, where these may bear on others
        self.below: Index | None
        below = self.below
        #: records that nobody described but somebody referred to by name, with their node
        self.implicit: dict[Term, Record] = {}
        #: the names under which people and organizations stand in the CV's works, by node, with who may see that they do
        self.printed_names: dict[Term, dict[str, Visibility]] = {}
        self._credits: dict[Author, Credit] = {}
        self._references: dict[tuple[str, str], Term] = {}
        self._aliases = {PersonName.parse(alias).key: target for alias, target in cv.aliases.items()}
        self._aliases |= cv.aliases
        self._keys_met: set[str] = set()
        self._bylines: list[tuple[Record, Field, Visibility]] = []
        #: what the index below knows of these
        self._known_credits: dict[Author, Credit] = {}
        self._known_references: dict[tuple[str, str], Term] = {}
        if below is not None:
            self._take_over(below)
        for record in cv.records():
            self._visit(record, Visibility.public)
        # Who is a person and who an organization is known only when every organization has been met.
        self._meet_authors(organizations=True)
        self._meet_authors(organizations=False)
        if whole is None:
            self._check_aliases()
        self._name_people()
        if below is not None:
            self._complain_of(below)

    @property
    def public(self) -> "Index":
        """The index of what everybody may see, as far as it bears on identities."""
        return self if self.below is None else self.below.public

    def public_view(self, *include: Visibility) -> "Index":
        """The CV with its public facts and those of the classes in `include`, indexed; graphs of these classes stay as they are.

        Whatever is derived from the result cannot show a fact that it no longer contains.
        """
        shown = view(self.cv, {Visibility.public, *include})
        return Index(shown.cv, Whole(self, shown))

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
        return name.in_language("en") if isinstance(name, Text) else str(name)

    @cached_property
    def labels(self) -> dict[tuple[str, str, str], str]:
        """Kind, id and language of a topic or a skill -> its one label."""
        from vitagraph.records.concepts import concept_labels

        return concept_labels(self)

    def is_over(self, period: Period) -> bool:
        """Whether a period ended by the day on which the CV was right."""
        as_of = self.cv.document.as_of
        return period.end is not None and not (as_of and as_of.before(period.end))

    # -- what the index below knows

    def _take_over(self, below: "Index") -> None:
        """Keeps every identity of the index below: what is hidden from it changes none of them."""
        self._known_credits, self._known_references = below._credits, below._references
        self._keys_met |= below._keys_met
        self.printed_names = {node: dict(names) for node, names in below.printed_names.items()}
        taken = [(node, record) for node, record in below.implicit.items() if node not in self.records]
        for node, record in taken:
            self.implicit[node] = record
            self._register(record, below.id_of(record))
        for people in self._people_by_key.values():
            # Whoever is described stands for the names that are not known below.
            people[:] = [one for one in people if self.node(one) not in self.implicit] or people
        for _, record in taken:
            self._visit(record, below.visibility(record))

    def _complain_of(self, below: "Index") -> None:
        """The problems of the index below that are none here: what a hidden fact alone makes certain is not certain in public."""
        wholes = {id(left): record for record in self.records.values() if (left := self.left_of(record)) is not None}
        known = set(map(_cause, self.problems))
        for complaint in below.problems:
            record, elsewhere = (wholes.get(id(one), one) for one in (complaint.record, complaint.elsewhere))
            translated = complaint._replace(record=record, elsewhere=elsewhere)
            if _cause(translated) not in known:
                self.problems.append(translated)

    def _hides(self, record: Record, mention: _Mention) -> bool:
        """Whether a described record is hidden from those who see a mention of it."""
        return self.node(record) not in self.implicit and record.stated_visibility > mention.visibility

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
        if (known := self._known_references.get((segment, text))) and not (record and self._hides(record, mention)):
            record = self.records[known]
        if record is None:
            record = self._named(reference, text, mention)
        if record is None:
            return None
        self._check_mention(record, mention)
        self._references[segment, text] = self.node(record)
        self._met[segment, text] = mention.visibility
        return record

    def _named(self, reference: Reference, text: str, mention: _Mention) -> Record | None:
        """A record for what is only named; None, with a complaint, where it leads nowhere or may be confused with another one."""
        segment = reference.segment
        if complaint := self._leads_nowhere(reference, text, mention):
            record = None
        else:
            record = self.cv.named(segment, text, mention.record.lang)
            complaint = self._takes_an_id(record, text, mention)
        if complaint is None and record is not None:
            return self._adopt(record, mention.visibility)
        known = self._hidden_name(segment, text)
        if known is None and complaint is not None:
            self.problems.append(complaint)
        return known

    def _leads_nowhere(self, reference: Reference, text: str, mention: _Mention) -> RecordProblem | None:
        """Why a text that names no single record cannot name a new one."""
        segment = reference.segment
        if named := self._by_name[segment].get(text):
            ids = ", ".join(self.id_of(one) for one in named)
            return RecordProblem(mention.record, mention.path, f"{quoted(text)} is the name of several; write one of the ids {ids}")
        if reference.open and not _LOOKS_LIKE_ID.fullmatch(text):
            return None
        known = [*self._by_id[segment], *self._by_name[segment]]
        other = " or another section of works" if segment == "publication" else ""
        hint = f"; describe it under `{self.cv.section_of(segment)}:`{other}" + (", or write its name" if reference.open else "")
        message = f"there is no {self.cv.noun_of(segment)} {quoted(text)}" + did_you_mean(text, known, hint)
        return RecordProblem(mention.record, mention.path, message, None, segment)

    def _takes_an_id(self, record: Record, text: str, mention: _Mention) -> RecordProblem | None:
        """Why a record that is only named can have no id of its own."""
        identifier = record.default_id("", 0)
        if not identifier:
            message = f"no id can be made of {quoted(text)}; describe it under `{self.cv.section_of(record.segment)}:` with an `id:`"
            return RecordProblem(mention.record, mention.path, message)
        if same := self._by_id[record.segment].get(identifier):
            message = f"{quoted(text)} would get the id of {self.cv.noun_of(same)} '{self.id_of(same)}'; write that id or its name"
            return RecordProblem(mention.record, mention.path, message, same)
        return None

    def _meet(self, author: Author, mention: _Mention) -> None:
        record = self._meant_by(author, mention)
        if record is None:
            return
        if author.id != OWNER:  # whose IRI is public, whatever is known of them
            self._check_mention(record, mention)
        node = self.node(record)
        self._credits[author] = Credit(node, literal(author.name) if author.name else "")
        self._met[author] = mention.visibility
        if author.name and author.name != self.id_of(record):
            self.printed_names.setdefault(node, {}).setdefault(author.name, mention.visibility)

    def _meant_by(self, author: Author, mention: _Mention) -> Record | None:
        """The person or organization that an author stands for: whom the index below takes it for, if that knows it."""
        if known := self._known_credits.get(author):
            hidden = (record for record in self._described(author) if self._hides(record, mention))
            return next(hidden, self.records[known.agent])
        return self._organization(author, mention) or self._person(author, mention)

    def _described(self, author: Author) -> Iterator[Record]:
        """The described records that an author may stand for."""
        if author.organization:
            found = [self.find("org", author.organization)]
        elif author.id:
            found = [self._by_id["person"].get(author.id)]
        else:
            key = PersonName.parse(author.name).key
            found = [self.find(segment, author.name) for segment in ("org", "person")]
            found += [*self._people_by_key.get(key, []), self._by_id["person"].get(self._aliases.get(key, ""))]
        return (record for record in found if record is not None)

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
            self.problems.append(RecordProblem(mention.record, mention.path, message, None, "person"))
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

    def _check_mention(self, record: Record, mention: _Mention) -> None:
        """What is described as hidden is not mentioned openly."""
        if self._hides(record, mention):
            hidden = record.stated_visibility.name
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
                self.problems.append(RecordProblem(None, ("aliases", alias), message, None, "person"))

    def _name_people(self) -> None:
        """People known from works only are called by the fullest of their printed names; by their id where all of these are hidden."""
        known = self.below.implicit if self.below is not None else {}
        for node, record in self.implicit.items():
            if isinstance(record, Person) and node in self.printed_names and node not in known:
                seen = self.visibility(record)
                names = [name for name, visibility in self.printed_names[node].items() if visibility <= seen]
                names = names or [self.id_of(record)]
                if names == [record.name]:
                    continue
                record.name = max(map(FullName, names), key=lambda name: (bool(PersonName.parse(name).given), len(name), name))


def _cause(complaint: RecordProblem) -> object:
    """What is wrong: the reference or author at fault wherever it stands, else the place in the record."""
    record, path = complaint.record, complaint.path
    field = plan(type(record)).fields.get(str(path[0])) if record is not None and path else None
    if field is None or not (field.reference or field.type is Author):
        return id(record), path
    value = getattr(record, field.name)
    return field.reference and field.reference.segment, value[path[1]] if field.many else value


def _values(record: Record, field: Field) -> Iterator[Any]:
    value = getattr(record, field.name)
    return iter(()) if value is None else iter(value if field.many else (value,))
