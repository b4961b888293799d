"""A degree is in the graph only where a study states one; a supervised thesis only where there is one."""

from __future__ import annotations

import pytest

import vitagraph
from vitagraph import queries
from vitagraph.exporters.export import written
from vitagraph.mapping import dataset_of
from vitagraph.rdf.terms import parse
from vitagraph.rdf.vocabulary import BIBO, BIBO_DEGREE, DCTERMS, MARCREL, RDF, SCHEMA, VITA, VIVO
from vitagraph.records import Index
from vitagraph.records.degree_names import degree_level
from vitagraph.records.kinds import kind
from vitagraph.recovery.recover import records
from vitagraph.site import Options, build
from vitagraph.validation import validate

HEAD = """
document: {iri: https://vole.example/cv, as_of: 2026-01-01, license: CC-BY-4.0, languages: [en, de]}
person: {name: Vera Vole}
"""


def triples_of(text: str) -> set[tuple[str, str, str]]:
    """The public triples of a CV with these sections; the records recovered from them have the same triples."""
    triples = set(dataset_of(Index(vitagraph.read_text(HEAD + text))).triples())
    back, left = records({"public": triples})
    assert left == []
    assert set(dataset_of(Index(back)).triples()) == triples
    return triples


def has_degree(fields: str) -> bool:
    """Whether a study that is over has a degree, with its credential and nothing of it without."""
    triples = triples_of(f"studies: [{{organization: Field School, {fields}}}]")
    degree = any(o == VIVO.AwardedDegree for _, p, o in triples if p == RDF.type)
    assert any(p in (SCHEMA.hasCredential, SCHEMA.alumniOf) for _, p, _ in triples) is degree
    studied_for = any(p == VITA.degree for _, p, _ in triples)
    assert any("#degree/" in term for triple in triples for term in triple) is (degree != studied_for)
    return degree


DEGREES = """
Ph.D.; PhD in Soil Science; Dr. rer. nat.; Dr.-Ing.; DPhil; M. A. in History; Master's degree; M.Sc. Botany; MFA; Bachelor of Music;
B.Sc. (Hons); AB (Politics); Diplom in Bodenkunde; Diplôme d'études approfondies; Licence de lettres; Laurea magistrale; MD; J.D.; MBA;
LL.M.; Staatsexamen; Habilitation; 博士（理学）; 修士課程修了; دكتوراه في التاريخ; кандидат наук; Maîtrise de géographie; Associate of Arts
""".replace("\n", " ").split("; ")
NO_DEGREES = """
Séjour d’étude; Private study with Oskar Lindt; Summer school; Summer courses; Residency; Visiting Ph.D. student; Master class with
a mole; Postdoctoral stay; Exchange semester; Ph.D. coursework; Studies toward a Ph.D.; Internship; Diplomacy; Auslandssemester; Tanzkurs
""".replace("\n", " ").split("; ")
UNFINISHED = """
Ph.D. (did not finish); Ph.D. (not completed); Promotion zum Dr. phil., abgebrochen; M.A. (never finished); Ph.D. (ABD);
Doctorat (inachevé); Ph.D., all but dissertation; 博士課程中退; Laurea (non terminata); Master of Arts, no degree
""".replace("\n", " ").split("; ")


@pytest.mark.parametrize("name", [name.strip() for name in DEGREES])
def test_a_name_of_a_degree_states_a_degree(name: str) -> None:
    """In the languages and abbreviations of CVs; it is dated by the end of the study, and there is none before the end."""
    assert has_degree(f'degree: "{name}", dates: 2000 to 2004')
    assert not has_degree(f'degree: "{name}", dates: since 2024')
    assert not has_degree(f'degree: "{name}"')


@pytest.mark.parametrize("name", [name.strip() for name in NO_DEGREES])
def test_a_study_without_a_degree_is_a_course_of_education(name: str) -> None:
    """Unless the record states a level, a thesis or the date of an award."""
    assert not has_degree(f'degree: "{name}", dates: 2000 to 2001')
    for stated in ("level: master", "awarded: 2002", "thesis: Roots"):
        assert has_degree(f'degree: "{name}", dates: 2000 to 2001, {stated}'), stated
    assert degree_level(name) in ("", "diploma" if name == "Diplomacy" else "")


