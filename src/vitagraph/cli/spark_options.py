"""The options of the `bulk` commands that Apache Spark can do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import click

from vitagraph.errors import UsageError

if TYPE_CHECKING:
    from vitagraph.bulk.spark import Job

#: the engine of `bulk validate` that is no SHACL engine: Spark, whose tasks use the default one
ENGINE = {"spark": "shacl"}
_MASTER = "local[*]"

engine_option = click.option(
    "--engine", type=click.Choice(("local", "spark")), default="local", show_default=True, help="This machine, or Spark."
)


def spark_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds the options --master and --spark-conf."""
    for option in (
        click.option(
            "--spark-conf", "configuration", multiple=True, metavar="KEY=VALUE", help="A setting of Spark's (spark.driver.memory=1g)."
        ),
        click.option("--master", metavar="URL", help=f"Spark's master. [default: {_MASTER}]"),
    ):
        command = option(command)
    return command


def spark_job(engine: str, master: str | None, configuration: Sequence[str]) -> Job | None:
    """The job that the options describe; None where the engine is not Spark. Raises UsageError for options that do not apply."""
    from vitagraph.bulk.spark import Job

    if engine != "spark":
        if master or configuration:
            raise UsageError("--master and --spark-conf are settings of Spark's; add --engine spark")
        return None
    if wrong := [one for one in configuration if "=" not in one]:
        raise UsageError(f"--spark-conf {wrong[0]}: this has no value; write KEY=VALUE")
    return Job(master or _MASTER, dict(one.split("=", 1) for one in configuration))
