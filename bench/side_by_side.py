"""vitagraph beside other tools, a table for each question of a user: `PYTHONPATH=tests side_by_side.py`, to bench/side-by-side.md.

Sizes are small, so that a run takes ten minutes; bulk.py and department.py measure large ones. What other tools do is the same task,
or a part of it, which is named; their results are compared where both have one. Peers have environments of their own (build/peers).
"""

from __future__ import annotations

import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter

import stores
import validation
from run import ROOT, Run, run

import bulk
import servers

FOLDER = ROOT / "build/side-by-side"
PROGRAM = str(Path(sys.executable).with_name("vitagraph"))
PEERS = ROOT / "bench/peers"
REAL = ROOT / "data/lapuschkin"
TURNS = 3
PUBLICATIONS = 2_000
#: processor seconds after which rdflib's query is ended
PATIENCE = 12
#: a query -> whether it is one over many CVs
QUERIES = {"top-coauthors": False, "publications-per-unit": True}
bulk.PEERS |= {"rendercv": ("rendercv[full]==2.3", "click"), "pyrudof": ("pyrudof==0.3.35",)}

#: a name -> what is measured, or why it is not
Cases = dict[str, Callable[[], Run] | str]


def command(*words: object) -> Callable[[], Run]:
    """A whole process."""
    return lambda: run([str(word) for word in words])


def table(cases: Cases, turns: int = TURNS) -> Iterator[str]:
    """Medians of several runs of all cases in turn. The first is compared with: by processor time, where there is one; else by time."""
    runs: dict[str, list[Run]] = {name: [] for name, case in cases.items() if not isinstance(case, str)}
    for _ in range(turns):
        for name, many in runs.items():
            case = cases[name]
            assert not isinstance(case, str)
            many.append(case())
    medians = {name: Run(*(statistics.median(one[field] for one in many) for field in range(3))) for name, many in runs.items()}
    first = next(iter(medians.values()))
    yield from ("| | seconds | processor seconds | times the first | peak MB |", "| --- | --- | --- | --- | --- |")
    for name, case in cases.items():
        if isinstance(case, str):
            yield f"| {name} | {case} | | | |"
            continue
        seconds, megabytes, processor = medians[name]
        if processor:
            yield f"| {name} | {seconds:.2f} | {processor:.2f} | {processor / first.processor:.2f} | {megabytes:.0f} |"
        else:
            yield f"| {name} | {seconds:.2f} | | {seconds / first.seconds:.2f} (seconds) | |"


# -- one CV


def one_cv() -> Iterator[str]:
    """Records to a graph; and RenderCV, which makes pages of them."""
    terms, source = FOLDER / "terms.pickle", FOLDER / "cv.yaml"
    run([sys.executable, str(ROOT / "bench/terms.py"), str(REAL), str(terms)])
    run([PROGRAM, "export", str(REAL), "-f", "rendercv", "-o", str(source), "-q"])
    rendercv = Path(bulk.python_of("rendercv")).with_name("rendercv")
    yield from ("", "## How long does one CV take?", "", "`data/lapuschkin`, 7,299 triples as Turtle.", "")
    yield from table(
        {
            "`vitagraph export`, from YAML": command(PROGRAM, "export", REAL, "-q", "-o", FOLDER / "cv.ttl"),
            "rdflib, from ready terms": command(sys.executable, ROOT / "bench/with_rdflib.py", terms, FOLDER / "rdflib.ttl"),
            "RenderCV 2.3, its part: Typst, Markdown and HTML": command(
                rendercv, "render", source, "-nopdf", "-nopng", "-o", FOLDER / "rendercv"
            ),
        }
    )


def page() -> Iterator[str]:
    """A homepage with all publications."""
    jekyll = shutil.which("jekyll")
    yield from ("", "## And a homepage?", "", "The same CV, into a new folder.", "")
    cases: Cases = {"`vitagraph site`: pages, data, downloads, charts": _site}
    cases["Jekyll, its part: one page with the list of works"] = _jekyll(jekyll) if jekyll else "not run: there is no `jekyll` here"
    cases["al-folio"] = "not run: its plug-ins (jekyll-scholar and others) are on rubygems.org only, which this machine cannot reach"
    yield from table(cases)


def _site() -> Run:
    shutil.rmtree(FOLDER / "site", ignore_errors=True)
    return run([PROGRAM, "site", str(REAL), "-q", "-o", str(FOLDER / "site")])


