"""Maps the tables with maplib: `with_maplib.py TABLES OUTPUT.nt`. One OTTR template a table, its Parquet file read by polars."""

import json
import re
import sys
from pathlib import Path

import maplib
import polars

LANGUAGE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"
PREFIXES = "@prefix ottr:<http://ns.ottr.xyz/0.4/> . @prefix rdf:<http://www.w3.org/1999/02/22-rdf-syntax-ns#> .\n"


def parameter(name: str, column: dict[str, str]) -> str:
    """A term as a parameter of a template."""
    types = {"iri": "ottr:IRI", "template": "ottr:IRI", "language": f"<{LANGUAGE}>"}
    return f"{types.get(column['kind'], '<' + column['of'] + '>')} ?{name}"


def expression(name: str, column: dict[str, str]) -> polars.Expr:
    """A term in the form that maplib expects, from the columns of a table."""
    if column["kind"] == "template":
        made = polars.format(re.sub(r"\{\w+\}", "{}", column["of"]), *re.findall(r"\{(\w+)\}", column["of"]))
    elif column["kind"] == "language":
        made = polars.struct(polars.col(column["name"]).alias(f"<{LANGUAGE}>"), polars.lit(column["of"]).alias("l"))
    elif column["of"].endswith("#integer"):
        made = polars.col(column["name"]).cast(polars.Int64)
    else:
        made = polars.col(column["name"])
    return made.alias(name)


def main(folder: Path, output: str) -> None:
    """Maps every table and writes the triples."""
    model = maplib.Model()
    for table in json.loads((folder / "tables.json").read_text()):
        name = f"http://tables.example/{table['name']}"
        terms = {"s": table["subject"]} | {f"c{number}": column for number, column in enumerate(table["columns"])}
        patterns = [f"ottr:Triple(?s, rdf:type, <{cls}>)" for cls in table["types"]]
        patterns += [f"ottr:Triple(?s, <{column['predicate']}>, ?c{number})" for number, column in enumerate(table["columns"])]
        parameters = ", ".join(parameter(*term) for term in terms.items())
        model.add_template(f"{PREFIXES}<{name}> [{parameters}] :: {{ {', '.join(patterns)} }} .")
        frame = polars.read_parquet(folder / f"{table['name']}.parquet").select([expression(*term) for term in terms.items()])
        model.map(name, frame, validate_iris=False)
    model.write(output, format="ntriples")


main(Path(sys.argv[1]), sys.argv[2])
