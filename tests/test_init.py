"""`vitagraph init`: the new CV is valid, can be queried and published unchanged; no file is overwritten."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from command_line import ENVIRONMENT, files, run
from played_services import addresses, played
from vitagraph import resources
from vitagraph.project.starter import FILES, SCHEMA, SYNC_WORKFLOW, WORKFLOW

#: action -> its existing major versions with these inputs
_ACTIONS = {
    "actions/checkout": {"v5", "v6"},
    "actions/setup-python": {"v6"},
    "actions/upload-pages-artifact": {"v5"},  # earlier versions omit .well-known
    "actions/deploy-pages": {"v4"},
}


@pytest.fixture
def begun(tmp_path: Path) -> Path:
    """A new CV."""
    code, stdout, stderr = run(tmp_path, "init", "my-cv")
    assert (code, stdout) == (0, "")
    assert stderr.endswith("Replace Ada Beispiel, and look: vitagraph serve my-cv\n")
    return tmp_path / "my-cv"


def test_every_file_is_written(begun: Path) -> None:
    """The announced files, and no others; each source is used."""
    (wheel,) = (begun / ".github/vitagraph").iterdir()
    assert set(files(begun)) == {*FILES, SCHEMA, str(wheel.relative_to(begun))}
    sources = Path(__file__).parent.parent / "src/vitagraph/project/starter/files"
    assert set(files(sources)) == set(FILES.values())


def test_it_is_valid(begun: Path) -> None:
    """No errors and no warnings, also in public output."""
    for options in ([], ["--profile", "public"]):
        code, stdout, stderr = run(begun, "validate", ".", "--strict", *options)
        assert code == 0, stdout
        assert "error" not in stderr
        assert "warning" not in stderr


def test_it_can_be_queried(begun: Path) -> None:
    """Its query, from the folder and from the parent folder."""
    expected = 'Title,Year\r\n"hoot: recordings in, owls out",2023\r\nDo Owls Use Punctuation?,2022\r\nWhat Owls Hear,2022\r\n'
    for folder, source in ((begun, "."), (begun.parent, "my-cv")):
        code, stdout, _ = run(folder, "query", "works-without-doi", source, "-f", "csv")
        assert code == 0
        assert stdout.replace("\r\n", "\n") == expected.replace("\r\n", "\n").replace("Title,Year", stdout.splitlines()[0])
    assert "works-without-doi" in run(begun, "queries", "--queries", "queries")[1]


def test_it_becomes_a_site(begun: Path) -> None:
    """With the commands of its README; afterwards the site is not read as a part of the CV, and the e-mail address is not public."""
    for line in re.findall(r"^vitagraph (?!serve)(.*?) +#", (begun / "README.md").read_text("utf-8"), re.MULTILINE):
        code, _, stderr = run(begun, *line.split())
        assert code == 0, stderr
    public = files(begun / "public")
    assert b"Owls That Listen" in public["index.html"]
    assert ".well-known/void" in public
    assert not [path for path, content in public.items() if b"ada@ada.example" in content]
    assert run(begun, "validate", ".", "--strict")[0] == 0


def test_editors_find_the_schema(begun: Path) -> None:
    """The first line of each file of records names the schema, which accepts the file."""
    assert (begun / SCHEMA).read_text("utf-8") == resources.text("ontology/record.schema.json")
    schema = jsonschema.Draft202012Validator(json.loads((begun / SCHEMA).read_text("utf-8")))
    for file in begun.glob("*.yaml"):
        text = file.read_text("utf-8")
        assert text.startswith(f"# yaml-language-server: $schema={SCHEMA}\n")
        schema.validate(yaml.load(text, yaml.BaseLoader))


def checked_workflow(workflow: Path) -> dict[str, Any]:
    """The content of a workflow that GitHub's schema accepts."""
    checked = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-workflows", str(workflow)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stdout
    content: dict[str, Any] = yaml.safe_load(workflow.read_text("utf-8"))
    return content


