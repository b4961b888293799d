"""The review file: candidates with their evidence, to be accepted or rejected in an editor or in a pull request."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from vitagraph.errors import DataError, Problem, quoted
from vitagraph.files.budget import read_bytes
from vitagraph.reconciliation.answers import Answer, Verdict
from vitagraph.reconciliation.search import Found, Proposal, bare
from vitagraph.records import Field, Index, plan
from vitagraph.values import Identifier, NameIn
from vitagraph.values.scalars import scalar
from vitagraph.yaml.nodes import Node, compose, decoded

_ABOUT = """\
# Behind `accept:` write yes (this is the one), no (it is not), never (do not query this service for this entity again), or the right
# identifier of the same scheme. What has no answer stays as it is. Then: vitagraph reconcile {target} --apply THIS-FILE
"""


def review_text(found: Iterable[Found], index: Index, target: str) -> str:
    """The review file for the entities of a CV that have candidates; no candidate is accepted in it."""
    lines = [_ABOUT.format(target=target), f"cv: {scalar(index.document, False)}\n", "entities:\n"]
    entries = [_entry(one, index) for one in found if one.proposals]
    return "".join([*lines[:2], *(lines[2:] if entries else ["entities: []\n"]), *entries])


def _entry(found: Found, index: Index) -> str:
    entity, query = bare(found.entity.node), found.entity.query
    head = {"entity": entity, "what": index.cv.noun_of(found.entity.record), "where": f"{found.place.source}:{found.place.line}"}
    lines = [f"\n- entity: {scalar(entity, False)}", *(f"  {key}: {scalar(value, False)}" for key, value in [*head.items()][1:])]
    lines += ["  names:", *(f"  - {scalar(described(name), False)}" for name in query.names), "  candidates:"]
    return "".join(f"{line}\n" for line in [*lines, *(line for one in found.proposals for line in _candidate(one))])


def _candidate(proposal: Proposal) -> Iterator[str]:
    candidate, score, evidence, certain = proposal.judged
    yield "  - accept:"
    for name, identifier in proposal.fields:
        yield f"    {name}: {scalar(str(identifier), False)}"
    yield f"    name: {scalar(candidate.names[0].text, False)}"
    if candidate.description:
        yield f"    description: {scalar(candidate.description, False)}"
    if candidate.address:
        yield f"    address: {scalar(candidate.address, False)}"
    yield f"    services: [{', '.join(scalar(one, True) for one in proposal.sources)}]"
    if candidate.replied:
        yield f"    replied: {candidate.replied}"
    yield f"    score: {score:.2f}" + ("  # certain" if certain else "")
    for word, chosen in (
        ("agrees", [one for one in evidence if one.weight > 0]),
        ("disagrees", [one for one in evidence if one.weight < 0]),
    ):
        if chosen:
            yield f"    {word}:"
            yield from (f"    - {one.about}: {scalar(one.words, False)}" for one in chosen)


def review_data(found: Iterable[Found], index: Index) -> dict[str, Any]:
    """The review file as data, with the same keys: what a line of the review of many CVs has."""
    return {"cv": index.document, "entities": [_entry_data(one, index) for one in found if one.proposals]}


def _entry_data(found: Found, index: Index) -> dict[str, Any]:
    return {
        "entity": bare(found.entity.node),
        "what": index.cv.noun_of(found.entity.record),
        "names": [*map(described, found.entity.query.names)],
        "candidates": [*map(_candidate_data, found.proposals)],
    }


def _candidate_data(proposal: Proposal) -> dict[str, Any]:
    candidate, score, evidence, certain = proposal.judged
    words: dict[str, dict[str, list[str]]] = {"agrees": {}, "disagrees": {}}
    for one in evidence:
        if one.weight:
            words["agrees" if one.weight > 0 else "disagrees"].setdefault(one.about, []).append(one.words)
    return {
        "accept": "",
        **{name: str(identifier) for name, identifier in proposal.fields},
        "name": candidate.names[0].text,
        "description": candidate.description,
        "address": candidate.address,
        "services": [*proposal.sources],
        "replied": candidate.replied,
        "score": round(score, 2),
        "certain": certain,
        **words,
    }


def described(name: NameIn) -> str:
    """A name with its language."""
    return f"{name.text} ({name.language})" if name.language else name.text


# -- reading


def answers(path: str, index: Index) -> list[Answer]:
    """The answers in a review file. Raises DataError where it belongs to another CV, or something in it is wrong."""
    return answers_in(decoded(read_bytes(path), path), path, index)


def answers_in(text: str, source: str, index: Index) -> list[Answer]:
    """The same for the text of a review file, also as JSON."""
    return _Review(text, source, index).answers


class _Review:
    """A review file that is read."""

    def __init__(self, text: str, source: str, index: Index) -> None:
        self.answers: list[Answer] = []
        self._index = index
        self._problems: list[Problem] = []
        root, problems = compose(text, source)
        self._problems += problems
        cv = _child(root, "cv")
        if cv is None or not isinstance(cv.value, str):
            raise DataError([Problem(root.place, "this is no review file; name one that `vitagraph reconcile -o` wrote")])
        if cv.value != index.document:
            message = f"this is a review of {quoted(cv.value)}, and the CV is {quoted(index.document)}; name the CV that it belongs to"
            raise DataError([Problem(cv.place, message)])
        for entry in self._listed(root, "entities"):
            self._read(entry)
        if self._problems:
            raise DataError(self._problems)

    def _read(self, entry: Node) -> None:
        entity = self._text(entry, "entity")
        decided = [(one, accept) for one in self._listed(entry, "candidates") if (accept := _child(one, "accept")) and accept.value]
        if entity and decided and f"<{entity}>" not in self._index.records:
            what = self._text(entry, "what")
            message = f"the CV has no {what} with the IRI {quoted(entity)} now; run `vitagraph reconcile` again, or delete this entry"
            self._problems.append(Problem(entry.place, message))
            return
        for candidate, accept in decided if entity else ():
            self._answer(entity, candidate, accept)

    def _answer(self, entity: str, candidate: Node, accept: Node) -> None:
        record = self._index.records[f"<{entity}>"]
        sources = tuple(str(one.value) for one in self._listed(candidate, "services"))
        stated = [(field, one) for field in plan(type(record)).identifiers if (one := _child(candidate, field.name)) and one.value]
        if not stated:
            called = f"{self._index.cv.noun_of(record)} '{self._index.id_of(record)}'"
            self._problems.append(Problem(candidate.place, f"this candidate for {called} has no identifier; delete it"))
            return
        found = [(field, self._identifier(field, one, f"{field.name}: ")) for field, one in stated]
        (field, first), *_ = found
        if any(one is None for _, one in found) or first is None:
            return
        fields = tuple((one.name, str(identifier)) for one, identifier in found)
        day = _child(candidate, "replied")
        replied = str(day.value or "") if day is not None else ""
        verdict = next((one for one in Verdict if one == str(accept.value).lower()), None)
        if verdict is None:
            other = self._identifier(field, accept, f"write {', '.join(Verdict)}, or an identifier: ")
            if other is None:
                return
            verdict = Verdict.YES
            if other.key != first.key:  # the further identifiers and the reply are those of the candidate
                fields, replied = ((field.name, str(other)),), ""
        self.answers.append(Answer(entity, verdict, fields, f"{first.scheme.name}:{first.key}", sources, accept.place, replied))

    def _identifier(self, field: Field, node: Node, before: str) -> Identifier | None:
        try:
            found: Identifier = field.type.parse(node.value)
        except ValueError as error:
            self._problems.append(Problem(node.place, f"{before}{error}"))
            return None
        return found

    def _text(self, node: Node, key: str) -> str:
        found = _child(node, key)
        if found is not None and isinstance(found.value, str):
            return found.value
        self._problems.append(Problem(node.place, f"there is no text behind `{key}:`; run `vitagraph reconcile -o` again"))
        return ""

    def _listed(self, node: Node, key: str) -> list[Node]:
        found = _child(node, key)
        if found is not None and isinstance(found.value, list):
            return found.value
        self._problems.append(Problem(node.place, f"there is no list behind `{key}:`; run `vitagraph reconcile -o` again"))
        return []


def _child(node: Node, key: str) -> Node | None:
    return node.value[key][1] if isinstance(node.value, dict) and key in node.value else None
