"""`vitagraph init`: what it writes is valid, published and asked as it stands; nothing is overwritten."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from command_line import files, run
from vitagraph.project.starter import FILES

#: action -> the major versions that exist and take the inputs that are given here
_ACTIONS = {
    "actions/checkout": {"v5", "v6"},
    "actions/setup-python": {"v6"},
    "actions/upload-pages-artifact": {"v5"},  # before, nothing brought .well-known along
    "actions/deploy-pages": {"v4"},
}


@pytest.fixture
def begun(tmp_path: Path) -> Path:
    """A CV as it was begun."""
    code, said, told = run(tmp_path, "init", "my-cv")
    assert (code, said) == (0, "")
    assert told.endswith("Replace Ada Beispiel, and look: vitagraph serve my-cv\n")
    return tmp_path / "my-cv"


def test_every_file_is_there(begun: Path) -> None:
    """Those that are announced, and no others; each source is used."""
    assert set(files(begun)) == set(FILES)
    sources = Path(__file__).parent.parent / "src/vitagraph/project/starter/files"
    assert set(files(sources)) == set(FILES.values())


def test_it_is_valid(begun: Path) -> None:
    """No error and no warning, public output included."""
    for options in ([], ["--profile", "public"]):
        code, said, told = run(begun, "validate", ".", "--strict", *options)
        assert code == 0, said
        assert "error" not in told
        assert "warning" not in told


def test_it_can_be_asked(begun: Path) -> None:
    """The query that comes along, from the folder and from beside it."""
    expected = 'Title,Year\r\n"hoot: recordings in, owls out",2023\r\nDo Owls Use Punctuation?,2022\r\nWhat Owls Hear,2022\r\n'
    for folder, source in ((begun, "."), (begun.parent, "my-cv")):
        code, said, _ = run(folder, "query", "works-without-doi", source, "-f", "csv")
        assert code == 0
        assert said.replace("\r\n", "\n") == expected.replace("\r\n", "\n").replace("Title,Year", said.splitlines()[0])
    assert "works-without-doi" in run(begun, "queries", "--queries", "queries")[1]


def test_it_becomes_a_site(begun: Path) -> None:
    """As its README says; the site is not taken for a part of the CV afterwards, and the e-mail address stays at home."""
    for line in re.findall(r"^vitagraph (?!serve)(.*?) +#", (begun / "README.md").read_text("utf-8"), re.MULTILINE):
        code, _, told = run(begun, *line.split())
        assert code == 0, told
    public = files(begun / "public")
    assert b"Owls That Listen" in public["index.html"]
    assert ".well-known/void" in public
    assert not [path for path, content in public.items() if b"ada@ada.example" in content]
    assert run(begun, "validate", ".", "--strict")[0] == 0


def test_the_workflow_is_one(begun: Path) -> None:
    """GitHub's schema accepts it, its actions exist, and its commands are those of vitagraph."""
    workflow = begun / ".github/workflows/publish.yml"
    checked = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-workflows", str(workflow)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stdout
    jobs = yaml.safe_load(workflow.read_text("utf-8"))["jobs"]
    steps = [step for job in jobs.values() for step in job["steps"]]
    used = [step["uses"].split("@") for step in steps if "uses" in step]
    assert {name for name, _ in used} == set(_ACTIONS)
    assert all(version in _ACTIONS[name] for name, version in used)
    commands = [step["run"] for step in steps if step.get("run", "").startswith("vitagraph ")]
    assert len(commands) == 3
    for command in commands:
        code, _, told = run(begun, *command.split()[1:])
        assert code == 0, told


def test_nothing_is_overwritten(begun: Path) -> None:
    """A folder that holds anything is left as it is."""
    before = files(begun)
    code, _, told = run(begun.parent, "init", "my-cv")
    assert code == 2
    assert "this folder holds .github and 8 more, and nothing is overwritten; name a new or an empty folder" in told
    assert files(begun) == before
    (begun.parent / "file").write_text("mine", "utf-8")
    assert "this is a file; name a new or an empty folder" in run(begun.parent, "init", "file")[2]
    assert (begun.parent / "file").read_text("utf-8") == "mine"


def test_a_repository_without_files_is_empty(tmp_path: Path) -> None:
    """The CV may begin in a repository that was just made."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "LICENSE").write_text("CC-BY-4.0", "utf-8")
    assert run(tmp_path, "init", ".")[0] == 0
    assert (tmp_path / "person.yaml").exists()
