"""RDF of others: one CONSTRUCT query a source, which makes a flat graph of entries from it.

    RDF in any syntax, or the JSON-LD of a page -> its query -> entries -> records, and a report of what the query does not take

To add a source, add a .rq file here. Its header (`#+`, YAML) has the label, what a text of the source holds without its white
space (one of several), its place among the importers, and the terms that are about the entry in the source, or follow from others.

The entries have the namespace `https://w3id.org/vitagraph/entries#`, which is in no output. An `entry:Owner` has fields of `person:`, an
`entry:Work` a kind and the names of `importers.entry.NAMES`, and a node of another class, such as `entry:positions`, fields of the
section. `entry:link` is an address that is read as the identifier that it leads to. An author has a name, and may have a position, an
ORCID iD and the person (`entry:person`).
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec

if TYPE_CHECKING:
    from vitagraph.importers.report import Imported


class Header(msgspec.Struct, forbid_unknown_fields=True):
    """The header of a query."""

    label: str
    summary: str
    recognises: list[str]
    order: int
    skipped: list[str] = []


class Source(NamedTuple):
    """A source of RDF: its name, the text of its query, its header."""

    name: str
    query: str
    header: Header

    def recognises(self, text: str, suffix: str) -> bool:
        """Whether a text is of this source."""
        compact = "".join(text.split())
        return any(one in compact for one in self.header.recognises)

    def read(self, text: str, source: str) -> Imported:
        """The records of a text of this source."""
        from vitagraph.importers.foreign.read import read

        return read(text, source, self)


@cache
def sources() -> dict[str, Source]:
    """All sources by name."""
    return {file.stem: _source(file) for file in sorted(Path(__file__).parent.glob("*.rq"))}


def _source(file: Path) -> Source:
    import yaml

    query = file.read_text(encoding="utf-8")
    header = "\n".join(line[2:].removeprefix(" ") for line in query.splitlines() if line.startswith("#+"))
    return Source(file.stem, query, msgspec.convert(yaml.load(header, yaml.CSafeLoader), Header))
