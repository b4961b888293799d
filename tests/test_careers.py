"""What CVs state of talks, positions, grants and awards beside title, place and date: the graph states that, and no more."""

from __future__ import annotations

import re

import pytest

import vitagraph
from vitagraph.mapping.statements import statements
from vitagraph.rdf.terms import Triple, parse
from vitagraph.rdf.vocabulary import DCTERMS, EVENT, MARCREL, RDF, SCHEMA, VITA, VIVO
from vitagraph.records import Index
from vitagraph.records.achievements import Rank
from vitagraph.records.schemes import SCHEMES
from vitagraph.recovery.recover import records
from vitagraph.site.localization import Localizer
from vitagraph.site.owner import interests
from vitagraph.validation import validate

HEAD = "document: {iri: 'https://vole.example/cv'}\nperson: {name: Ana Vole}\n"
DOCUMENT = "https://vole.example/cv"


def graph(text: str, head: str = HEAD) -> list[Triple]:
    """The public triples of a CV of Ana Vole with some records."""
    return list(statements(Index(vitagraph.read_text(head + text)))["public"])


def objects(triples: list[Triple], node: str, predicate: str) -> list[str]:
    """The texts of the objects of a node, IRIs without that of the document."""
    return [parse(o).value.removeprefix(f"{DOCUMENT}#") for s, p, o in triples if s == f"<{DOCUMENT}#{node}>" and p == predicate]


@pytest.mark.parametrize(
    ("people", "speakers", "related"),
    [
        ("", ["me"], []),
        ("authors: Ana Vole", ["me"], []),
        ("authors: [Bo Lund, Ana Vole]", [], []),
        ("authors: [Ana Vole, et al.]", [], []),
        ("authors: [Bo Lund, Cy Dent]", [], ["me"]),
        ("authors: [Bo Lund, Ana Vole], speakers: Ana Vole", ["me"], []),
        ("authors: [Bo Lund, Cy Dent], kind: session-chair", [], []),
    ],
)
def test_the_owner_is_the_speaker_where_that_follows(people: str, speakers: list[str], related: list[str]) -> None:
    cv = vitagraph.read_text(HEAD + f"talks: [{{id: t, title: Roots, date: 2020, event: Owl Days, {people}}}]\n")
    triples = list(statements(Index(cv))["public"])
    assert objects(triples, "talk/t", SCHEMA.performer) == objects(triples, "talk/t", EVENT.agent) == speakers
    assert objects(triples, "talk/t", VIVO.relates) == related
    assert not validate(cv).errors_only().results


def test_those_who_wrote_what_is_presented_do_not_speak() -> None:
    triples = graph("talks: [{id: t, title: Roots, date: 2020, authors: [Bo Lund, Ana Vole, et al.]}]\n")
    assert objects(triples, "talk/t", SCHEMA.author) == []
    assert objects(triples, "talk/t/work", SCHEMA.author) == ["person/lund-b", "me"]
    assert objects(triples, "talk/t/work", SCHEMA.name) == ["Roots"]
    assert objects(triples, "talk/t/work", VITA.moreAuthors) == ["true"]
    assert "talk/t/work" in objects(triples, "talk/t", SCHEMA.workFeatured)


@pytest.mark.parametrize(
    ("date", "dates", "end"),
    [
        ("2016 and 2017", ["2016", "2017"], []),
        ("[2008-02-08, 2008-03-07]", ["2008-02-08", "2008-03-07"], []),
        ("2008-02-08 to 2008-02-10", ["2008-02-08/2008-02-10"], ["2008-02-10"]),
        ("2021-12-13/14/16", ["2021-12-13/2021-12-16"], ["2021-12-16"]),
        ("2021", ["2021"], []),
    ],
)
def test_separate_dates_are_no_span(date: str, dates: list[str], end: list[str]) -> None:
    triples = graph(f"talks: [{{id: t, title: Roots, date: {date}}}]\n")
    assert objects(triples, "talk/t", DCTERMS.date) == dates
    assert objects(triples, "talk/t", SCHEMA.endDate) == end
    assert len(objects(triples, "talk/t", SCHEMA.startDate)) == 1


