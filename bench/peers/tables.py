"""Our triples taken apart into tables for those who map tables: `tables.py TABLES PART.nt...`.

Subjects with the same classes share a table. A column holds what each of them says exactly once under a predicate; what some
say more often, or not at all, stands in a table of its own with two columns. So whoever maps these tables has nothing to do
but put finished terms together: names are parsed, ids made, lists numbered, entities distinct.
"""

import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pyarrow
from pyarrow import parquet

from vitagraph.terms import parse

TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
Kind = tuple[str, str, str]  # predicate, kind of term, its language or datatype


def subjects(part: Path) -> dict[str, dict[Kind, list[str]]]:
    """What a file says of each subject, each thing once."""
    said: defaultdict[str, dict[Kind, dict[str, None]]] = defaultdict(dict)
    with part.open(encoding="utf-8") as lines:
        for line in lines:
            subject, predicate, term = line[:-3].split(" ", 2)
            parsed = parse(term)
            kind = "iri" if parsed.is_iri else "language" if parsed.language else "typed" if parsed.datatype else "plain"
            of = parsed.language or parsed.datatype or ("" if parsed.is_iri else "http://www.w3.org/2001/XMLSchema#string")
            said[subject].setdefault((predicate, kind, of), {})[parsed.value] = None
    return {subject: {kind: list(values) for kind, values in kinds.items()} for subject, kinds in said.items()}


class Tables:
    """The tables of a folder, each with its open file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.described: list[dict] = []
        self.files: dict[str, parquet.ParquetWriter] = {}
        self.columns: dict[tuple[str, ...], list[Kind]] = {}
        self.names: dict[object, str] = {}
        self.seen: set[str] = set()

    def add(self, part: dict[str, dict[Kind, list[str]]]) -> None:
        """Adds the subjects of a part that no part before had."""
        groups: defaultdict[tuple[str, ...], dict[str, dict[Kind, list[str]]]] = defaultdict(dict)
        for subject, said in part.items():
            if "/vitagraph/" in subject:
                if subject in self.seen:
                    continue
                self.seen.add(subject)
            groups[tuple(sorted(said.pop((TYPE, "iri", ""), ())))][subject] = said
        for types, group in groups.items():
            if types not in self.columns:
                counts = [{kind for kind, values in said.items() if len(values) == 1} for said in group.values()]
                self.columns[types] = sorted(set.intersection(*counts))
            self._group(types, group, self.columns[types])

    def _group(self, types: tuple[str, ...], group: dict[str, dict[Kind, list[str]]], kinds: list[Kind]) -> None:
        rows = [[subject[1:-1], *(said.pop(kind)[0] for kind in kinds)] for subject, said in group.items()]
        self._write(types, types, kinds, rows)
        links: defaultdict[Kind, list[list[str]]] = defaultdict(list)
        for subject, said in group.items():
            for kind, values in said.items():
                links[kind] += ([subject[1:-1], value] for value in values)
        for kind, pairs in links.items():
            self._write((types, kind), (), [kind], pairs)

    def _write(self, key: object, types: tuple[str, ...], kinds: list[Kind], rows: list[list[str]]) -> None:
        name = self.names.setdefault(key, f"table{len(self.names)}")
        schema = pyarrow.schema([(column, pyarrow.string()) for column in ("s", *(f"c{number}" for number in range(len(kinds))))])
        if name not in self.files:
            self.files[name] = parquet.ParquetWriter(self.folder / f"{name}.parquet", schema)
            columns = [{"name": f"c{number}", "predicate": p[1:-1], "kind": kind, "of": of} for number, (p, kind, of) in enumerate(kinds)]
            self.described.append({"name": name, "types": list(types), "columns": columns})
        arrays = [pyarrow.array(column, pyarrow.string()) for column in zip(*rows, strict=True)]
        self.files[name].write_table(pyarrow.Table.from_arrays(arrays, schema=schema))

    def close(self) -> None:
        """Finishes all files and writes what they hold."""
        for file in self.files.values():
            file.close()
        (self.folder / "tables.json").write_text(json.dumps(self.described))


def parts(arguments: list[str]) -> Iterator[dict[str, dict[Kind, list[str]]]]:
    """What each file says."""
    yield from (subjects(Path(argument)) for argument in arguments)


def main() -> None:
    """Writes the tables."""
    tables = Tables(Path(sys.argv[1]))
    for part in parts(sys.argv[2:]):
        tables.add(part)
    tables.close()


main()
