"""Labels in the language of a page, for charts and answers: the graph has those of its own words in English and German."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from vitagraph.rdf.terms import Term, Triple, parse, tagged
from vitagraph.rdf.vocabulary import DCTERMS, KIND_BASE, ORG, RDFS, SCHEMA, SKOS
from vitagraph.records.career import STUDENT, STUDIES_WITHOUT_NAME
from vitagraph.records.schemes import SCHEMES
from vitagraph.site.words import Words

_START = f"<{KIND_BASE}"
#: predicates of the name of a resource, which is that of its kind where it has none of its own
_OF_NAMES = (RDFS.label, SCHEMA.roleName)
_OF_TYPES = (DCTERMS.type, ORG.role)
_UNNAMED = {tagged(label, language) for language, label in STUDIES_WITHOUT_NAME.items()}
#: names of controlled values by their English labels
_NAMES: dict[Term, set[str]] = {}
for _scheme in SCHEMES.values():
    for _name, _labels in _scheme.kinds.items():
        _NAMES.setdefault(tagged(_labels[0], "en"), set()).add(_name)


class Labelled(NamedTuple):
    """What has a label: controlled values; roles of students, each with the degree in its label, "" for studies without a name.

    `named` are a resource without a name of its own, the predicate of its label and the controlled value that has the same label.
    """

    kinds: list[Term]
    students: dict[Term, str]
    named: list[tuple[Term, Term, Term]]


def labelled(triples: Iterable[Triple]) -> Labelled:
    """What has a label among some triples that is composed of words of vitagraph."""
    kinds: dict[Term, None] = {}
    students: dict[Term, str] = {}
    types: dict[Term, list[Term]] = {}
    called: list[Triple] = []
    for subject, predicate, term in triples:
        if predicate == SKOS.prefLabel and subject.startswith(_START):
            kinds[subject] = None
        elif predicate in _OF_TYPES and term.startswith(_START):
            types.setdefault(subject, []).append(term)
        elif predicate in _OF_NAMES and term in _NAMES and not subject.startswith(_START):
            called.append((subject, predicate, term))
        elif predicate == RDFS.label and (begins := next((one for one in STUDENT.values() if term.startswith(f'"{one}')), "")):
            if begins == STUDENT["en"] or subject not in students:
                students[subject] = parse(term).value.removeprefix(begins)
        elif predicate == RDFS.label and term in _UNNAMED:
            students[subject] = ""
    named = [
        (subject, predicate, kind)
        for subject, predicate, term in called
        for kind in types.get(subject, ())
        if _name_of(kind) in _NAMES[term]
    ]
    return Labelled(list(kinds), students, named)


def _name_of(kind: Term) -> str:
    return kind[len(_START) : -1]


def labels_in(found: Labelled, words: Words) -> list[Triple]:
    """The labels in a language that the graph lacks."""
    if words.language in STUDENT:
        return []
    labels = []
    for node, predicate, kind in (*((kind, SKOS.prefLabel, kind) for kind in found.kinds), *found.named):
        name = _name_of(kind)
        if section := next((section for section in ("kinds", "works") if words.has(section, name)), ""):
            labels.append((node, predicate, tagged(words.of(section, name), words.language)))
    student = words["student_of"]
    for role, degree in found.students.items():
        labels.append((role, RDFS.label, tagged(student.format(degree=degree) if degree else words["unnamed_studies"], words.language)))
    return labels