@pytest.mark.parametrize("name", [name.strip() for name in UNFINISHED])
def test_an_unfinished_study_has_no_degree(name: str) -> None:
    """Whatever its level is and wherever that is written, unless an award is dated."""
    for stated in ("until 2012", "until 2012, level: doctorate", "until 2012, thesis: Roots"):
        assert not has_degree(f'degree: "{name}", dates: {stated}'), stated
    assert not has_degree(f'degree: Ph.D., level: doctorate, dates: until 2012, distinction: "{name}"')
    assert not has_degree(f'degree: Ph.D., level: doctorate, dates: until 2012, description: "{name}"')
    assert has_degree(f'degree: "{name}", awarded: 2013')


def thesis_of(fields: str) -> tuple[bool, str, str]:
    """Whether the record of a student has a thesis, the kind of that thesis, and the date at which it was issued."""
    triples = triples_of(f"students: [{{student: Ana Lund, {fields}}}]")
    (node,) = {s for s, p, o in triples if "#supervision/" in s and p == RDF.type and o in (BIBO.Thesis, VIVO.AdvisingRelationship)}
    kinds = [o for s, p, o in triples if (s, p) == (node, DCTERMS.type) and o in map(kind, ("supervised-thesis", "examined-thesis"))]
    issued = [parse(o).value for s, p, o in triples if (s, p) == (node, DCTERMS.issued)]
    thesis = (node, RDF.type, BIBO.Thesis) in triples
    assert ((node, RDF.type, SCHEMA.Thesis) in triples) is thesis
    assert any(p in (BIBO.degree, MARCREL.dgg, BIBO.authorList) for s, p, _ in triples if s == node) <= thesis
    assert {o for s, p, o in triples if s == node and p in (VIVO.relates, SCHEMA.author)} >= {"<https://vole.example/cv#person/lund-a>"}
    return thesis, kinds[0].rpartition("#")[2][:-1] if kinds else "", issued[0] if issued else ""


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("level: postdoctoral, dates: 2022 to 2024", (False, "", "")),
        ("level: undergraduate, dates: 2022 to 2024, organization: Field School, role: supervisor", (False, "", "")),
        ("level: graduate student, dates: 2022 to 2024", (False, "", "")),
        ("dates: 2022 to 2024", (False, "", "")),
        ("level: undergraduate, title: Roots, dates: 2022 to 2024", (True, "supervised-thesis", "2024")),
        ('level: postdoctoral, url: "https://vole.example/t", dates: 2024', (True, "supervised-thesis", "2024")),
        ("title: Roots", (True, "supervised-thesis", "")),
        ("level: doctorate, dates: 2022 to 2024, role: supervisor, organization: Field School", (False, "", "")),
        ("level: doctorate, dates: 2022 to 2024, role: thesis advisor", (True, "supervised-thesis", "")),
        ("level: master, dates: 2022 to 2024, outcome: defended", (True, "supervised-thesis", "")),
        ("level: doctorate, title: Roots, dates: 2022 to 2024, role: supervisor", (True, "supervised-thesis", "2024")),
        ("level: doctorate, title: Roots, dates: since 2022, role: co-supervisor", (True, "supervised-thesis", "")),
        ("level: doctorate, title: Roots, dates: 2022 to 2024, status: ABD", (True, "supervised-thesis", "")),
        ("level: doctorate, title: Roots, dates: 2022 to 2029, role: co-supervisor", (True, "supervised-thesis", "")),
        ("level: doctorate, title: Roots, dates: 2021, role: thesis-committee-member", (True, "examined-thesis", "")),
        ("level: master, title: Roots, dates: 2021, role: examiner", (True, "examined-thesis", "")),
        ("level: master, dates: 2021, role: examiner", (True, "examined-thesis", "")),
        ("level: doctorate, title: Roots, dates: 2021, role: committee chair", (True, "examined-thesis", "")),
        ("level: doctorate, dates: 2019 to 2021, role: committee member", (True, "examined-thesis", "")),
        ("level: doctorate, role: committee member, outcome: defended, dates: since 2018", (True, "examined-thesis", "")),
        ("level: doctorate, role: committee member", (False, "", "")),
        ("level: doctorate, title: Roots, role: committee chair, dates: since 2018", (False, "", "")),
        ("level: doctorate, title: Roots, dates: 2018 to 2021, role: reader, outcome: in progress", (False, "", "")),
        ("level: doctorate, dates: 2018 to 2021, role: committee member, status: ongoing", (False, "", "")),
        ("level: visiting scholar, dates: 2021, role: host", (False, "", "")),
    ],
)
def test_the_thesis_of_a_student(fields: str, expected: tuple[bool, str, str]) -> None:
    """A thesis where one is stated, or a role or an outcome concerns it; issued where a stated one was supervised, and is over."""
    assert thesis_of(fields) == expected


