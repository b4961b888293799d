"""The command line: the only place that prints or exits. One file a command."""

from __future__ import annotations

import click

from vitagraph.cli.check_terms import check_terms
from vitagraph.cli.diff import diff
from vitagraph.cli.export import export
from vitagraph.cli.failure import Failing
from vitagraph.cli.import_ import import_
from vitagraph.cli.load import load
from vitagraph.cli.queries import queries
from vitagraph.cli.query import query
from vitagraph.cli.schema import schema
from vitagraph.cli.shell import shell
from vitagraph.cli.site import site
from vitagraph.cli.snippet import embed, snippet
from vitagraph.cli.unload import unload
from vitagraph.cli.validate import validate


@click.group(cls=Failing, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="vitagraph", message="%(prog)s %(version)s")
def main() -> None:
    """A researcher's CV, kept as plain YAML records, as linked data.

    \b
    vitagraph export my-cv/                  Turtle on standard output
    vitagraph export my-cv/ -o cv.jsonld     JSON-LD in a file
    vitagraph validate my-cv/                check it; every result names its line
    vitagraph query talks-per-year my-cv/    ask it; `vitagraph queries` lists the questions
    vitagraph import resume.json -o my-cv/   bring a CV in: JSON Resume, BibTeX, RDF
    vitagraph snippet my-cv/                 the JSON-LD for your homepage
    vitagraph site my-cv/ -o public/         a whole site, for any static host
    vitagraph schema > cv.schema.json        completion of records in your editor

    Data goes to standard output, everything else to standard error. Exit codes: 0 fine, 1 the data is wrong, 2 the call is.
    VITAGRAPH_DEBUG=1 shows tracebacks. Shell completion: eval "$(_VITAGRAPH_COMPLETE=bash_source vitagraph)"; zsh and fish
    alike.
    """


main.add_command(export)
main.add_command(validate)
main.add_command(queries)
main.add_command(query)
main.add_command(shell)
main.add_command(check_terms)
main.add_command(load)
main.add_command(diff)
main.add_command(unload)
main.add_command(snippet)
main.add_command(embed)
main.add_command(site)
main.add_command(schema)
main.add_command(import_)
