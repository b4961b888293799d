"""Formats of validation reports, one file each; a new file is all that a new format needs: `--format` and help read its `FORMAT`."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from vitagraph.plugins import Registry
from vitagraph.validation.report import Report


class ReportFormat(NamedTuple):
    """A format: its name, its place in lists, and the function that returns the text of a report.

    `passed_on`: reports usually leave the user's machine, so that they do not quote restricted values unless the user asks for it.
    """

    name: str
    order: int
    write: Callable[[Report], str]
    passed_on: bool = True


#: every format by name
REPORT_FORMATS = Registry(ReportFormat, __name__, "FORMAT", "vitagraph.report_formats", "report format")


def write(report: Report, format_name: str) -> str:
    """The text of a report in a format of `REPORT_FORMATS`."""
    return REPORT_FORMATS[format_name].write(report)
