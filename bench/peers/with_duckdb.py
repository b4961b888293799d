"""Maps the tables with string functions of DuckDB: `with_duckdb.py TABLES OUTPUT.nt`. One SELECT a table, several lines a row."""

import json
import re
import sys
from pathlib import Path

import duckdb


def value(term: dict[str, str]) -> str:
    """A term as the token of N-Triples, an expression over columns."""
    if term["kind"] == "template":
        made = re.sub(r"\{(\w+)\}", r"' || \1 || '", term["of"])
        return f"'<{made}>'"
    name = term["name"]
    if term["kind"] == "iri":
        return f"'<' || {name} || '>'"
    text = f"""replace(replace({name}, '\\', '\\\\'), '"', '\\"')"""
    ends = {"language": f'"@{term["of"]}', "plain": '"', "typed": f'"^^<{term["of"]}>'}
    return f"""'"' || {text} || '{ends[term["kind"]]}'"""


def main(folder: Path, output: str) -> None:
    """Selects every table as text and copies it into the output."""
    selects = []
    for table in json.loads((folder / "tables.json").read_text()):
        subject = value(table["subject"])
        lines = [f"{subject} || ' <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{cls}> .'" for cls in table["types"]]
        lines += [f"{subject} || ' <{column['predicate']}> ' || {value(column)} || ' .'" for column in table["columns"]]
        selects.append(f"SELECT {' || chr(10) || '.join(lines)} FROM '{folder}/{table['name']}.parquet'")
    connection = duckdb.connect()
    connection.execute("SET threads = 2; SET preserve_insertion_order = false")
    union = " UNION ALL ".join(selects)
    connection.execute(f"COPY ({union}) TO '{output}' (FORMAT csv, HEADER false, QUOTE '', ESCAPE '', DELIMITER '\x01')")


main(Path(sys.argv[1]), sys.argv[2])
