"""`vitagraph init`: a folder with a CV to begin with."""

from __future__ import annotations

from pathlib import Path

import click

from vitagraph.cli.output import write
from vitagraph.errors import UsageError

#: what may lie in the folder already
_HARMLESS = (".git", ".hg", "LICENSE", "LICENSE.md", "LICENSE.txt")


@click.command(short_help="Begin a CV.")
@click.argument("folder", type=click.Path(path_type=Path))
def init(folder: Path) -> None:
    """Begin a CV in FOLDER: records with comments to be replaced by your own, a query, a workflow for GitHub Pages.

    It is valid as it stands. Nothing is ever overwritten: the folder is new, or empty but for a repository and a licence.

    \b
    vitagraph init my-cv/
    vitagraph serve my-cv/
    """
    from vitagraph.starter import files

    _check(folder)
    texts = files()
    for path, text in texts.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        write(text, str(file))
    click.echo("\n".join(f"  {folder / path}" for path in texts), err=True)
    click.echo(f"{folder}: a CV to begin with. Replace Ada Beispiel, and look: vitagraph serve {folder}", err=True)


def _check(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder}: this is a file; name a new or an empty folder")
    found = sorted(path.name for path in folder.iterdir() if path.name not in _HARMLESS) if folder.exists() else []
    if found:
        more = f" and {len(found) - 1} more" if len(found) > 1 else ""
        raise UsageError(f"{folder}: this folder holds {found[0]}{more}, and nothing is overwritten; name a new or an empty folder")
