"""`vitagraph snippet` and `vitagraph embed`: the JSON-LD of a homepage."""

from __future__ import annotations

from functools import partial

import click

from vitagraph.cli.output import write

_limit = click.option("--limit", type=click.IntRange(0), default=10, show_default=True, help="How many works, the newest first.")


@click.command(short_help="Write the JSON-LD for a homepage.")
@click.argument("source", default=".", type=click.Path())
@click.option("-o", "--output", default="-", type=click.Path(), help="File to write. [default: standard output]")
@_limit
@click.option("--json", "bare", is_flag=True, help="The JSON alone, without the script element around it.")
def snippet(source: str, output: str, limit: int, bare: bool) -> None:
    """Write the JSON-LD for the homepage of the CV's owner.

    A ProfilePage with the owner as its main entity and the newest works, in schema.org's terms, with the ids of the whole
    graph. Paste it into the head of the page, or let `vitagraph embed` do it.

    \b
    vitagraph snippet my-cv/
    vitagraph snippet my-cv/ --limit 25 -o profile.html
    """
    from vitagraph import homepage
    from vitagraph.homepage.snippet import for_html
    from vitagraph.mapping import dataset_of
    from vitagraph.yaml import read_index

    index = read_index(source)
    dataset = dataset_of(index)
    if bare:
        write(for_html(homepage.profile_page(dataset, index.language, limit)) + "\n", output)
    else:
        write(homepage.snippet(dataset, index.language, limit), output)


@click.command(short_help="Put the JSON-LD into an HTML page.")
@click.argument("page", type=click.Path())
@click.argument("source", default=".", type=click.Path())
@_limit
def embed(page: str, source: str, limit: int) -> None:
    """Put the JSON-LD of the CV in SOURCE into the HTML file PAGE.

    It goes between the comments <!-- vitagraph:begin --> and <!-- vitagraph:end -->, which are added before </head>
    where they are missing. A second run updates the page. Nothing else in the page changes, whatever its
    encoding and line ends; JSON-LD of others stays.

    \b
    vitagraph embed index.html my-cv/
    """
    from vitagraph import homepage
    from vitagraph.files import change, changing
    from vitagraph.files.budget import read_bytes
    from vitagraph.mapping import dataset_of
    from vitagraph.yaml import read_index

    index = read_index(source)
    written = partial(homepage.snippet, dataset_of(index), index.language, limit)
    with changing(page):
        before = read_bytes(page, "name an HTML file")
        after = homepage.embed(before, page, lambda ascii_only: written(ascii_only=ascii_only))
        if after == before:
            click.echo(f"{page}: is up to date", err=True)
            return
        change({page: (before, after)})
    click.echo(f"{page}: holds the JSON-LD of {index.cv.person.name or 'the CV'}, {len(after) - len(before):+,} bytes", err=True)
