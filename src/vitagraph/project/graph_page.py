"""`docs/reference/graph-of-records.md`: what each kind of record becomes in the graph, with a drawn example."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import yaml

from vitagraph.mapping import batches, dataset_of
from vitagraph.project.graph_drawing import drawing
from vitagraph.rdf.syntaxes.turtle import Names, subjects
from vitagraph.rdf.terms import Term, Triple
from vitagraph.rdf.vocabulary import PREFIXES, RDF
from vitagraph.records import Record, sections
from vitagraph.yaml.read import read_files

_DOCUMENT = "https://ada.example/cv"
_HEAD = {"document": {"iri": _DOCUMENT}, "person": {"name": "Ada Beispiel"}}
_INTRODUCTION = """\
# What each kind of record becomes

<!-- written by `python -m vitagraph.project.generate` from docs/reference/examples.yaml and the record classes -->

For each section of a CV: a typical record, the statements that it becomes, and a drawing of its nodes. A mention is described as well
(the organization of a position, the author of a paper), with a class and a label, as far as the record states it.
[The graph](graph.md) has the rules that hold for all of them, [Records](records.md) all fields with their properties.
"""
_EXAMPLES = "docs/reference/examples.yaml"


class Example:
    """A record of a section by itself: its YAML, its Turtle, and its drawing."""

    def __init__(self, section: str, written: Any) -> None:
        """Maps the record. Raises DataError where it needs other records."""
        self.yaml = yaml.safe_dump({section: written}, allow_unicode=True, sort_keys=False, width=110)
        whole = yaml.safe_dump(_HEAD | {section: written}, allow_unicode=True)
        index = read_files([(_EXAMPLES, whole.encode())], _EXAMPLES)
        record = index.cv.person if section == "person" else getattr(index.cv, section)[0]
        own = next(dict.fromkeys(batch.triples[0]) for batch in batches(index) if batch.record is record)
        names, root = Names(_DOCUMENT), index.node(record)
        self.turtle = "".join(subjects(own, names, _DOCUMENT, headings=False))
        self.drawing = drawing(root, own, names, _classes(dataset_of(index).triples(), own, root, names))


def _classes(everything: list[Triple], own: Iterable[Triple], root: Term, names: Names) -> dict[Term, str]:
    """Each node of the CV that occurs in the triples -> its classes."""
    nodes = dict.fromkeys([root, *(term for subject, _, term in own for term in (subject, term))])
    nodes = {node: None for node in nodes if node.startswith(f"<{_DOCUMENT}#")}
    classes: dict[Term, list[str]] = {node: [] for node in nodes}
    for subject, predicate, term in everything:
        if predicate == RDF.type and subject in classes:
            classes[subject].append(names[term])
    return {node: ", ".join(found) for node, found in classes.items()}


def graph_files(root: Path) -> dict[str, str]:
    """The page and its drawings: path in the project -> text. Raises ValueError for a section without an example."""
    written = yaml.safe_load((root / _EXAMPLES).read_text(encoding="utf-8"))
    blocks, files = [_INTRODUCTION, _namespaces()], dict[str, str]()
    for section, record in {"person": None, **sections()}.items():
        if section not in written:
            raise ValueError(f"{_EXAMPLES} has no example of {section}; add a typical record")
        shown = Example(section, written[section])
        picture = f"images/graph/{section}.svg"
        files[f"docs/{picture}"] = shown.drawing
        blocks += _section(section, record, shown, picture)
    return {"docs/reference/graph-of-records.md": "".join(blocks), **files}


def _namespaces() -> str:
    rows = "".join(f"| `{prefix}` | `{base}` |\n" for prefix, base in PREFIXES.items())
    return f"\n## Namespaces\n\n| prefix | namespace |\n| --- | --- |\n{rows}"


def _section(section: str, record: type[Record] | None, shown: Example, picture: str) -> Iterator[str]:
    about = "The owner of the CV." if record is None else (record.__doc__ or "").strip().partition("\n")[0]
    address = "`#me`" if record is None else f"`#{record.segment}/...`"
    yield f"\n## {section}\n\n{about} Node: {address}. [All fields](records.md#{section}).\n\n"
    yield f"```yaml\n{shown.yaml}```\n\n```turtle\n{shown.turtle.strip()}\n```\n\n"
    yield f"![The nodes of the example, and the properties that join them](../{picture})\n"
