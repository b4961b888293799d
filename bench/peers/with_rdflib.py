"""Maps the tables with rdflib: `with_rdflib.py TABLES OUTPUT.nt`. One triple after the other into a graph, then written."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

from pyarrow import parquet
from rdflib import Graph, Literal, URIRef

Row = dict[str, str]


def maker(term: dict[str, str]) -> Callable[[Row], URIRef | Literal]:
    """A function from a row to a term."""
    kind, of, name = term["kind"], term["of"], term.get("name", "")
    if kind == "template":
        return lambda row: URIRef(of.format_map(row))
    if kind == "iri":
        return lambda row: URIRef(row[name])
    if kind == "language":
        return lambda row: Literal(row[name], lang=of)
    datatype = URIRef(of) if kind == "typed" else None
    return lambda row: Literal(row[name], datatype=datatype, normalize=False)


def main(folder: Path, output: str) -> None:
    """Fills a graph and writes it."""
    graph = Graph()
    a = URIRef("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    for table in json.loads((folder / "tables.json").read_text()):
        subject, types = maker(table["subject"]), [URIRef(cls) for cls in table["types"]]
        columns = [(URIRef(column["predicate"]), maker(column)) for column in table["columns"]]
        for row in parquet.read_table(folder / f"{table['name']}.parquet").to_pylist():
            node = subject(row)
            for cls in types:
                graph.add((node, a, cls))
            for predicate, made in columns:
                graph.add((node, predicate, made(row)))
    graph.serialize(output, format="nt", encoding="utf-8")


main(Path(sys.argv[1]), sys.argv[2])
