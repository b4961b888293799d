"""Résumés imported and exported again are equal in all common fields; other programs accept them."""

from __future__ import annotations

import json
import warnings
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings

import vitagraph
from generated_resumes import comparable_json_resume, comparable_rendercv, json_resumes, rendercvs
from repetition import MORE
from vitagraph.cli import main
from vitagraph.exporters.export import written
from vitagraph.importers.formats import read
from vitagraph.records import CV, Index, Visibility

ROOT = Path(__file__).parent.parent
SAMPLES = Path(__file__).parent / "samples"
SCHEMA = json.loads((Path(__file__).parent / "schemas/jsonresume.schema.json").read_text(encoding="utf-8"))

PATIENT: dict[str, Any] = {"deadline": None, "derandomize": True, "database": None,
                           "suppress_health_check": [HealthCheck.too_slow, HealthCheck.data_too_large]}  # fmt: skip


def exported(cv: CV, format: str, *include: Visibility) -> str:
    """A CV in a format, with the facts of these visibilities."""
    return written(format, Index(cv).public_view(*include))[0]


def round_trip(text: str, format: str) -> str:
    """A résumé through the records."""
    return exported(read(text, "source", format).cv, format, Visibility.contact, Visibility.private)


def check_json_resume(resume: Any) -> None:
    """Against the official schema, including formats."""
    validator = jsonschema.validators.validator_for(SCHEMA)
    errors = list(validator(SCHEMA, format_checker=validator.FORMAT_CHECKER).iter_errors(resume))
    assert not errors, errors[0].message


def check_rendercv(text: str) -> None:
    """With the installed rendercv, whose entry point changed in version 2.4."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # warnings of pydantic about rendercv's own models
        try:
            from rendercv.schema.rendercv_model_builder import build_rendercv_dictionary_and_model as check
        except ModuleNotFoundError:
            from rendercv.api import read_a_yaml_string_and_return_a_data_model as check
        check(text)


@pytest.mark.parametrize("folder", ["lapuschkin", "example"])
def test_other_programs_accept_exports(folder: str) -> None:
    """The public view of both CVs: JSON Resume by its schema, RenderCV by rendercv."""
    cv = vitagraph.read(ROOT / "data" / folder)
    resume = json.loads(exported(cv, "jsonresume"))
    check_json_resume(resume)
    assert len(resume["publications"]) > 10
    text = exported(cv, "rendercv")
    check_rendercv(text)
    assert len(yaml.safe_load(text)["cv"]["sections"]) > 10


@settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(json_resumes())
def test_json_resumes_survive_a_round_trip(resume: dict[str, Any]) -> None:
    again = json.loads(round_trip(json.dumps(resume), "jsonresume"))
    assert comparable_json_resume(again) == comparable_json_resume(resume)
    check_json_resume(again)


@settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(rendercvs())
def test_rendercvs_survive_a_round_trip(cv: dict[str, Any]) -> None:
    text = round_trip(yaml.safe_dump({"cv": cv}, allow_unicode=True), "rendercv")
    assert comparable_rendercv(yaml.safe_load(text)["cv"]) == comparable_rendercv(cv)
    check_rendercv(text)


@pytest.mark.parametrize("name", sorted(path.name for path in (SAMPLES / "rendercv").iterdir()))
def test_rendercv_samples_survive_a_round_trip(name: str) -> None:
    """Every entry is imported and exported; a section that no records have comes back under its heading."""
    text = (SAMPLES / "rendercv" / name).read_text(encoding="utf-8")
    imported = read(text, name, "rendercv")
    again = comparable_rendercv(yaml.safe_load(exported(imported.cv, "rendercv", Visibility.contact))["cv"])["entries"]
    before = comparable_rendercv(yaml.safe_load(text)["cv"])["entries"]
    lost = [entry for entry in before if entry not in again]
    reported = "\n".join(map(str, imported.problems))
    assert len(again) == len(before)
    assert all("2020 – 2023" in str(entry) for entry in lost), lost
    assert ("to 2023" in reported) == any("2020 – 2023" in str(entry) for entry in lost)


@pytest.mark.parametrize("name", sorted(path.name for path in (SAMPLES / "json-resume").iterdir()))
def test_json_resume_samples_survive_a_round_trip(name: str) -> None:
    """The output is in the input, field by field, except for reported facts."""
    text = (SAMPLES / "json-resume" / name).read_text(encoding="utf-8")
    resume = json.loads(text)
    imported = read(text, name, "jsonresume")
    again = json.loads(exported(imported.cv, "jsonresume", Visibility.contact))
    check_json_resume(again)
    before, after = comparable_json_resume(resume), comparable_json_resume(again)
    for section in ("work", "volunteer", "education", "awards", "certificates", "publications", "skills", "projects"):
        assert len(after.get(section, ())) == len(before.get(section, ())), section
    assert [one["startDate"] for one in after.get("work", ())] == [one["startDate"] for one in before.get("work", ())]


def test_unsupported_facts_are_counted(tmp_path: Path) -> None:
    """Restricted facts are neither written nor counted; --include contact writes contact facts."""
    (tmp_path / "cv.yaml").write_text(
        "person: {name: Ada Owl, email: ada@owl.example}\n"
        "grants: [{title: Quiet}, {title: Secret money, visibility: private}]\n"
        "journals: [{name: Hush}, {name: Secret Letters, visibility: private}]\n"
        "positions: [{title: {en: Owl, de: Eule}, organization: Nest, dates: 2020, workload: part-time}]\n",
        encoding="utf-8",
    )
    done = CliRunner().invoke(main, ["export", str(tmp_path), "-f", "jsonresume"])
    assert done.exit_code == 0
    assert json.loads(done.stdout)["work"] == [
        {"name": "Nest", "position": "Owl", "startDate": "2020", "endDate": "2020", "workload": "part-time"}
    ]
    assert done.stderr.splitlines() == [
        "jsonresume cannot express these facts; they were left out:",
        "  1 journals",
        "  of positions: 1 title in de",
    ]
    assert json.loads(done.stdout)["grants"] == [{"name": "Quiet"}]
    assert "ada@owl.example" not in done.output
    with_contact = CliRunner().invoke(main, ["export", str(tmp_path), "-f", "rendercv", "--include", "contact", "-q"])
    assert (yaml.safe_load(with_contact.stdout)["cv"]["email"], with_contact.stderr) == ("ada@owl.example", "")
    assert "Secret" not in with_contact.output
    all_of_it = CliRunner().invoke(main, ["export", str(tmp_path), "-f", "rendercv", "--include", "private", "-q"])
    assert ("Secret money" in all_of_it.stdout, "ada@owl.example" in all_of_it.stdout) == (True, False)


@pytest.mark.parametrize("suffix", ["bib", "ris"])
def test_the_suffix_names_a_bibliography(tmp_path: Path, suffix: str) -> None:
    done = CliRunner().invoke(main, ["export", str(ROOT / "data/example"), "-o", str(tmp_path / f"works.{suffix}")])
    assert done.exit_code == 0
    assert "Nightingale" in (tmp_path / f"works.{suffix}").read_text(encoding="utf-8")


@pytest.mark.generated
@pytest.mark.slow
@settings(
    max_examples=300 * MORE,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(json_resumes(), rendercvs())
def test_many_resumes_survive_a_round_trip(resume: dict[str, Any], cv: dict[str, Any]) -> None:
    again = json.loads(round_trip(json.dumps(resume), "jsonresume"))
    assert comparable_json_resume(again) == comparable_json_resume(resume)
    text = round_trip(yaml.safe_dump({"cv": cv}, allow_unicode=True), "rendercv")
    assert comparable_rendercv(yaml.safe_load(text)["cv"]) == comparable_rendercv(cv)


SHOWN = """
person: {name: Ana Bel}
exhibitions:
  - {title: Ears on Walls, kind: group, dates: 2022-10 to 2022-11, organization: [Galerie Gimpel, Nest], place: Port Finch,
     url: 'https://gimpel.example/ears', description: Forty microphones.}
  - {kind: solo, organization: Kunstverein, dates: 2019}
  - {organization: Nest}
