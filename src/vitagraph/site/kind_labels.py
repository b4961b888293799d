"""Labels in the language of a page, for charts and answers: the graph has those of controlled values and studies in English and German."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from vitagraph.rdf.terms import Term, Triple, parse, tagged
from vitagraph.rdf.vocabulary import KIND_BASE, RDFS, SKOS
from vitagraph.records.career import STUDENT, STUDIES_WITHOUT_NAME
from vitagraph.site.words import Words

_START = f"<{KIND_BASE}"
_UNNAMED = {tagged(label, language) for language, label in STUDIES_WITHOUT_NAME.items()}


class Labelled(NamedTuple):
    """What has a label: controlled values; roles of students, each with the degree in its label, "" for studies without a name."""

    kinds: list[Term]
    students: dict[Term, str]


def labelled(triples: Iterable[Triple]) -> Labelled:
    """What has a label among some triples that is composed of words of vitagraph."""
    kinds: dict[Term, None] = {}
    students: dict[Term, str] = {}
    for subject, predicate, term in triples:
        if predicate == SKOS.prefLabel and subject.startswith(_START):
            kinds[subject] = None
        elif predicate == RDFS.label and (begins := next((one for one in STUDENT.values() if term.startswith(f'"{one}')), "")):
            if begins == STUDENT["en"] or subject not in students:
                students[subject] = parse(term).value.removeprefix(begins)
        elif predicate == RDFS.label and term in _UNNAMED:
            students[subject] = ""
    return Labelled(list(kinds), students)


def labels_in(found: Labelled, words: Words) -> list[Triple]:
    """The labels in a language that the graph lacks."""
    if words.language in STUDENT:
        return []
    labels = []
    for kind in found.kinds:
        name = kind[len(_START) : -1]
        if section := next((section for section in ("kinds", "works") if words.has(section, name)), ""):
            labels.append((kind, SKOS.prefLabel, tagged(words.of(section, name), words.language)))
    student = words["student_of"]
    for role, degree in found.students.items():
        labels.append((role, RDFS.label, tagged(student.format(degree=degree) if degree else words["unnamed_studies"], words.language)))
    return labels
