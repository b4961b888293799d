"""`vitagraph diff --revision`: a folder, the root of a repository and a file at a git revision, from any folder."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from command_line import run

CV = "document: {{iri: https://ada.example/cv}}\nperson: {{name: Ada Beispiel}}\ntalks: [{{id: owls, title: {}, date: 2021}}]\n"
IDENTITY = ("-c", "user.name=Ada", "-c", "user.email=ada@ada.example")


@pytest.mark.parametrize(
    ("repository", "source", "cwd"),
    [("my-cv", "my-cv", "."), ("my-cv", ".", "my-cv"), (".", "my-cv", "."), (".", "my-cv/cv.yaml", "."), ("my-cv", "my-cv/cv.yaml", ".")],
)
def test_a_source_at_a_revision(repository: str, source: str, cwd: str, tmp_path: Path) -> None:
    """The change since then is shown at its record; the repository is that of the source."""
    git = shutil.which("git")
    assert git
    file = tmp_path / "my-cv/cv.yaml"
    file.parent.mkdir()
    subprocess.run([git, "init", "--quiet", repository], cwd=tmp_path, check=True)
    for title in ("Owls", "Larks"):
        file.write_text(CV.format(title))
        subprocess.run([git, "-C", repository, "add", "-A"], cwd=tmp_path, check=True)
        subprocess.run([git, "-C", repository, *IDENTITY, "commit", "--quiet", "-m", title], cwd=tmp_path, check=True)
    code, stdout, stderr = run(tmp_path / cwd, "diff", source, "--revision", "HEAD~1")
    assert code == 0, stderr
    assert '  - schema:name "Owls"@en\n' in stdout
    assert '  + schema:name "Larks"@en\n' in stdout


def test_an_unknown_revision_is_an_error(tmp_path: Path) -> None:
    """With the message of git."""
    (tmp_path / "cv.yaml").write_text(CV.format("Owls"))
    code, _, stderr = run(tmp_path, "diff", "cv.yaml", "--revision", "HEAD~1")
    assert (code, "name a revision and a source in the repository" in stderr) == (2, True), stderr
