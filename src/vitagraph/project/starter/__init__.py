"""The files of `vitagraph init`: commented records and their schema, a query, workflows, and what these install."""

from __future__ import annotations

from pathlib import Path
from string import Template

from vitagraph import resources

#: the JSON Schema that the first line of each file of records names
SCHEMA = "schema/cv.schema.json"
WORKFLOW = ".github/workflows/publish.yml"
SYNC_WORKFLOW = ".github/workflows/sync.yml"
_WHEELS = ".github/vitagraph"
_FOLDER = Path(__file__).parent / "files"
#: file of the new CV -> its source here, whose name has no leading dot so that git and GitHub ignore it
FILES = {
    "document.yaml": "document.yaml",
    "person.yaml": "person.yaml",
    "career.yaml": "career.yaml",
    "works.yaml": "works.yaml",
    "talks.yaml": "talks.yaml",
    "queries/works-without-doi.rq": "queries/works-without-doi.rq",
    WORKFLOW: "github/publish.yml",
    SYNC_WORKFLOW: "github/sync.yml",
    ".gitignore": "gitignore",
    "README.md": "README.md",
}


def files() -> dict[str, bytes]:
    """The files of a new CV: path -> content. The workflows install the wheel, which is that of the vitagraph that runs."""
    from vitagraph.project.wheel import wheel

    texts = {path: (_FOLDER / name).read_text(encoding="utf-8") for path, name in FILES.items()}
    name, content = wheel()
    installed = f"{_WHEELS}/{name}"
    for workflow in (WORKFLOW, SYNC_WORKFLOW):
        texts[workflow] = Template(texts[workflow]).substitute(wheel=installed)
    texts[SCHEMA] = resources.text("ontology/record.schema.json")
    return {path: text.encode() for path, text in texts.items()} | {installed: content}