@pytest.mark.parametrize(
    ("records", "node", "expected"),
    [
        ("positions: [{id: p, title: Chair, organization: Vole U, status: [ad interim, tenure]}]",
         "position/p", {"kinds#status-interim", "kinds#status-tenured"}),
        ("studies: [{id: s, degree: PhD, level: doctorate, dates: 2015 to 2019, status: A.B.D.}]",
         "education/s", {"kinds#doctorate", "kinds#status-all-but-dissertation"}),
        ("grants: [{id: g, title: Roots, kind: sub-grant, status: declined}]",
         "grant/g", {"kinds#funding-subaward", "kinds#grant-declined"}),
        ("teaching: [{id: c, title: Roots, kind: lab, role: TA}]", "course/c", {"kinds#course-laboratory", "kinds#teaching-assistant"}),
        ("students: [{id: s, level: intern, role: mentor}]", "supervision/s", {"kinds#internship", "kinds#mentoring"}),
    ],
)  # fmt: skip
def test_kinds_and_statuses_in_the_words_of_cvs(records: str, node: str, expected: set[str]) -> None:
    triples = graph(records + "\n")
    found = [one for predicate in (DCTERMS.type, VITA.role) for one in objects(triples, node, predicate)]
    assert {one.removeprefix("https://w3id.org/vitagraph/") for one in found} == expected


@pytest.mark.parametrize(
    ("record", "node", "role"),
    [
        ("grants: [{id: r, title: Roots, role: recipient, kind: travel, genre: bursary, status: awarded}]", "grant/r", "recipient"),
        ("teaching: [{id: r, title: Roots, role: tutor, kind: lab}]", "course/r", "tutor"),
        ("students: [{id: r, student: Bo L, title: Roots, role: opponent, workload: part-time}]", "supervision/r", "opponent"),
        ("students: [{id: r, student: Bo L, role: mentor, workload: part-time, level: master}]", "supervision/r", "mentoring"),
        ("teaching_totals: [{id: r, role: tutor, courses: 3}]", "teaching-total/r", "tutor"),
    ],
)
def test_the_role_of_the_owner_is_no_type_of_the_thing(record: str, node: str, role: str) -> None:
    """Neither is the workload of a student that of a thesis; kinds, levels and statuses are types."""
    cv = vitagraph.read_text(HEAD + record + "\n")
    triples = vitagraph.dataset(cv).triples()
    assert objects(triples, node, VITA.role) == [f"https://w3id.org/vitagraph/kinds#{role}"]
    schemes = {"roles", "workloads"}
    types = {one.rpartition("#")[2] for one in objects(triples, node, DCTERMS.type)}
    assert not types & {name for scheme in SCHEMES if scheme.rpartition("-")[2] in schemes for name in SCHEMES[scheme].kinds}
    assert not validate(cv).errors_only().results
    back, left = records({"public": triples})
    assert (left, set(vitagraph.dataset(back).triples()) ^ set(triples)) == ([], set())


@pytest.mark.parametrize(
    ("stated", "conferring"),
    [
        ("", ["org/vole-college"]),
        (", conferred_by: Vole U", ["org/vole-u"]),
        (", conferred_by: [Vole U, Newt U]", ["org/newt-u", "org/vole-u"]),
    ],
)
@pytest.mark.parametrize("dates", ["2015 to 2019", "2015 to present"])
def test_the_body_that_confers_a_degree_need_not_be_where_one_studied(stated: str, conferring: list[str], dates: str) -> None:
    """It is stated of the study while that goes on, then of the degree and the thesis; the owner is an alumna of the college alone."""
    study = f"{{id: s, degree: PhD, level: doctorate, organization: Vole College, dates: {dates}, thesis: Roots{stated}}}"
    triples = vitagraph.dataset(vitagraph.read_text(f"{HEAD}studies: [{study}]\n")).triples()
    is_over = dates.endswith("2019")
    for predicate in VIVO.assignedBy, SCHEMA.publisher:
        assert sorted(objects(triples, "degree/s", predicate)) == (conferring if is_over else [])
    assert sorted(objects(triples, "thesis/s", MARCREL.dgg)) == conferring
    assert objects(triples, "thesis/s", SCHEMA.sourceOrganization) == ["org/vole-college"]
    assert objects(triples, "me", SCHEMA.alumniOf) == (["org/vole-college"] if is_over else [])
    assert sorted(objects(triples, "education/s", VITA.conferredBy)) == (conferring if stated else [])
    back, left = records({"public": triples})
    assert (left, set(vitagraph.dataset(back).triples()) ^ set(triples)) == ([], set())


