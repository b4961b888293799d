"""Importers of whole profiles: each fact of ORCID, OpenAlex, RenderCV and CITATION.cff is in the right field."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
import yaml

import vitagraph
from orcid_records import orcid
from vitagraph.errors import DataError
from vitagraph.importers import Imported
from vitagraph.importers.formats import read, recognised
from vitagraph.importers.formats.rendercv.lines import topic_of
from vitagraph.importers.identities import count
from vitagraph.importers.levels import service_role
from vitagraph.rdf.terms import Triple
from vitagraph.records import ABOUT_THE_RECORD, CV, Person, Visibility, plan

SAMPLES = Path(__file__).parent / "samples"


def imported(text: str, source: str = "source") -> Imported:
    """A text, read in the detected format."""
    return read(text, source, recognised(text, source))


@pytest.mark.parametrize("version", [2, 3])
def test_orcid_records_of_both_versions(version: int) -> None:
    """Open ends, places, identifiers and contributors; restricted items are private; one work in two statements is one."""
    result = imported(orcid(version))
    cv = result.cv
    known = ("Karl Kauz", "about the entry in the source", "contributors: 'Ilmari Aalto' fits no field")
    unexpected = [one.message for one in result.problems if not any(words in one.message for words in known)]
    assert unexpected == []
    assert (cv.person.name, cv.person.orcid, cv.person.bio) == ("Ilmari Aalto", "0000-0002-1825-0097", "Listens to owls.")
    (study,), (open_one, secret) = cv.studies, cv.positions
    assert (study.degree, study.level, str(study.dates)) == ("PhD in Biology", "doctorate", "2010 to 2014-03")
    assert (open_one.title, str(open_one.dates), open_one.description) == ("Professor", "2015-09 to present", "Department of Owls")
    assert secret.visibility == {"": Visibility.private}
    assert [(one.name, one.ror, one.place) for one in cv.organizations] == [("University of Birds", "03v4gjf40", "Turku, Finland")]
    (article,) = cv.journal_articles
    assert (article.title, article.date, article.doi, article.journal) == ("Owls at night", "2020-05", "10.5555/owls", "Journal of Owls")
    assert [author.name for author in article.authors] == ["Ilmari Aalto", "Vera Vogel"]
    assert [(person.name, person.orcid) for person in cv.people] == [("Vera Vogel", "0000-0001-5109-3700")]
    assert [topic.name for topic in cv.interests] == ["owls"]


@pytest.mark.parametrize(
    ("title", "dates", "section", "stated"),
    [
        ("MSc in Owls", {"end-date": {"year": {"value": "2012"}}}, "studies", {"degree": "MSc in Owls", "level": "master"}),
        ("Board certification", {"end-date": {"year": {"value": "2012"}}}, "credentials", {"issued": "2012", "dates": "None"}),
        ("Owling licence", {"start-date": {"year": {"value": "2012"}}}, "credentials", {"issued": "2012"}),
        ("Owl ringing permit", {"start-date": {"year": {"value": "2012"}}, "end-date": {"year": {"value": "2015"}}}, "credentials",
         {"issued": "None", "dates": "2012 to 2015"}),
    ],
)  # fmt: skip
def test_orcid_qualifications(title: str, dates: dict[str, Any], section: str, stated: dict[str, str]) -> None:
    """One that names a degree is a study, any other a credential; two dates are a period."""
    record = json.loads(orcid(3))
    summary = {"qualification-summary": {"role-title": title, "organization": {"name": "Board of Owls"}, **dates}}
    record["activities-summary"]["qualifications"] = {"affiliation-group": [{"summaries": [summary]}]}
    (one,) = (one for one in getattr(imported(json.dumps(record)).cv, section) if "Board of Owls" in one.organization)
    assert {name: str(getattr(one, name)) for name in stated} == stated


@pytest.mark.parametrize(("type", "kind", "left_out"), [("artistic-performance", "artistic-work", 0), ("owl-ballet", "other", 1)])
def test_every_type_of_work_has_a_kind(type: str, kind: str, left_out: int) -> None:
    """A work of an unknown type is another work, and its type is reported; the other records stay."""
    result = imported(orcid(3).replace('"journal-article"', f'"{type}"'))
    assert [str(work.kind) for work in result.cv.works] == [kind]
    assert sum(f"'{type}' fits no field of the records" in str(problem) for problem in result.left_out) == left_out
    assert not result.broken
    assert not result.cv.journal_articles
    assert len(result.cv.positions) == 2


def test_people_of_one_name_are_distinguished_by_their_orcid() -> None:
    work = json.loads((SAMPLES / "openalex/work.json").read_text(encoding="utf-8"))
    again = json.loads(json.dumps(work))
    again.update(id="https://openalex.org/W99", doi=None, title="Another", display_name="Another")
    again["authorships"][0]["author"]["orcid"] = "https://orcid.org/0000-0001-5109-3700"
    cv = imported(json.dumps([work, again])).cv
    first, second = (article.authors[0] for article in cv.journal_articles)
    assert {person.orcid for person in cv.people} == {"0000-0002-1825-0097", "0000-0001-5109-3700"}
    assert first.name == second.name == "I. Aalto"
    assert first.id != second.id


def test_openalex() -> None:
    """Abstracts are reordered, dates with a year only stay years, conference papers are no articles."""
    cv = imported((SAMPLES / "openalex/works-list.json").read_text(encoding="utf-8")).cv
    (article,), (paper,), (preprint,) = cv.journal_articles, cv.conference_papers, cv.preprints
    assert (article.abstract, article.date, article.pages) == ("Owls hear what Owls miss.", "2021-05-04", "101-112")
    assert (article.open_access, article.license) == (True, None)  # `cc-by` has no version
    assert paper.conference == "Owl Conference"
    assert (preprint.date, preprint.arxiv) == ("2021", "2101.00001")
    assert (cv.journals[0].issn, cv.journals[0].eissn, cv.journals[0].publisher) == ("0028-0836", "1476-4687", "Feather Press")
    assert cv.people[0].name == "Ilmari Aalto"


def test_citation_files() -> None:
    """The software, its preferred citation, particles and suffixes of names; references are works of others."""
    result = imported((SAMPLES / "cff/CITATION.cff").read_text(encoding="utf-8"))
    (software,), (article,) = result.cv.software, result.cv.journal_articles
    assert [author.name or author.organization for author in software.authors] == [
        "Ilmari Aalto", "Vera van Gogh", "King, Jr., Martha", "The Nightsong Developers",
    ]  # fmt: skip
    assert (software.version, software.license, software.date) == ("2.1.0", "https://spdx.org/licenses/MIT", "2023-05-04")
    assert (article.journal, article.date, article.pages) == ("Journal of Night Birds", "2022-03", "11-19")
    assert any("All the birds" in str(problem) for problem in result.left_out)


OLD = """
cv:
  name: Dr. Eva Eule
  label: Owl listener
  phone: "+358 2 123"
  website: [eule.example, nest.example]
  email: [eva@eule.example, second@eule.example]
  social_networks:
    - {network: Mastodon, username: "@eva@birds.example"}
    - {network: ORCID, username: 0000-0002-1825-0097}
  education:
    - {institution: University of Birds, area: Biology, study_type: PhD, gpa: 1.0, start_date: 2010, end_date: 2014-03}
  work_experience:
    - {company: "[Nest](https://nest.example)", position: Listener, start_date: 2015-09, highlights: [heard much]}
    - {company: Nest, position: Dreamer, date: Fall 2014}
  skills:
    - {name: Sound, details: "recording, hearing (day, night)"}
  custom_sections:
    - {title: Honors, entry_type: OneLineEntry, entries: [{name: Owl Prize, date: 2016}]}
