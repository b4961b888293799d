"""`vitagraph init`: a folder with a CV to start with."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from vitagraph.cli.output import write_bytes
from vitagraph.errors import UsageError
from vitagraph.files import sweep
from vitagraph.files.parts import stat_of_regular

#: names that the folder may contain already
_HARMLESS = (".git", ".hg", "LICENSE", "LICENSE.md", "LICENSE.txt")


@click.command(short_help="Create a CV.")
@click.argument("folder", type=click.Path(path_type=Path))
def init(folder: Path) -> None:
    """Create a CV in FOLDER: example records with comments to replace by your own, a query, workflows for GitHub.

    The records name their JSON Schema, with which editors complete and check them. One workflow publishes the site
    to GitHub Pages, the other one follows ORCID, Crossref and others once you permit it; they install the wheel beside them.

    The example is valid. No file is overwritten: the folder must be new, or empty but for a repository and a licence.

    \b
    vitagraph init my-cv/
    vitagraph serve my-cv/
    """
    from vitagraph.project.starter import files

    contents = files()
    for file in (folder / path for path in contents):
        sweep(file.parent, {file.name})
    _check(folder, contents)
    for path, content in contents.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        write_bytes([content], str(file))
    click.echo("\n".join(f"  {folder / path}" for path in contents), err=True)
    click.echo(f"{folder}: a CV to begin with. Replace Ada Beispiel, and look: vitagraph serve {folder}", err=True)


def _check(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Raises UsageError for a folder with anything else than these files, of which a killed run may have left some."""
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder}: this is a file; name a new or an empty folder")
    whole = all((folder / path).exists() for path in contents)
    ours = set() if whole else {path.parts[0] for path in map(Path, contents) if _is_ours(folder, path.parts[0], contents)}
    found = sorted(path.name for path in folder.iterdir() if path.name not in {*_HARMLESS, *ours}) if folder.exists() else []
    if found:
        more = f" and {len(found) - 1} more" if len(found) > 1 else ""
        raise UsageError(f"{folder}: this folder holds {found[0]}{more}, and nothing is overwritten; name a new or an empty folder")


def _is_ours(folder: Path, name: str, contents: Mapping[str, bytes]) -> bool:
    """Whether a file or folder holds nothing but what is to be written there."""
    path = folder / name
    inside = [one for one in (path.rglob("*") if path.is_dir() and not path.is_symlink() else [path]) if not one.is_dir()]
    return all(stat_of_regular(one) and contents.get(one.relative_to(folder).as_posix()) == one.read_bytes() for one in inside)
