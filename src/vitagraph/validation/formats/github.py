"""For pull requests: workflow commands that GitHub shows as annotations.

https://docs.github.com/actions/reference/workflow-commands-for-github-actions
"""

from vitagraph.errors import encodable
from vitagraph.validation.report import Report, Result, Severity

_COMMANDS = {Severity.error: "error", Severity.warning: "warning", Severity.note: "notice"}


def write(report: Report) -> str:
    """A command a result."""
    return "".join(_command(result) for result in report.distinct())


def _command(result: Result) -> str:
    place = result.place
    where = {"file": encodable(place.source)} | ({"line": str(place.line), "col": str(place.column)} if place.line else {})
    properties = ",".join(f"{name}={_escaped(value, ',:')}" for name, value in (where | {"title": result.about or "vitagraph"}).items())
    return f"::{_COMMANDS[result.finding.severity]} {properties}::{_escaped(result.message)}\n"


def _escaped(text: str, more: str = "") -> str:
    for character in "%\r\n" + more:
        text = text.replace(character, f"%{ord(character):02X}")
    return text
