"""The foreign formats: which one a text is in, and who reads it."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import PurePath

from vitagraph.errors import DataError, Place, Problem, UsageError
from vitagraph.files.budget import time_limit
from vitagraph.importers.csl_json.words import SECTIONS
from vitagraph.importers.identities import settle
from vitagraph.importers.report import Imported

#: format -> the module that reads it
FORMATS = {
    "jsonresume": "json_resume", "rendercv": "rendercv", "orcid": "orcid", "openalex": "openalex", "citation-cff": "citation_cff",
    "bibtex": "bibtex", "csl-json": "csl_json", "ris": "ris",
    "turtle": "rdf", "jsonld": "rdf", "ntriples": "rdf", "nquads": "rdf", "trig": "rdf", "rdfxml": "rdf",
}  # fmt: skip
_SUFFIXES = {".nt": "ntriples", ".nq": "nquads", ".trig": "trig", ".ttl": "turtle"}


def recognised(text: str, source: str) -> str:
    """The format of a text, by its content; the suffix only tells apart the syntaxes of RDF that contain each other.

    Raises UsageError where it is none of them.
    """
    start = text.lstrip("\ufeff \t\r\n")
    if start.startswith(("{", "[")):
        found = _json(start)
    elif start.startswith("<") and re.search(r"<rdf:RDF|22-rdf-syntax-ns#", start[:4000]) and not start.startswith("<http"):
        found = "rdfxml"
    elif re.search(r"(?m)^[^\S\n]*+TY {1,2}- ?", text):
        found = "ris"
    elif re.search(r"(?m)^[^\S\n]*+@\w+\s*[{(]", text):
        found = "bibtex"
    elif re.search(r"(?m)^[^\S\n]*+@(?:prefix|base)\b|^[^\S\n]*+(?:PREFIX|BASE)\b|^<[^<>\n]*>\s", text):
        found = _SUFFIXES.get(PurePath(source).suffix.lower()) or (
            "nquads" if _QUAD.match(start) else "trig" if _GRAPH.search(text) else "turtle"
        )
    elif re.search(r"(?m)^cff-version\s*:", text):
        found = "citation-cff"
    elif re.search(r"(?m)^cv:\s*$", text):
        found = "rendercv"
    else:
        found = ""
    if not found:
        raise UsageError(f"{source}: no format is recognised in it; name it with --format: {', '.join(FORMATS)}")
    return found


_QUAD = re.compile(r"<[^>]*> <[^>]*> .* <[^>]*> \.\n")
_GRAPH = re.compile(r"(?m)^\S+ \{$")


def _json(text: str) -> str:
    if '"orcid-identifier"' in text or '"activities-summary"' in text:
        return "orcid"
    if '"https://openalex.org/W' in text and ('"authorships"' in text or '"display_name"' in text):
        return "openalex"
    if '"@context"' in text or '"@graph"' in text or '"@id"' in text:
        return "jsonld"
    if '"basics"' in text and '"container-title"' not in text:
        return "jsonresume"
    if '"container-title"' in text or '"date-parts"' in text or re.search(rf'"type"\s*:\s*"(?:{"|".join(SECTIONS)})"', text):
        return "csl-json"
    return "jsonresume" if '"basics"' in text or '"work"' in text or '"education"' in text else ""


def read(text: str, source: str, format: str) -> Imported:
    """The records of a text in a format, with every identity certain.

    Raises DataError where the text as a whole cannot be read.
    """
    module = import_module(f"vitagraph.importers.{FORMATS[format]}")
    with time_limit(source, len(text)):
        imported: Imported = module.read(text, source, format) if FORMATS[format] == "rdf" else module.read(text, source)
        if uncertain := settle(imported.cv):
            raise DataError(Problem(Place(source), complaint.message) for complaint in uncertain)
    return imported
