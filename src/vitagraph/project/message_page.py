"""The reference page `docs/reference/messages.md`: problems of records with lines that cause them, and the results of validation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from vitagraph.patterns import regex

_INTRODUCTION = """\
# Messages

<!-- written by `python -m vitagraph.project.generate` from tests/invalid and ontology/shapes -->

A message reads *where: what; what instead*. The place is a file, a line and a column. All problems of a CV are reported in one run.

## Problems of records

They stop every command before anything is written. Each row is a message and a line that causes it; a tilde stands for what follows.

| message | line |
| --- | --- |
"""
_RESULTS = """
## Results of validation

`vitagraph validate` reports errors, warnings and notes about the graph of valid records. An error is a contradiction or a fact
without which others mean nothing; a warning is a probable mistake; a note is advice. `--strict` makes warnings errors.
"""
_SEVERITIES = {"Violation": "error", "Warning": "warning", "Info": "note"}
#: of RDF that vitagraph did not write
_FOREIGN = "export the records again"
#: the message or the severity of a shape
_STATED = regex(r'sh:message "([^"\\]*+(?:\\.[^"\\]*+)*+)"|sh:severity sh:(\w++)')


def message_page(root: Path) -> str:
    """The page, from the folders of the project."""
    results = "".join(_table(file) for file in sorted((root / "ontology/shapes").glob("*.ttl")) if file.stem not in ("default", "privacy"))
    return _INTRODUCTION + "".join(sorted(set(_problems(root / "tests/invalid")), key=str.lower)) + _RESULTS + results


def _problems(folder: Path) -> Iterator[str]:
    """A row for each message of one line about one place of a small file."""
    for file in sorted(folder.glob("*.txt")):
        source = file.with_suffix(".yaml")
        found = re.fullmatch(r"[\w./-]+\.yaml:(\d+):\d+: (.{10,200})\n", file.read_text(encoding="utf-8"))
        if found and source.is_file():
            lines = source.read_text(encoding="utf-8", errors="replace").splitlines()
            line = lines[int(found[1]) - 1].strip() if int(found[1]) <= len(lines) else ""
            if line.isprintable():
                yield f"| {_cell(found[2])} | `{_cell(line if len(line) <= 90 else line[:88] + ' ~')}` |\n"


def _stated(text: str) -> Iterator[tuple[str, str]]:
    """The severity and the first message of each shape of a file."""
    message = None
    for match in _STATED.finditer(text):
        if match[2] is None:
            message = message or match[1]
        elif message is not None:
            yield match[2], message
            message = None


def _table(shapes: Path) -> str:
    text = shapes.read_text(encoding="utf-8")
    found = dict.fromkeys(one for one in _stated(text) if _FOREIGN not in one[1])
    ordered = sorted(found, key=lambda one: (list(_SEVERITIES).index(one[0]), one[1]))
    rows = "".join(f"| {_SEVERITIES[severity]} | {_cell(message)} |\n" for severity, message in ordered)
    title = re.sub(r"^# ?", "", text.partition("\n")[0]).rstrip(".")
    return f"\n### {title}\n\n| result | message |\n| --- | --- |\n{rows}" if rows else ""


def _cell(text: str) -> str:
    return text.replace("\\n", " ").replace('\\"', '"').replace("|", "\\|").replace("`", "'").replace("<", "&lt;")
