"""A CV compared with its sources: as they are now, and as they were last seen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from vitagraph.errors import Place, quoted
from vitagraph.merging.comparison import may_be_same
from vitagraph.merging.matching import Match, Matching
from vitagraph.rdf.terms import Term
from vitagraph.reconciliation.decisions import Decisions
from vitagraph.reconciliation.search import bare
from vitagraph.records import Field, Index, Record, plan
from vitagraph.records.works import Publication
from vitagraph.synchronization.notices import notices
from vitagraph.synchronization.seen import Seen, Works
from vitagraph.synchronization.sources import NOTICES, Reply, Stated, keys_of, title_key
from vitagraph.values import Identifier

#: statuses of works that no source has yet
_UNPUBLISHED = ("in-preparation", "submitted", "under-review", "revise-and-resubmit", "under-contract")
#: statuses that a source states in place of a notice
_WITHDRAWN = ("retracted", "withdrawn")


class New(NamedTuple):
    """A work that the CV lacks, as each source states it, the best one first."""

    works: tuple[Stated, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """Every key by which it is known."""
        return tuple(dict.fromkeys(key for work in self.works for key in work.keys))

    @property
    def sources(self) -> tuple[str, ...]:
        """The services that state it."""
        return tuple(dict.fromkeys(one.source for one in self.works))


class Changed(NamedTuple):
    """A fact that a source states otherwise than before, and not as the CV."""

    entity: str
    record: Publication
    place: Place
    source: str
    key: str
    field: str
    mine: str
    before: str
    now: str


class Note(NamedTuple):
    """What a user should know, about a work or, without one, about the CV."""

    place: Place
    about: str
    message: str


class Missing(NamedTuple):
    """A public work that some sources lack."""

    record: Publication
    place: Place
    about: str
    sources: tuple[str, ...]


class Compared(NamedTuple):
    """The result; `seen` is what has changed at the sources, whether it concerns the CV or not."""

    new: tuple[New, ...]
    changed: tuple[Changed, ...]
    notes: tuple[Note, ...]
    missing: tuple[Missing, ...]
    seen: Works


def compare(index: Index, target: str, replies: Sequence[Reply], seen: Seen, decisions: Decisions) -> Compared:
    """The works of a CV, and those that its sources state. Nothing of the CV but its public view is in the result.

    Of a source with a request that failed, nothing counts as gone or missing.
    """
    return _Comparison(index, target, seen, decisions).of(replies)


class _Comparison:
    def __init__(self, index: Index, target: str, seen: Seen, decisions: Decisions) -> None:
        self._index, self._target, self._seen, self._decisions = index, target, seen, decisions
        self._shown = index.public_view()
        self._matchings: dict[int, Matching] = {}
        self._owner = bare(index.node(index.cv.person))
        self._works = [one for one in self._shown.cv.records() if isinstance(one, Publication)]
        self._changed: list[Changed] = []
        self._notes: list[Note] = []
        self._new: list[Stated] = []
        #: source -> the nodes of the works that it has
        self._found: dict[str, set[Term]] = {}

    def of(self, replies: Sequence[Reply]) -> Compared:
        for reply in replies:
            self._found[reply.source] = set()
            for work in reply.works:
                self._compare(work, reply)
        changed: Works = {}
        for reply in replies:
            now = {one.key: one.facts for one in reply.works}
            if reply.errors:  # what is not there may be there
                now = {**self._seen.works.get(reply.source, {}), **now}
            elif reply.lists:
                self._note_gone(reply)
            changed[reply.source] = self._seen.difference(reply.source, now)
        missing = tuple(self._missing([one for one in replies if one.lists and not one.errors and not one.is_registry]))
        new = sorted(_united(self._new), key=lambda one: one.works[0].facts.get("date", ""), reverse=True)
        return Compared(tuple(new), tuple(self._changed), tuple(dict.fromkeys(self._notes)), missing, changed)

    def _match(self, work: Stated) -> Match:
        if id(work.imported) not in self._matchings:
            self._matchings[id(work.imported)] = Matching(self._index, work.imported)
        return self._matchings[id(work.imported)].of(work.record)

    def _compare(self, work: Stated, reply: Reply) -> None:
        match = self._match(work)
        known = match.record
        if known is None:
            rejected = any(self._decisions.is_rejected(self._owner, key) for key in work.keys)
            if not rejected and not self._decisions.is_excluded(self._owner, work.source):
                self._new.append(work)
            return
        node = self._index.node(known)
        self._found[work.source].add(node)
        shown = self._shown.records.get(node)
        if shown is None:
            return  # it is not public
        place, about = self._place(known), self._called(known)
        if match.doubts:
            reasons = " and ".join(match.doubts).replace("in the source", f"at {reply.label}")
            instead = "if they are one work, correct the value that is wrong; if they are two, add it by hand"
            self._notes.append(
                Note(place, about, f"it may be {quoted(work.facts.get('title', ''))} of {reply.label}: {reasons}; {instead}")
            )
        elif isinstance(shown, Publication) and isinstance(known, Publication):
            before = next((facts for key in work.keys if (facts := self._seen.works.get(work.source, {}).get(key)) is not None), None)
            self._note_notices(shown, work, before or {}, Note(place, about, reply.label))
            for name in sorted({*work.facts, *before}) if before is not None else ():
                if name != NOTICES:
                    self._compare_fact(known, shown, work, before or {}, name)

    def _note_notices(self, shown: Publication, work: Stated, before: dict[str, str], of: Note) -> None:
        """What was retracted or corrected since the source was last seen."""
        if work.facts.get(NOTICES, "") != before.get(NOTICES, ""):
            self._notes += [of._replace(message=message) for message, _ in notices(shown, work.updates, of.message)]
        status = work.facts.get("status", "")
        if status in _WITHDRAWN and status != before.get("status") and shown.status not in _WITHDRAWN:
            self._notes.append(of._replace(message=f"{of.message} states that it was {status}; check it, and write `status: {status}`"))

    def _compare_fact(self, known: Publication, shown: Publication, work: Stated, before: dict[str, str], name: str) -> None:
        now, was = work.facts.get(name, ""), before.get(name, "")
        field, entity = plan(type(known)).fields.get(name), bare(self._index.node(known))
        if now == was or not now or field is None or self._is_decided(entity, work, name):
            return
        mine = getattr(shown, name)
        if mine != getattr(known, name):
            return  # it is restricted
        if self._agree(known, field, mine, getattr(work.record, name)):
            return
        place = self._index.cv.origins.of(known, (name,)) or self._place(known)
        text = "; ".join(map(_printed, mine)) if field.many else _printed(mine)
        if field.many:
            message = f"{work.source} changed `{name}` from {quoted(was)} to {quoted(now)}; the CV has {quoted(text)}; change it by hand"
            self._notes.append(Note(place, self._called(known), message))
        else:
            self._changed.append(Changed(entity, known, place, work.source, work.key, name, text, was, now))

    def _is_decided(self, entity: str, work: Stated, name: str) -> bool:
        """Whether the user rejected this value, or changes of this work by this source."""
        value, decisions = getattr(work.record, name), self._decisions
        if isinstance(value, Identifier) and decisions.is_rejected(entity, f"{value.scheme.name}:{value.key}"):
            return True
        return decisions.is_excluded(entity, work.source) or decisions.is_rejected(entity, f"{work.source}:{name}:{work.facts.get(name)}")

    def _agree(self, known: Record, field: Field, mine: Any, new: Any) -> bool:
        if mine in (None, []) or new in (None, []):
            return False
        if field.many:
            return [*map(_printed, mine)] == [*map(_printed, new)]
        return may_be_same(self._index, known, field, mine, new)

    def _note_gone(self, reply: Reply) -> None:
        now = {key for one in reply.works for key in one.keys}
        keys = {key: work for work in self._works for key in keys_of(work)}
        for key, facts in self._seen.works.get(reply.source, {}).items():
            title = title_key(facts.get("title", ""))
            if {key, title} & now or (reply.is_registry and key not in keys):
                continue  # works with DOIs are looked up only as long as the CV has them
            work = keys.get(key) or keys.get(title)
            message = f"{reply.label} no longer has {quoted(facts.get('title', key))} ({key}), which it had when it was last seen"
            known = self._index.records[self._shown.node(work)] if work is not None else None
            place, about = (self._place(known), self._called(known)) if known is not None else (Place(self._target), "")
            self._notes.append(Note(place, about, message))

    def _missing(self, replies: Sequence[Reply]) -> Iterator[Missing]:
        for work in self._works:
            node = self._shown.node(work)
            sources = tuple(one.label for one in replies if node not in self._found[one.source])
            if sources and work.status not in _UNPUBLISHED:
                known = self._index.records[node]
                yield Missing(work, self._place(known), self._called(known), sources)

    def _place(self, known: Record) -> Place:
        return self._index.cv.origins.of(known) or Place(self._target)

    def _called(self, known: Record) -> str:
        return f"{self._index.cv.noun_of(known)} '{self._index.id_of(known)}'"


def _printed(value: Any) -> str:
    return "" if value is None else str(getattr(value, "name", None) or value)


def _united(works: Iterable[Stated]) -> list[New]:
    """The works of all sources, each once."""
    found: list[list[Stated]] = []
    for work in works:
        same = [one for one in found if any(_is_one_work(work, other) for other in one)]
        together = [other for one in same for other in one]
        found = [one for one in found if not any(one is other for other in same)] + [[*together, work]]
    return [New(tuple(one)) for one in found]


def _is_one_work(one: Stated, other: Stated) -> bool:
    """Returns whether two works have an identifier in common; or, of two sources, title and year, and no scheme with two identifiers."""
    (ids, title), (other_ids, other_title) = _parts(one), _parts(other)
    if set(ids.items()) & set(other_ids.items()):
        return True
    years = {work.facts["date"][:4] for work in (one, other) if "date" in work.facts}
    return one.source != other.source and title == other_title and len(years) < 2 and not ids.keys() & other_ids.keys()


def _parts(work: Stated) -> tuple[dict[str, str], str]:
    """The identifiers of a work by scheme, and the key of its title."""
    pairs = dict(key.split(":", 1) for key in reversed(work.keys))
    return {scheme: key for scheme, key in pairs.items() if scheme != "title"}, pairs.get("title", "")
