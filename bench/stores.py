"""Measures loads of many CVs into real stores, and each store's bulk loader: `PYTHONPATH=tests stores.py [CVS]`, 1,000 by default.

Prints a table and writes it to bench/stores.md. The bulk loaders guarantee nothing: they neither replace graphs nor read them back.

"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import servers
import vitagraph
from vitagraph import stores
from vitagraph.network.credentials import Credentials
from vitagraph.rdf.syntaxes.ntriples import lines
from vitagraph.rdf.terms import Term
from vitagraph.stores.contents import Contents, contents
from vitagraph.stores.detection import store_at
from vitagraph.stores.http import Connection

ROOT = Path(__file__).parent.parent
_REAL = "https://lapuschkin.com/cv"


def cvs(count: int) -> Iterator[dict[Term, Contents]]:
    """CVs as large as the real one, each with its own address."""
    graphs = stores.expected(vitagraph.dataset(vitagraph.read(ROOT / "data/lapuschkin")))
    for number in range(count):
        own = f"https://people.example/{number}/cv"
        yield {
            name.replace(_REAL, own): contents((s.replace(_REAL, own), p, o.replace(_REAL, own)) for s, p, o in graph.values())
            for name, graph in graphs.items()
        }


def loaded(server: servers.TripleStore, count: int) -> tuple[float, int]:
    """Seconds and triples of a load of all CVs."""
    store = store_at(server.root, Connection(Credentials(server.user, server.password)))
    seconds, triples = 0.0, 0
    for graphs in cvs(count):
        start = time.monotonic()
        done = stores.load(store, graphs)
        seconds += time.monotonic() - start
        if not done.whole:
            raise SystemExit(f"{store.name}: {done.failure}")
        triples += sum(len(graph.now) for graph in done.graphs)
    return seconds, triples


def files(count: int, folder: Path) -> list[str]:
    """The same CVs as folders of YAML."""
    sources = [(file.name, file.read_bytes()) for file in (ROOT / "data/lapuschkin").iterdir()]
    for number in range(count):
        own = folder / f"{number:05}"
        own.mkdir(parents=True)
        for name, data in sources:
            (own / name).write_bytes(data.replace(_REAL.encode(), f"https://people.example/{number}/cv".encode()))
    return sorted(map(str, folder.iterdir()))


def unchanged(server: servers.TripleStore, sources: list[str], folder: Path, *options: str) -> float:
    """Seconds of `vitagraph load`, the whole process, of CVs that the store has already."""
    environment = os.environ | {"VITAGRAPH_PASSWORD": server.password, "XDG_STATE_HOME": str(folder)}
    user = ["--user", server.user] if server.user else []
    command = [sys.executable, "-m", "vitagraph", "load", *sources, "--endpoint", server.root, *user, *options]
    start = time.monotonic()
    stderr = subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stderr
    if "0 changes" not in stderr:
        raise SystemExit(stderr)
    return time.monotonic() - start


def bulk(maker: type[servers.TripleStore], folder: Path, file: Path) -> float:
    """Seconds that the bulk loader of the store takes for all CVs in one N-Quads file."""
    if maker is servers.Oxigraph:
        line = [servers.found("oxigraph", "pip install oxigraph"), "load", "--location", str(folder / "store"), "--file", str(file)]
        start = time.monotonic()
        subprocess.run(line, check=True, capture_output=True)
        return time.monotonic() - start
    with servers.virtuoso(folder) as server:
        (folder / file.name).symlink_to(file)
        start = time.monotonic()
        server.sql(f"ld_dir('.', '{file.name}', 'urn:none');", "rdf_loader_run();", "checkpoint;")
        return time.monotonic() - start


def rows(count: int) -> Iterator[str]:
    """One row for each store and method of loading."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        file, sources = folder / "cvs.nq", files(count, folder / "yaml")
        with file.open("w", encoding="utf-8") as out:
            for graphs in cvs(count):
                for graph, content in graphs.items():
                    out.write(lines((s, p, f"{o} {graph}") for s, p, o in content.values()))
        for maker in (servers.Oxigraph, servers.Virtuoso):
            name = maker.__name__
            (folder / name).mkdir()
            (folder / f"{name}-bulk").mkdir()
            with servers.running(maker(folder / name)) as server:
                seconds, triples = loaded(server, count)
                yield row(f"{name}, `vitagraph load`", triples, seconds)
                yield row(f"{name}, the same again, nothing changed", triples, loaded(server, count)[0])
                yield row(f"{name}, from YAML files, nothing changed", triples, unchanged(server, sources, folder))
                yield row(f"{name}, from YAML files, nothing changed, `--quick`", triples, unchanged(server, sources, folder, "--quick"))
            yield row(f"{name}, its own bulk loader", triples, bulk(maker, folder / f"{name}-bulk", file))


def row(what: str, triples: int, seconds: float) -> str:
    """A row of the table."""
    return f"| {what} | {triples:,} | {seconds:.1f} | {triples / seconds:,.0f} |"


def main(show: Callable[[str], None] = print) -> None:
    """Prints the table and writes it."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    table = [
        "# Loading",
        "",
        f"Written by `make bench-stores`: {count:,} CVs of the size of the real one, without reading their YAML where it is not named.",
        "",
        "| into | triples | seconds | triples/s |",
        "| --- | --- | --- | --- |",
    ]
    for line in rows(count):
        show(line)
        table.append(line)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    table += ["", f"The client's memory peaked at {peak:.0f} MB."]
    (ROOT / "bench/stores.md").write_text("\n".join(table) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
