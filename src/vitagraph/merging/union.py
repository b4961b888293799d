"""The union of a CV and an imported one: additions, new records, and conflicts between the two."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from vitagraph.errors import Place, Problem, quoted
from vitagraph.importers.identities import resolve_one
from vitagraph.mapping.statements import statements
from vitagraph.merging.comparison import in_order_of, names_all, same, same_authors, same_contributors, share_value, with_parts_of
from vitagraph.merging.matching import (
    Matching,
    counterpart,
    document_without_number,
    is_called,
    is_dated,
    is_where,
    part_like,
    part_with_facts_of,
    section_of,
)
from vitagraph.merging.pruning import Addition, informative, is_redundant
from vitagraph.merging.works import container
from vitagraph.rdf.terms import Term
from vitagraph.records import ABOUT_THE_RECORD, CV, Author, Field, Index, Record, plan, sections, stated_fields, with_nested
from vitagraph.records.containers import Volume
from vitagraph.records.publications import Preprint
from vitagraph.records.record import OWNER
from vitagraph.records.works import Publication
from vitagraph.values import LanguageTag, Text, Url
from vitagraph.values.facts import Facts, joined
from vitagraph.yaml.writing import in_brackets, plain_field

_ROUNDS = 12


class Union:
    """A CV with the additions from an imported one; the records of `index` are changed."""

    def __init__(self, index: Index, imported: CV, source: str, prefer_source: bool = False) -> None:
        self.index = index
        self.cv = index.cv
        self.additions: list[Addition] = []
        self.conflicts: list[Problem] = []
        #: works that may be works of the CV: they are neither merged nor added
        self.proposals: list[Problem] = []
        self.new: dict[str, list[Record]] = {}
        self._prefer_source, self._place = prefer_source, Place(source)
        self._source = Index(imported)
        self._matching = Matching(index, self._source)
        self._before = statements(index)
        self._addresses = {
            (node, Url(term[1:-1]).key) for triples in self._before.values() for node, _, term in triples if term.startswith("<http")
        }
        #: `id()` of imported records of which no fact is added
        self._skipped: set[int] = set()
        self._versions: list[tuple[Publication, Publication]] = []
        self._matches: dict[int, Record] = {id(imported.person): index.cv.person}
        self._new_ids: dict[int, str] = {}
        self._renamed: dict[int, str] = {}
        self._match(imported)
        for record in imported.records():
            self._rewrite_references(record)
        for record in imported.records():
            self._add_record(record)
        self._resolve_ids()
        self._link_versions()
        self._prune()
        new = {id(record) for records in self.new.values() for record in records}
        self.additions = [addition for addition in self.additions if id(addition.record) not in new]

    # -- matches

    def _match(self, imported: CV) -> None:
        # Works come first: an event is matched by the paper that was presented at it.
        pending = sorted(imported_records(imported), key=lambda record: not isinstance(record, Publication))
        events: dict[int, Record] = {}
        for record in pending:
            match = self._matching.of(record)
            known = events.get(id(record)) or match.record
            if known is None:
                self._use_known_name(record)
                self._matching.add(record)
                self._matches[id(record)] = record
                self._new_ids[id(record)] = self._source.id_of(record)
                self._versions += [(record, match.version)] if isinstance(record, Publication) and match.version else []
                continue
            self._matches[id(record)] = known
            if match.elsewhere:
                self._skipped.add(id(record))
            elif match.doubts:
                self._skipped.add(id(record))
                self._propose(known, record, match.doubts)
            elif isinstance(record, Publication) and isinstance(known, Publication):
                events |= self._matching.events(known, record)

    def _propose(self, known: Record, record: Record, doubts: list[str]) -> None:
        place = self.cv.origins.of(known) or self._place
        name = "title" if getattr(record, "title", None) else "note"
        message = f"{self.cv.noun_of(known)} '{self.index.id_of(known)}' may be {_quoted(record, name)} of the source"
        instead = "nothing was added; if they are one work, correct the value that is wrong; if they are two, add it by hand"
        self.proposals.append(Problem(place, f"{message}: {' and '.join(doubts)}; {instead}"))

    def _use_known_name(self, record: Record) -> None:
        """Gives a new record the name by which the CV mentions it: it describes `PLoS ONE`, not a second journal `PLOS ONE`."""
        name = getattr(record, record.shorthand, None) if record.shorthand else None
        if isinstance(name, str) and not getattr(name, "translations", ()):
            called = self.index.mentioned_as(record.segment, name)
            if called != name:
                self._renamed[id(record)] = called
                setattr(record, record.shorthand, type(name)(called))

    def _rewrite_references(self, whole: Record) -> None:
        """Rewrites the references of a record to the ids and names of the CV."""
        for record in with_nested(whole):
            for field in plan(type(record)).links:
                if field.is_record:
                    continue
                values = getattr(record, field.name)
                called = [self._called(field, value) for value in (values if field.many else [values]) if value]
                setattr(record, field.name, called if field.many else next(iter(called), None))

    def _called(self, field: Field, value: Any) -> Any:
        if isinstance(value, Author):
            if value.affiliation:
                value = value.stating(affiliation=tuple(self._name("org", one) for one in value.affiliation))
            if value.organization:
                return value.called(value.name, "", self._name("org", value.organization))
            return value.called(value.name, self._name("person", value.id)) if value.id else value
        return self._name(field.reference.segment, value) if field.reference else value

    def _name(self, segment: str, text: str) -> str:
        meant = self._source.find(segment, text)
        known = self._matches.get(id(meant), None) if meant else None
        if meant is not None and known is None and self._source.node(meant) not in self._source.implicit:
            return text  # a nested record, such as a patent document, has an id that the CV keeps
        if known is None and segment != "person":
            called = self.index.called(segment, text)
            return text if called != text and self._are_two(segment, text, called) else called
        if known is None or known is meant or self.index.find(segment, text) is known:
            return self._renamed.get(id(known), text)
        return OWNER if known is self.cv.person else self._new_ids.get(id(known)) or self.index.id_of(known)

    @cached_property
    def _nodes_in_source(self) -> dict[str, set[Term]]:
        """The nodes that the source mentions by each text."""
        nodes: dict[str, set[Term]] = {}
        for mention in self._source.mentions:
            nodes.setdefault(mention.text, set()).add(mention.node)
        return nodes

    def _are_two(self, segment: str, one: str, other: str) -> bool:
        """Whether the source mentions two things by these names, although either would get the same id if it stood alone."""
        nodes = self._nodes_in_source.get(one, set()) | self._nodes_in_source.get(other, set())
        return sum(f"#{segment}/" in node for node in nodes) > 1

    # -- additions

    def _add_record(self, record: Record) -> None:
        known = self._matches[id(record)]
        if known is not record:
            if id(record) not in self._skipped:
                self._unite(known, record)
            return
        self._state_language(record)
        section = section_of(self.cv, record)
        getattr(self.cv, section).append(record)
        self.new.setdefault(section, []).append(record)

    def _state_language(self, record: Record) -> None:
        """States the language of a new record where it differs from that of the CV."""
        for one in with_nested(record):
            language = self._source.language_of(one)
            if one.lang or language == self.index.language:
                continue
            fields = [field for field in plan(type(one)).fields.values() if field.type is Text]
            if not any(field.proper_name for field in fields):
                one.lang = LanguageTag(language)
            for field in fields if one.lang is None else ():
                if (value := getattr(one, field.name)) and not field.proper_name:
                    setattr(one, field.name, _in_language(value, language))

    def _unite(self, known: Record, record: Record) -> None:
        """Adds the facts of an imported record to the matching one of the CV."""
        for name in (name for name in stated_fields(record) if name not in ABOUT_THE_RECORD):
            field, value = counterpart(record, name, known), getattr(record, name)
            if field is None and self._is_container(known, record, value):
                continue  # the journal of the source is the conference here
            if field is None:
                section = section_of(self.cv, known) if known in self.cv.records() else self.cv.noun_of(known)
                self._conflict(known, "", f"stands under `{section}:`, where nothing has `{name}`; the source has {_quoted(record, name)}")
            elif name in ("authors", "editors") and isinstance(record, (Publication, Volume)) and self._matching.is_placeholder(record):
                continue  # the source names the owner in place of all authors
            elif self.index.field_visibility(known, field.name) < self._source.field_visibility(record, name):
                self._conflict(
                    known, field.name, "is restricted in the source, and would be less restricted here; write it and its visibility by hand"
                )
            elif name == "more_authors" and len(getattr(known, "authors", ())) > len(getattr(record, "authors", ())):
                continue  # the CV names those whom the source leaves out
            elif name == "unordered_authors" and len(getattr(known, "authors", ())):
                continue  # the CV may know the order
            elif isinstance(value, Url) and self._has_address(known, value):
                continue  # for example the address of its DOI
            elif name == "title" and isinstance(known, Publication) and is_called(known, str(value)):
                continue  # also the note of a work without a title, which some formats have in its place
            elif getattr(known, field.name) in (None, []):
                self._add(known, record, field, value)
            elif field.is_record:
                self._unite_nested(known, record, field)
            else:
                self._compare(known, record, field, name)

    def _is_container(self, known: Record, record: Record, value: Any) -> bool:
        """Returns whether a value names the container of a work, which the CV states in another field."""
        if not isinstance(known, Publication) or not isinstance(record, Publication) or value != container(record):
            return False
        return self._matching.share_container(known, record)

    def _has_address(self, known: Record, address: Url) -> bool:
        """Returns whether a record of the CV has an address already, as that of an identifier or in another field."""
        node = self.index.node(known) if id(known) not in self._new_ids else ""
        return (node, address.key) in self._addresses

    def _add(self, known: Record, record: Record, field: Field, value: Any) -> None:
        for part in value if field.many and field.is_record else [value] if field.is_record else []:
            self._state_language(part)
        self.additions.append(Addition(known, field.name, getattr(known, field.name)))
        setattr(known, field.name, self._with_language(known, record, value))

    def _with_language(self, known: Record, record: Record, value: Any) -> Any:
        """Text with its language where that of the record differs."""
        language = self._source.language_of(record)
        return _in_language(value, language) if language != self.index.language_of(known) else value

    def _unite_nested(self, known: Record, record: Record, field: Field) -> None:
        mine, others = (getattr(one, field.name) for one in (known, record))
        if not field.many:
            self._unite(mine, others)
            return
        for part in others:
            found = part_like(mine, part) or self._alike(part, mine) or document_without_number(known, record, part)
            if found is not None:
                self._unite(found, part)
            else:
                self._state_language(part)
                self.additions.append(Addition(known, field.name, list(mine), [part]))
                mine = [*mine, part]
                setattr(known, field.name, mine)

    def _alike(self, part: Record, parts: list[Record]) -> Record | None:
        """The nested record that an imported one describes, of a class whose records stand alone: by its id, else by its facts."""
        if not part.hides_itself:
            return None
        known = self.index.records.get(self.index.iri(part.segment, self._source.id_of(part)))
        found = next((one for one in parts if one is known), None)
        return found or part_with_facts_of(self.index, parts, part)

    def _compare(self, known: Record, record: Record, field: Field, name: str) -> None:
        mine, value = getattr(known, field.name), self._in_order(known, record, field, getattr(record, name))
        if (field.name in ("name", "title") and is_called(known, str(value))) or is_dated(known, value):
            return
        people = value if field.many and field.type is Author else []
        goes_on = bool(people and people[-1].others) or (field.is_author_list and getattr(record, "more_authors", False))
        if goes_on and not field.has_roles:
            mine = mine[: len(value)]  # the CV may name those whom the source leaves out
        if field.many and field.type is Author:
            agreed = (same_contributors if field.has_roles else same_authors)(self.index, mine, value)
        elif field.type is Facts:
            if together := [one for one in value if one not in mine]:
                self.additions.append(Addition(known, field.name, mine, instead=True))
                setattr(known, field.name, joined([*mine, *together]))
            return
        elif field.many and (not is_where(field) or share_value(self.index, known, field, mine, value)):
            missing = [one for one in value if not any(same(self.index, known, field, other, one) for other in mine)]
            missing = [one for one in missing if not (field.reference and names_all(self.index, mine, one))]
            missing = self._with_language(known, record, missing)
            if missing:
                self.additions.append(Addition(known, field.name, list(mine), missing))
                setattr(known, field.name, [*mine, *missing])
            return
        else:
            agreed = not field.many and same(self.index, known, field, mine, value)
        if agreed:
            if people:
                self._add_to_people(known, field, mine, value)
            return
        if self._prefer_source:
            self.additions.append(Addition(known, field.name, mine, instead=True))
            setattr(known, field.name, self._with_language(known, record, value))
        else:
            self._conflict(known, field.name, f"is {_quoted(known, field.name)} here, {_quoted(record, name)} in the source")

    def _in_order(self, known: Record, record: Record, field: Field, value: Any) -> Any:
        """A value of the source; authors in the order of the CV where one of the two does not know their order."""
        if not field.is_author_list or not any(getattr(one, "unordered_authors", None) for one in (known, record)):
            return value
        return in_order_of(self.index, getattr(known, field.name), value)

    def _add_to_people(self, known: Record, field: Field, mine: list[Author], value: list[Author]) -> None:
        """States of the same people in the same places what the source states besides: parts of authors, that others follow."""
        stated = getattr(known, field.name)
        together = mine if field.has_roles else with_parts_of(mine, value)
        if value[-1].others and len(mine) == len(stated):
            together = [*together[:-1], together[-1].stating(others=True)]
        if together != mine:
            self.additions.append(Addition(known, field.name, stated, instead=True))
            setattr(known, field.name, [*together, *stated[len(mine) :]])

    def _conflict(self, record: Record, name: str, message: str) -> None:
        place = self.cv.origins.of(record, (name,) if name else ()) or self._place
        self.conflicts.append(Problem(place, f"{name or self.cv.noun_of(record)} {message}"))

    # -- ids, versions, redundant additions

    def _resolve_ids(self) -> None:
        """Gives new records ids until all records are unambiguous; additions that make an old record ambiguous are undone."""
        for _ in range(_ROUNDS):
            index = Index(self.cv)
            new = {id(part) for records in self.new.values() for record in records for part in with_nested(record)}
            if not index.problems:
                return
            for problem in index.problems:
                # Of two records with one id, the new one gets another id.
                uncertain = next((one for one in (problem.record, problem.elsewhere) if one is not None and id(one) in new), None)
                if uncertain is not None and (uncertain is problem.record or not problem.path):
                    before = {name: list(getattr(self.cv, name)) for name in sections()}
                    resolve_one(self.cv, index, problem, uncertain)
                    self._note_described(before)
                elif problem.record is not None:
                    self._undo(problem.record, problem.path, problem.message)

    def _link_versions(self) -> None:
        """Links preprints to their published papers, where one of the two is new."""
        index = Index(self.cv)
        for new, known in self._versions:
            preprint, paper = (new, known) if isinstance(new, Preprint) else (known, new)
            if isinstance(preprint, Preprint) and preprint.version_of is None and not index.problems:
                self.additions.append(Addition(preprint, "version_of", None))
                preprint.version_of = index.id_of(paper)

    def _prune(self) -> None:
        """Removes additions and new records whose triples the graph contained before."""
        index = Index(self.cv)
        if index.problems:
            return
        self.additions = informative(self.additions, index, self._before)
        for section, records in self.new.items():
            for record in [one for one in records if is_redundant(one, index, self._before)]:
                kept = getattr(self.cv, section)
                setattr(self.cv, section, [one for one in kept if one is not record])
                if Index(self.cv).problems:
                    setattr(self.cv, section, kept)
                else:
                    records.remove(record)

    def _note_described(self, before: dict[str, list[Record]]) -> None:
        for name, records in before.items():
            self.new.setdefault(name, []).extend(getattr(self.cv, name)[len(records) :])

    def _undo(self, record: Record, path: tuple[Any, ...], message: str) -> None:
        """Undoes the addition to the field with a problem, all additions to a record where none is to that field."""
        additions = [one for one in self.additions if one.record is record]
        for addition in [one for one in additions if one.name in path[:1]] or additions:
            self.additions.remove(addition)
            value = _quoted(record, addition.name)
            addition.undo()
            self._conflict(record, addition.name, f"cannot be {value} as in the source: {message}")


def imported_records(cv: CV) -> Iterator[Record]:
    """The records in the sections of a CV."""
    return (record for name in sections() for record in getattr(cv, name))


def _quoted(record: Record, name: str) -> str:
    value = plain_field(record, name)
    return quoted(value if isinstance(value, str) else in_brackets(value))


def _in_language(value: Any, language: str) -> Any:
    """Texts without a tag with that of a language; any other value as it is."""
    if isinstance(value, list):
        return [_in_language(one, language) for one in value]
    return Text(str(value), ((language, value.alone),)) if isinstance(value, Text) and not value.translations else value
