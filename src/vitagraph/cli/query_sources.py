"""The sources of queries: an endpoint, a store in a folder, CVs, exports of many CVs, RDF files."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vitagraph.errors import UsageError, quoted
from vitagraph.patterns import regex
from vitagraph.rdf.dataset import PUBLIC

if TYPE_CHECKING:
    import pyoxigraph

    from vitagraph.queries import Endpoint, Local, Query

_IRI = regex(r'[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>"{}|^`\\]+')
_SELECTS_GRAPHS = "the query selects its graphs with FROM, private ones too if it names them"
#: the suffixes of files with many CVs
MANY = (".jsonl", ".ndjson", ".jsonl.gz", ".jsonl.zst", ".ndjson.gz", ".ndjson.zst", ".parquet")


def graphs_of(cv: str | None, include: Iterable[str]) -> tuple[str, ...]:
    """The graphs of a CV: the public ones, and those that are included; none where no CV is named.

    Raises UsageError where the name is not an IRI.
    """
    if cv and not _IRI.fullmatch(cv):
        raise UsageError(f"--cv {quoted(cv)} is not an IRI; write the address of a CV's document, such as https://ada.example/cv")
    return tuple(f"{cv.rstrip('#')}#graph/{name}" for name in (*PUBLIC, *include)) if cv else ()


def endpoint_of(url: str, graphs: tuple[str, ...], timeout: float, query: Query | None, include: Iterable[str]) -> Endpoint:
    """The endpoint to query. Unless the graphs are named already, these are the public graphs of the CVs that it has.

    `query` is None for a prompt, whose queries follow. Raises UsageError where it has none of them, and where it has several CVs
    and the query is for one.
    """
    from vitagraph.queries import Endpoint, at_once, cvs, holds, link_graphs, located, names_its_graphs

    target = Endpoint(located(url, timeout), graphs, timeout)
    if graphs:
        if not holds(target):
            raise _no_such_cv(graphs, cvs(target._replace(graphs=())))
        return target
    own = query if query and query.own else None
    if own and names_its_graphs(own.text):
        click.echo(f"vitagraph: {_SELECTS_GRAPHS}", err=True)
        return target
    cvs_found = cvs(target)
    if len(cvs_found) > 1 and (query is None or _of_one(query)):
        raise UsageError(f"{url} holds {len(cvs_found)} CVs; name one of them: {' '.join(f'--cv {one}' for one in cvs_found[:5])}")
    links = link_graphs(target) if len(cvs_found) > 1 else []
    public = (*(graph for cv in cvs_found for graph in graphs_of(cv, include)), *links)
    try:
        all_at_once = at_once(target, public, beside=own is None) if len(cvs_found) > 1 else None
    except UsageError as error:
        click.echo(f"vitagraph: {error}; each graph is queried separately", err=True)
        all_at_once = None
    return all_at_once or target._replace(graphs=public)


def local(sources: tuple[str, ...], include: tuple[str, ...], graphs: tuple[str, ...], queries: Iterable[Query] = ()) -> Local:
    """The data to query, and their graphs if not all of them; a prompt names no queries, as they follow.

    Raises UsageError where a source has several CVs, none is named, and a query is for one.
    """
    from vitagraph.queries import Local
    from vitagraph.queries.local_store import graphs_to_query, is_store, opened

    alone = any(map(_of_one, queries))
    folders = [source for source in sources if is_store(source)]
    if folders and len(sources) > 1:
        raise UsageError("a store must be the only source; leave out the others, or load them into it first")
    if any(map(_holds_many, sources)):
        return Local(_of_many(sources, include, graphs, alone and not graphs), merged=True)
    folder = folders[0] if folders else ""
    if folder and _is_public_only(folder):
        return Local(_public_only(folder, include, graphs, alone), (), folder, merged=True)
    store = opened(folder) if folder else store_of(sources, include)
    names = {graph.value for graph in store.named_graphs()}
    if graphs and names.isdisjoint(graphs):
        raise _no_such_cv(graphs, sorted({graph.partition("#graph/")[0] for graph in names if "#graph/" in graph}))
    if graphs or not folder:
        return Local(store, graphs, folder)
    return Local(store, graphs_to_query(store, include, one=alone), folder)


def _is_public_only(folder: str) -> bool:
    from vitagraph.stores.types.local import is_public_only

    return is_public_only(folder)


def _of_one(query: Query) -> bool:
    """Whether a query is for one CV: those of the catalogue are, unless they state otherwise."""
    return not query.own and not query.of_many


def _no_such_cv(graphs: tuple[str, ...], cvs: list[str]) -> UsageError:
    return UsageError(f"there is no CV {graphs[0].partition('#')[0]}; there is {' and '.join(cvs[:5]) or 'none'}")


def _public_only(folder: str, include: tuple[str, ...], graphs: tuple[str, ...], alone: bool) -> pyoxigraph.Store:
    """A store of public facts without named graphs. Raises UsageError for what it lacks."""
    from vitagraph.queries.local_store import opened, several_cvs

    instead = "create another with `vitagraph bulk load` without --public-only"
    if include:
        raise UsageError(f"{folder}: this store has public facts only, and --include names others; leave it out, or {instead}")
    if graphs:
        raise UsageError(f"{folder}: this store has no graphs, by which --cv selects a CV; leave it out, or {instead}")
    store = opened(folder)
    if alone and several_cvs(store):
        raise UsageError(
            f"{folder}: this store has several CVs without their graphs, and the query is for one; {instead}, and name it with --cv"
        )
    return store


def _is_export(source: str) -> bool:
    """Whether a folder holds a finished export; objects of a store are one, unless they are JSON Lines or a table."""
    return Path(source, "manifest.json").is_file() or (source.startswith(("s3://", "s3a://")) and not source.endswith(MANY))


def _holds_many(source: str) -> bool:
    """Whether a source may hold many CVs: an export, JSON Lines, a table, a folder of them."""
    return source.endswith(MANY) or _is_export(source) or _is_folder_of_many(source)


def _is_folder_of_many(source: str) -> bool:
    """Whether each file, or each folder of a folder without files, is a CV."""
    from vitagraph.queries.local_store import is_store
    from vitagraph.yaml import files_in, is_each_a_cv

    folder = Path(source)
    if not folder.is_dir() or is_store(source):
        return False
    files = files_in(folder)
    if files:
        return is_each_a_cv(files)
    return any(one.is_dir() and not one.name.startswith(".") and files_in(one) for one in folder.iterdir())


def _of_many(sources: tuple[str, ...], include: tuple[str, ...], graphs: tuple[str, ...], alone: bool) -> pyoxigraph.Store:
    """A store whose default graph holds the triples of many CVs, or of one of them, and of other sources beside."""
    from pyoxigraph import Store

    from vitagraph.bulk.in_memory import Wanted, add_cvs, add_export
    from vitagraph.bulk.inputs import sources as sources_of
    from vitagraph.cli.bulk import cores

    beside = tuple(source for source in sources if not _holds_many(source))
    if beside and graphs:
        raise UsageError(f"--cv selects a CV of an export or of JSON Lines, and {beside[0]} is neither; leave it out")
    store = store_of(beside, include, merged=True) if beside else Store()
    wanted = Wanted(include, graphs[0].partition("#")[0] if graphs else "", alone)
    for source in filter(_is_export, sources):
        add_export(store, source, wanted)
    if files := sources_of([source for source in sources if source.endswith(MANY) or _is_folder_of_many(source)]):
        add_cvs(store, files, wanted, cores())
    if graphs and not len(store):
        raise UsageError(f"there is no CV {wanted.cv} in {' '.join(sources)}")
    return store


def store_of(sources: tuple[str, ...], include: tuple[str, ...], merged: bool = False) -> pyoxigraph.Store:
    """A store with the triples of all sources, CVs and RDF files; `merged` into the default graph where some occur twice, or always."""
    from pyoxigraph import Store

    from vitagraph.queries import fill, load, merge
    from vitagraph.rdf.sources import is_graph_file

    store, repeated = Store(), merged or len(sources) > 1
    for source in sources:
        if is_graph_file(source):
            load(store, source, include)
            repeated = repeated or any(True for _ in store.named_graphs())
        else:
            from vitagraph.mapping import dataset_of
            from vitagraph.yaml import read_index

            graphs = dataset_of(read_index(source)).graphs(include)
            repeated = repeated or len(set().union(*graphs.values())) < sum(map(len, graphs.values()))
            fill(store, graphs)
    # A triple in several graphs is one.
    return merge(store) if repeated else store