"""


def test_old_rendercv() -> None:
    """Before version 1, sections were in `cv` and fields had other names; unsupported facts are reported."""
    result = imported(OLD)
    cv = result.cv
    assert (cv.person.name, cv.person.honorific_prefix, cv.person.orcid) == ("Eva Eule", "Dr.", "0000-0002-1825-0097")
    assert (cv.person.homepage, cv.person.profiles[0].url) == ("https://eule.example", "https://birds.example/@eva")
    assert (cv.studies[0].degree, cv.studies[0].distinction, str(cv.studies[0].dates)) == ("PhD in Biology", "1.0", "2010 to 2014-03")
    assert [(one.title, str(one.dates), one.description) for one in cv.positions] == [
        ("Listener", "2015-09 to present", "- heard much"),
        ("Dreamer", "2014-23", None),
    ]
    assert cv.organizations[0].homepage == "https://nest.example"
    assert [skill.name for skill in cv.skills[0].skills] == ["recording", "hearing (day, night)"]
    assert (cv.awards[0].name, str(cv.awards[0].year)) == ("Owl Prize", "2016")
    reported = "\n".join(map(str, result.problems))
    assert all(lost in reported for lost in ("Owl listener", "nest.example"))


@pytest.mark.parametrize(
    ("title", "topic"),
    [("selected_honors", "awards"), ("Programming Languages", "skills"), ("Languages", "languages"), ("Invited Talks", "talks"),
     ("About me", "bio"), ("Research Interests", "interests"), ("Certificates", "credentials"), ("Publications", "")],
)  # fmt: skip
def test_titles_of_sections(title: str, topic: str) -> None:
    assert topic_of(title) == topic


def test_roles_in_service() -> None:
    assert [service_role(words) for words in ("Area Chair: NeurIPS", "Associate Editor", "Referee", "Member")] == [
        "chair", "associate-editor", "reviewer", "",
    ]  # fmt: skip


#: unexpected values of a field
_JUNK = (None, "", "x", [], {}, ["x"], [[]], [None], {"a": "b"}, [{"value": "x"}], {"value": {"value": "x"}}, 7, True, "2020-13-45",
         "a; b and c", "é" * 300, {"name": None}, "-", "https://", "10.", "0000", [1, 2])  # fmt: skip
_SOURCES = {
    "orcid": orcid(3),
    "openalex": (SAMPLES / "openalex/work.json").read_text(encoding="utf-8"),
    "rendercv": json.dumps(yaml.safe_load((SAMPLES / "rendercv/academic.yaml").read_text(encoding="utf-8"))),
    "citation-cff": json.dumps(yaml.safe_load((SAMPLES / "cff/CITATION.cff").read_text(encoding="utf-8")), default=str),
    "jsonresume": (SAMPLES / "json-resume/official-sample.json").read_text(encoding="utf-8"),
    "csl-json": (SAMPLES / "csl-json/zotero-bbt-export.csl.json").read_text(encoding="utf-8"),
}


def _containers(tree: Any) -> Iterator[tuple[Any, Any]]:
    """Every place in a tree: its container, and its key there."""
    for key, child in list(tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()):
        yield tree, key
        yield from _containers(child)


@pytest.mark.parametrize("format", _SOURCES)
def test_unexpected_values_do_not_break_an_import(format: str) -> None:
    """Each value in turn is replaced: it is reported or read, or it is a DataError; never a crash."""
    choice = random.Random(format)
    for _ in range(60):
        tree = json.loads(_SOURCES[format])
        for _ in range(choice.choice((1, 1, 3))):
            container, key = choice.choice(list(_containers(tree)))
            container[key] = json.loads(json.dumps(choice.choice(_JUNK)))
        with suppress(DataError):
            read(json.dumps(tree), "source", format)


def _visibilities(tree: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every mapping of an ORCID record that states a visibility, by its path."""
    for key, child in tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ():
        yield from _visibilities(child, f"{path}/{key}")
    if isinstance(tree, dict) and "visibility" in tree:
        yield path, tree


