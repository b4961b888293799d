"""Exports for RenderCV, read by its newest release, which needs a newer Python than vitagraph."""

from __future__ import annotations

import subprocess
from pathlib import Path
from shutil import which

import pytest

import vitagraph
from conftest import ROOT
from vitagraph.exporters.export import written
from vitagraph.records import Index

ENVIRONMENT = ROOT / "build/rendercv"
CHECK = """
import sys
from rendercv.schema.rendercv_model_builder import build_rendercv_dictionary_and_model as check
for name in sys.argv[1:]:
    _, model = check(open(name, encoding="utf-8").read())
    print(name, len(model.cv.sections))
"""


def newer_python() -> Path | None:
    """An installed Python of version 3.12 or later."""
    for version in ("3.12", "3.13", "3.14"):
        installed = sorted(Path.home().glob(f".pyenv/versions/{version}.*/bin/python"))
        for candidate in (which(f"python{version}"), *map(str, installed)):
            if candidate and subprocess.run([candidate, "-c", ""], capture_output=True, check=False).returncode == 0:
                return Path(candidate)
    return None


@pytest.fixture(scope="module")
def python() -> Path:
    """The Python of an environment that holds the newest RenderCV."""
    found = newer_python()
    if found is None:
        pytest.skip("RenderCV 2.8 needs Python 3.12 or later, and none is on this machine")
    binary = ENVIRONMENT / "bin/python"
    if not binary.exists():
        subprocess.run([found, "-m", "venv", ENVIRONMENT], check=True)
    install = [binary, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--upgrade", "rendercv>=2.8"]
    subprocess.run(install, check=True)
    return binary


@pytest.mark.slow(40)
def test_the_newest_rendercv_accepts_exports(python: Path, tmp_path: Path) -> None:
    """Both CVs of this repository, with RenderCV's own reader."""
    names = []
    for name in ("lapuschkin", "example"):
        index = Index(vitagraph.read(ROOT / "data" / name)).public_view()
        (tmp_path / f"{name}.yaml").write_text(written("rendercv", index)[0], encoding="utf-8")
        names.append(str(tmp_path / f"{name}.yaml"))
    done = subprocess.run([python, "-c", CHECK, *names], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    assert [int(line.split()[-1]) > 10 for line in done.stdout.splitlines()] == [True, True]
