"""The checks of each input: from the reader to all outputs, with the properties that must hold."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

import yaml

from fuzz import mutate
from fuzz import records as mutated_records
from fuzz.seeds import LARGEST, RDF, READERS, ROOT, seeds
from vitagraph.errors import DataError, UsageError, VitagraphError
from vitagraph.rdf.dataset import RESTRICTED
from vitagraph.rdf.syntaxes import SYNTAXES
from vitagraph.records import Index

#: reader -> function from a text to the tree that is mutated
_TREES: dict[str, Callable[[str], Any]] = {
    **dict.fromkeys(("csl-json", "jsonresume", "orcid", "openalex", "jsonld", "lines"), json.loads),
    **dict.fromkeys(("rendercv", "citation-cff"), lambda text: yaml.load(text, yaml.BaseLoader)),
}
ACCEPTED, REFUSED, UNPROVABLE = "accepted", "refused", "not read back as meant"


class Difference(Exception):  # noqa: N818 - a finding
    """Two ways that must have equal results have different ones."""


def made(reader: str, chance: random.Random) -> bytes:
    """A mutated input for a reader."""
    if reader == "records":
        return mutated_records.records(chance) if chance.random() < 0.85 else mutate.mutated(chance, seeds(reader), LARGEST, json.loads)
    if reader == "lines":
        return b"\n".join(mutated_records.line(chance) for _ in range(chance.choice((1, 2))))
    return mutate.mutated(chance, seeds(reader), LARGEST, _TREES.get(reader))


def check(reader: str, data: bytes, chance: random.Random, folder: Path) -> str:
    """Whether an input is accepted or rejected. Raises Difference, and every exception that a reader should not raise."""
    path = folder / f"input.{READERS[reader][1]}"
    path.write_bytes(data)
    try:
        if reader == "records":
            return _records(path, chance)
        if reader == "page":
            return _page(path)
        if reader == "query":
            return _query(path)
        if reader == "shapes":
            return _shapes(path, chance)
        if reader == "lines":
            return _lines(path, chance)
        return _import(reader, path, chance)
    except VitagraphError as error:
        str(error).encode()  # a text that cannot be encoded is no message
        return REFUSED


def _records(path: Path, chance: random.Random) -> str:
    from vitagraph.yaml import read_index

    _follow(read_index(path), chance)
    return ACCEPTED


def _follow(index: Index, chance: random.Random) -> None:
    """Checks all outputs of accepted records."""
    from vitagraph.mapping import dataset_of

    dataset = dataset_of(index)
    _same_in_every_syntax(dataset)
    _written_and_read(index, dataset)
    if chance.random() < 0.1:
        _same_from_every_syntax(dataset)
    if chance.random() < 0.2:
        _exported(index)
    if chance.random() < 0.1:
        _validator().validate(index, "input")
    if chance.random() < 0.02:
        _site(index)


def _same_in_every_syntax(dataset: Any) -> None:
    """All syntaxes, parsed: equal triples, no blank node; with restricted graphs, equal quads."""
    triples, quads = {}, {}
    for name in SYNTAXES.own:
        triples[name] = {str(quad.triple) for quad in _parsed(dataset.serialize(name), name)}
        if SYNTAXES[name].named_graphs:
            quads[name] = set(map(str, _parsed(dataset.serialize(name, RESTRICTED), name)))
    first = triples["ntriples"]
    for name, found in triples.items():
        if found != first:
            raise Difference(f"{name} differs from ntriples: {sorted(found ^ first)[:4]}")
    for name, found in quads.items():
        if found != quads["nquads"]:
            raise Difference(f"{name} differs from nquads: {sorted(found ^ quads['nquads'])[:4]}")
    if len(first) != len(dataset) or any(triple.startswith("_:") or " _:" in triple.split('"')[0] for triple in first):
        raise Difference(f"{len(dataset)} triples were meant, {len(first)} parsed, or some have blank nodes")


def _parsed(text: str, name: str) -> Any:
    import pyoxigraph

    from vitagraph.rdf.sources import parseable

    given = parseable("input", text, SYNTAXES[name])
    return list(pyoxigraph.parse(given.text, getattr(pyoxigraph.RdfFormat, given.parser), base_iri="https://base.example/"))


def _written_and_read(index: Index, dataset: Any) -> None:
    """The records written as YAML and parsed: equal graphs."""
    from vitagraph.mapping import dataset_of
    from vitagraph.yaml import read_files
    from vitagraph.yaml.writing import files

    written = [(name, text.encode()) for name, text in sorted(files(index.cv).items())]
    again = dataset_of(read_files(written, "written"))
    before, after = (set(one.serialize("nquads", RESTRICTED).splitlines()) for one in (dataset, again))
    if before != after:
        raise Difference(f"written as YAML and read again: {sorted(before ^ after)[:4]}")


def _same_from_every_syntax(dataset: Any) -> None:
    """The records imported from each syntax are equal, in any order."""
    from vitagraph.importers.formats import read
    from vitagraph.mapping import dataset_of

    found = {name: set(dataset_of(Index(read(dataset.serialize(name), "input", name).cv)).triples()) for name in SYNTAXES.own}
    for name, imported_records in found.items():
        if imported_records != found["ntriples"]:
            raise Difference(f"{name} is imported as other records: {sorted(imported_records ^ found['ntriples'])[:4]}")


def _exported(index: Index) -> None:
    """The formats of résumés and reference managers, and the records that the importers read from them."""
    from vitagraph.exporters import EXPORTERS
    from vitagraph.exporters.export import written
    from vitagraph.importers.formats import read

    public = index.public_view()
    for name in EXPORTERS.own:
        text, _ = written(name, public)
        try:
            read(text, f"written.{name}", name)
        except DataError as error:
            raise Difference(f"what is written as {name} cannot be imported: {error}") from error


@cache
def _validator() -> Any:
    from vitagraph.validation import Validator

    return Validator()


def _site(index: Index) -> None:
    from vitagraph.site import Options, build

    for path, content in build(index, Options()).items():
        if path.endswith((".json", ".jsonld")):
            json.loads(content)


def _import(reader: str, path: Path, chance: random.Random) -> str:
    """Like `vitagraph import`: the written files have the imported records, which can be exported."""
    from vitagraph.importers.formats import read, recognised
    from vitagraph.merging.verification import verified
    from vitagraph.yaml.nodes import decoded
    from vitagraph.yaml.writing import files

    if reader in RDF and chance.random() < 0.3:
        with suppress(VitagraphError):
            _rdf_file(path)
    text = decoded(path.read_bytes(), path.name)
    with suppress(UsageError):
        recognised(text, path.name)
    imported = read(text, path.name, reader)
    str(imported.problems).encode()
    written = {name: body.encode() for name, body in files(imported.cv).items()}
    if not written:
        return REFUSED
    try:
        index = verified(written, imported.cv, "new", "correct this")
    except DataError as error:
        (path.parent / "unprovable.txt").write_text(str(error), encoding="utf-8")
        return UNPROVABLE
    _follow(index, chance)
    return ACCEPTED


def _rdf_file(path: Path) -> None:
    from vitagraph.validation.validate import check_file, validate_file

    validate_file(str(path))
    check_file(str(path))


def _page(path: Path) -> str:
    from vitagraph import homepage
    from vitagraph.mapping import dataset_of

    dataset = dataset_of(_example())
    pages = [path.read_bytes()]
    for _ in range(3):
        pages.append(homepage.embed(pages[-1], path.name, lambda ascii_only: homepage.snippet(dataset, "en", 2, ascii_only)))
    # A block that is not UTF-8 makes the whole page invalid; after its replacement the page is UTF-8.
    after = pages[2]
    if pages[3] != after:
        raise Difference("embedded again, the page is another one")
    path.write_bytes(after)
    _rdf_file(path)
    return ACCEPTED


@cache
def _example() -> Index:
    from vitagraph.yaml import read_index

    return read_index(ROOT / "data" / "example")


@cache
def _engine() -> Any:
    from vitagraph.queries.untrusted import Engine
    from vitagraph.sandbox.bounds import PROMPT

    return Engine(PROMPT._replace(seconds=5.0))


@cache
def _store() -> Any:
    from vitagraph.mapping import dataset_of
    from vitagraph.queries import Local, store

    return Local(store(dataset_of(_example())))


def _query(path: Path) -> str:
    from vitagraph.queries import evaluate, read_query
    from vitagraph.tables import Table

    query = read_query(path)
    found = evaluate(query, _store(), {}, _engine())
    if not isinstance(found, bool):
        list(islice(found.read().rows if isinstance(found, Table) else found, 50))
    return ACCEPTED


def _shapes(path: Path, chance: random.Random) -> str:
    from vitagraph.validation import validate

    validate(_example(), "input", user_shapes=[str(path)], engine="pyshacl" if chance.random() < 0.1 else "shacl")
    return ACCEPTED


def _lines(path: Path, chance: random.Random) -> str:
    """JSON Lines, plain or compressed: fast and exact reading give the same records."""
    from vitagraph.bulk.decoding import decode
    from vitagraph.bulk.inputs import units

    if chance.random() < 0.3:
        packed = path.with_suffix(".jsonl.gz")
        data = gzip.compress(path.read_bytes(), 1)
        packed.write_bytes(data if chance.random() < 0.7 else mutate.of_bytes(chance, data, data))
        path = packed
    outcomes = [_decoded(decode, unit) for unit in units(str(path))]
    return ACCEPTED if any(outcomes) else REFUSED


def _decoded(decode: Any, unit: Any) -> bool:
    from vitagraph.mapping import dataset_of

    ways = []
    for located in (False, True):
        try:
            ways.append(dataset_of(decode(unit, "https://e.example", located)).serialize("nquads", RESTRICTED))
        except DataError as error:
            ways.append(str(error))
    if ways[0] != ways[1]:
        raise Difference(f"the short way and the long one: {ways[0][:300]} / {ways[1][:300]}")
    return "graph/public" in ways[0]
