"""`vitagraph load`: CVs into a triple store."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

import click

from vitagraph.cli.include import include_option
from vitagraph.cli.load_messages import Tally, graphs_left_out, load_report
from vitagraph.cli.progress import progress
from vitagraph.cli.store_options import Target, loads_of, open_store, store_options
from vitagraph.errors import DataError, Place, Problem
from vitagraph.stores.loads import Load, digest

if TYPE_CHECKING:
    from vitagraph.cli.load_sources import Files, Mapped
    from vitagraph.rdf.terms import Term
    from vitagraph.stores import Loaded, Store
    from vitagraph.stores.loads import Loads


@click.command(short_help="Load CVs into a triple store.")
@click.argument("sources", nargs=-1, type=click.Path())
@include_option(help="Load facts that are not public, too.")
@click.option("--quick", is_flag=True, help="Skip CVs whose files are unchanged since the last load, if the store counts as many triples.")
@click.option("-q", "--quiet", is_flag=True, help="No summary.")
@store_options
def load(sources: tuple[str, ...], include: tuple[str, ...], quick: bool, quiet: bool, target: Target) -> None:
    """Load the CVs in SOURCES into a triple store, each whole or not at all.

    SOURCES are CVs as for export, or JSON Lines and Parquet with many of them.

    Each CV has a named graph for each privacy class; the public graph and the description of the dataset are loaded,
    others only with --include. A load replaces exactly these graphs, sends only graphs that differ, and reads back what
    the store then holds. Interrupted or failed, it reports the state of the store; load again to continue.

    \b
    vitagraph load my-cv/ --endpoint http://127.0.0.1:7878
    vitagraph load data/*/ --endpoint https://kg.example.org/sparql --user cv
    vitagraph load my-cv/ --store-path kg/
    vitagraph load links.nq --store-path kg/
    vitagraph load cvs.jsonl --store-path kg/ --quick

    With --quick, a CV is skipped if its files are the same as when it was last loaded from this machine, and the store counts as
    many triples in its graphs: a large unchanged corpus takes seconds. Changes by others in the store that keep the number of
    triples are then not detected, and graphs that are left unchanged are not reported.

    A file of links between CVs (`vitagraph bulk link`, .nq) replaces the link graphs of an earlier run.

    Passwords come from VITAGRAPH_PASSWORD, a token from VITAGRAPH_TOKEN, both else from netrc or a prompt.
    """
    from vitagraph.cli.query_sources import MANY
    from vitagraph.stores.links import SUFFIX

    start = time.monotonic()
    store = open_store(target)
    tally, problems = Tally(), Problems()
    given = sources or (".",)
    with progress(None if any(source.endswith(MANY) for source in given) else len(given), quiet) as bar:
        loading = Loading(store, include, loads_of(target, required=quick), quick, quiet)
        for name in loading.each([source for source in given if not source.endswith(SUFFIX)], tally, problems):
            bar.begin(name)
            bar.end(tally.triples)
        for source in (source for source in given if source.endswith(SUFFIX)):
            bar.begin(source)
            problems.add_links(store, source, tally, quiet)
            bar.end(tally.triples)
    if not quiet:
        click.echo(tally.summary(store.name, time.monotonic() - start), err=True)
    if problems.found:
        click.echo(problems.listed(), err=True)
        sys.exit(1)


class Loading(NamedTuple):
    """How CVs are loaded: into which store, which facts, and whether one is skipped that is as in its last load."""

    store: Store
    include: tuple[str, ...]
    loads: Loads
    quick: bool
    quiet: bool

    def each(self, sources: Sequence[str], tally: Tally, problems: Problems) -> Iterator[str]:
        """Loads the CVs of some sources, and yields the name of each; the next one is mapped meanwhile."""
        from vitagraph.cli.load_sources import files_of, mapped

        cvs = (cv for source in sources for cv in files_of(source))
        for cv, found in mapped((cv for cv in map(self._digested, cvs) if not self._skipped(cv, tally, problems)), self.include):
            problems.found += found.problems
            if not found.problems and problems.distinct(found.document, cv.name):
                token = self.loads.begin(found.document, cv.digest)
                graphs = _load(self.store, found, cv.name, self.include, tally, self.quiet)
                self.loads.keep(token, cv.digest, Load(found.document, graphs))
            yield cv.name

    def _digested(self, cv: Files) -> Files:
        return cv._replace(digest=digest(cv.files, self.include))

    def _skipped(self, cv: Files, tally: Tally, problems: Problems) -> bool:
        """Whether a CV is that of its last load into this store, by its files and the numbers of triples in its graphs."""
        last = self.loads.last(cv.digest) if self.quick and not cv.problem else None
        if last is None or any(self.store.count(graph) != count for graph, count in last.graphs.items()):
            return False
        if problems.distinct(last.document, cv.name):
            tally.skip(last)
        return True


def _load(store: Store, cv: Mapped, source: str, include: tuple[str, ...], tally: Tally, quiet: bool) -> dict[Term, int]:
    """Loads a CV and reports it; returns the number of triples of each graph. Ends the program where the load fails."""
    from vitagraph import stores

    loaded = _reported(stores.load(store, cv.graphs), source, tally, quiet)
    if not quiet and loaded.whole and (kept := stores.left_out(store, cv.document, include)):
        click.echo(f"{source}: not changed\n{graphs_left_out(kept)}", err=True)
    return {graph.change.graph: len(graph.now) for graph in loaded.graphs}


def _reported(loaded: Loaded, source: str, tally: Tally, quiet: bool, cvs: int = 1) -> Loaded:
    """The same load, which is counted and reported. Ends the program where it failed."""
    tally.add(loaded, cvs)
    if not loaded.whole or loaded.failure or (not quiet and any(graph.change for graph in loaded.graphs)):
        click.echo(load_report(loaded, source), err=True)
    if isinstance(loaded.failure, KeyboardInterrupt):
        raise loaded.failure
    if not loaded.whole:
        if tally.cvs > 1:
            click.echo(f"stopped after {tally.cvs - 1:,} CVs; run the same command again to continue", err=True)
        sys.exit(1)
    return loaded


class Problems:
    """The problems of CVs that cannot be loaded."""

    def __init__(self) -> None:
        self.found: list[Problem] = []
        self._sources: dict[str, str] = {}

    def add_links(self, store: Store, source: str, tally: Tally, quiet: bool) -> None:
        """Loads a file of links; adds a problem where it is none."""
        from vitagraph import stores
        from vitagraph.stores.links import Links

        try:
            links = Links(source)
        except DataError as error:
            self.found += error.problems
        else:
            _reported(stores.load(store, links.replacing(store)), source, tally, quiet, cvs=0)

    def distinct(self, document: str, source: str) -> bool:
        """Returns whether the address is new; adds a problem otherwise."""
        if (other := self._sources.setdefault(document, source)) == source:
            return True
        self._add(source, f"{other} has the same address {document}, and one would replace the other; give each CV its own")
        return False

    def _add(self, source: str, message: str) -> None:
        self.found.append(Problem(Place(source), message))

    def listed(self) -> str:
        """One problem a line."""
        return str(DataError(self.found)) + "\nCVs with problems were not loaded"