def _jekyll(program: str) -> Callable[[], Run]:
    """A site of one page, whose list is a Liquid loop over the works as CSL JSON."""
    source = FOLDER / "jekyll"
    (source / "_data").mkdir(parents=True, exist_ok=True)
    run([PROGRAM, "export", str(REAL), "-f", "csl-json", "-o", str(source / "_data/works.json"), "-q"])
    authors = "{% for a in w.author %}{{ a.given | escape }} {{ a.family | escape }}, {% endfor %}"
    loop = f"{{% for w in site.data.works %}}<li>{authors}{{{{ w.title | escape }}}} {{{{ w.DOI }}}}</li>{{% endfor %}}"
    (source / "index.html").write_text(f"---\ntitle: CV\n---\n<ul>{loop}</ul>\n", encoding="utf-8")
    return command(program, "build", "--quiet", "--source", source, "--destination", FOLDER / "jekyll-site", "--disable-disk-cache")


# -- a department


def department() -> Iterator[str]:
    """Many CVs to N-Triples, with the same triples, and in compressed formats."""
    source, output, tables = bulk.publications(PUBLICATIONS), FOLDER / "ours", FOLDER / "tables"
    bulk.export(source, output, 2)
    parts = sorted(output.glob("part-*.nt"))
    tables.mkdir()
    subprocess.run([sys.executable, str(PEERS / "tables.py"), str(tables), *map(str, parts)], check=True)
    expected = bulk.digest(parts)

    def ours(workers: int) -> Run:
        taken = bulk.export(source, FOLDER / "two", workers)
        return _same(taken, sorted((FOLDER / "two").glob("part-*.nt")), expected)

    def peer(name: str, python: str) -> Callable[[], Run]:
        target = FOLDER / f"{name}.nt"
        return lambda: _same(run([python, str(PEERS / f"with_{name}.py"), str(tables), str(target)]), [target], expected)

    yield from ("", "## And a department?", "")
    yield f"{PUBLICATIONS:,} publications with ordered authors in {PUBLICATIONS // 100} CVs, as JSON Lines, to N-Triples. The other"
    yield from ("tools begin with tables in which names are parsed, ids derived and lists numbered (`bench/peers/tables.py`).", "")
    yield from table(
        {
            "`vitagraph bulk export`, two workers": lambda: ours(2),
            "`vitagraph bulk export`, one worker": lambda: ours(1),
            "maplib 0.20.26, from tables": peer("maplib", bulk.python_of("maplib")),
            "morph-kgc 2.10.0, from tables": peer("morph_kgc", bulk.python_of("morph_kgc")),
            "duckdb 2.0.0, from tables": peer("duckdb", bulk.python_of("duckdb")),
            "rdflib, from tables": peer("rdflib", sys.executable),
        }
    )
    yield from ("", f"SHA-256 of the distinct triples of all, sorted: `{expected}`.", "", "Packed, with two workers:", "")
    yield from _packed(source)


def _packed(source: Path) -> Iterator[str]:
    """Formats of bulk export: their times, and the bytes that they write."""
    formats = ("ntriples", "ntriples.zst", "ntriples.gz", "nquads", "nquads.zst", "parquet")
    rows = list(table({name: lambda name=name: bulk.export(source, FOLDER / name, 2, name) for name in formats}, TURNS + 2))
    yield rows[0] + " bytes | share |"
    yield rows[1] + " --- | --- |"
    whole = 0
    for name, row in zip(formats, rows[2:], strict=True):
        size = json.loads((FOLDER / name / "manifest.json").read_bytes())["bytes"]
        whole = size if name in ("ntriples", "nquads") else whole
        yield f"{row} {size:,} | {'1' if size == whole else f'1/{whole / size:.0f}'} |"


def _same(taken: Run, files: list[Path], expected: str) -> Run:
    if bulk.digest(files) != expected:
        raise SystemExit(f"{files[0]}: the triples differ")
    return taken


# -- validation, loading, asking


def checked() -> Iterator[str]:
    """The real CV against the default shapes."""
    ours, pyshacl = validation.commands(FOLDER).values()
    yield from ("", "## How long does validation take?", "", "The same CV and shapes; vitagraph reads YAML, the others N-Triples.", "")
    yield from table(
        {
            "`vitagraph validate`": command(*ours),
            "pyrudof 0.3.35": command(
                bulk.python_of("pyrudof"), PEERS / "with_pyrudof.py", FOLDER / "bench.nt", FOLDER / "bench-shapes.ttl"
            ),
            "pySHACL": command(*pyshacl),
        }
    )


