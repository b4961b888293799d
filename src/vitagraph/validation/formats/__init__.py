"""How a report is written, one file a format: `write(report)` gives its text."""

from __future__ import annotations

from importlib import import_module

from vitagraph.validation.report import Report

FORMATS = ("text", "json", "sarif", "github", "turtle")


def write(report: Report, format_name: str) -> str:
    """The report in a format of `FORMATS`."""
    text: str = import_module(f"{__name__}.{format_name}").write(report)
    return text
