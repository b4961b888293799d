"""The tables' triples by maplib: `with_maplib.py TABLES OUTPUT.nt`. One OTTR template a table, its Parquet read by polars."""

import json
import sys
from pathlib import Path

import maplib
import polars

LANGUAGE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"
PREFIXES = "@prefix ottr:<http://ns.ottr.xyz/0.4/> . @prefix rdf:<http://www.w3.org/1999/02/22-rdf-syntax-ns#> .\n"


def parameter(column: dict[str, str]) -> str:
    """A column as a parameter of a template."""
    types = {"iri": "ottr:IRI", "language": f"<{LANGUAGE}>"}
    return f"{types.get(column['kind'], '<' + column['of'] + '>')} ?{column['name']}"


def main(folder: Path, output: str) -> None:
    """Maps every table and writes the triples."""
    model = maplib.Model()
    for table in json.loads((folder / "tables.json").read_text()):
        name = f"http://tables.example/{table['name']}"
        said = [f"ottr:Triple(?s, rdf:type, <{cls}>)" for cls in table["types"]]
        said += [f"ottr:Triple(?s, <{column['predicate']}>, ?{column['name']})" for column in table["columns"]]
        parameters = ", ".join(["ottr:IRI ?s", *map(parameter, table["columns"])])
        model.add_template(f"{PREFIXES}<{name}> [{parameters}] :: {{ {', '.join(said)} }} .")
        frame = polars.read_parquet(folder / f"{table['name']}.parquet")
        for column in table["columns"]:
            if column["kind"] == "language":
                text = polars.struct(polars.col(column["name"]).alias(f"<{LANGUAGE}>"), polars.lit(column["of"]).alias("l"))
                frame = frame.with_columns(text.alias(column["name"]))
            elif column["of"].endswith("#integer"):
                frame = frame.with_columns(polars.col(column["name"]).cast(polars.Int64))
        model.map(name, frame, validate_iris=False)
    model.write(output, format="ntriples")


main(Path(sys.argv[1]), sys.argv[2])