@pytest.mark.parametrize(
    ("stated", "of_owner"),
    [
        ("dates: 2015 to 2019", {"hasCredential", "alumniOf"}), ("dates: 2015 to 2019, status: withdrew", {"degree"}),
        ("status: in progress", {"degree"}), ("status: completed", {"hasCredential", "alumniOf"}), ("place: Ulm", {"degree"}),
    ],
)  # fmt: skip
def test_a_status_may_state_that_there_is_no_degree(stated: str, of_owner: set[str]) -> None:
    """Without a date or a status, the degree is what the study is for."""
    triples = graph(f"studies: [{{degree: PhD, organization: [Vole U, Mole U], {stated}}}]\n")
    known = {p for s, p, _ in triples if s.endswith("#me>") or p == VITA.degree} & {SCHEMA.hasCredential, SCHEMA.alumniOf, VITA.degree}
    assert {re.split("[/#]", one)[-1].removesuffix(">") for one in known} == of_owner


@pytest.mark.parametrize(
    ("stated", "works_for"),
    [
        ("dates: 2020 to present", ["org/mole-u", "org/vole-u"]), ("status: ongoing", ["org/mole-u", "org/vole-u"]),
        ("dates: 2020 to 2024", []), ("dates: 2020 to present, status: declined", []), ("", []),
    ],
)  # fmt: skip
def test_a_joint_appointment_is_one_position_that_certainly_goes_on(stated: str, works_for: list[str]) -> None:
    position = f"positions: [{{id: p, title: Owl, kind: employment, organization: [Vole U, Mole U], {stated}}}]\n"
    triples = graph(position, HEAD.replace("'}", "', as_of: 2024-06-01}"))
    assert sorted(objects(triples, "me", SCHEMA.worksFor)) == works_for
    assert sorted(objects(triples, "position/p", SCHEMA.affiliation)) == ["org/mole-u", "org/vole-u"]


def test_the_event_of_a_position_has_the_role() -> None:
    """The Role pattern of schema.org, as that of service."""
    triples = graph("positions: [{id: p, title: Programme chair, event: Vole Days, kind: office}]\n")
    assert objects(triples, "event/vole-days", SCHEMA.contributor) == ["position/p"]
    assert objects(triples, "position/p", SCHEMA.contributor) == ["me"]


@pytest.mark.parametrize("year", ["2022年度", "FY 2022-23", "AY22-23"])
def test_an_award_of_a_fiscal_or_an_academic_year_states_that_year(year: str) -> None:
    assert objects(graph(f"awards: [{{name: Root, year: {year}}}]\n"), "me", SCHEMA.award) == ["Root (2022/23)"]


def test_each_day_of_a_cancelled_talk_is_cancelled() -> None:
    triples = graph("talks: [{id: t, title: Roots, date: [2021-01, 2022-01], status: cancelled}]\n")
    for node in ("talk/t", "talk/t/day/2021-01", "talk/t/day/2022-01"):
        assert objects(triples, node, SCHEMA.eventStatus) == ["http://schema.org/EventCancelled"]


def test_who_passes_a_grant_on_is_no_funder() -> None:
    triples = graph("grants: [{id: g, title: Roots, funder: Mole Fund, via: Vole U, place: Oslo}]\n")
    assert objects(triples, "grant/g", SCHEMA.funder) == ["org/mole-fund"]
    assert objects(triples, "grant/g", VIVO.grantSubcontractedThrough) == ["org/vole-u"]
    assert objects(triples, "grant/g", DCTERMS.spatial) == ["place/oslo"]


def test_a_journal_that_gives_an_award_is_no_organization() -> None:
    triples = graph("awards: [{id: a, name: Best Review, journal: Owls, number: '103'}]\n")
    assert objects(triples, "award-receipt/a", VITA.awardedBy) == ["journal/owls"]
    assert objects(triples, "award-receipt/a", VIVO.assignedBy) == []
    assert objects(triples, "award-receipt/a", DCTERMS.identifier) == ["103"]
    assert not [s for s, p, o in triples if p == RDF.type and "Organization" in o and "/owls>" in s]


def test_a_position_that_a_grant_pays_for_leads_to_it() -> None:
    triples = graph("positions: [{id: p, title: Fellow, grant: Roots}]\ngrants: [{id: g, title: Roots}]\n")
    assert objects(triples, "position/p", DCTERMS.relation) == ["grant/g"]


