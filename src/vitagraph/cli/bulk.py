"""`vitagraph bulk`: many CVs at once."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from vitagraph.cli.bulk_load import load
from vitagraph.cli.bulk_reconcile import reconcile
from vitagraph.cli.choice import LazyChoice
from vitagraph.cli.include import guard, include_option
from vitagraph.cli.output import write_bytes
from vitagraph.cli.progress import Bar, progress
from vitagraph.cli.spark_options import ENGINE, engine_option, spark_job, spark_options
from vitagraph.errors import UsageError

if TYPE_CHECKING:
    from vitagraph.bulk import ExportedPartition, Linked
    from vitagraph.bulk.validate import Checked
    from vitagraph.values import PartialDate

_ENGINE = LazyChoice("engine", "vitagraph.validation.engines:ENGINES", "vitagraph.cli.spark_options:ENGINE")
_FORMAT = LazyChoice("format", "vitagraph.bulk.formats:FORMATS")


@click.group(short_help="Many CVs at once: export, validate, link, load, reconcile.")
def bulk() -> None:
    """Many CVs at once, as a stream: memory does not grow with their number.

    INPUTS are YAML or JSON files with a CV each; folders of such files (a folder whose files are the sections of one CV is one
    CV); JSON Lines with a CV a line (.jsonl or .ndjson, also .gz and .zst; - for standard input); Parquet with a CV a row,
    its columns the sections, or one column `cv` with the CV's JSON.
    """


_EXPORT_MORE = """
\b
vitagraph bulk export people/ -o out/
vitagraph bulk export people/*.yaml cvs.jsonl.gz -o out/ --format nquads.gz
zcat dump.jsonl.gz | vitagraph bulk export - -o out/ --base https://people.example/
vitagraph bulk export cvs.jsonl -o shared/ --engine spark --master spark://host:7077

Exit code 0: all were written. 1: some were rejected. 2: the call is wrong.
"""


@bulk.command(epilog=_EXPORT_MORE)
@click.argument("inputs", nargs=-1, required=True, type=click.Path())
@click.option("-o", "--output", required=True, type=click.Path(file_okay=False), help="Folder to write.")
@click.option("-f", "--format", "format_name", type=_FORMAT, default="nquads", show_default=True, help="Format of the files.")
@include_option(help="Add facts that are not public (not with ntriples).")
@click.option("--base", default="", metavar="IRI", help="Address for CVs that state none: BASE/file, BASE/file/line.")
@click.option("--workers", type=click.IntRange(min=1), help="Number of processes. [default: one a core]")
@click.option("--partition", "most_cvs", type=click.IntRange(min=1), default=1000, show_default=True, help="Most CVs in a file.")
@engine_option
@spark_options
@click.option("--distinct", is_flag=True, help="With Spark: each line once in all CVs, not once a CV.")
@click.option("--restart", is_flag=True, help="Start again, and replace the files of an earlier run.")
@click.option("-q", "--quiet", is_flag=True, help="No summary.")
def export(
    inputs: tuple[str, ...],
    output: str,
    format_name: str,
    include: tuple[str, ...],
    base: str,
    workers: int | None,
    most_cvs: int,
    engine: str,
    master: str | None,
    configuration: tuple[str, ...],
    distinct: bool,
    restart: bool,
    quiet: bool,
) -> None:
    """Write all CVs in INPUTS as linked data into a folder.

    The folder gets part-00000.nq and so on, with the CVs in the order of the input; rejected.jsonl, with the place and the
    problems of every CV that could not be written; and manifest.json, with counts and digests. Each CV states an address of
    its own (`document: {iri: ...}`), or gets one with --base. Only public facts are written, unless --include names more.

    Interrupted, killed or run again with more input, the same command continues: finished files are kept while their input is
    the same.
    """
    from vitagraph.bulk import Settings, run
    from vitagraph.bulk import sources as sources_of
    from vitagraph.bulk.spark import run as run_by_spark

    settings = Settings.of(format_name, include, base, most_cvs, distinct)
    job = spark_job(engine, master, configuration)
    _check_spark(bool(job), distinct, bool(workers))
    sources = sources_of(inputs)
    start = time.monotonic()
    with progress(_bytes(sources), quiet, share=True) as bar:
        tally = _Tally(bar)
        if job:
            manifest = run_by_spark(sources, output, settings, job, tally.add, restart)
        else:
            manifest = run(sources, output, settings, workers or cores(), tally.add, restart)
    if not quiet:
        click.echo(tally.summary(manifest, output, time.monotonic() - start), err=True)
    if manifest["rejected"]:
        click.echo(f"{manifest['rejected']:,} of {manifest['cvs']:,} CVs were rejected; see {output.rstrip('/')}/rejected.jsonl", err=True)
        sys.exit(1)


def _check_spark(by_spark: bool, distinct: bool, has_workers: bool) -> None:
    """Raises UsageError for options that need Spark, or that it has no use for."""
    if distinct and not by_spark:
        raise UsageError("--distinct compares all CVs, which needs --engine spark")
    if by_spark and has_workers:
        raise UsageError("--workers are processes of this machine; leave it out, or name a number in --master 'local[2]'")


@bulk.command()
@click.argument("inputs", nargs=-1, required=True, type=click.Path())
@click.option("-o", "--output", default="-", type=click.Path(), help="File to write, JSON Lines. [default: standard output]")
@click.option("--strict", is_flag=True, help="A CV with warnings fails too.")
@click.option("--profile", "profiles", multiple=True, type=click.Choice(("public",)), help="More shapes: for privacy.")
@click.option("--shapes", "user_shapes", multiple=True, type=click.Path(), help="A Turtle file of your own SHACL shapes.")
@click.option(
    "--engine",
    type=_ENGINE,
    default="shacl",
    show_default=True,
    help="SHACL engine; pyshacl is the reference, spark is shacl by Spark.",
)
@spark_options
@click.option("--workers", type=click.IntRange(min=1), help="Number of processes. [default: one a core]")
@click.option(
    "--withhold",
    type=click.Choice(("none", "guarded", "all")),
    default="none",
    show_default=True,
    help="Values that results do not quote: those that are not public, or all.",
)
@click.option("-q", "--quiet", is_flag=True, help="Report errors only, without notes, warnings and summary.")
def validate(
    inputs: tuple[str, ...],
    output: str,
    strict: bool,
    profiles: tuple[str, ...],
    user_shapes: tuple[str, ...],
    engine: str,
    master: str | None,
    configuration: tuple[str, ...],
    workers: int | None,
    withhold: str,
    quiet: bool,
) -> None:
    """Check all CVs in INPUTS: a line of JSON for each, in the order of the input, its results with their place.

    \b
    vitagraph bulk validate cvs.jsonl -o report.jsonl
    vitagraph bulk validate cvs.jsonl -o report.jsonl --engine spark --master spark://host:7077
    vitagraph bulk validate people/ | jq -r '.results[] | select(.severity == "error") | .message' | sort | uniq -c

    Exit code 0: no CV has an error. 1: some have (with --strict, warnings too). 2: the call is wrong.
    """
    from vitagraph.bulk import Checks
    from vitagraph.bulk import sources as sources_of
    from vitagraph.bulk import validate as validated
    from vitagraph.bulk.spark import validate as validated_by_spark

    job = spark_job(engine, master, configuration)
    _check_spark(bool(job), distinct=False, has_workers=bool(workers))
    checks = Checks(profiles, user_shapes, ENGINE.get(engine, engine), strict, quiet, withhold)
    sources, start = sources_of(inputs), time.monotonic()
    results = validated_by_spark(sources, checks, job) if job else validated(sources, checks, workers or cores())
    found = _Checked()
    with progress(_bytes(sources), quiet or output == "-", share=True) as bar:
        _write(found.lines(results, bar), output)
    if not quiet:
        counts = f"{found.failed:,} of {found.cvs:,} CVs failed; {found.triples:,} triples"
        click.echo(f"{counts}; {time.monotonic() - start:.1f} s", err=True)
    if found.failed:
        sys.exit(1)


class _Checked:
    """The CVs that were checked, and their triples."""

    cvs = failed = triples = 0

    def lines(self, results: Iterable[Checked], bar: Bar) -> Iterator[bytes]:
        """The lines of the report, while it counts them and reports progress."""
        for checked in results:
            self.cvs += checked.cvs
            self.failed += checked.failed
            self.triples += checked.triples
            bar.begin(f"{self.cvs:,} CVs, {self.failed:,} failed")
            bar.end(self.triples, checked.size)
            yield checked.lines


@bulk.command()
@click.argument("folder", type=click.Path())
@click.option("-o", "--output", required=True, type=click.Path(), help="File of links to write, N-Quads.")
@click.option("--candidates", type=click.Path(), help="File of candidates. [default: beside the links, .candidates.jsonl]")
@click.option("--base", metavar="IRI", help="Address of the link graphs. [default: https://w3id.org/vitagraph/links]")
@click.option("--created", metavar="DATE", help="Date of the links, to be stated with them. [default: none]")
@engine_option
@spark_options
@click.option("-q", "--quiet", is_flag=True, help="No summary.")
def link(
    folder: str,
    output: str,
    candidates: str | None,
    base: str | None,
    created: str | None,
    engine: str,
    master: str | None,
    configuration: tuple[str, ...],
    quiet: bool,
) -> None:
    """Find the same person, organization and work across the CVs of an export.

    FOLDER was written by `vitagraph bulk export`. Persons and organizations with a common identifier (ORCID, Wikidata, ROR) are
    linked by owl:sameAs, works with a common DOI, arXiv identifier or ISBN by schema:sameAs, each with the node whose IRI comes
    first. So are works of one title, authors and kind, or preprint and paper, and authors at the same place of one work, where
    nothing contradicts it. Others with a name in common are candidates: a line of JSON with a score and the evidence (places in
    the same author list, works, co-authors, affiliations), never a link.

    The links of each rule are in a graph of their own; one more graph describes them as VoID linksets. Load them with `vitagraph
    load`: they replace those of an earlier run.

    \b
    vitagraph bulk link out/ -o links.nq
    vitagraph load links.nq --store-path kg/
    jq -r 'select(.score > 0.9) | [.one, .other] | @tsv' links.candidates.jsonl
    """
    from tempfile import TemporaryFile

    from vitagraph.bulk import finished
    from vitagraph.bulk import link as linked
    from vitagraph.bulk.spark import joins

    address, date = _address(base), _date(created)
    job = spark_job(engine, master, configuration)
    if finished(folder).include:
        guard()
    start = time.monotonic()
    with TemporaryFile() as links, TemporaryFile() as possible:
        with joins(job) as joining:
            found = linked(folder, links, possible, address, date, joining)
        _write(_pieces(links), output)
        _write(_pieces(possible), candidates or f"{output.removesuffix(Path(output).suffix)}.candidates.jsonl")
    if not quiet:
        click.echo(_links_found(found, time.monotonic() - start), err=True)


def _links_found(found: Linked, seconds: float) -> str:
    counts = f"{found.agents:,} links of persons and organizations, {found.works:,} of works, {found.candidates:,} candidates"
    lines = [f"{found.documents:,} CVs: {counts}; {seconds:.1f} s"]
    if found.contradictions:
        lines.append(f"{found.contradictions:,} groups have two identifiers of one issuer and were not linked; see the candidates")
    if found.too_common:
        lines.append(f"{found.too_common:,} common values are shared by more than forty and were ignored")
    return "\n".join(lines)


def _address(base: str | None) -> str:
    """The address of the link graphs. Raises UsageError where it is no IRI without a fragment."""
    from vitagraph.bulk.linking import BASE
    from vitagraph.records.cv import DocumentIri

    try:
        return BASE if base is None else DocumentIri.parse(base)
    except ValueError as error:
        raise UsageError(f"--base: {error}") from None


def _date(created: str | None) -> PartialDate | None:
    """A date that a user states. Raises UsageError where it is none."""
    from vitagraph.values import PartialDate

    try:
        return None if created is None else PartialDate.parse(created)
    except ValueError as error:
        raise UsageError(f"--created: {error}") from None


def cores() -> int:
    """The number of cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _bytes(sources: list[str]) -> int | None:
    """The number of bytes to read; None where it is unknown."""
    from vitagraph.bulk.inputs import Span, packed, size_of

    if any(source == "-" or packed(source) for source in sources):
        return None
    return sum(size_of(Span(source)) for source in sources)


def _write(data: Iterator[bytes], output: str) -> None:
    """Writes a file or an object, when it is complete, or standard output."""
    from vitagraph.bulk.buckets import is_address
    from vitagraph.bulk.storage import replace, storage

    if is_address(output):
        place, _, name = output.rpartition("/")
        replace(storage(place), name, data)
    else:
        write_bytes(data, output)


class _Tally:
    """Counts for the progress bar and the summary."""

    def __init__(self, bar: Bar) -> None:
        self._bar = bar
        self.quads = self.kept = 0

    def add(self, partition: ExportedPartition, kept: bool, size: int) -> None:
        """Counts a partition, finished now or by an earlier run."""
        self.kept += kept
        self.quads += partition.quads
        self._bar.begin(f"part {partition.number}")
        self._bar.end(self.quads, size)

    def summary(self, manifest: dict[str, Any], output: str, seconds: float) -> str:
        """The summary in one line."""
        written = manifest["cvs"] - manifest["rejected"]
        kept = f", {self.kept} of them kept from an earlier run" if self.kept else ""
        files = sum(one.file is not None for one in manifest["partitions"])
        size = f"{manifest['quads']:,} quads, {manifest['bytes']:,} bytes"
        return f"{output}: {written:,} CVs, {size} in {files} files{kept}; {seconds:.1f} s"


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    """The content of a file from its beginning."""
    file.seek(0)
    while piece := file.read(1 << 20):
        yield piece


bulk.add_command(load)
bulk.add_command(reconcile)
