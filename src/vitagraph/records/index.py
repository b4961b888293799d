"""The identities of a CV: the IRI of each record, and the record that each reference and each printed name denotes.

Nothing is merged by guessing. Two records with one id, a reference to no record, a name that two persons share: each is a
`RecordProblem`, which the reader of the records locates in their source.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from functools import cached_property
from typing import TYPE_CHECKING, Any

import msgspec

from vitagraph.errors import did_you_mean, quoted
from vitagraph.rdf.terms import Term, literal
from vitagraph.records.annotations import Reference
from vitagraph.records.containers import Journal
from vitagraph.records.identifier_sources import notes_of_sources, problems_of_sources
from vitagraph.records.mentioned_things import Mention, mentions, notes_of_mentions
from vitagraph.records.mentions import names_organization
from vitagraph.records.own_terms import problems_of_terms
from vitagraph.records.page_layout import problems_of_layout
from vitagraph.records.people import Person
from vitagraph.records.plan import Field, plan
from vitagraph.records.prizes import Prizes
from vitagraph.records.record import OWNER, Author, Credit, Record, Visibility
from vitagraph.records.record_notes import notes_of_records
from vitagraph.records.reference_resolution import ReferenceResolution
from vitagraph.records.registry import RecordProblem, Whole
from vitagraph.records.resolution import Occurrence
from vitagraph.records.views import view
from vitagraph.values import UNDETERMINED, FullName, LanguageTag, Period, PersonName, bare_name

if TYPE_CHECKING:
    from vitagraph.records.cv import CV, WholeDate


class Note(msgspec.Struct, frozen=True):
    """A note about a record, the places of the records, and whether it concerns a fact that is not public."""

    problem: RecordProblem
    origins: Any
    restricted: bool


#: more restricted than every visibility
_NO_VISIBILITY = Visibility.private + 1


class Index(ReferenceResolution):
    """The identities of one CV. `problems` is empty when each of them is certain."""

    def __init__(self, cv: "CV", whole: Whole | None = None) -> None:
        super().__init__(cv, whole)
        #: the index of the CV without the facts that this one adds, where these may concern the identity of other records
        self.below: Index | None
        below = self.below
        self._credits: dict[Author, Credit] = {}
        #: the credits of the author lists in which two names denote one person, each cell with a person of its own
        self._lists: dict[tuple[Author, ...], list[Credit]] = {}
        self._author_fields: list[tuple[Record, Field, Visibility]] = []
        #: the credits of the index below
        self._known_credits: dict[Author, Credit] = {}
        if below is not None:
            self._keep_identities(below)
        for record in cv.records():
            self._visit(record, Visibility.public)
        # Whether a name is a person or an organization is known only when all organizations have been resolved.
        self._mentions = self._compared(self._author_fields)
        self._resolve_authors(organizations=True)
        self._resolve_authors(organizations=False)
        self._distinguish_cells()
        if whole is None:
            self._check_aliases()
        self._name_people()
        self._agree_on_languages()
        self._agree_on_types()
        self.problems += problems_of_terms(self)
        self.problems += problems_of_sources(self)
        self.problems += problems_of_layout(self)
        if below is not None:
            self._add_problems_of(below)

    @property
    def public(self) -> "Index":
        """The index of the public facts, as far as they concern identities."""
        return self if self.below is None else self.below.public

    def without_origins(self) -> "Index":
        """The same index without the places of the records, a tenth of the memory of a site."""
        found = copy(self)
        found.cv = msgspec.structs.replace(self.cv, origins=None)
        found.below = self.below and self.below.without_origins()
        return found

    def all_notes(self) -> Iterator["Note"]:
        """The notes of this index and of those below."""
        if self.below is not None:
            yield from self.below.all_notes()
        notes = (*self.notes, *notes_of_mentions(self), *notes_of_records(self), *notes_of_sources(self))
        yield from (Note(note, self.cv.origins, self.below is not None) for note in notes)

    def public_view(self, *include: Visibility) -> "Index":
        """The CV with its public facts and those of the classes in `include`, indexed; graphs of these classes stay as they are.

        Whatever is derived from the result cannot show a fact that it no longer contains.
        """
        shown = view(self.cv, {Visibility.public, *include})
        return Index(shown.cv, Whole(self, shown))

    def agent(self, author: Author) -> Term:
        """The person or organization that an author denotes."""
        return self._credits[author.bare].agent

    def meant(self, author: Author) -> Record | None:
        """The record that an author denotes, None for an author who is not in this CV."""
        known = self._credits.get(author.bare)
        return self.records.get(known.agent) if known else None

    def credits(self, authors: Iterable[Author]) -> list[Credit]:
        """The agent and printed name of each author, in the same order. The authors must be those of this CV: KeyError otherwise."""
        known = self._credits
        if self._lists and (distinct := self._lists.get(authors := tuple(authors))):
            return distinct
        return [known[author.bare] for author in authors]

    def known_node(self, field: Field, one: Any) -> Term | None:
        """The IRI of what a reference or an author in a field denotes, None where that is a problem."""
        if field.type is Author:
            known = self._credits.get(one.bare)
            return known.agent if known else None
        return self.known_reference(field.reference.segment, one) if field.reference else None

    @cached_property
    def mentions(self) -> list[Mention]:
        """The mentions in all records of the CV, also those of which only the name is known."""
        return list(mentions(self))

    @property
    def as_of(self) -> "WholeDate | None":
        """The day on which the CV was right."""
        return self.cv.document.as_of

    @cached_property
    def labels(self) -> dict[tuple[str, str, str], str]:
        """Segment, id and language of a topic or a skill -> its label."""
        from vitagraph.records.concepts import concept_labels

        return concept_labels(self.cv.records(), self)

    @cached_property
    def prizes(self) -> Prizes:
        """`id()` of an award -> the IRI of its prize."""
        left = {id(one): id(known) for one in self.cv.awards if (known := self.left_of(one)) is not None}
        return Prizes(self.cv.awards, self, self.below.prizes if self.below is not None else None, left)

    def is_shared(self, name: str, identifier: str) -> bool:
        """Whether several records state an identifier in a field of this name."""
        return self._stated_identifiers[name, identifier] > 1

    @cached_property
    def _stated_identifiers(self) -> Counter[tuple[str, str]]:
        identifying = ((record, [field.name for field in plan(type(record)).identifiers]) for record in self.cv.records())
        return Counter((name, str(value)) for record, names in identifying for name in names if (value := getattr(record, name)))

    def is_over(self, period: Period | None) -> bool:
        """Whether a period ended by the day on which the CV was right; false where its end is unknown."""
        return period is not None and period.is_over(self.as_of)

    def is_running(self, period: Period | None) -> bool:
        """Whether a period went on on the day on which the CV was right; false where its end is unknown."""
        return period is not None and period.is_running(self.as_of)

    # -- the identities of the index below

    def _keep_identities(self, below: "Index") -> None:
        """Keeps every identity of the index below: restricted facts change none of them."""
        self._known_credits, self._known_references = below._credits, below._references
        self._lists |= below._lists
        self._keys_in_use |= below._keys_in_use
        self.printed_names = {node: dict(names) for node, names in below.printed_names.items()}
        taken = [(node, record) for node, record in below.implicit.items() if node not in self.records]
        for node, record in taken:
            self.implicit[node] = record
            self._register(record, below.id_of(record))
        for people in self._people_by_key.values():
            # A described person has the names that are not known below.
            people[:] = [one for one in people if self.node(one) not in self.implicit] or people
        for _, record in taken:
            self._visit(record, below.visibility(record))

    def _add_problems_of(self, below: "Index") -> None:
        """Adds the problems of the index below that this one lacks: an identity that only a restricted fact makes certain is uncertain."""
        wholes = {id(left): record for record in self.records.values() if (left := self.left_of(record)) is not None}
        known = set(map(_cause, self.problems))
        for problem in below.problems:
            record, elsewhere = (wholes.get(id(one), one) for one in (problem.record, problem.elsewhere))
            translated = msgspec.structs.replace(problem, record=record, elsewhere=elsewhere)
            if _cause(translated) not in known:
                self.problems.append(translated)

    # -- resolving references and authors

    def _visit(self, record: Record, floor: Visibility) -> None:
        own: Mapping[str, Visibility] = record.visibility or {}
        visibility = max(floor, own.get("", Visibility.public))
        self._visibility[id(record)] = visibility
        self._check_container(record, own, floor)
        for field in plan(type(record)).links:
            if not (value := getattr(record, field.name)):
                continue
            field_visibility = own.get(field.name, max(visibility, field.visibility))
            if field.type is Author:
                self._author_fields.append((record, field, field_visibility))
                if "affiliation" in field.author_keys:
                    self._visit_affiliations(record, field, value, field_visibility)
                continue
            for position, one in enumerate(value if field.many else (value,)):
                if field.reference is None:
                    self._visit(one, field_visibility)
                elif field.reference.segment == record.segment and self.find(record.segment, one) is record:
                    path = Occurrence.of(record, field, position, field_visibility).path
                    self._report(record, path, f"{quoted(one)} is this {self.cv.noun_of(record)} itself; write the id of another one")
                elif self._resolved.get((field.reference.segment, one), _NO_VISIBILITY) > field_visibility:
                    self._resolve(field.reference, one, Occurrence.of(record, field, position, field_visibility))

    def _check_container(self, record: Record, own: Mapping[str, Visibility], floor: Visibility) -> None:
        """Reports what a nested record states as more public than its container, whose visibility is `floor`."""
        for name, one in own.items():
            if one < floor:
                message = (
                    f"visibility: {quoted(name) if name else 'a record'} cannot be {one.name} inside a record or field that is {floor.name}"
                )
                self._report(
                    record, ("visibility", name) if name else ("visibility",), f"{message}; delete this, or change that visibility"
                )

    def _visit_affiliations(self, record: Record, field: Field, authors: list[Author], visibility: Visibility) -> None:
        for position, author in enumerate(authors):
            for number, one in enumerate(author.affiliation):
                if self._resolved.get(("org", one), _NO_VISIBILITY) > visibility:
                    occurrence = Occurrence(record, (field.name, position, "affiliation", number), visibility)
                    self._resolve(Reference("org"), one, occurrence)

    def _resolve_authors(self, organizations: bool) -> None:
        resolved = self._resolved
        for record, field, field_visibility in self._author_fields:
            for position, author in enumerate(one.bare for one in _values(record, field)):
                if (author.organization != "") is organizations and resolved.get(author, _NO_VISIBILITY) > field_visibility:
                    self._resolve_author(author, Occurrence.of(record, field, position, field_visibility))

    def _resolve_author(self, author: Author, occurrence: Occurrence) -> None:
        record = self._resolved_author(author, occurrence)
        if record is None:
            return
        if author.id != OWNER:  # the IRI of the owner is public
            self._check_visibility(record, occurrence)
        node = self.node(record)
        self._credits[author] = Credit(node, literal(author.name) if author.name else "")
        self._resolved[author] = occurrence.visibility
        if author.name and author.name != self.id_of(record):
            self.printed_names.setdefault(node, {}).setdefault(author.name, occurrence.visibility)

    def _resolved_author(self, author: Author, occurrence: Occurrence) -> Record | None:
        """The person or organization that an author denotes: as in the index below, if that contains the author."""
        if known := self._known_credits.get(author):
            hidden = (record for record in self._described(author) if self._is_more_restricted(record, occurrence))
            return next(hidden, self.records[known.agent])
        return self._organization(author, occurrence) or self._person(author, occurrence)

    def _described(self, author: Author) -> Iterator[Record]:
        """The described records that an author may denote."""
        if author.organization:
            found = [self.find("org", author.organization)]
        elif author.id:
            found = [self._by_id["person"].get(author.id)]
        else:
            key = PersonName.parse(author.name).key
            found = [self.find(segment, author.name) for segment in ("org", "person")]
            found += [*self._people_by_key.get(key, []), self._by_id["person"].get(self._aliases.get(key, ""))]
        return (record for record in found if record is not None)

    def _organization(self, author: Author, occurrence: Occurrence) -> Record | None:
        if author.organization:
            return self._resolve(Reference("org"), author.organization, occurrence)
        if author.id:
            return None
        known = self.find("org", author.name)
        if known is None and names_organization(author.name) and not self._people_by_key.get(PersonName.parse(author.name).key):
            return self._resolve(Reference("org"), author.name, occurrence)
        return known

    def _distinguish_cells(self) -> None:
        """Gives each cell of an author list a person of its own: two authors of a work are never one, unless the list states one id."""
        for record, field, visibility in self._author_fields:
            if not field.is_author_list:
                continue
            authors = tuple(getattr(record, field.name))
            found = [self._credits.get(author.bare) for author in authors]
            if len({credit and credit.agent for credit in found}) < len(found) and authors not in self._lists and all(found):
                self._lists[authors] = self._distinct(record, field, visibility, authors)

    def _distinct(self, record: Record, field: Field, visibility: Visibility, authors: tuple[Author, ...]) -> list[Credit]:
        """The credits of an author list, with the node of an unidentified person where a name denotes the person of another cell.

        The person is that of the cell which states an id or the fullest name, else of the first one.
        """
        credits = [self._credits[author.bare] for author in authors]
        holders: dict[Term, int] = {}
        agents = {credit.agent for credit in credits}
        free: dict[str, Iterator[str]] = {}
        for position in sorted(range(len(authors)), key=lambda one: (not authors[one].id, not PersonName.parse(authors[one].name).is_full)):
            author, (agent, printed) = authors[position], credits[position]
            holder = holders.setdefault(agent, position)
            if holder == position or author.id or self.records[agent].segment != "person":
                continue
            occurrence = Occurrence.of(record, field, position, visibility)
            parsed = PersonName.parse(author.name)
            identifiers = free.setdefault(parsed.key, self._unidentified_ids(parsed.key, agents))
            person = self.node(self._further_person(author.name, authors[holder], occurrence, identifiers))
            self.printed_names.setdefault(person, {}).setdefault(author.name, visibility)
            credits[position] = Credit(person, printed)
        return credits

    # -- after all references and authors

    def _check_aliases(self) -> None:
        people = self._by_id["person"]
        for alias, target in self.cv.aliases.items():
            if target not in self._keys_in_use and (target not in people or self.iri("person", target) in self.implicit):
                message = f"the alias {quoted(alias)} points to {quoted(target)}, which no work mentions"
                known = [*people, *self._keys_in_use]
                message += did_you_mean(target, known, f"; write the id of a person, or {OWNER} for the owner")
                self.problems.append(RecordProblem(None, ("aliases", alias), message, None, "person"))

    def _agree_on_languages(self) -> None:
        """Gives a book that is only mentioned the language of all records that mention it; none where these are in several."""
        if all(record.lang in (None, self.language) for record in self.records.values()):
            return
        known = self.below.implicit if self.below is not None else {}
        found: dict[Term, set[str]] = {}
        for mention in self.mentions:
            if mention.node in self.implicit and mention.node not in known and self.implicit[mention.node].segment == "book":
                found.setdefault(mention.node, set()).add(self.language_of(mention.record))
        for node, (first, *others) in found.items():
            self.implicit[node].lang = LanguageTag(UNDETERMINED if others else first) if others or first != self.language else None

    def _agree_on_types(self) -> None:
        """Gives a journal that is only mentioned, and whose first mention states no type, the type that another mention states."""
        known = self.below.implicit if self.below is not None else {}
        unknown = {
            node: one for node, one in self.implicit.items() if isinstance(one, Journal) and one.type == "other" and node not in known
        }
        for mention in self.mentions if unknown else ():
            if journal := unknown.get(mention.node):
                other = Journal.named(journal.name, mention.record.lang)
                mention.record.describe_mention(mention.field.name, other)
                if other.type != "other":
                    journal.type = other.type
                    del unknown[mention.node]

    def _name_people(self) -> None:
        """Gives persons without description the fullest of their printed names; their id where all names are more restricted."""
        known = self.below.implicit if self.below is not None else {}
        for node, record in self.implicit.items():
            if isinstance(record, Person) and node in self.printed_names and node not in known:
                own = self.visibility(record)
                names = [name for name, visibility in self.printed_names[node].items() if visibility <= own]
                names = list(dict.fromkeys(map(bare_name, names))) or [self.id_of(record)]
                if names == [record.name]:
                    continue
                record.name = max(map(FullName.of_printed, names), key=lambda name: (bool(PersonName.parse(name).given), len(name), name))


def _cause(problem: RecordProblem) -> object:
    """The cause of a problem: the reference or author wherever it stands, else the place in the record."""
    record, path = problem.record, problem.path
    field = plan(type(record)).fields.get(str(path[0])) if record is not None and path else None
    if field is None or not (field.reference or field.type is Author):
        return id(record), path
    value = getattr(record, field.name)
    return field.reference and field.reference.segment, value[path[1]] if field.many else value


def _values(record: Record, field: Field) -> Iterator[Any]:
    value = getattr(record, field.name)
    return iter(()) if value is None else iter(value if field.many else (value,))