def test_the_page_of_a_student_prints_what_is_stated() -> None:
    """Without a title, the entry is under the name; nothing is in progress. Each student is in the query. No note of a missing title."""
    text = """
students:
  - {student: Ana Lund, level: postdoctoral, dates: 2022 to 2024, role: supervisor}
  - {student: Bo Lund, level: doctorate, dates: 2020 to 2023}
  - {student: Cy Lund}
  - {student: Di Lund, level: doctorate, dates: 2021, role: thesis-committee-member}
  - {level: doctorate, role: mentor, subject: Burrows, dates: 2020 to present}
"""
    index = Index(vitagraph.read_text(HEAD + text))
    files = build(index, Options())
    page = files["index.html"].decode()
    for name in ("Ana Lund", "Bo Lund", "Cy Lund", "Di Lund"):
        assert name in page
    assert "Thesis in progress" not in page
    assert "in Vorbereitung" not in files["de/index.html"].decode()
    rows = queries.run(queries.catalogue()["students"], dataset_of(index)).texts()
    found = {(row[0], row[1], row[-1]) for row in rows}
    assert found == {
        ("Ana Lund", "postdoctoral training", "supervisor"), ("Bo Lund", "doctorate", ""), ("Cy Lund", "", ""),
        ("Di Lund", "doctorate", "thesis committee member"), ("", "doctorate", "mentor"),
    }  # fmt: skip
    assert [one.message for one in validate(index.cv).results if "thesis" in one.message] == []


@pytest.mark.parametrize(
    ("name", "level", "degree", "entry"),
    [
        ("Ph. D. in Botany", "doctorate", "phd", "phdthesis"),
        ("DPhil (Oxon)", "doctorate", "phd", "phdthesis"),
        ("{de: Promotion, en: Doctor of Philosophy}", "doctorate", "phd", "phdthesis"),
        ("Dr. iur.", "doctorate", "", "phdthesis"),
        ("Dr. rer. nat.", "doctorate", "", "phdthesis"),
        ("Habilitation", "habilitation", "", "thesis"),
        ("M.D.", "professional", "", "thesis"),
        ("J.D.", "professional", "", "thesis"),
        ("M.Sc. Botany", "master", "ms", "mastersthesis"),
        ("MS", "master", "ms", "mastersthesis"),
        ("Master of Science in Owls", "master", "ms", "mastersthesis"),
        ("M. A. in History", "master", "ma", "mastersthesis"),
        ("A.M.", "master", "ma", "mastersthesis"),
        ("MA/MSc", "master", "", "mastersthesis"),
        ("MPA", "master", "", "mastersthesis"),
        ("DEA", "master", "", "mastersthesis"),
        ("Master 1 Lettres", "master", "", "mastersthesis"),
        ("MBA", "master", "", "mastersthesis"),
        ("MPhil", "master", "", "mastersthesis"),
        ("B.A.", "bachelor", "", "thesis"),
        ("Master of Arts", "diploma", "", "mastersthesis"),
    ],
)
def test_a_thesis_has_a_degree_of_bibo_only_by_the_name_of_its_degree(name: str, level: str, degree: str, entry: str) -> None:
    """A level alone is the level: no doctorate is a PhD, and no master an MSc, that is not called so."""
    text = f"studies: [{{organization: Field School, degree: {name}, level: {level}, dates: 2000 to 2004, thesis: Owls}}]"
    found = [o for _, p, o in triples_of(text) if p == BIBO.degree]
    assert found == [f"<{BIBO_DEGREE.base}{degree}>" if degree else kind(level)]
    student = triples_of(f"students: [{{student: Bo Lund, title: Voles, level: {level}}}]")
    assert [o for _, p, o in student if p == BIBO.degree] == [kind(level)]
    assert written("bibtex", Index(vitagraph.read_text(HEAD + text)))[0].startswith(f"@{entry}{{")
