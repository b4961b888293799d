"""The tables' triples by string functions of DuckDB: `with_duckdb.py TABLES OUTPUT.nt`. One SELECT a table, several lines a row."""

import json
import sys
from pathlib import Path

import duckdb


def value(column: dict[str, str]) -> str:
    """A column as the token of N-Triples."""
    name = column["name"]
    if column["kind"] == "iri":
        return f"'<' || {name} || '>'"
    text = f"""replace(replace({name}, '\\', '\\\\'), '"', '\\"')"""
    ends = {"language": f'"@{column["of"]}', "plain": '"', "typed": f'"^^<{column["of"]}>'}
    return f"""'"' || {text} || '{ends[column["kind"]]}'"""


def main(folder: Path, output: str) -> None:
    """Selects every table as text and copies it into the output."""
    selects = []
    for table in json.loads((folder / "tables.json").read_text()):
        lines = [f"'<' || s || '> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{cls}> .'" for cls in table["types"]]
        lines += [f"'<' || s || '> <{column['predicate']}> ' || {value(column)} || ' .'" for column in table["columns"]]
        selects.append(f"SELECT {' || chr(10) || '.join(lines)} FROM '{folder}/{table['name']}.parquet'")
    connection = duckdb.connect()
    connection.execute("SET threads = 2; SET preserve_insertion_order = false")
    union = " UNION ALL ".join(selects)
    connection.execute(f"COPY ({union}) TO '{output}' (FORMAT csv, HEADER false, QUOTE '', ESCAPE '', DELIMITER '\x01')")


main(Path(sys.argv[1]), sys.argv[2])
