"""`vitagraph unload`: a CV, or the links between CVs, out of a triple store."""

from __future__ import annotations

import sys
import time

import click

from vitagraph.cli.load_messages import Tally, load_report
from vitagraph.cli.store_options import Target, loads_of, open_store, store_options


@click.command(short_help="Remove CVs from a triple store.")
@click.argument("sources", nargs=-1, type=click.Path())
@click.option("-q", "--quiet", is_flag=True, help="No summary.")
@store_options
def unload(sources: tuple[str, ...], quiet: bool, target: Target) -> None:
    """Remove every graph of the CVs in SOURCES from a triple store: the public ones, and contact and private ones.

    SOURCES are CVs, or their addresses (`document: {iri: ...}`) where the records are gone; for links between CVs the file that
    `vitagraph bulk link` wrote (.nq), or the address of their description.

    \b
    vitagraph unload my-cv/ --endpoint http://127.0.0.1:7878
    vitagraph unload https://ada.example/cv --store-path kg/
    """
    from vitagraph import stores
    from vitagraph.rdf.terms import iri
    from vitagraph.stores import links

    start = time.monotonic()
    documents = {source: _document(source) for source in sources or (".",)}
    store = open_store(target, create=False)
    loads, tally, missing = loads_of(target), Tally(), False
    for source, document in documents.items():
        loads.forget(document)
        loaded = stores.load(store, links.emptied(store, iri(document)) | stores.emptied(document))
        tally.add(loaded)
        if loaded.whole and not any(graph.change for graph in loaded.graphs):
            missing = True
            click.echo(
                f"{source}: the store holds no graph of {document}; nothing was removed; compare the address exactly",
                err=True,
            )
            continue
        if loaded.failure or not quiet:
            click.echo(load_report(loaded, source), err=True)
        if isinstance(loaded.failure, KeyboardInterrupt):
            raise loaded.failure
        if not loaded.whole:
            sys.exit(1)
    if not quiet:
        click.echo(tally.summary(store.name, time.monotonic() - start), err=True)
    if missing:
        sys.exit(1)


def _document(source: str) -> str:
    if source.startswith(("http://", "https://")):
        return source
    from vitagraph.stores import links

    if source.endswith(links.SUFFIX):
        return links.Links(source).description[1:-1]
    from vitagraph.yaml import read_index

    return read_index(source).document
