"""The answers of a user to what `vitagraph sync` found, written into the files of the CV; rejections are only recorded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from vitagraph.errors import DataError, Problem, UsageError, quoted
from vitagraph.merging.merge import Merged, merge
from vitagraph.reconciliation.answers import Verdict
from vitagraph.reconciliation.decisions import Decisions
from vitagraph.reconciliation.recording import entry, recorded
from vitagraph.reconciliation.search import bare
from vitagraph.records import CV, Index, Record, identifier_sources, plan, sections, with_nested
from vitagraph.records.identifier_sources import IdentifierSource
from vitagraph.records.works import Publication
from vitagraph.synchronization.review import AcceptedFact, Answers, answers
from vitagraph.synchronization.seen import Seen
from vitagraph.values import Slug
from vitagraph.yaml import contents, read_files
from vitagraph.yaml.conversion import parsed


class Applied(NamedTuple):
    """The changed files of the CV, the decisions and the seen states with the new ones, and the numbers of answers."""

    merged: Merged
    decisions: Decisions
    seen: Seen
    facts: int
    rejected: int


def apply(target: str, review: str, path: str, record_sources: bool = False) -> Applied:
    """The files of a CV with what is accepted in the text of a review, of which `path` is the name in messages; nothing is written.

    With `record_sources`, the document of the CV states from which source each identifier of a new work came, and the day of its reply.
    Raises DataError where an answer is wrong, or the files would get an error.
    """
    if target == "-":
        raise UsageError("a CV on standard input cannot be changed; name its file or folder")
    files = contents(target)
    index, decisions, seen = read_files(files, target), Decisions.of(target), Seen.of(target)
    given = answers(review, path, index)
    facts = [one for one in given.facts if one.verdict is Verdict.YES]
    steps = [merge(target, _changes(facts, index), path, prefer_source=True, files=files, keep_ids=True)] if facts else []
    works = [one.records for one in given.works if one.verdict is Verdict.YES]
    for cv in _together(works):
        steps.append(merge(target, cv, path, files=_after(files, steps)))
    whole = _whole(files, steps)
    if record_sources:
        whole = whole.followed_by(recorded(target, whole.after(files), _sources(given, index)))
    _decide(given, decisions, bare(index.node(index.cv.person)))
    seen.update(given.seen)
    verdicts = [*(one.verdict for one in given.works), *(one.verdict for one in given.facts)]
    rejected = sum(one is not Verdict.YES for one in verdicts)
    return Applied(whole, decisions, seen, len(facts), rejected)


def _sources(given: Answers, index: Index) -> Iterator[IdentifierSource]:
    """The entries about the identifiers in accepted records that the CV lacked. Raises DataError."""
    known = identifier_sources.nodes(index)
    for work in given.works:
        if work.verdict is Verdict.YES and work.services and work.replied:
            parts = (part for record in work.records.records() for part in with_nested(record))
            for identifier in (one for part in parts for one, *_ in identifier_sources.stated(part)):
                if identifier not in known:
                    yield entry(identifier, work.services[0], work.replied, work.place)


def _changes(facts: Sequence[AcceptedFact], index: Index) -> CV:
    """A CV with nothing but the accepted facts, each record with its id, which is then stated: no IRI changes."""
    cv, problems, found = CV(), list[Problem](), dict[str, Record]()
    for one in facts:
        record = index.records.get(f"<{one.entity}>")
        field = plan(type(record)).fields.get(one.field) if record is not None else None
        if not isinstance(record, Publication) or field is None or field.many:
            what = f"the CV has no work with the IRI {quoted(one.entity)} and the field {quoted(one.field)} now"
            problems.append(Problem(one.place, f"{what}; run `vitagraph sync` again, or delete this entry"))
            continue
        try:
            value = parsed(field.type, one.now)
        except ValueError as error:
            problems.append(Problem(one.place, f"{one.field}: {error}"))
            continue
        if one.entity not in found:
            found[one.entity] = type(record)(id=Slug(index.id_of(record)))
            name = next(name for name, kind in sections().items() if kind is type(record))
            getattr(cv, name).append(found[one.entity])
        setattr(found[one.entity], one.field, value)
    if problems:
        raise DataError(problems)
    return cv


def _together(works: Sequence[CV]) -> list[CV]:
    """The records of accepted works in one CV, each once; one by one where they contradict each other."""
    whole = CV()
    for cv in works:
        for section in sections():
            known = getattr(whole, section)
            known += [one for one in getattr(cv, section) if one not in known]
    if not works:
        return []
    return [whole] if not Index(whole).problems else [*works]


def _after(files: Sequence[tuple[str, bytes]], steps: Sequence[Merged]) -> list[tuple[str, bytes]]:
    """The files of a CV after some merges."""
    now = dict(files)
    for step in steps:
        now |= {path: new for path, (_, new) in step.files.items()}
    return sorted(now.items())


def _whole(files: Sequence[tuple[str, bytes]], steps: Sequence[Merged]) -> Merged:
    """All merges as one."""
    before = dict(files)
    changed = {path: (before.get(path, b""), data) for path, data in _after(files, steps) if before.get(path) != data}
    return Merged(
        changed,
        [one for step in steps for one in step.conflicts],
        [one for step in steps for one in step.aliases],
        sum(step.new_records for step in steps),
        sum(step.new_facts for step in steps),
        [one for step in steps for one in step.proposals],
        [one for step in steps for one in step.additions],
        [one for step in steps for one in step.works_of_others],
    )


def _decide(given: Answers, decisions: Decisions, owner: str) -> None:
    """Records what is not to be proposed again."""
    for work in given.works:
        for key in work.keys if work.verdict is Verdict.NO else ():
            decisions.reject(owner, key)
        for service in work.services if work.verdict is Verdict.NEVER else ():
            decisions.exclude(owner, service)
    for fact in given.facts:
        if fact.verdict is Verdict.NO:
            decisions.reject(fact.entity, f"{fact.service}:{fact.field}:{fact.now}")
        elif fact.verdict is Verdict.NEVER:
            decisions.exclude(fact.entity, fact.service)
