"""The seeds of each reader: the project's two CVs, the samples of foreign formats, and exports of the project."""

from __future__ import annotations

import json
import random
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from vitagraph.exporters import EXPORTERS
from vitagraph.rdf.syntaxes import SYNTAXES

ROOT = Path(__file__).parent.parent.parent
SAMPLES = ROOT / "tests" / "samples"

#: reader -> its share of the inputs, and the suffix of its files
READERS = {
    "records": (30, "yaml"), "bibtex": (8, "bib"), "ris": (6, "ris"), "csl-json": (6, "json"), "jsonresume": (6, "json"),
    "rendercv": (6, "yaml"), "orcid": (6, "json"), "openalex": (5, "json"), "citation-cff": (5, "cff"), "turtle": (3, "ttl"),
    "jsonld": (4, "jsonld"), "ntriples": (2, "nt"), "nquads": (3, "nq"), "trig": (3, "trig"), "rdfxml": (4, "rdf"), "page": (5, "html"),
    "query": (5, "rq"), "shapes": (4, "ttl"), "lines": (6, "jsonl"),
}  # fmt: skip
RDF = tuple(SYNTAXES.own)
_FOLDERS = {
    "bibtex": "bibtex", "ris": "ris", "csl-json": "csl-json", "jsonresume": "json-resume", "rendercv": "rendercv", "orcid": "orcid",
    "openalex": "openalex", "citation-cff": "cff",
}  # fmt: skip
_OWN_FORMATS = tuple(EXPORTERS.own)
#: maximum size of a seed; larger ones are cut
LARGEST = 40_000


@cache
def cv_trees() -> list[dict[str, Any]]:
    """The two CVs as plain text, lists and mappings."""
    trees = []
    for name in ("example", "lapuschkin"):
        tree: dict[str, Any] = {}
        for file in sorted((ROOT / "data" / name).glob("*.yaml")):
            for section, value in yaml.load(file.read_text(encoding="utf-8"), yaml.BaseLoader).items():
                if isinstance(value, list):
                    tree.setdefault(section, []).extend(value)
                else:
                    tree.setdefault(section, {}).update(value)
        trees.append(tree)
    return trees


@cache
def seeds(reader: str) -> list[bytes]:
    """The seeds of a reader, in a fixed order."""
    if reader in RDF:
        return [dataset.serialize(reader).encode() for dataset in _small()]
    if reader == "query":
        return [file.read_bytes() for file in sorted((ROOT / "queries").rglob("*.rq"))]
    if reader == "shapes":
        return [file.read_bytes() for file in sorted((ROOT / "ontology" / "shapes").glob("*.ttl"))]
    if reader == "page":
        return _pages()
    if reader in ("records", "lines"):
        from fuzz.records import sample

        return [json.dumps(sample(random.Random(number)), ensure_ascii=False).encode() for number in range(8)]
    files = sorted(path for path in (SAMPLES / _FOLDERS[reader]).iterdir())
    return [file.read_bytes() for file in files] + ([_exported(reader)] * len(files) if reader in _OWN_FORMATS else [])


@cache
def _index() -> Any:
    from vitagraph.yaml import read_index

    return read_index(ROOT / "data" / "example")


@cache
def _small() -> list[Any]:
    """Datasets of small CVs, one for each record class."""
    import vitagraph

    return [vitagraph.dataset(vitagraph.read(file)) for file in sorted((ROOT / "tests" / "golden" / "records").glob("*.yaml"))]


def _exported(format: str) -> bytes:
    from vitagraph.exporters.export import written

    return written(format, _index())[0].encode()


def _pages() -> list[bytes]:
    from vitagraph import homepage

    block = homepage.snippet(_small()[0], "en", 3)
    plain = (
        "<!doctype html>\n<html>\n<head>\n<meta charset='utf-8'>\n<title>Ada & Co</title>\n</head>\n<body>\n<p>Owls</p>\n</body>\n</html>\n"
    )
    marked = plain.replace("</head>", f"<!-- vitagraph:begin -->\n{block}<!-- vitagraph:end -->\n</head>")
    return [plain.encode(), marked.encode(), marked.encode("utf-16"), plain.replace("</head>", "").encode("latin-1"),
            plain.replace("<p>", f"<!-- <body> --><script>'</head>'</script>{block}<p>").encode()]  # fmt: skip
