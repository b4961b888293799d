"""Maps the tables with Morph-KGC: `with_morph_kgc.py TABLES OUTPUT.nt`. One RML triples map a table, on both cores."""

import json
import runpy
import sys
from pathlib import Path

NAMES = {"rr": "http://www.w3.org/ns/r2rml#", "rml": "http://semweb.mmlab.be/ns/rml#", "ql": "http://semweb.mmlab.be/ns/ql#"}
PREFIXES = "".join(f"@prefix {name}: <{base}> .\n" for name, base in NAMES.items())


def term_map(term: dict[str, str]) -> str:
    """The term map of a term."""
    if term["kind"] == "template":
        return f'rr:template "{term["of"]}"; rr:termType rr:IRI'
    kinds = {"iri": "rr:termType rr:IRI", "language": 'rr:language "{}"', "plain": "rr:termType rr:Literal", "typed": "rr:datatype <{}>"}
    return f'rml:reference "{term["name"]}"; {kinds[term["kind"]].format(term["of"])}'


def triples_map(folder: Path, table: dict) -> str:
    """The triples map of a table."""
    classes = "".join(f"; rr:class <{cls}>" for cls in table["types"])
    source = f'rml:source "{folder}/{table["name"]}.parquet"; rml:referenceFormulation ql:CSV'
    parts = [f"<#{table['name']}> rml:logicalSource [ {source} ]", f"rr:subjectMap [ {term_map(table['subject'])}{classes} ]"]
    for column in table["columns"]:
        parts.append(f"rr:predicateObjectMap [ rr:predicate <{column['predicate']}>; rr:objectMap [ {term_map(column)} ] ]")
    return " ;\n  ".join(parts) + " .\n"


def main(folder: Path, output: str) -> None:
    """Writes mapping and configuration, then runs Morph-KGC like its command."""
    tables = json.loads((folder / "tables.json").read_text())
    (folder / "mapping.ttl").write_text(PREFIXES + "".join(triples_map(folder, table) for table in tables))
    options = f"output_file={output}\noutput_format=N-TRIPLES\nnumber_of_processes=2\n"
    (folder / "morph.ini").write_text(f"[CONFIGURATION]\n{options}\n[TABLES]\nmappings={folder}/mapping.ttl\n")
    sys.argv = ["morph_kgc", str(folder / "morph.ini")]
    runpy.run_module("morph_kgc", run_name="__main__")


main(Path(sys.argv[1]), sys.argv[2])
