"""How far a candidate is the entity of a query: named pieces of evidence, and the probability that they give together.

Each piece is the logarithm of the likelihood ratio (natural base) of what was compared, as Fellegi and Sunter link records (A theory
for record linkage, 1969). What one side does not state is no evidence. The weights are in `WEIGHTS`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from math import exp, inf
from typing import NamedTuple

from vitagraph.errors import quoted
from vitagraph.reconciliation import comparison as compare
from vitagraph.services.service import Candidate, Kind, Query
from vitagraph.values import Doi, NameIn
from vitagraph.values.countries import country_code

#: the least probability of a candidate that is called certain, and the greatest of its rivals
CERTAIN, RIVAL = 0.985, 0.3
#: the weight by which a work excludes another one that alone might be the one of the query; a person may have two records
FAR_BETTER = 6.0
#: co-authors in common that are many
MANY = 5
#: kind -> the weight of being found at all, before anything is compared
PRIOR = {
    Kind.WORK: -4.0, Kind.PERSON: -4.5, Kind.ORGANIZATION: -2.5, Kind.JOURNAL: -2.5, Kind.PLACE: -3.0, Kind.EVENT: -3.0,
    Kind.TOPIC: -3.0, Kind.AWARD: -3.0, Kind.PROJECT: -3.0,
}  # fmt: skip
#: what was compared, and the result -> weight
WEIGHTS = {
    ("title", "same, of many words"): 6.5, ("title", "same"): 5.5, ("title", "same, of three words"): 4.0,
    ("title", "same, of two words"): 2.5, ("title", "same, of one word"): 1.0,
    ("title", "without its subtitle"): 4.0, ("title", "without its subtitle, of two words"): 2.0,
    ("title", "without its subtitle, of one word"): 0.5, ("title", "nearly the same"): 4.0, ("title", "similar"): -2.0,
    ("title", "another"): -8.0, ("title", "another number"): -7.0, ("title", "a note about a work"): -7.0,
    ("year", "same"): 1.5, ("year", "next"): 0.2, ("year", "near"): -1.5, ("year", "another"): -4.0,
    ("people", "all, of three or more"): 4.2, ("people", "all"): 3.0,
    ("people", "most"): 1.5, ("people", "some"): -0.5, ("people", "none"): -5.0,
    ("container", "same"): 1.8, ("container", "another"): -0.8,
    ("version", "another"): -9.0,
    ("pages", "same"): 2.5, ("pages", "in the DOI"): 2.5, ("pages", "others"): -1.5,
    ("identifier", "same"): 14.0, ("identifier", "another"): -9.0, ("identifier", "another, of a version perhaps"): -2.5,
    ("name", "same"): 4.0, ("name", "same, in full"): 3.5, ("name", "fits"): 0.8, ("name", "acronym"): 1.0,
    ("name", "nearly the same"): 2.0, ("name", "part"): -2.5, ("name", "another"): -9.0,
    ("coauthors", "one"): 3.0, ("coauthors", "several"): 5.5, ("coauthors", "many"): 7.0, ("coauthors", "none"): -0.5,
    ("affiliation", "same"): 2.5, ("affiliation", "others"): -1.0,
    ("place", "same"): 2.0, ("place", "another"): -3.0, ("country", "same"): 1.0, ("country", "another"): -5.0,
    ("uniqueness", "the only one"): 2.5,
}  # fmt: skip


class Evidence(NamedTuple):
    """A piece of evidence: what was compared, its log-likelihood ratio (positive agrees, negative disagrees), and the words for it."""

    about: str
    weight: float
    words: str


class Judged(NamedTuple):
    """A candidate, the probability that it is the entity, the evidence, and whether it is certain: likely, and without a rival."""

    candidate: Candidate
    score: float
    evidence: tuple[Evidence, ...]
    certain: bool


def judged(query: Query, candidates: Sequence[Candidate]) -> list[Judged]:
    """The candidates of a query with their evidence, the best first; candidates of another kind are left out."""
    of_kind = [one for one in candidates if one.kind in (None, query.kind)]
    evidence = [[*_evidence(query, one)] for one in of_kind]
    if query.kind is not Kind.WORK and query.kind is not Kind.PERSON:
        _note_uniqueness(of_kind, evidence)
    weights = [PRIOR[query.kind] + sum(one.weight for one in found) for found in evidence]
    found = [
        Judged(one, _probability(weight), tuple(pieces), _probability(weight) >= CERTAIN and not _has_rival(one, weight, of_kind, weights))
        for one, weight, pieces in zip(of_kind, weights, evidence, strict=True)
    ]
    return sorted(found, key=lambda one: (-one.score, one.candidate.iri))


def _probability(weight: float) -> float:
    return 1 / (1 + exp(-max(-40.0, min(40.0, weight))))


def _has_rival(candidate: Candidate, weight: float, others: Sequence[Candidate], weights: Sequence[float]) -> bool:
    """Returns whether another entity may be the one of the query, too; a candidate with an identifier in common is the same entity."""
    own = _keys(candidate)
    nearest = weight - FAR_BETTER if candidate.kind is Kind.WORK else -inf
    likely = [one for one, other in zip(others, weights, strict=True) if _probability(other) > RIVAL and other > nearest]
    return any(one.iri != candidate.iri and not own & _keys(one) for one in likely)


def _keys(candidate: Candidate) -> set[tuple[str, str]]:
    every = (candidate.identifier, *candidate.facts.identifiers)
    return {(one.scheme.name, one.key) for one in every if one is not None and not one.scheme.several and not one.scheme.of_container}


def _piece(about: str, result: str, words: str) -> Evidence:
    return Evidence(about, WEIGHTS[about, result], words)


def _evidence(query: Query, candidate: Candidate) -> Iterator[Evidence]:
    """The pieces of evidence about a candidate, in the order in which they are shown."""
    yield from _COMPARED[query.kind](query, candidate)
    yield from _identifiers(query, candidate)


def _work(query: Query, candidate: Candidate) -> Iterator[Evidence]:
    yield _best("title", query.names, candidate.names, compare.titles)
    yield from _years(query.facts.year, candidate.facts.year)
    ours, theirs = query.facts.people, candidate.facts.people
    if ours and theirs:
        yield from _makers(ours, theirs)
    yield from _containers(query.facts.container, candidate.facts.container)
    yield from _versions(query.facts.container, candidate)
    yield from _pages(compare.first_page(query.facts.pages), candidate)


def _makers(ours: Sequence[str], theirs: Sequence[str]) -> Iterator[Evidence]:
    """The people of a work. A group instead of people is no evidence: one source may state its members, another one its name."""
    shared, of = compare.shared_people(ours, theirs)
    if not shared and any(len(names) == 1 and compare.is_group(names[0]) for names in (ours, theirs)):
        return
    every = "all, of three or more" if of > 2 else "all"
    result = "none" if not shared else every if shared == of else "most" if 2 * shared >= of else "some"
    yield _piece("people", result, f"{shared} of {of}")


def _pages(ours: str, candidate: Candidate) -> Iterator[Evidence]:
    """The first pages, else that of the query in the DOI, as publishers number articles: `10.5555/example.2021.667963`."""
    theirs = compare.first_page(candidate.facts.pages)
    if ours and theirs:
        same = ours == theirs
        yield _piece("pages", "same" if same else "others", f"from {ours}" + ("" if same else f", not {theirs}"))
    elif ours and any(isinstance(one, Doi) and compare.states_page(one.key, ours) for one in candidate.identifiers):
        yield _piece("pages", "in the DOI", f"{ours} in the DOI")


def _person(query: Query, candidate: Candidate) -> Iterator[Evidence]:
    yield _best("name", *_names_of_person(query.names, candidate.names), compare.names_of_people)
    if query.facts.people and candidate.facts.people:
        shared, _ = compare.shared_people(query.facts.people, candidate.facts.people)
        result = "none" if not shared else "one" if shared == 1 else "several" if shared < MANY else "many"
        yield _piece("coauthors", result, f"{shared} in common")
    yield from _affiliations(query.facts.affiliations, candidate.facts.affiliations)
    yield from _countries(query.facts.country, candidate.facts.country)


def _names_of_person(ours: Sequence[NameIn], theirs: Sequence[NameIn]) -> tuple[Sequence[NameIn], Sequence[NameIn]]:
    """The names that are compared: those in full, if both sides have some, since initials fit many people."""
    full = [[one for one in names if compare.is_full_name(one.text)] for names in (ours, theirs)]
    return (full[0], full[1]) if all(full) else (ours, theirs)


def _named(query: Query, candidate: Candidate) -> Iterator[Evidence]:
    yield _best("name", query.names, candidate.names, compare.names_of_things)
    yield from _places(query.facts.place, candidate.facts.place)
    yield from _countries(query.facts.country, candidate.facts.country)


def _event(query: Query, candidate: Candidate) -> Iterator[Evidence]:
    yield from _named(query, candidate)
    yield from _years(query.facts.year, candidate.facts.year)


_COMPARED: dict[Kind, Callable[[Query, Candidate], Iterator[Evidence]]] = {
    Kind.WORK: _work, Kind.PERSON: _person, Kind.ORGANIZATION: _named, Kind.JOURNAL: _named, Kind.PLACE: _named, Kind.EVENT: _event,
    Kind.TOPIC: _named, Kind.AWARD: _named, Kind.PROJECT: _named,
}  # fmt: skip


def _best(about: str, ours: Sequence[NameIn], theirs: Sequence[NameIn], compared: Callable[[str, str], str]) -> Evidence:
    """The best result of all pairs of names, with the name of the candidate that gave it."""
    pairs = [(compared(one.text, other.text), other.text) for one in ours for other in theirs]
    result, name = max(pairs, key=lambda pair: WEIGHTS[about, pair[0]])
    return _piece(about, result, f"{result}, {quoted(name)}")


def _years(ours: str, theirs: str) -> Iterator[Evidence]:
    if ours.isdecimal() and theirs.isdecimal():
        apart = abs(int(ours) - int(theirs))
        result = "same" if not apart else "next" if apart == 1 else "near" if apart == 2 else "another"
        yield _piece("year", result, ours + (f", not {theirs}" if apart else ""))


def _containers(ours: str, theirs: str) -> Iterator[Evidence]:
    if ours and theirs:
        same = compare.containers(ours, theirs)
        if same is not None:
            yield _piece("container", "same" if same else "another", f"in {quoted(theirs)}" + ("" if same else f", not in {quoted(ours)}"))


def _versions(container: str, candidate: Candidate) -> Iterator[Evidence]:
    """A preprint is another version than what appeared in a container, with another DOI."""
    doi = next((one.key for one in candidate.identifiers if isinstance(one, Doi)), "")
    ours, theirs = compare.is_preprint(container), compare.is_preprint(candidate.facts.container, doi, candidate.description)
    if theirs and container and not ours:
        yield _piece("version", "another", f"a preprint, not what appeared in {quoted(container)}")
    elif ours and candidate.facts.container and not theirs:
        yield _piece("version", "another", f"published in {quoted(candidate.facts.container)}, not the preprint")


def _affiliations(ours: Sequence[str], theirs: Sequence[str]) -> Iterator[Evidence]:
    if ours and theirs:
        shared = [other for other in theirs if any(compare.are_one_affiliation(one, other) for one in ours)]
        for name in shared[:2]:
            yield _piece("affiliation", "same", f"at {quoted(name)}")
        if not shared:
            yield _piece("affiliation", "others", f"at {quoted(theirs[0])}")


def _places(ours: str, theirs: str) -> Iterator[Evidence]:
    if ours and theirs:
        same = compare.plain(ours) == compare.plain(theirs)
        yield _piece("place", "same" if same else "another", f"in {quoted(theirs)}" + ("" if same else f", not in {quoted(ours)}"))


def _countries(ours: str, theirs: str) -> Iterator[Evidence]:
    if (one := country_code(ours)) and (other := country_code(theirs)):
        yield _piece("country", "same" if one == other else "another", other + ("" if one == other else f", not {one}"))


def _identifiers(query: Query, candidate: Candidate) -> Iterator[Evidence]:
    """What the identifiers prove that both state in one scheme; a scheme of which a thing may have several proves equality alone."""
    theirs = [one for one in (candidate.identifier, *candidate.facts.identifiers) if one is not None]
    for one in query.facts.identifiers:
        others = [other for other in theirs if other.scheme == one.scheme]
        if one.scheme.of_container or not others:
            continue
        if any(other.key == one.key for other in others):
            yield _piece("identifier", "same", f"{one.scheme.label} {one}")
        elif not one.scheme.several:
            result = "another, of a version perhaps" if one.scheme.of_versions else "another"
            yield _piece("identifier", result, f"{one.scheme.label} {others[0]}, not {one}")


def _note_uniqueness(candidates: Sequence[Candidate], evidence: list[list[Evidence]]) -> None:
    """Adds that a candidate is the only one whose name agrees: among a service's best matches, homonyms would stand beside it."""
    agreeing = [number for number, pieces in enumerate(evidence) if pieces[0].weight >= WEIGHTS["name", "same"]]
    iris = {candidates[number].iri for number in agreeing}
    if len(iris) == 1:
        for number in agreeing:
            evidence[number].append(_piece("uniqueness", "the only one", "the only one of this name"))
