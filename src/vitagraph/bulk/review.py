"""The identifiers that many CVs lack: a line of review for each CV, and its answers written into new JSON Lines."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from vitagraph.bulk.decoding import decode
from vitagraph.bulk.inputs import Unit, units
from vitagraph.errors import DataError, Place, Problem, encodable
from vitagraph.files.budget import open_stream, read_bytes
from vitagraph.reconciliation.answers import Answer, Verdict, apply, decide
from vitagraph.reconciliation.decisions import Decisions
from vitagraph.reconciliation.review import answers_in, review_data
from vitagraph.reconciliation.search import Found, Source, search
from vitagraph.records import Index
from vitagraph.yaml.nodes import Node, compose, decoded
from vitagraph.yaml.writing import files

#: called for the entities of each CV
Watch = Callable[[Iterator[Found]], Iterator[Found]]


def review_lines(sources: Sequence[str], queried: Sequence[Source], base: str, watch: Watch, problems: list[Problem]) -> Iterator[bytes]:
    """A line of JSON for each CV with candidates, in the order of the input; `problems` gets those of CVs that cannot be read.

    Each distinct question is sent once in a run, and not at all if its reply is in the cache, so that a run that was killed goes on.
    """
    for source in sources:
        decisions = Decisions.of(source) if source != "-" else Decisions(Path())
        for unit in units(source):
            try:
                index = decode(unit, base, located=True)
            except DataError as error:
                problems += error.problems
                continue
            data = review_data(watch(search(index, queried, decisions)), index)
            if data["entities"]:
                yield msgspec.json.encode({"source": encodable(unit.source), "line": unit.number, **data}) + b"\n"


class Applied(NamedTuple):
    """The numbers of changed CVs, of identifiers that were written, and of rejected candidates."""

    cvs: int
    identifiers: int
    rejected: int


class Answers:
    """The answers in a review of many CVs, which are applied to the JSON Lines that it is about.

    With `record_sources`, the document of each CV states from which source an accepted identifier came. Raises DataError where a line of
    the review is no line of one.
    """

    def __init__(self, path: str, record_sources: bool = False) -> None:
        self._path, self._records_sources = path, record_sources
        self._lines: dict[str, list[tuple[int, str]]] = {}
        self._problems: list[Problem] = []
        self.counts = Applied(0, 0, 0)
        with open_stream(path) as stream:
            for number, line in enumerate(stream, 1):
                self._note(number, line)

    def _note(self, number: int, line: bytes) -> None:
        if not line.strip():
            return
        try:
            data = msgspec.json.decode(line)
            decided = any(one.get("accept") for entity in data["entities"] for one in entity["candidates"])
            cv = msgspec.convert(data["cv"], str)
        except (msgspec.MsgspecError, LookupError, TypeError, AttributeError):
            message = "this is no line of a review; name a file that `vitagraph bulk reconcile -o` wrote"
            raise DataError([Problem(Place(self._path, number, 1), message)]) from None
        if decided:
            self._lines.setdefault(cv, []).append((number, decoded(line.strip(), self._path)))

    def applied(self, source: str, base: str, decisions: Decisions) -> Iterator[bytes]:
        """The lines of JSON Lines with the accepted identifiers; a line without answers stays byte by byte.

        `decisions` gets what is rejected. Raises DataError at the end where answers are wrong, or are for a CV that is not there.
        """
        for unit in units(source):
            yield self._line(unit, base, decisions) + b"\n"
        for cv, lines in self._lines.items():
            message = f"the input has no CV {cv}; name the input of this review"
            self._problems += [Problem(Place(self._path, number, 1), message) for number, _ in lines]
        if self._problems:
            raise DataError(self._problems)

    def _line(self, unit: Unit, base: str, decisions: Decisions) -> bytes:
        before = unit.files[0][1] if unit.files else b""
        try:
            index = decode(unit, base)
        except DataError as error:
            self._problems += error.problems if unit.problem else ()
            return before
        if not (lines := self._lines.pop(index.document, [])):
            return before
        given: list[Answer] = []
        try:
            for number, text in lines:
                given += self._read(number, text, index)
            accepted = [one for one in given if one.verdict is Verdict.YES]
            line = _changed(index, before, accepted, self._records_sources) if accepted else before
        except DataError as error:
            self._problems += [problem._replace(place=self._placed(problem.place, lines[0][0])) for problem in error.problems]
            return before
        decide(decisions, given)
        written = sum(len(one.fields) for one in accepted)
        self.counts = Applied(*map(sum, zip(self.counts, (line != before, written, len(given) - len(accepted)), strict=True)))
        return line

    def _read(self, number: int, text: str, index: Index) -> Sequence[Answer]:
        answers = answers_in(text, self._path, index)
        return [one._replace(place=self._placed(one.place, number)) for one in answers]

    def _placed(self, place: Place, number: int) -> Place:
        return place._replace(line=number) if place.source == self._path and place.line <= 1 else Place(self._path, number, 1)


def _changed(index: Index, before: bytes, accepted: Sequence[Answer], record_sources: bool) -> bytes:
    """The CV of a line with accepted identifiers, by the same means and checks as those of one CV in files."""
    raw: Any = msgspec.json.decode(before)
    with tempfile.TemporaryDirectory(prefix="vitagraph-") as folder:
        for name, text in files(index.cv).items():
            Path(folder, name).write_text(text, encoding="utf-8")
        for path, (_, data) in apply(folder, lambda _: accepted, record_sources).merged.files.items():
            Path(path).write_bytes(data)
        whole: dict[str, Any] = {}
        for file in sorted(Path(folder).glob("*.yaml")):
            whole |= _plain(compose(decoded(read_bytes(file), file.name), file.name)[0])
    if "iri" not in (stated := raw.get("document") or {}):
        whole["document"] = {name: value for name, value in whole.get("document", {}).items() if name != "iri"}
    if not stated and not whole["document"]:
        del whole["document"]
    order = [*(name for name in raw if name in whole), *(name for name in whole if name not in raw)]
    return msgspec.json.encode({name: whole[name] for name in order})


def _plain(node: Node) -> Any:
    if isinstance(node.value, dict):
        return {key: _plain(value) for key, (_, value) in node.value.items()}
    return [*map(_plain, node.value)] if isinstance(node.value, list) else node.value
