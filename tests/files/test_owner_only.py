"""Files and folders with restricted facts are created for their owner only; public ones have the mode of the umask."""

from __future__ import annotations

from itertools import repeat
from pathlib import Path

import pytest

from command_line import run, shell

CV = "document: {iri: https://ada.example/cv}\nperson: {name: Ada Beispiel, email: ada@ada.example}\nreports: [On Owls]\n"
#: a call, and whether its output contains restricted facts
CALLS = [
    ("vitagraph export cv -o out.trig", False),
    ("vitagraph export cv --include contact -o out.trig", True),
    ("vitagraph export cv --include private -o out.nq", True),
    ("vitagraph export cv -f jsonresume --include contact -o out.json", True),
    ("vitagraph diff old cv -f patch -o out.patch", False),
    ("vitagraph diff old cv --include contact -f patch -o out.patch", True),
    ("vitagraph explain '#me' cv --include contact >/dev/null", False),
    ("vitagraph query who.rq cv --include contact -o out.csv", True),
    ("vitagraph import cv.ttl -o out", False),
    ("vitagraph import cv.trig -o out", True),
    ("vitagraph import cv.trig --into bare", True),
    ("vitagraph bulk export cv -o out", False),
    ("vitagraph bulk export cv --include contact -o out --workers 1", True),
    ("vitagraph bulk export cv --include contact -o out --workers 2", True),
    ("vitagraph bulk export cv --include contact -o out -f parquet", True),
    ("vitagraph bulk export cv -o bulk --include contact --restart", True),
    ("vitagraph bulk load bulk --store-path out", False),
    ("vitagraph bulk load restricted --store-path out", True),
    ("vitagraph bulk link restricted -o out.nq", True),
    ("vitagraph load cv --store-path out", False),
    ("vitagraph load cv --include contact --store-path out", True),
    # A site is published: contact facts are included in its pages for all readers.
    ("vitagraph site cv --include contact -o out", False),
]


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A CV, its earlier version, and exports of it."""
    folder = tmp_path_factory.mktemp("begun")
    for name, text in {"cv": CV, "old": CV.replace("On Owls", "Owls"), "bare": "person: {name: Ada Beispiel}\n"}.items():
        (folder / name).mkdir()
        (folder / name / "person.yaml").write_text(text, "utf-8")
    (folder / "who.rq").write_text("SELECT * { ?s ?p ?o }", "utf-8")
    for call in (
        ("export", "cv", "-o", "cv.ttl"),
        ("export", "cv", "--include", "contact", "-o", "cv.trig"),
        ("bulk", "export", "cv", "-o", "bulk"),
        ("bulk", "export", "cv", "-o", "restricted", "--include", "contact"),
    ):
        code, _, stderr = run(folder, *call, "-q")
        assert code == 0, stderr
    return folder


#: the fast tests try half of the calls
_CASES = [pytest.param(*call, marks=pytest.mark.slow if number % 2 else ()) for number, call in enumerate(CALLS)]


@pytest.mark.parametrize(("line", "is_restricted"), _CASES)
def test_modes(begun: Path, tmp_path: Path, line: str, is_restricted: bool) -> None:
    """Restricted: for the owner only, with any umask. Public: for all users, with the usual umask."""
    umask = "000" if is_restricted else "022"
    code, _, stderr = shell(tmp_path, f"cp -a '{begun}'/. .; export XDG_STATE_HOME=$PWD/state; umask {umask}; {line}")
    assert code == 0, stderr
    before = {path.relative_to(begun) for path in begun.rglob("*")}
    if "--restart" in line:
        before = {path for path in before if path.parent != Path("bulk")}
    new = [path for path in map(Path.relative_to, tmp_path.rglob("*"), repeat(tmp_path)) if path not in before and path.parts[0] != "state"]
    assert new or "/dev/null" in line
    modes = {path: (tmp_path / path).stat().st_mode & 0o077 for path in new}
    assert {path for path, others in modes.items() if (others == 0) != is_restricted} == set(), modes


def test_an_existing_file_keeps_its_mode(begun: Path, tmp_path: Path) -> None:
    """Its owner chose the mode."""
    code, _, stderr = shell(tmp_path, f"touch out.trig; chmod 644 out.trig; vitagraph export '{begun}/cv' --include contact -o out.trig -q")
    assert (code, stderr) == (0, "")
    assert (tmp_path / "out.trig").stat().st_mode & 0o777 == 0o644
    assert "ada@ada.example" in (tmp_path / "out.trig").read_text("utf-8")
