"""The review file of `vitagraph sync`: new works as whole records, changed facts, and what the sources state now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from itertools import chain, repeat
from typing import NamedTuple

from vitagraph.errors import DataError, Place, Problem, quoted
from vitagraph.reconciliation.answers import Verdict
from vitagraph.records import CV, Index, Record, sections, with_nested
from vitagraph.records.identifiers import identifiers
from vitagraph.records.works import Publication
from vitagraph.synchronization.seen import Works, lines, read
from vitagraph.synchronization.three_way import Changed, Compared, New
from vitagraph.values import Identifier
from vitagraph.values.scalars import flow, scalar
from vitagraph.yaml.conversion import Conversion
from vitagraph.yaml.nodes import Node, compose
from vitagraph.yaml.writing import list_entry

_ABOUT = """\
# Behind `accept:` write yes (write it into the CV), no (do not propose it again), or never (propose nothing of this service again: of a new
# work no works, of a changed fact no changes of this work). What has no answer stays as it is; records of new works can be edited here.
# Then: vitagraph sync {target} --apply THIS-FILE
"""
_INSTEAD = "run `vitagraph sync -o` again"


def review_text(compared: Compared, index: Index, target: str, verdicts: Sequence[Verdict | None] = ()) -> str:
    """The review file; without verdicts about the first new works and changed facts nothing is accepted in it."""
    given = chain((f" {one}" if one else "" for one in verdicts), repeat(""))
    parts = [_ABOUT.format(target=target), f"cv: {scalar(index.document, False)}\n"]
    owner = {one for _, one in identifiers(index.cv.person)}
    for name, entries in (
        ("new", [_new(one, owner, accept) for one, accept in zip(compared.new, given, strict=False)]),
        ("changed", [_changed(one, index, accept) for one, accept in zip(compared.changed, given, strict=False)]),
    ):
        parts += [f"{name}:\n", *entries] if entries else [f"{name}: []\n"]
    seen = "".join(lines(compared.seen, "  "))
    return "".join([*parts, f"\n# What the sources state now; leave this as it is.\nseen:\n{seen}" if seen else "seen: {}\n"])


def _new(new: New, owner: Set[Identifier], accept: str) -> str:
    best = new.works[0]
    services = ", ".join(scalar(one.source, True) for one in new.works)
    head = [
        f"\n- accept:{accept}",
        f"  work: {scalar(title_of(new), False)}",
        f"  services: [{services}]",
        f"  address: {scalar(best.address, False)}",
        *([f"  replied: {best.replied}"] if best.replied else []),
    ]
    records = described(best.record, best.imported, owner)
    body = [
        f"    {section}:\n" + "".join(f"{line}\n" for one in listed for line in list_entry(one, 6)) for section, listed in records.items()
    ]
    return "".join([*(f"{line}\n" for line in head), f"  keys: {flow([*new.keys])}\n", "  records:\n", *body])


def title_of(new: New) -> str:
    """The title of a new work and its year."""
    facts = new.works[0].facts
    return facts.get("title", new.works[0].key) + (f" ({facts['date'][:4]})" if "date" in facts else "")


def described(work: Publication, imported: Index, owner: Set[Identifier]) -> dict[str, list[Record]]:
    """A work and the records that it mentions, by section.

    Those of which the source has only the name are left out, and so is the person with an identifier of the owner.
    """
    found, waiting = dict[int, Record](), list[Record]([work])
    nested = {id(part): whole for whole in imported.cv.records() for part in with_nested(whole)}
    while waiting:
        record = waiting.pop()
        if id(record) in found:
            continue
        found[id(record)] = record
        parts = {id(part) for part in with_nested(record)}
        nodes = dict.fromkeys(one.node for one in imported.mentions if id(one.record) in parts)
        mentioned = [imported.records[node] for node in nodes if node in imported.records and node not in imported.implicit]
        others = [one for one in mentioned if one is not imported.cv.person and not owner & {known for _, known in identifiers(one)}]
        waiting += [nested[id(one)] for one in others if id(one) in nested]
    by_class = {kind: name for name, kind in sections().items()}
    listed: dict[str, list[Record]] = {}
    for record in found.values():
        if type(record) in by_class:
            listed.setdefault(by_class[type(record)], []).append(record)
    return listed


def _changed(one: Changed, index: Index, accept: str) -> str:
    facts = {
        "entity": one.entity, "what": index.cv.noun_of(one.record), "where": f"{one.place.source}:{one.place.line}", "service": one.source,
        "key": one.key, "field": one.field, "cv": one.mine, "before": one.before, "now": one.now,
    }  # fmt: skip
    return f"\n- accept:{accept}\n" + "".join(f"  {name}: {scalar(value, False)}\n" for name, value in facts.items())


# -- reading


class AcceptedWork(NamedTuple):
    """An answer about a new work: its records, the keys by which it is known, the services that state it, the day of the reply."""

    verdict: Verdict
    records: CV
    keys: tuple[str, ...]
    services: tuple[str, ...]
    replied: str
    place: Place


class AcceptedFact(NamedTuple):
    """An answer about a changed fact."""

    verdict: Verdict
    entity: str
    service: str
    field: str
    now: str
    place: Place


class Answers(NamedTuple):
    """The answers in a review file, and what was seen; changed facts without an answer count as not seen."""

    works: list[AcceptedWork]
    facts: list[AcceptedFact]
    seen: Works


def answers(text: str, path: str, index: Index) -> Answers:
    """The answers in the text of a review file. Raises DataError where it belongs to another CV, or something in it is wrong."""
    return _Review(text, path, index).answers()


class _Review:
    def __init__(self, text: str, path: str, index: Index) -> None:
        self._index, self._problems = index, list[Problem]()
        self._root, problems = compose(text, path)
        self._problems += problems
        cv = _child(self._root, "cv")
        if cv is None or not isinstance(cv.value, str) or _child(self._root, "seen") is None:
            raise DataError([Problem(self._root.place, "this is no review file; name one that `vitagraph sync -o` wrote")])
        if cv.value != index.document:
            message = f"this is a review of {quoted(cv.value)}, and the CV is {quoted(index.document)}; name the CV that it belongs to"
            raise DataError([Problem(cv.place, message)])

    def answers(self) -> Answers:
        seen = read(_child(self._root, "seen") or self._root, _INSTEAD)
        works, facts = [], []
        for entry in self._entries("new"):
            if verdict := self._verdict(entry):
                keys, services = self._texts(entry, "keys"), self._texts(entry, "services")
                replied = self._text(entry, "replied") if _child(entry, "replied") else ""
                works.append(AcceptedWork(verdict, self._records(entry), keys, services, replied, entry.place))
        for entry in self._entries("changed"):
            entity, service, key, field, before, now = (
                self._text(entry, name) for name in ("entity", "service", "key", "field", "before", "now")
            )
            if verdict := self._verdict(entry):
                facts.append(AcceptedFact(verdict, entity, service, field, now, entry.place))
            elif (known := seen.get(service, {}).get(key)) is not None:
                known.pop(field, None)
                known |= {field: before} if before else {}
        if self._problems:
            raise DataError(self._problems)
        return Answers(works, facts, seen)

    def _entries(self, name: str) -> Iterator[Node]:
        found = _child(self._root, name)
        if found is None or not isinstance(found.value, list):
            self._report(self._root.place if found is None else found.place, f"there is no list behind `{name}:`; {_INSTEAD}")
        else:
            yield from found.value

    def _verdict(self, entry: Node) -> Verdict | None:
        accept = _child(entry, "accept")
        if accept is None or not accept.value:
            return None
        verdict = next((one for one in Verdict if one == str(accept.value).lower()), None)
        if verdict is None:
            self._report(accept.place, f"{quoted(accept.value)} is no answer; write {', '.join(Verdict)}, or nothing")
        return verdict

    def _records(self, entry: Node) -> CV:
        cv, conversion, found = CV(), Conversion(), _child(entry, "records")
        for section, (place, node) in found.value.items() if found is not None and isinstance(found.value, dict) else ():
            if section in sections():
                conversion.section(cv, section, node)
            else:
                self._report(place, f"there is no section {quoted(section)} of records; {_INSTEAD}")
        conversion.add_described(cv)
        cv.origins = conversion.origins
        self._problems += conversion.problems
        if not any(getattr(cv, section) for section in sections()) and not self._problems:
            self._report(entry.place, f"there is no record behind `records:`; {_INSTEAD}, or delete this entry")
        return cv

    def _texts(self, entry: Node, name: str) -> tuple[str, ...]:
        found = _child(entry, name)
        listed = found.value if found is not None and isinstance(found.value, list) else [None]
        if any(one is None or not isinstance(one.value, str) for one in listed):
            self._report(entry.place, f"there is no list of texts behind `{name}:`; {_INSTEAD}")
            return ()
        return tuple(str(one.value) for one in listed if one is not None)

    def _text(self, entry: Node, name: str) -> str:
        found = _child(entry, name)
        if found is None or not isinstance(found.value, str):
            self._report(entry.place, f"there is no text behind `{name}:`; {_INSTEAD}")
            return ""
        return found.value

    def _report(self, place: Place, message: str) -> None:
        self._problems.append(Problem(place, message))


def _child(node: Node, key: str) -> Node | None:
    return node.value[key][1] if isinstance(node.value, dict) and key in node.value else None
