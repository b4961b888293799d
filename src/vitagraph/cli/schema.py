"""`vitagraph schema`: the JSON Schema of record files."""

from __future__ import annotations

import click

from vitagraph.cli.output import write


@click.command(short_help="Write the JSON Schema of record files.")
@click.option("-o", "--output", default="-", type=click.Path(), help="File to write. [default: standard output]")
def schema(output: str) -> None:
    """Write the JSON Schema of a record file, for completion in editors.

    \b
    vitagraph schema > cv.schema.json
    Then, as the first line of a YAML file (VS Code, Neovim and other editors with yaml-language-server):
    # yaml-language-server: $schema=cv.schema.json
    """
    import json

    from vitagraph.project.schema import record_schema

    write(json.dumps(record_schema(), indent=2, ensure_ascii=False) + "\n", output)