_ORCID = (SAMPLES / "orcid/v3-record-full-official.json").read_text(encoding="utf-8")


@cache
def all_of_orcid() -> Imported:
    return imported(_ORCID)


@pytest.mark.parametrize(
    ("path", "stated"),
    list(zip(dict(_visibilities(json.loads(_ORCID))), cycle(["limited", "PRIVATE", "registered-only", "of-a-new-kind"]), strict=False)),
)
def test_restricted_items_of_orcid_leave_no_public_trace(path: str, stated: str) -> None:
    """Each item with a visibility is made private: the public graph is that of the record without it; nothing is lost."""
    whole = json.loads(_ORCID)
    part = dict(_visibilities(whole))[path]
    part["visibility"] = stated
    hidden = imported(json.dumps(whole))
    part_of, key = path.rsplit("/", 1)
    around = whole
    for step in part_of.strip("/").split("/"):
        around = around[int(step) if isinstance(around, list) else step]
    del around[int(key) if isinstance(around, list) else key]
    without = imported(json.dumps(whole))
    assert _public_graph(hidden.cv) <= _public_graph(without.cv)
    assert _public_graph(hidden.cv) == _public_graph(without.cv) or hides_more_than(path, hidden)
    everything = all_of_orcid()
    assert hidden.entries == everything.entries
    assert count(hidden.cv) >= count(everything.cv)
    assert {name: set(map(str, reported)) for name, reported in _lists(hidden.cv.person)} == {
        name: set(map(str, reported)) for name, reported in _lists(everything.cv.person)
    }


