"""For pull requests: workflow commands that GitHub shows as annotations.

https://docs.github.com/actions/reference/workflow-commands-for-github-actions
"""

from vitagraph.errors import Place, Problem, encodable
from vitagraph.validation.formats import ReportFormat
from vitagraph.validation.report import Report, Result, Severity

_COMMANDS = {Severity.error: "error", Severity.warning: "warning", Severity.note: "notice"}


def write(report: Report) -> str:
    """One command for each result."""
    return "".join([*map(_command, report.distinct()), *map(_not_checked, report.unchecked)])


def _not_checked(problem: Problem) -> str:
    return _line("warning", problem.place, "not checked", problem.message)


def _command(result: Result) -> str:
    own = f"{result.shacl.severity_word}: " if result.shacl.custom_severity else ""
    similar = f" (and {result.more:,} more like this)" if result.more else ""
    return _line(_COMMANDS[result.shacl.severity], result.place, result.about or "vitagraph", own + result.message + similar)


def _line(command: str, place: Place, title: str, message: str) -> str:
    where = {"file": encodable(place.source)} | ({"line": str(place.line), "col": str(place.column)} if place.line else {})
    properties = ",".join(f"{name}={_escaped(value, ',:')}" for name, value in (where | {"title": title}).items())
    return f"::{command} {properties}::{_escaped(message)}\n"


def _escaped(text: str, more: str = "") -> str:
    for character in "%\r\n" + more:
        text = text.replace(character, f"%{ord(character):02X}")
    return text


FORMAT = ReportFormat("github", 30, write)