collections:
  - {title: Spectrogram No. 3, organization: Museum of Sound, number: 2021.7, date: 2021, description: Ink on paper.}
  - {organization: Municipal Collection}
works:
  - {title: Owl Atlas, kind: website, authors: Ana Bel, dates: 2015-03 to present}
"""


def test_exhibitions_collections_and_works_that_go_on_come_back_from_rendercv() -> None:
    """Under the headings of their sections; what has no title gets none."""
    cv = vitagraph.read_text(SHOWN)
    text, left_out = written("rendercv", Index(cv))
    check_rendercv(text)
    assert not left_out
    back = read(text, "source", "rendercv").cv
    assert (back.exhibitions, back.collections) == (cv.exhibitions, cv.collections)
    assert [one.dates for one in back.works] == [one.dates for one in cv.works]


def test_what_a_cv_only_counts_comes_back_from_json_resume() -> None:
    """Groups of works, sums of grants and of teaching, and who conferred a degree; nothing of them is left out."""
    cv = vitagraph.read_text("""
document: {iri: https://ada.example/cv}
person: {name: Ada Beispiel}
work_groups: [{kind: translation, count: 17}]
grant_totals: [{title: Research grants, count: 3, amount: 4-5 M$}]
teaching_totals: [{role: tutor, courses: 3, hours: 40}]
studies: [{degree: BA, level: bachelor, organization: Owl College, conferred_by: Owl U, dates: 2010 to 2013}]
""")
    text, left_out = written("jsonresume", Index(cv))
    assert not left_out
    back = read(text, "resume", "jsonresume").cv
    assert (back.work_groups, back.grant_totals, back.teaching_totals) == (cv.work_groups, cv.grant_totals, cv.teaching_totals)
    assert back.studies[0].conferred_by == cv.studies[0].conferred_by
