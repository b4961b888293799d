"""Kills and full disks at all points of the commands that write: no file is incomplete, and the next run completes the change."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from bulk_cvs import cv, department, export
from command_line import run
from interruptions import AVAILABLE, Case, Course

pytestmark = pytest.mark.skipif(not AVAILABLE, reason="needs strace, and so Linux")

HEAD = "document: {iri: https://ada.example/cv}\nperson: {name: Ada Beispiel, email: ada@ada.example}\n"
BIB = """
@article{a, title={Owls that listen}, author={Ada Beispiel and Bob Muster}, year=2024, volume=12, doi={10.5555/owls.1}}
@article{b, title={Owls that see}, author={Bob Muster and Ada Beispiel}, year=2023, journal={Quiet Birds}}
@inproceedings{c, title={Owls in rows}, author={Ada Beispiel}, year=2022, booktitle={Proceedings of the Owl Conference}}
@book{d, title={All Owls}, author={Ada Beispiel}, year=2021, publisher={Nest}}
"""


def cv_folder(folder: Path) -> None:
    """A CV in files, one of them with a hard link elsewhere, and a file of the user."""
    (folder / "cv").mkdir()
    for name, text in {
        "person.yaml": HEAD,
        "journal_articles.yaml": "journal_articles:\n- title: Owls that listen\n  date: 2024\n  doi: 10.5555/owls.1\n",
        "conference_papers.yaml": "# by hand\nconference_papers:\n- title: Owls at night\n  date: 2020\n",
        ".notes.part": "mine",
        "notes.txt": "mine",
    }.items():
        (folder / "cv" / name).write_text(text, "utf-8")
    (folder / "linked.yaml").hardlink_to(folder / "cv/journal_articles.yaml")
    (folder / "papers.bib").write_text(BIB, "utf-8")


def records(folder: Path, text: str) -> None:
    """A CV of reports."""
    (folder / "cv.yaml").write_text(f"{HEAD}reports:\n{text}", "utf-8")


def hide(folder: Path) -> None:
    """Makes the record of a site private before the next run."""
    records(folder, "- One\n- {title: Secret Owl, visibility: private}\n")


def first_site(folder: Path) -> None:
    """A CV without a site."""
    records(folder, "- One\n- Secret Owl\n- Three\n")


def later_site(folder: Path) -> None:
    """A CV with a site that contains a file of the user."""
    records(folder, "- One\n- Two\n")
    assert run(folder, "site", "cv.yaml", "-o", "public", "-q")[0] == 0
    (folder / "public/CNAME").write_text("ada.example", "utf-8")
    first_site(folder)


def page(folder: Path) -> None:
    """A homepage with another version of its snippet."""
    (folder / "cv.yaml").write_text(HEAD.replace("Ada Beispiel", "Ada B."), "utf-8")
    (folder / "page.html").write_text(f"<html><head></head><body>{'Owls. ' * 2000}</body></html>\n", "utf-8")
    assert run(folder, "embed", "page.html", "cv.yaml")[0] == 0
    (folder / "linked.html").hardlink_to(folder / "page.html")
    first_site(folder)


def formats(folder: Path) -> None:
    """An export of another version, beside a file of the user."""
    records(folder, "- One\n")
    assert run(folder, "export", "cv.yaml", "--all-formats", "out", "-q")[0] == 0
    (folder / "out/.mine.ttl.0123abcd.part").write_text("mine", "utf-8")
    first_site(folder)


def many(folder: Path) -> None:
    """A complete export of other CVs, one of them rejected."""
    write = (folder / "cvs.jsonl").write_text
    write("".join(json.dumps(cv(number)) + "\n" for number in range(9)) + "{}\n", "utf-8")
    assert run(folder, "bulk", "export", "cvs.jsonl", "-o", "out", "-q", "--partition", "2", "--workers", "1")[0] == 1
    (folder / "out/part-time.txt").write_text("mine", "utf-8")
    write("".join(json.dumps(cv(number, 1 + number % 3)) + "\n" for number in range(6)) + '{"person": {}}\n', "utf-8")


def store(folder: Path) -> None:
    """A store, and an export that is to replace it."""
    export(folder, department(2), name="old")
    assert run(folder, "bulk", "load", "old", "--store-path", "kg", "-q", XDG_STATE_HOME=str(folder / "state"))[0] == 0
    export(folder, department(4), name="out")


CASES = [
    Case("site", ("site", "cv.yaml", "-q", "-o", "public"), later_site, meanwhile=hide),
    Case("site, first run", ("site", "cv.yaml", "-q", "-o", "public"), first_site, meanwhile=hide),
    Case("import --into", ("import", "papers.bib", "-q", "--into", "cv"), cv_folder),
    Case("freeze-ids", ("freeze-ids", "-q", "cv"), cv_folder),
    Case("embed", ("embed", "page.html", "cv.yaml"), page),
    Case("export --all-formats", ("export", "cv.yaml", "-q", "--all-formats", "out"), formats),
    Case(
        "bulk export",
        ("bulk", "export", "cvs.jsonl", "-q", "--partition", "2", "--workers", "1", "-o", "out"),
        many,
        passing=("out/manifest.json", "out/rejected.jsonl"),
    ),
    Case("bulk load", ("bulk", "load", "out", "-q", "--replace", "--store-path", "kg"), store),
]


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_interrupted(tmp_path: Path, case: Case, request: pytest.FixtureRequest) -> None:
    """At points spread over the run; `--points 40` is the whole test."""
    course = Course(case, tmp_path)
    count = request.config.getoption("--points")
    points = list(course.points(count))
    assert len(points) == 2 * count
    for point in points:
        course.disturb(point)


@pytest.mark.parametrize(("case", "kinds"), [(CASES[0], ("kill", "full")), (CASES[2], ("kill", "size"))], ids=lambda value: value[0])
def test_interrupted_sample(tmp_path: Path, case: Case, kinds: tuple[str, ...]) -> None:
    """A few of these points."""
    course = Course(case, tmp_path)
    chance = random.Random(15)
    points = list(course.points(40))
    for kind in kinds:
        course.disturb(chance.choice([point for point in points if point.kind == kind]))
