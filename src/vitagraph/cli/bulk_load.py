"""`vitagraph bulk load`: exports become a local store."""

from __future__ import annotations

import time

import click

from vitagraph.cli.include import guard
from vitagraph.cli.progress import Bar, progress
from vitagraph.errors import UsageError


@click.command()
@click.argument("exports", nargs=-1, required=True, type=click.Path())
@click.option("--store-path", required=True, type=click.Path(), help="Folder of the new store.")
@click.option("--links", type=click.Path(), help="File of links between their CVs, of `vitagraph bulk link`.")
@click.option(
    "--inputs",
    multiple=True,
    type=click.Path(),
    help="An input of the exports, as named there: `load --quick` skips its CVs that are unchanged.",
)
@click.option("--public-only", is_flag=True, help="Public facts without the graphs of each CV: half the time and disk, and only read.")
@click.option("--replace", is_flag=True, help="Replace an existing store.")
@click.option("-q", "--quiet", is_flag=True, help="No summary.")
def load(
    exports: tuple[str, ...], store_path: str, links: str | None, inputs: tuple[str, ...], public_only: bool, replace: bool, quiet: bool
) -> None:
    """Create a local Oxigraph store from EXPORTS.

    EXPORTS are folders that `vitagraph bulk export` wrote as nquads or parquet. The store appears when it is complete. It has the
    same graphs as one filled by `vitagraph load --store-path`, which can update it CV by CV.

    With --public-only, the store has the public facts of all CVs in one graph. This takes half the time and disk, and queries over
    many CVs are faster; but nothing in it can be changed (`load`, `unload`), and --cv, GRAPH and --include have nothing to select.
    Replace it when the CVs have changed. Exports as ntriples can be loaded, too.

    \b
    vitagraph bulk load out/ --links links.nq --store-path kg/
    vitagraph bulk load out/ --store-path facts/ --public-only
    vitagraph bulk load out/ --store-path kg/ --inputs people/ && vitagraph load people/*.yaml --store-path kg/ --quick
    vitagraph query group-network kg/
    vitagraph query top-coauthors kg/ --cv https://ada.example/cv
    """
    from vitagraph.bulk import finished, loaded
    from vitagraph.bulk import load as filled
    from vitagraph.cli.store_options import Target, loads_of

    start = time.monotonic()
    found = [finished(folder) for folder in exports]
    if any(export.include for export in found) and not public_only:
        guard()
    size = sum(one.bytes for export in found for one in export.partitions)
    if inputs and public_only:
        raise UsageError("--inputs is for stores that `vitagraph load` can change, and one of --public-only is only read; leave one out")
    known = loaded.cvs_of(found, inputs) if inputs else []
    loads = loads_of(Target(store_path=store_path), required=bool(inputs))
    loads.forget_all()

    with progress(size, quiet, share=True) as bar:
        watch = _Watch(bar)
        cvs = sum(export.cvs for export in filled(exports, store_path, replace, watch, links, public_only))
        if known:
            loads.keep_all(loaded.loads_of(known, store_path))
    if not quiet:
        click.echo(f"{store_path}: {cvs:,} CVs, {watch.quads:,} quads; {time.monotonic() - start:.1f} s", err=True)


class _Watch:
    """Counts quads, and shows the file in progress."""

    def __init__(self, bar: Bar) -> None:
        self._bar = bar
        self.quads = 0

    def __call__(self, name: str, quads: int, size: int) -> None:
        self.quads += quads
        self._bar.begin(name)
        self._bar.end(self.quads, size)