def _lists(person: Person) -> Iterator[tuple[str, list[Any]]]:
    """The values of a person's fields by name."""
    for name in plan(Person).fields:
        if name not in ABOUT_THE_RECORD and (value := getattr(person, name)):
            yield name, value if isinstance(value, list) else [value]


def _public_graph(cv: CV) -> set[Triple]:
    dataset = vitagraph.dataset(cv)
    return set(dataset.graphs()[dataset.name_of("public")])


def hides_more_than(path: str, result: Imported) -> bool:
    """Whether a field cannot restrict one item only: a list has one visibility, which is reported; a person's name restricts the person."""
    fields = {problem.message.partition(":")[0] for problem in result.left_out if "is hidden with the other values" in problem.message}
    lists = {"former_names": "other-names", "profiles": "researcher-urls external-identifiers", "address": "addresses"}
    return path == "/person/name" or any(path.split("/")[2] in lists[field] for field in fields)


def test_names_of_a_private_work_only_are_private() -> None:
    """Its co-author with an ORCID iD and its text; author and journal stay public by the name that another work prints."""
    record = json.loads(orcid(3))
    hidden = json.dumps(record).replace("Owls at night", "Secret owls").replace("10.5555/owls", "10.5555/secret")
    hidden = hidden.replace('"put-code": 7', '"put-code": 17').replace("Karl Kauz", "Secret Editor")
    more = json.loads(hidden)
    group = more["activities-summary"]["works"]["group"][0]
    group["work-summary"][0]["visibility"] = "limited"
    record["activities-summary"]["works"]["group"].append(group)
    record["bulk"].append(more["bulk"][0])
    record["bulk"][0]["work"]["contributors"]["contributor"][1] |= {"contributor-orcid": None, "credit-name": {"value": "V. Vogel"}}
    cv = imported(json.dumps(record)).cv
    (person,) = cv.people
    assert (person.name, person.visibility) == ("V. Vogel", {"orcid": Visibility.private})
    public = "\n".join(map("\n".join, sorted(_public_graph(cv))))
    assert not [word for word in ("ecret", "Vera", "0000-0001-5109-3700") if word in public]
    assert "V. Vogel" in public
