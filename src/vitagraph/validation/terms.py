"""Finds terms that their vocabulary does not define, such as misspellings in files of other programs."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import chain

from vitagraph.errors import did_you_mean
from vitagraph.rdf.definitions import defined_terms
from vitagraph.rdf.sources import ntriples_terms
from vitagraph.rdf.terms import Term, parse
from vitagraph.rdf.vocabulary import KIND_BASE, PREFIXES, RDF
from vitagraph.validation.report import Severity, ShaclResult


@cache
def vocabularies() -> dict[str, frozenset[str]]:
    """Namespace -> its local names, for all vocabularies that vitagraph writes and its own."""
    from vitagraph.records.schemes import SCHEMES

    known = dict(defined_terms())
    known[KIND_BASE] = frozenset(chain(SCHEMES, *(scheme.kinds for scheme in SCHEMES.values())))
    return known


def unknown_terms(triples: str) -> Iterator[ShaclResult]:
    """A result for each use of a predicate, class, datatype or kind that its namespace does not define.

    Terms of namespaces that vitagraph does not write are not checked.
    """
    for subject, predicate, term in ntriples_terms(triples):
        used = [predicate, *([term] if predicate == RDF.type or term.startswith(f"<{KIND_BASE}") else [])]
        if term.startswith('"') and (datatype := parse(term).datatype):
            used.append(f"<{datatype}>")
        for name in used:
            if message := undefined(name):
                yield ShaclResult(subject, predicate, term, Severity.error, message, "", "")


@cache
def undefined(term: Term) -> str:
    """The message for a term that its namespace does not define, "" for others."""
    text = term[1:-1]
    bases = [base for base in vocabularies() if text.startswith(base)]
    base = max(bases, key=len, default="")
    if not base and (name := text.removeprefix("https://schema.org/")) != text:
        message = undefined(f"<http://schema.org/{name}>")
        return message or f"{text} is not the term that vitagraph writes; write http://schema.org/{name}"
    if not base or text[len(base) :] in vocabularies()[base]:
        return ""
    prefix = next(prefix for prefix, namespace in PREFIXES.items() if namespace == base)
    name = text[len(base) :]
    return f"{prefix}:{name} is not defined in {base}" + did_you_mean(name, vocabularies()[base], "; look the term up there")
