"""`vitagraph site`: the static site of a CV."""

from __future__ import annotations

from pathlib import Path

import click

from vitagraph.cli.choice import Listing, enumerated


def _listed() -> dict[str, str]:
    from vitagraph.exporters import bibliographies
    from vitagraph.rdf.syntaxes import published

    return {
        "works": enumerated(one.label for one in bibliographies()),
        "syntaxes": enumerated(one.label for one in published() if one.in_sites),
    }


@click.command(cls=Listing, listed=_listed, short_help="Build a whole site.")
@click.argument("source", default=".", type=click.Path())
@click.option("-o", "--output", default="public", show_default=True, type=click.Path(), help="Folder to write.")
@click.option("--include", type=click.Choice(("contact",)), help="Show contact facts in the pages; the data never has them.")
@click.option("--theme", type=click.Path(path_type=Path), help="plain, paper, sidebar, or a folder with theme.css or templates.")
@click.option("--queries", "folders", multiple=True, type=click.Path(), metavar="DIR", help="More queries: a folder of .rq files.")
@click.option("-q", "--quiet", is_flag=True, help="No summary.")
def site(source: str, output: str, include: str | None, theme: Path | None, folders: tuple[str, ...], quiet: bool) -> None:
    """Build the site of the CV in SOURCE: pages for people, data for programs.

    Any static host can serve it, and it opens from the disk as well. The pages need no script and load nothing from
    elsewhere. There is a page for each work with {works}, the whole graph as {syntaxes}, a small Turtle file for each
    resource of which more than its name is known, a feed, a sitemap.

    \b
    vitagraph site my-cv/ -o public/
    vitagraph site my-cv/ -o public/ --include contact   with e-mail address, in the pages
    vitagraph site my-cv/ -o public/ --theme paper         see `vitagraph docs themes`

    A second run writes only files that changed and removes those that are gone. Files of others stay.
    """
    from vitagraph.cli.query import folders_of
    from vitagraph.files import write_folder
    from vitagraph.records.document_address import hazards
    from vitagraph.site import Options, files
    from vitagraph.yaml import read_index

    index = read_index(source)
    folder = Path(source) if Path(source).is_dir() else Path(source).parent
    options = Options(include is not None, theme, folder, tuple(map(Path, folders_of((source,), folders))))
    document, address = index.cv.document, index.document
    contents = files(index, options)
    del index  # most of what was read is not needed until the end
    done = write_folder(contents, output)
    if quiet:
        return
    if not document.iri:
        click.echo(f"{source}: the CV states no address, its site stands for {address}: add `document: {{iri: ...}}`", err=True)
    for hazard in hazards(address):
        click.echo(f"{source}: `iri:` is {address}: {hazard}", err=True)
    if document.iri == document.example_iri:
        click.echo(f"{source}: `iri:` is still {address}, the example's; write the address where you publish", err=True)
    gone = f", {done.removed} removed" if done.removed else ""
    summary = f"{done.files} files, {done.size / 1e6:.1f} MB; {done.written} written{gone}"
    click.echo(f"{output}: {summary}. Open {Path(output) / 'index.html'}", err=True)
