"""What a CV lacks of what an imported one says, and where the two contradict each other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from vitagraph.errors import Place, Problem, quoted
from vitagraph.importers.identities import resolve_one
from vitagraph.mapping.statements import statements
from vitagraph.merging.comparison import same, same_authors
from vitagraph.merging.matching import Matching, counterpart, is_called, is_dated, part_like, section_of
from vitagraph.merging.pruning import Addition, is_told, telling
from vitagraph.merging.works import container
from vitagraph.records import ABOUT_THE_RECORD, CV, Author, Field, Index, Record, plan, sections, with_nested
from vitagraph.records.publications import Preprint
from vitagraph.records.record import OWNER
from vitagraph.records.works import Publication
from vitagraph.values import LanguageTag, Text, Url
from vitagraph.yaml.writing import in_brackets, plain_field, stated

_ROUNDS = 12


class Union:
    """A CV with what an imported one adds to it; the records of `index` are changed."""

    def __init__(self, index: Index, imported: CV, source: str, prefer_source: bool = False) -> None:
        self.index = index
        self.cv = index.cv
        self.additions: list[Addition] = []
        self.conflicts: list[Problem] = []
        #: works that may be one of the CV's: they are neither merged nor added
        self.proposals: list[Problem] = []
        self.new: dict[str, list[Record]] = {}
        self._prefer_source, self._place = prefer_source, Place(source)
        self._source = Index(imported)
        self._matching = Matching(index, self._source)
        self._before = statements(index)
        self._addresses = {
            (node, Url(term[1:-1]).key) for said in self._before.values() for node, _, term in said if term.startswith("<http")
        }
        #: imported records of which nothing is taken
        self._left: set[int] = set()
        self._versions: list[tuple[Publication, Publication]] = []
        self._matches: dict[int, Record] = {id(imported.person): index.cv.person}
        self._new_ids: dict[int, str] = {}
        self._renamed: dict[int, str] = {}
        self._match(imported)
        for record in imported.records():
            self._refer(record)
        for record in imported.records():
            self._take(record)
        self._settle()
        self._link_versions()
        self._prune()
        new = {id(record) for records in self.new.values() for record in records}
        self.additions = [addition for addition in self.additions if id(addition.record) not in new]

    # -- who is who

    def _match(self, imported: CV) -> None:
        # Works first: an event is known by the paper that was presented there.
        pending = sorted(imported_records(imported), key=lambda record: not isinstance(record, Publication))
        events: dict[int, Record] = {}
        for record in pending:
            match = self._matching.of(record)
            known = events.get(id(record)) or match.record
            if known is None:
                self._call(record)
                self._matching.add(record)
                self._matches[id(record)] = record
                self._new_ids[id(record)] = self._source.id_of(record)
                self._versions += [(record, match.version)] if isinstance(record, Publication) and match.version else []
                continue
            self._matches[id(record)] = known
            if match.elsewhere:
                self._left.add(id(record))
            elif match.doubts:
                self._left.add(id(record))
                self._propose(known, record, match.doubts)
            elif isinstance(record, Publication) and isinstance(known, Publication):
                events |= self._matching.events(known, record)

    def _propose(self, known: Record, record: Record, doubts: list[str]) -> None:
        place = self.cv.origins.of(known) or self._place
        message = f"{self.cv.noun_of(known)} '{self.index.id_of(known)}' may be {_said(record, known.shorthand or 'title')} of the source"
        instead = "nothing was added; correct one of the two if they are one work, add it by hand if they are two"
        self.proposals.append(Problem(place, f"{message}: {' and '.join(doubts)}; {instead}"))

    def _call(self, record: Record) -> None:
        """Gives a new record the name under which the CV mentions it already: it describes `PLoS ONE`, not a second `PLOS ONE`."""
        name = getattr(record, record.shorthand, None) if record.shorthand else None
        if isinstance(name, str) and not getattr(name, "translations", ()):
            called = self.index.called(record.segment, name)
            if called != name:
                self._renamed[id(record)] = called
                setattr(record, record.shorthand, type(name)(called))

    def _refer(self, whole: Record) -> None:
        """Turns what a record refers to into what the CV calls it."""
        for record in with_nested(whole):
            for field in plan(type(record)).links:
                if field.is_record:
                    continue
                values = getattr(record, field.name)
                called = [self._called(field, value) for value in (values if field.many else [values]) if value]
                setattr(record, field.name, called if field.many else next(iter(called), None))

    def _called(self, field: Field, value: Any) -> Any:
        if isinstance(value, Author):
            if value.organization:
                return Author(value.name, "", self._name("org", value.organization))
            return Author(value.name, self._name("person", value.id)) if value.id else value
        return self._name(field.reference.segment, value) if field.reference else value

    def _name(self, segment: str, text: str) -> str:
        meant = self._source.find(segment, text)
        known = self._matches.get(id(meant), None) if meant else None
        if known is None and segment != "person":
            return self.index.called(segment, text)
        if known is None or known is meant or self.index.find(segment, text) is known:
            return self._renamed.get(id(known), text)
        return OWNER if known is self.cv.person else self._new_ids.get(id(known)) or self.index.id_of(known)

    # -- what is taken

    def _take(self, record: Record) -> None:
        known = self._matches.get(id(record), record)
        if known is not record:
            if id(record) not in self._left:
                self._unite(known, record)
            return
        self._speak(record)
        section = section_of(self.cv, record)
        getattr(self.cv, section).append(record)
        self.new.setdefault(section, []).append(record)

    def _speak(self, record: Record) -> None:
        """States the language of a new record where it is not the CV's."""
        for one in with_nested(record):
            if (language := self._source.language_of(one)) != self.index.language:
                one.lang = LanguageTag(language)

    def _unite(self, known: Record, record: Record) -> None:
        """Adds what a record says to the one of the CV that it is."""
        for name in (name for name in stated(record) if name not in ABOUT_THE_RECORD):
            field, value = counterpart(record, name, known), getattr(record, name)
            if field is None and self._is_container(known, record, value):
                continue  # what the source calls a journal is the conference here
            if field is None:
                section = section_of(self.cv, known) if known in self.cv.records() else self.cv.noun_of(known)
                self._conflict(known, "", f"stands under `{section}:`, where nothing has `{name}`; the source says {_said(record, name)}")
            elif name == "authors" and isinstance(record, Publication) and self._matching.is_placeholder(record):
                continue  # the source names the owner only because it names nobody
            elif self._is_restricted(known, record, field):
                self._conflict(known, field.name, "is more hidden in the source than it would be here; write it and its visibility by hand")
            elif isinstance(value, Url) and self._leads_to(known, value):
                continue  # the address of its DOI, for example
            elif getattr(known, field.name) in (None, []):
                self._add(known, record, field, value)
            elif field.is_record:
                self._unite_parts(known, record, field)
            else:
                self._compare(known, record, field, name)

    def _is_container(self, known: Record, record: Record, value: Any) -> bool:
        """Whether a value says in what a work appears, which the CV says in another field."""
        if not isinstance(known, Publication) or not isinstance(record, Publication) or value != container(record):
            return False
        return self._matching.share_container(known, record)

    def _leads_to(self, known: Record, address: Url) -> bool:
        """Whether a record of the CV has this address already, as that of an identifier or of another field."""
        node = self.index.node(known) if id(known) not in self._new_ids else ""
        return (node, address.key) in self._addresses

    def _is_restricted(self, known: Record, record: Record, field: Field) -> bool:
        return self.index.field_visibility(known, field) < self._source.field_visibility(record, field)

    def _add(self, known: Record, record: Record, field: Field, value: Any) -> None:
        for part in value if field.many and field.is_record else [value] if field.is_record else []:
            self._speak(part)
        self.additions.append(Addition(known, field.name, getattr(known, field.name)))
        setattr(known, field.name, self._spoken(known, record, value))

    def _spoken(self, known: Record, record: Record, value: Any) -> Any:
        """Text with its language where that of the record is another one."""
        language = self._source.language_of(record)
        if isinstance(value, Text) and not value.translations and language != self.index.language_of(known):
            return Text(str(value), ((language, str(value)),))
        return value

    def _unite_parts(self, known: Record, record: Record, field: Field) -> None:
        mine, others = (getattr(one, field.name) for one in (known, record))
        if not field.many:
            self._unite(mine, others)
            return
        for part in others:
            found = part_like(mine, part)
            if found is not None:
                self._unite(found, part)
            else:
                self._speak(part)
                self.additions.append(Addition(known, field.name, list(mine), [part]))
                mine = [*mine, part]
                setattr(known, field.name, mine)

    def _compare(self, known: Record, record: Record, field: Field, name: str) -> None:
        mine, value, language = getattr(known, field.name), getattr(record, name), self._source.language_of(record)
        if (field.name in ("name", "title") and is_called(known, str(value))) or is_dated(known, value):
            return
        if field.many and field.type is Author:
            agreed = same_authors(self.index, mine, value)
        elif field.many:
            missing = [one for one in value if not any(same(self.index, known, field, other, one, language) for other in mine)]
            if missing:
                self.additions.append(Addition(known, field.name, list(mine), missing))
                setattr(known, field.name, [*mine, *missing])
            return
        else:
            agreed = same(self.index, known, field, mine, value, language)
        if agreed:
            return
        if self._prefer_source:
            self.additions.append(Addition(known, field.name, mine, instead=True))
            setattr(known, field.name, self._spoken(known, record, value))
        else:
            self._conflict(known, field.name, f"is {_said(known, field.name)} here, {_said(record, name)} in the source")

    def _conflict(self, record: Record, name: str, message: str) -> None:
        place = self.cv.origins.of(record, (name,) if name else ()) or self._place
        self.conflicts.append(Problem(place, f"{name or self.cv.noun_of(record)} {message}"))

    # -- making it certain

    def _settle(self) -> None:
        """Gives new records ids until every identity is certain; what an old record cannot take is taken back."""
        for _ in range(_ROUNDS):
            index = Index(self.cv)
            new = {id(part) for records in self.new.values() for record in records for part in with_nested(record)}
            if not index.problems:
                return
            for complaint in index.problems:
                # Of two records of one id it is the new one that gets another.
                uncertain = next((one for one in (complaint.record, complaint.elsewhere) if one is not None and id(one) in new), None)
                if uncertain is not None and (uncertain is complaint.record or not complaint.path):
                    before = {name: list(getattr(self.cv, name)) for name in sections()}
                    resolve_one(self.cv, index, complaint, uncertain)
                    self._described(before)
                elif complaint.record is not None:
                    self._take_back(complaint.record, complaint.message)

    def _link_versions(self) -> None:
        """Leads preprints to the papers that they became, where one of the two is new."""
        index = Index(self.cv)
        for new, known in self._versions:
            preprint, paper = (new, known) if isinstance(new, Preprint) else (known, new)
            if isinstance(preprint, Preprint) and preprint.version_of is None and not index.problems:
                self.additions.append(Addition(preprint, "version_of", None))
                preprint.version_of = index.id_of(paper)

    def _prune(self) -> None:
        """Takes back what the graph said before."""
        index = Index(self.cv)
        if index.problems:
            return
        self.additions = telling(self.additions, index, self._before)
        for section, records in self.new.items():
            for record in [one for one in records if is_told(one, index, self._before)]:
                kept = getattr(self.cv, section)
                setattr(self.cv, section, [one for one in kept if one is not record])
                if Index(self.cv).problems:
                    setattr(self.cv, section, kept)
                else:
                    records.remove(record)

    def _described(self, before: dict[str, list[Record]]) -> None:
        for name, records in before.items():
            self.new.setdefault(name, []).extend(getattr(self.cv, name)[len(records) :])

    def _take_back(self, record: Record, message: str) -> None:
        for addition in [one for one in self.additions if one.record is record]:
            self.additions.remove(addition)
            said = _said(record, addition.name)
            addition.take_back()
            self._conflict(record, addition.name, f"cannot be {said} as in the source: {message}")


def imported_records(cv: CV) -> Iterator[Record]:
    """What stands in the sections of a CV."""
    return (record for name in sections() for record in getattr(cv, name))


def _said(record: Record, name: str) -> str:
    value = plain_field(record, name)
    return quoted(value if isinstance(value, str) else in_brackets(value))