def loaded() -> Iterator[str]:
    """The department into a new store, by each store's own loader."""
    export, lines = FOLDER / "nquads", FOLDER / "all.nq"
    lines.write_bytes(b"".join(part.read_bytes() for part in sorted(export.glob("part-*.nq"))))
    quads = json.loads((export / "manifest.json").read_bytes())["quads"]

    def own(maker: type[servers.TripleStore]) -> Callable[[], Run]:
        def load() -> Run:
            shutil.rmtree(FOLDER / "bulk", ignore_errors=True)
            (FOLDER / "bulk").mkdir()
            return Run(stores.bulk(maker, FOLDER / "bulk", lines), 0, 0)

        return load

    yield from (
        "",
        "## And loading?",
        "",
        f"The department's {quads:,} quads into a new store; the servers' processes are not counted.",
        "",
    )
    virtuoso = own(servers.Virtuoso) if shutil.which("virtuoso-t") else "not run: it is not installed here"
    yield from table(
        {
            "`vitagraph bulk load`, digests checked": command(
                PROGRAM, "bulk", "load", export, "--store-path", FOLDER / "kg", "--replace", "-q"
            ),
            "Oxigraph, `oxigraph load`": own(servers.Oxigraph),
            "Virtuoso, `rdf_loader_run`": virtuoso,
        }
    )


def queried() -> Iterator[str]:
    """Canned queries on one CV, and on the department."""
    yield from (
        "",
        "## And questions?",
        "",
        "`vitagraph` and rdflib are whole processes, which read the CV or open the store; a server has it open.",
        "",
    )
    triples = FOLDER / "all.nt"
    triples.write_bytes(b"".join(part.read_bytes() for part in sorted((FOLDER / "ntriples").glob("part-*.nt"))))
    (FOLDER / "server").mkdir()
    oxigraph = servers.found("oxigraph", servers.Oxigraph.installed_by)
    place = FOLDER / "server/store"
    subprocess.run([oxigraph, "load", "--location", str(place), "--file", str(triples)], check=True, capture_output=True)
    with servers.running(servers.Oxigraph(FOLDER / "server")) as server:
        for name, over_many in QUERIES.items():
            query = FOLDER / f"{name}.rq"
            query.write_bytes(subprocess.run([PROGRAM, "queries", name], check=True, capture_output=True).stdout)
            rdflib = command(sys.executable, PEERS / "query_rdflib.py", FOLDER / "cv.ttl", query, PATIENCE)
            yield from ("", f"`{name}` on the real CV:", "")
            yield from table({"`vitagraph query`, from YAML": command(PROGRAM, "query", name, REAL), "rdflib, from Turtle": rdflib})
            if over_many:
                rdflib = command(sys.executable, PEERS / "query_rdflib.py", triples, query, PATIENCE)
                yield from ("", f"The same on {PUBLICATIONS // 100} CVs:", "")
                yield from table(
                    {
                        "`vitagraph query`, a store": command(PROGRAM, "query", name, FOLDER / "kg"),
                        "Oxigraph's server, over HTTP": lambda query=query: _posted(f"{server.root}/query", query),
                        f"rdflib, from N-Triples, at most {PATIENCE} processor seconds": rdflib,
                    }
                )


def _posted(address: str, query: Path) -> Run:
    request = urllib.request.Request(address, query.read_bytes(), {"Content-Type": "application/sparql-query"})
    start = perf_counter()
    with urllib.request.urlopen(request) as reply:
        reply.read()
    return Run(perf_counter() - start, 0, 0)


def main() -> None:
    """Prints the tables and writes them."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    bulk.FOLDER.mkdir(parents=True, exist_ok=True)
    start = perf_counter()
    machine = f"{platform.machine()}, {os.cpu_count()} cores, CPython {platform.python_version()}"
    lines = [
        "# Side by side",
        "",
        f"Written by `make bench-side-by-side` on {machine}, with a load of {os.getloadavg()[0]:.1f} at the start.",
        f"Medians of {TURNS} runs in turn. Programs are compared by processor seconds, as other processes may be at work.",
    ]
    for section in (one_cv, page, department, checked, loaded, queried):
        for line in section():
            print(line, flush=True)
            lines.append(line)
    lines += ["", f"The run took {(perf_counter() - start) / 60:.0f} minutes."]
    (ROOT / "bench/side-by-side.md").write_text("\n".join(lines) + "\n", encoding="utf-8")
    shutil.rmtree(FOLDER)


if __name__ == "__main__":
    main()
