"""The files of `vitagraph init`: commented records, a query, a workflow that publishes the site."""

from __future__ import annotations

from pathlib import Path
from string import Template

_FOLDER = Path(__file__).parent / "files"
#: file of the new CV -> its source here, whose name has no leading dot so that git and GitHub ignore it
FILES = {
    "document.yaml": "document.yaml",
    "person.yaml": "person.yaml",
    "career.yaml": "career.yaml",
    "works.yaml": "works.yaml",
    "talks.yaml": "talks.yaml",
    "queries/works-without-doi.rq": "queries/works-without-doi.rq",
    ".github/workflows/publish.yml": "github/publish.yml",
    ".gitignore": "gitignore",
    "README.md": "README.md",
}


def files() -> dict[str, str]:
    """The files of a new CV: path -> text."""
    from vitagraph import __version__

    texts = {path: (_FOLDER / name).read_text(encoding="utf-8") for path, name in FILES.items()}
    workflow = ".github/workflows/publish.yml"
    return texts | {workflow: Template(texts[workflow]).substitute(version=__version__)}
