"""Accepted identifiers in whole CVs: no byte, fact or IRI is lost, whatever is described or only mentioned."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import vitagraph
from conftest import CVS, ROOT
from generated_cvs import cvs, drawn
from vitagraph.errors import DataError, Place
from vitagraph.files import change
from vitagraph.reconciliation import entities
from vitagraph.reconciliation.answers import Answer, Applied, Verdict, apply
from vitagraph.records import Index, plan
from vitagraph.records.identifiers import identifiers
from vitagraph.services import Kind
from vitagraph.values import Doi, Identifier, Issn, Orcid, RorId
from vitagraph.yaml import read_index
from vitagraph.yaml.writing import files


def orcid(number: int) -> str:
    """An ORCID iD with its check character (ISO 7064, MOD 11-2)."""
    digits, total = f"{number:015}", 0
    for digit in digits:
        total = (total + int(digit)) * 2
    whole = digits + "0123456789X"[(12 - total % 11) % 11]
    return "-".join(whole[start : start + 4] for start in range(0, 16, 4))


def issn(number: int) -> str:
    """An ISSN with its check character (ISO 3297)."""
    digits = f"{number:07}"
    check = "0123456789X"[-sum(int(digit) * (8 - place) for place, digit in enumerate(digits)) % 11]
    return f"{digits[:4]}-{digits[4:]}{check}"


#: scheme -> the identifier with a number
MADE = {
    Doi: lambda number: f"10.5555/made-{number}",
    Orcid: lambda number: orcid(1_500_000_000 + number),
    RorId: lambda number: f"0{number:06}9"[:7] + "99",
    Issn: lambda number: issn(2_900_000 + number),
}


def accepted(index: Index) -> Iterator[Answer]:
    """An identifier for each entity that lacks one."""
    for number, entity in enumerate(entities(index)):
        record = index.records[entity.node]
        stated: set[type[Identifier]] = {type(one) for _, one in identifiers(record)}
        field = next((one for one in plan(type(record)).identifiers if one.type in MADE and one.type not in stated), None)
        if field and not (entity.query.kind is Kind.WORK and entity.node in index.implicit):
            text = MADE[field.type](number)
            yield Answer(entity.node[1:-1], Verdict.YES, ((field.name, text),), text, (), Place("review.yaml", number + 1))


def applied(folder: Path) -> Applied:
    """All answers, written into a folder; what must stay has stayed."""
    before, index = {path.name: path.read_bytes() for path in folder.glob("*.yaml")}, read_index(folder)
    quads = _quads(index)
    found = apply(str(folder), lambda read: [*accepted(read)])
    assert {path.name: path.read_bytes() for path in folder.glob("*.yaml")} == before, "apply writes nothing itself"
    change(found.merged.files)
    for name, data in before.items():
        rest = iter((folder / name).read_bytes())
        assert all(byte in rest for byte in data), f"{name}: a byte was changed"
    after = read_index(folder)
    assert quads - _quads(after) == set()
    assert {entity.node for entity in entities(index)} == {entity.node for entity in entities(after)}
    assert [*accepted(after)] == []
    return found


def _quads(index: Index) -> set[str]:
    """The facts of a CV; the metadata of its graphs count them."""
    lines = vitagraph.dataset(index.cv).serialize("nquads", include=["contact", "private"]).splitlines()
    return {line for line in lines if "#graph/meta> ." not in line}


@pytest.mark.parametrize("name", CVS)
def test_every_entity_of_a_cv(name: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "data" / name, tmp_path / name)
    found = applied(tmp_path / name)
    assert found.accepted > 120
    assert found.merged.new_records > 40


def test_generated_cvs(tmp_path: Path) -> None:
    """The same for CVs of all sections; nothing is written where a record would take the derived id of another mention."""
    number_of_answers, refused = 0, 0
    for number in range(6):
        folder = tmp_path / str(number)
        folder.mkdir()
        for name, text in files(drawn(cvs(), number)).items():
            (folder / name).write_text(text, "utf-8")
        try:
            number_of_answers += applied(folder).accepted
        except DataError as error:
            refused += "would change other facts" in str(error)
    assert number_of_answers > 10
    assert refused < 2


_HEAD = "document: {iri: 'https://owl.example/cv'}\nperson: {name: Ada Owl}\n"
_JSON = '{"document": {"iri": "https://owl.example/cv"}, "person": {"name": "Ada Owl"}, '
#: a record in each style of YAML and JSON, or none -> the same with an identifier
STYLES = {
    f"{_HEAD}organizations: [Owl University]  # one\n": f"{_HEAD}organizations: [{{ror: 03v4gjf40, name: Owl University}}]  # one\n",
    f"{_HEAD}organizations: ['Owl University', Bats]\n": f"{_HEAD}organizations: [{{ror: 03v4gjf40, name: 'Owl University'}}, Bats]\n",
    f"{_HEAD}organizations:\n- Owl University\n": f"{_HEAD}organizations:\n- name: Owl University\n  ror: 03v4gjf40\n",
    f"{_HEAD}organizations:\n- {{name: Owl University}}\n": f"{_HEAD}organizations:\n- {{name: Owl University, ror: 03v4gjf40}}\n",
    f"{_JSON}\"organizations\": [\"Owl University\"]}}":
    f"{_JSON}\"organizations\": [{{\"ror\": \"03v4gjf40\", \"name\": \"Owl University\"}}]}}",
    f"{_JSON}\"awards\": [{{\"name\": \"Owl\", \"organization\": \"Owl University\"}}]}}":
    f"{_JSON}\"awards\": [{{\"name\": \"Owl\", \"organization\": \"Owl University\"}}], "
    "\"organizations\": [{\"id\": \"owl-university\", \"name\": \"Owl University\", \"ror\": \"03v4gjf40\"}]}",
}  # fmt: skip


@pytest.mark.parametrize("text", STYLES)
def test_each_style(text: str, tmp_path: Path) -> None:
    path = tmp_path / ("cv.json" if text.startswith("{") else "cv.yaml")
    path.write_text(text, "utf-8")
    fields = (("ror", "03v4gjf40"),)
    answer = Answer("https://owl.example/cv#org/owl-university", Verdict.YES, fields, "ror:03v4gjf40", (), Place("review.yaml", 1))
    ((_, (_, new)),) = apply(str(path), lambda _: [answer]).merged.files.items()
    assert new.decode() == STYLES[text]
