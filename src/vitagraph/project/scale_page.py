"""`docs/scale.md`: what twenty million CVs would take, computed from the measurements in `bench/`, so that it follows them."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

_CVS, _WORKS = 20_000_000, 10
_DEPARTMENT = "## 5,000 CVs"
_MEASURED_CVS, _WORKS_OF_EACH = 5_000, 61

_PAGE = """\
# Twenty million CVs

About as many as ORCID has records, with ten works each. The table is computed from `bench/department.md` (5,000 generated CVs of 61
works) and `bench/side-by-side.md`, when the project's files are generated: it was not measured, and assumes linear growth, which
`bench/bulk.md` shows up to a million publications. Generated CVs repeat their text, so that real ones compress less.

| what | arithmetic | result |
| --- | --- | --- |
{table}

Memory is that of a partition: about 100 MB for each worker, whatever the number of CVs.

## Export and validation

One machine is enough where a night is: [`vitagraph bulk`](how-to/many-cvs.md) with a worker for each core. Packed output
(`nquads.zst`) is the recommended format: it takes no longer (`bench/side-by-side.md`), and plain output of 32 cores needs a disk that
writes gigabytes a second. Several machines divide the same work with [Spark](how-to/many-cvs.md#spark), into a shared folder or an [object
store](how-to/many-cvs.md#object-stores). Either resumes what was killed, part by part.

## Linking

With Spark, `bulk link` reads the export on all machines and compares there what shares a name, a title or an affiliation. Identifiers
are joined in one database on one disk, whose rows are all people, organizations and works. Link parts that can contain the same people
(an institution, a country) before all of them.

## The store

Loading is the bottleneck: {quads} quads take {load} in one Oxigraph, and {disk} of disk. In the order in which one would try:

- **A subset.** Files of an export are independent of each other: load those of an institution. Most questions are about one.
- **Partitioned Oxigraph.** One store for each part of the CVs, loaded at the same time, with the same commands. A query over one CV
  goes to its store (`--cv`); one over all is sent to each, and its rows are added up. Counts of distinct people or works need the
  links of all.
- **[QLever](https://docs.qlever.dev/).** Its authors state hundreds of billions of triples on one machine. Its index builder reads
  N-Triples and N-Quads, as an export writes them, from a pipe (`zstdcat kg/part-*.nt.zst`). Export `ntriples.zst`, with `--distinct`
  and Spark for one triple each, and query by `--endpoint`; that `vitagraph load` replaces the graphs of single CVs in it was not
  tried.
- **[Virtuoso's
  cluster](https://virtuoso.openlinksw.com/whitepapers/150_Billion_Triple_dataset_hosted_on_the_LOD2_Knowledge_Store_Cluster.html).**
  A commercial edition, whose makers report benchmarks with 150 billion triples. The open-source edition is one server.

## What is tested

| | |
| --- | --- |
| 5,000 CVs on one machine: export, validation, load, queries | measured, `bench/department.md` |
| a million publications on one machine: export | measured, `bench/bulk.md` |
| Spark: a master and two workers on the loopback interface, one killed; a killed job resumed; its export loaded and linked | slow tests |
| an object store: moto's server on the loopback interface, also with Spark | slow tests |
| Oxigraph and Virtuoso, one server each | fast and slow tests; `bench/stores.md` |
| Spark on more than one machine; Amazon's S3; Spark's own connectors (`s3a://` with its Java package, `hdfs://`) | not tested |
| QLever, Virtuoso's cluster, partitioned Oxigraph | not tested |
| twenty million CVs | computed, not measured |
"""


class Figures(NamedTuple):
    """What is measured of a department of 5,000 CVs: bytes and numbers; processor seconds, of loading seconds; how much packing saves."""

    quads: int
    nquads: int
    stored: int
    exporting: float
    validating: float
    loading: float
    packed: float

    @classmethod
    def of(cls, root: Path) -> Figures:
        """The figures in the files of a checkout. Raises ValueError where one of them lacks a row."""
        department = _lines(root / "bench/department.md", _DEPARTMENT)
        counts = _row(department, "5,000 CVs, ").replace(",", "").split()
        side = _lines(root / "bench/side-by-side.md", "## And a department?")
        return cls(
            quads=int(counts[2]),
            nquads=int(counts[4]),
            stored=int(counts[8]),
            exporting=_cell(department, "| `vitagraph bulk export` |", 3),
            validating=_cell(department, "| `vitagraph bulk validate` |", 3),
            loading=_cell(department, "| `vitagraph bulk load` |", 2),
            packed=_cell(side, "| nquads |", 6) / _cell(side, "| nquads.zst |", 6),
        )


def scale_page(root: Path) -> str:
    """The page, from the figures in the checkout at `root`."""
    found = Figures.of(root)
    each = found.quads / _MEASURED_CVS / _WORKS_OF_EACH
    quads = _CVS * _WORKS * each
    share = quads / found.quads
    rates = {name: found.quads / seconds for name, seconds in zip(("export", "validate", "load"), found[3:6], strict=True)}
    hours = {name: quads / rate / 3600 for name, rate in rates.items()}
    rows = (
        ("quads", f"20,000,000 CVs × {_WORKS} works × {each:.0f} quads", _power(quads)),
        ("export", f"÷ {rates['export']:,.0f} quads a second and core", f"{_hours(hours['export'])} of one core"),
        ("on 2, 32, 320 cores", "", f"{_hours(hours['export'] / 2)}, {_hours(hours['export'] / 32)}, {_hours(hours['export'] / 320)}"),
        ("validation", f"÷ {rates['validate']:,.0f} quads a second and core", f"{_hours(hours['validate'])} of one core"),
        ("output, `nquads`", f"× {found.nquads / found.quads:.0f} bytes", _bytes(found.nquads * share)),
        ("output, `nquads.zst`", f"1/{found.packed:.0f} of that", _bytes(found.nquads * share / found.packed)),
        ("loading, one store", f"÷ {rates['load']:,.0f} quads a second", _hours(hours["load"])),
        ("its disk", f"× {found.stored / found.quads:.0f} bytes", _bytes(found.stored * share)),
    )
    table = "\n".join(f"| {name} | {arithmetic} | {result} |" for name, arithmetic, result in rows)
    return _PAGE.format(table=table, quads=_power(quads), load=_hours(hours["load"]), disk=_bytes(found.stored * share))


def _lines(path: Path, heading: str) -> list[str]:
    """The lines of a page from a heading on."""
    lines = path.read_text(encoding="utf-8").splitlines()
    if heading not in lines:
        raise ValueError(f"{path}: there is no {heading!r}; measure again")
    return lines[lines.index(heading) :]


def _row(lines: list[str], start: str) -> str:
    found = next((line for line in lines if line.startswith(start)), None)
    if found is None:
        raise ValueError(f"there is no row {start!r} below {lines[0]!r}; measure again")
    return found


def _cell(lines: list[str], start: str, column: int) -> float:
    """The number in a column of a row."""
    return float(_row(lines, start).split("|")[column].strip().replace(",", ""))


def _power(number: float) -> str:
    return f"{number / 1e9:.0f} × 10⁹"


def _hours(hours: float) -> str:
    return f"{hours * 60:.0f} min" if hours < 1 else f"{hours:.1f} h" if hours < 10 else f"{hours:.0f} h"


def _bytes(number: float) -> str:
    return f"{number / 1e12:.1f} TB" if number >= 1e12 else f"{number / 1e9:.0f} GB"
