"""The export by Apache Spark: Spark's partitions, and the same functions for each CV.

Spark reads any address that it supports (s3://, hdfs://, local paths), distributes and repeats work among its executors, and commits
the output as a whole. Every executor's Python needs vitagraph.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from vitagraph.bulk.export import Settings, quads_of
from vitagraph.bulk.formats import COLUMNS, FORMATS, quad
from vitagraph.bulk.inputs import Unit
from vitagraph.errors import UsageError

if TYPE_CHECKING:
    from pyspark import RDD
    from pyspark.sql import DataFrame, SparkSession

_YAML = (".yaml", ".yml", ".json")
_QUADS, _REJECTED = "quads", "rejected"


class Job(NamedTuple):
    """The settings, the address of Spark's master, its configuration, and whether each line is written once for all CVs (`distinct`)."""

    settings: Settings
    master: str = "local[*]"
    configuration: Mapping[str, str] = {}
    distinct: bool = False


def run(inputs: Sequence[str], output: str, job: Job) -> int:
    """Exports all CVs of some inputs to `output`/kind=quads and `output`/kind=rejected. Returns the number of rejected CVs.

    Raises UsageError where Spark is not installed or does not write the format, or the output exists.
    """
    if not FORMATS[job.settings.format].spark_codec:
        known = ", ".join(name for name, one in FORMATS.items() if one.spark_codec)
        raise UsageError(f"Spark does not write {job.settings.format}; name one of {known}")
    session = _session(job)
    try:
        units = session.sparkContext.union([_units(session, source) for source in inputs])
        _write(session, units, output, job)
        return _count(session, f"{output.rstrip('/')}/kind={_REJECTED}", job.settings.format)
    finally:
        session.stop()


def _session(job: Job) -> SparkSession:
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        raise UsageError("--engine spark needs pyspark; pip install 'pyspark>=4' 'pyarrow>=18'") from None
    builder = SparkSession.builder.master(job.master).appName("vitagraph bulk export")
    for name, value in {"spark.ui.enabled": "false", "spark.ui.showConsoleProgress": "false", **job.configuration}.items():
        builder = builder.config(name, value)
    return builder.getOrCreate()


def _units(session: SparkSession, source: str) -> RDD[Unit]:
    """The CVs of an input: numbered lines, rows of Parquet, or files."""
    if source.endswith(".parquet"):
        table = session.read.parquet(source)
        text = "cv" if table.columns == ["cv"] else "to_json(struct(*)) AS cv"
        numbered = table.selectExpr(text).rdd.map(lambda row: str(row[0])).zipWithIndex()
    elif source.endswith(_YAML):
        files = session.sparkContext.binaryFiles(source)
        return files.map(lambda file: Unit(file[0], 0, [(file[0], bytes(file[1]))]))
    else:
        if "://" not in source and not os.path.exists(source):  # noqa: PTH110 - an address, not always a path
            raise UsageError(f"{source}: there is no such file or folder; name what every executor can read")
        numbered = session.sparkContext.textFile(source).zipWithIndex()
    return numbered.filter(lambda row: row[0].strip() != "").map(partial(_unit, source))


def _unit(source: str, row: tuple[str, int]) -> Unit:
    return Unit(source, row[1] + 1, [(source, row[0].strip().encode())])


def _write(session: SparkSession, units: RDD[Unit], output: str, job: Job) -> None:
    """Writes quads and rejected CVs in one pass: the column `kind` of a row decides on its folder."""
    from pyspark.errors import AnalysisException

    by_line = job.distinct or job.settings.format == "parquet"
    rows = units.mapPartitions(partial(_rows, settings=job.settings, by_line=by_line))
    frame: DataFrame = session.createDataFrame(rows, "kind string, value string")
    if job.distinct:
        frame = frame.distinct()
    try:
        if job.settings.format == "parquet":
            columns = ", ".join(f"{name} string" for name in ("kind", *COLUMNS))
            table = session.createDataFrame(frame.rdd.map(_columns), columns)
            table.write.partitionBy("kind").option("compression", FORMATS[job.settings.format].spark_codec).parquet(output)
        else:
            frame.write.partitionBy("kind").option("compression", FORMATS[job.settings.format].spark_codec).text(output)
    except AnalysisException as error:
        raise UsageError(f"{output}: {error}; name a folder that is not there yet") from None


def _rows(units: Iterable[Unit], settings: Settings, by_line: bool) -> Iterator[tuple[str, str]]:
    for unit in units:
        result = quads_of(unit, settings)
        if isinstance(result, bytes):
            yield _REJECTED, result.decode().rstrip("\n")
        elif by_line:
            yield from ((_QUADS, line) for piece in result[0] for line in piece.decode().split("\n") if line)
        else:
            yield _QUADS, b"".join(result[0]).decode().rstrip("\n")


def _columns(row: Any) -> tuple[str, ...]:
    """A row of the table of quads; a rejected CV is in its first column."""
    return (row[0], *(quad(row[1]) if row[0] == _QUADS else (row[1], "", "", "")))


def _count(session: SparkSession, folder: str, format_name: str) -> int:
    from pyspark.errors import AnalysisException

    try:
        return int((session.read.parquet(folder) if format_name == "parquet" else session.read.text(folder)).count())
    except AnalysisException:
        return 0  # no CV was rejected, so there is no such folder
