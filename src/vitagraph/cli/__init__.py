"""The command line: the only place that prints or exits. Most commands have a file of their own."""

from __future__ import annotations

from importlib import import_module

import click

from vitagraph import __version__
from vitagraph.cli.failure import Failing
from vitagraph.errors import unknown

#: command -> its file and function; a file is imported when its command is called, because imports take most of the time of a short command
_COMMANDS = {
    "audit": ("audit", "audit"),
    "bulk": ("bulk", "bulk"),
    "check-terms": ("check_terms", "check_terms"),
    "diff": ("diff", "diff"),
    "docs": ("docs", "docs"),
    "embed": ("snippet", "embed"),
    "explain": ("explain", "explain"),
    "export": ("export", "export"),
    "freeze-ids": ("freeze_ids", "freeze_ids"),
    "import": ("import_", "import_"),
    "init": ("init", "init"),
    "load": ("load", "load"),
    "queries": ("queries", "queries"),
    "query": ("query", "query"),
    "reconcile": ("reconcile", "reconcile"),
    "schema": ("schema", "schema"),
    "serve": ("serve", "serve"),
    "shell": ("shell", "shell"),
    "site": ("site", "site"),
    "snippet": ("snippet", "snippet"),
    "sync": ("sync", "sync"),
    "unload": ("unload", "unload"),
    "validate": ("validate", "validate"),
}


class Program(Failing):
    """The group of all commands."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Their names, sorted."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command with a name, imported from its file."""
        if cmd_name not in _COMMANDS:
            return None
        file, function = _COMMANDS[cmd_name]
        command: click.Command = getattr(import_module(f"{__name__}.{file}"), function)
        return command

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the arguments name. Raises UsageError with a similar name for another one."""
        if args and args[0] not in _COMMANDS and not args[0].startswith("-"):
            raise unknown("command", args[0], _COMMANDS)
        return super().resolve_command(ctx, args)


@click.group(cls=Program, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="%(prog)s %(version)s")
def main() -> None:
    """A researcher's CV, kept as plain YAML records, as linked data.

    \b
    vitagraph init my-cv/                    a CV to start with
    vitagraph export my-cv/                  Turtle on standard output
    vitagraph export my-cv/ -o cv.jsonld     JSON-LD in a file
    vitagraph validate my-cv/                check it; every result has its line
    vitagraph query talks-per-year my-cv/    query it; `vitagraph queries` lists the queries
    vitagraph import resume.json -o my-cv/   import a CV: JSON Resume, BibTeX, RDF and others
    vitagraph reconcile my-cv/               look up DOIs, ORCID iDs, ROR ids ... that it lacks
    vitagraph sync my-cv/                    what ORCID, Crossref, OpenAlex ... have that it lacks
    vitagraph audit my-cv/                   are its DOIs right, its papers retracted, its links dead?
    vitagraph freeze-ids my-cv/              keep its IRIs when titles change
    vitagraph snippet my-cv/                 the JSON-LD for your homepage
    vitagraph bulk export people/ -o out/    thousands of CVs at once
    vitagraph site my-cv/ -o public/         a whole site, for any static host
    vitagraph serve my-cv/                   the site on this machine, rebuilt on save
    vitagraph explain '#me' my-cv/           which line an IRI comes from
    vitagraph schema > cv.schema.json        completion of records in your editor
    vitagraph docs talks                     the fields of a section, forms of dates, queries

    Data goes to standard output, everything else to standard error. Exit codes: 0: success; 1: the data is wrong; 2: the
    command line is wrong. VITAGRAPH_DEBUG=1 shows tracebacks. Shell completion:
    eval "$(_VITAGRAPH_COMPLETE=bash_source vitagraph)"; zsh and fish alike.
    """
