"""The formats that are imported: one file or package each declares all of a format in `IMPORTER`.

To add a format, add a file here; an installed package can add others. RDF is read in every syntax of `rdf.syntaxes`; that of others has
a query in `importers.foreign`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from vitagraph.errors import DataError, Place, Problem, UsageError, unknown
from vitagraph.files.budget import time_limit
from vitagraph.importers.report import Imported
from vitagraph.plugins import Registry, recognises
from vitagraph.rdf.syntaxes import SYNTAXES, Syntax, readable_by, start_and_suffix


class Importer(NamedTuple):
    """A format that is read.

    `recognises(text, suffix)` returns whether a text without a stated format is in this one; the text begins with neither white
    space nor a byte order mark, and may be that of a broken file. Importers with a lower `order` are tried earlier.

    `read(text, source)` returns the records; it raises DataError where the text as a whole cannot be read. What fits no
    field of the records is reported with its place in the source.
    """

    name: str
    label: str
    recognises: Callable[[str, str], bool]
    read: Callable[[str, str], Imported]
    order: int = 100


#: the importers of formats other than RDF by name
IMPORTERS = Registry(Importer, "vitagraph.importers.formats", "IMPORTER", "vitagraph.importers", "import format")


def importers() -> Mapping[str, Importer]:
    """All importers by name, those of RDF syntaxes too, in the order in which they are tried."""
    rdf = (_importer_of(syntax) for syntax in SYNTAXES.all.values() if syntax.is_readable)
    return {one.name: one for one in sorted((*rdf, *_foreign().values(), *IMPORTERS.all.values()), key=lambda one: (one.order, one.name))}


def _foreign() -> dict[str, Importer]:
    """The importers of RDF of others by name."""
    from vitagraph.importers.foreign import sources

    return {name: Importer(name, one.header.label, one.recognises, one.read, one.header.order) for name, one in sources().items()}


def _importer_of(syntax: Syntax) -> Importer:
    """The importer of an RDF syntax."""

    def read_rdf(text: str, source: str) -> Imported:
        from vitagraph.importers import rdf

        return rdf.read(text, source, syntax)

    return Importer(syntax.name, syntax.label, syntax.is_syntax_of, read_rdf, syntax.recognition_order)


def importer(name: str) -> Importer:
    """The importer of a format. Raises UsageError where there is none."""
    if name in IMPORTERS:
        return IMPORTERS[name]
    if name in (foreign := _foreign()):
        return foreign[name]
    if name in SYNTAXES and SYNTAXES[name].is_readable:
        return _importer_of(SYNTAXES[name])
    raise unknown(IMPORTERS.noun, name, importers())


def recognised(text: str, source: str) -> str:
    """The format of a text by its content, and of RDF that is not recognised by the suffix of its file.

    Raises UsageError where no importer recognises it.
    """
    start, suffix = start_and_suffix(text, source)
    for name, one in importers().items():
        if recognises(one.recognises, start, suffix):
            return name
    if syntax := readable_by(suffix):
        return syntax.name
    raise UsageError(f"{source}: no format is recognised in it; name it with --format: {', '.join(importers())}")


def read(text: str, source: str, format: str) -> Imported:
    """The records of a text in a format, with every identity certain.

    Raises DataError where the text as a whole cannot be read, UsageError for an unknown format.
    """
    from vitagraph.importers.identities import resolve

    one = importer(format)
    with time_limit(source, len(text)):
        imported = one.read(text, source)
        if uncertain := resolve(imported.cv):
            raise DataError(Problem(Place(source), problem.message) for problem in uncertain)
    return imported