@pytest.mark.parametrize(
    ("text", "rank"),
    [("1", "1"), ("3rd", "3"), ("First prize", "1"), ("second", "2"), ("第3位", "3"), ("2. Platz", "2"), ("10th place", "10")],
)
def test_ranks_as_printed(text: str, rank: str) -> None:
    assert Rank.parse(text) == rank


@pytest.mark.parametrize("text", ["0", "-1", "1.5", "best", "first class", "1e3", "²", "1234567890", "", "third prize of 12"])
def test_no_ranks(text: str) -> None:
    with pytest.raises(ValueError, match="rank"):
        Rank.parse(text)


@pytest.mark.parametrize(("word", "mode"), [("via Zoom", "Online"), ("on-site", "Offline"), ("hybrid", "Mixed")])
@pytest.mark.parametrize("record", ["talks: [{id: r, title: Roots", "events: [{id: r, name: Roots", "teaching: [{id: r, title: Roots"])
def test_attendance_is_a_mode_of_schema_org(record: str, word: str, mode: str) -> None:
    """In the words of CVs; it comes back."""
    cv = vitagraph.read_text(f"{HEAD}{record}, attendance: {word}}}]\n")
    triples = vitagraph.dataset(cv).triples()
    assert [o for _, p, o in triples if p == SCHEMA.eventAttendanceMode] == [f"<http://schema.org/{mode}EventAttendanceMode>"]
    back, left = records({"public": triples})
    assert (left, set(vitagraph.dataset(back).triples()) ^ set(triples)) == ([], set())


@pytest.mark.parametrize(
    ("stated", "recipients"),
    [
        ("recipients: [{organization: Owl Team}], role: captain", ["org/owl-team", "me"]),
        ("recipients: [Bo Lund, Cy Dent], role: captain", ["person/lund-b", "person/dent-c", "me"]),
        ("recipients: [{organization: Owl Team}]", ["org/owl-team"]),
    ],
)
def test_an_owner_with_a_part_in_a_team_receives_its_award(stated: str, recipients: list[str]) -> None:
    triples = graph(f"awards: [{{id: a, name: Owl Cup, {stated}}}]\n")
    assert objects(triples, "award-receipt/a", VIVO.relates) == [*recipients, "award/a"]
    assert bool(objects(triples, "me", SCHEMA.award)) == ("me" in recipients)
    whole = set(vitagraph.dataset(vitagraph.read_text(f"{HEAD}awards: [{{id: a, name: Owl Cup, {stated}}}]\n")).triples())
    back, left = records({"public": list(whole)})
    assert (left, set(vitagraph.dataset(back).triples()) ^ whole) == ([], set())


def test_a_distinction_or_a_level_is_no_description() -> None:
    triples = graph(
        "studies: [{id: s, degree: BA, level: BA, dates: 2001, distinction: cum laude}]\nskills: [{id: k, name: Owls, level: expert}]\n"
        "languages: [{id: l, name: French, fluency: fluent, skills: [{id: w, skill: writing, fluency: fair}]}]\n"
    )
    assert objects(triples, "degree/s", VITA.distinction) == ["cum laude"]
    known = {"skill/k": "expert", "skill/language-l": "fluent", "language-skill/w": "fair"}
    assert {node: text for node in known for text in objects(triples, node, VITA.proficiency)} == known
    assert not [one for one in triples if one[1] in (SCHEMA.description, DCTERMS.description) and DOCUMENT in one[0]]


def test_interests_stand_in_their_areas() -> None:
    cv = vitagraph.read_text(HEAD + "interests: [{name: Owls, area: Birds}, Birds, Stones, {name: Bats, area: Night}]\n")
    listed = [
        (group.area and str(group.area.title), [str(one.title) for one in group.topics]) for group in interests(Localizer(Index(cv), "en"))
    ]
    assert listed == [(None, ["Stones"]), ("Birds", ["Owls"]), ("Night", ["Bats"])]


@pytest.mark.parametrize(("role", "label"), [("supervisor", "Other supervisors"), ("examiner", "Supervised by")])
def test_who_examined_is_no_other_supervisor(role: str, label: str) -> None:
    cv = vitagraph.read_text(HEAD + f"students: [{{student: Bo Lund, role: {role}, supervisors: [Cy Dent]}}]\n")
    assert Localizer(Index(cv), "en").field("supervisors", cv.students[0]) == label