def test_the_workflow_is_valid(begun: Path) -> None:
    """GitHub's schema accepts it, its actions exist, its commands are those of vitagraph, and it installs the wheel that is there."""
    content = checked_workflow(begun / WORKFLOW)
    wheel, jobs = zipfile.ZipFile(begun / content["env"]["VITAGRAPH"]), content["jobs"]
    assert {"vitagraph/__main__.py", "vitagraph/ontology/context.jsonld", "vitagraph/queries/talks-per-year.rq"} <= set(wheel.namelist())
    about = [name.partition(".dist-info/")[2] for name in wheel.namelist() if ".dist-info/" in name]
    assert sorted(about) == ["METADATA", "RECORD", "WHEEL", "entry_points.txt", "licenses/LICENSE"]
    steps = [step for job in jobs.values() for step in job["steps"]]
    used = [step["uses"].split("@") for step in steps if "uses" in step]
    assert {name for name, _ in used} == set(_ACTIONS)
    assert all(version in _ACTIONS[name] for name, version in used)
    commands = [step["run"] for step in steps if step.get("run", "").startswith("vitagraph ")]
    assert len(commands) == 3
    for command in commands:
        code, _, stderr = run(begun, *command.split()[1:])
        assert code == 0, stderr


def test_the_workflow_that_follows_sources(begun: Path, tmp_path: Path) -> None:
    """Its steps in a repository, against played services: a branch with the new work is pushed, and a pull request has the list."""
    content = checked_workflow(begun / SYNC_WORKFLOW)
    steps = content["jobs"]["sync"]["steps"]
    assert (begun / content["env"]["VITAGRAPH"]).is_file()
    assert all(version in _ACTIONS[name] for name, version in (one["uses"].split("@") for one in steps if "uses" in one))
    programs = tmp_path / "programs"
    programs.mkdir()
    for name, command in (("vitagraph", f'exec {sys.executable} -m vitagraph "$@"'), ("gh", f'echo "$@" >> {tmp_path}/gh.txt')):
        (programs / name).write_text(f"#!/bin/sh\n{command}\n")
        (programs / name).chmod(0o700)
    with played() as server:
        own = {"PATH": f"{programs}:{ENVIRONMENT['PATH']}", "RUNNER_TEMP": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache")}
        environment = ENVIRONMENT | addresses(server.root) | own | {"GIT_CONFIG_GLOBAL": os.devnull}

        def bash(script: str) -> str:
            done = subprocess.run(
                ["bash", "-eo", "pipefail", "-c", script], cwd=begun, env=environment, capture_output=True, text=True, check=False
            )
            assert done.returncode == 0, f"{script}\n{done.stdout}{done.stderr}"
            return done.stdout

        bash(f"git init -qb main && git init -q --bare {tmp_path}/origin && git remote add origin {tmp_path}/origin && git add -A")
        bash("git -c user.name=Ada -c user.email=ada@ada.example commit -qm One")
        for step in steps:
            if "run" in step and not step["run"].startswith("pip "):
                bash(step["run"])
    assert "Owls at Night" in bash("git diff main origin/vitagraph-sync")
    assert bash("git diff --name-only main origin/vitagraph-sync").split() == [".vitagraph/sync.yaml", "journals.yaml", "works.yaml"]
    assert "pr create --head vitagraph-sync" in (tmp_path / "gh.txt").read_text()
    assert ": new: Owls at Night (2021)" in (tmp_path / "found.txt").read_text()


def test_nothing_is_overwritten(begun: Path) -> None:
    """A folder with any content stays as it is."""
    before = files(begun)
    code, _, stderr = run(begun.parent, "init", "my-cv")
    assert code == 2
    assert "this folder holds .github and 9 more, and nothing is overwritten; name a new or an empty folder" in stderr
    assert files(begun) == before
    (begun.parent / "file").write_text("mine", "utf-8")
    assert "this is a file; name a new or an empty folder" in run(begun.parent, "init", "file")[2]
    assert (begun.parent / "file").read_text("utf-8") == "mine"


def test_a_repository_without_files_is_empty(tmp_path: Path) -> None:
    """A CV may begin in a new git repository."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "LICENSE").write_text("CC-BY-4.0", "utf-8")
    assert run(tmp_path, "init", ".")[0] == 0
    assert (tmp_path / "person.yaml").exists()
