"""Terms that no vocabulary defines: what a crosswalk or a hand-written file may have misspelt."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import chain

from vitagraph import resources
from vitagraph.errors import did_you_mean
from vitagraph.rdf.sources import ntriples_terms
from vitagraph.rdf.terms import Term, parse
from vitagraph.rdf.vocabulary import KIND_BASE, PREFIXES, RDF, VITA
from vitagraph.validation.report import Finding, Severity


@cache
def vocabularies() -> dict[str, frozenset[str]]:
    """Namespace -> the local names it defines, of all vocabularies that vitagraph writes and of its own."""
    from vitagraph.records.kinds import SCHEMES

    known = {}
    for line in resources.text("ontology/terms.txt").split("\n"):
        if line and not line.startswith("#"):
            _, base, *names = line.split(" ")
            known[base] = frozenset(names)
    known[VITA.base] = frozenset(name for name in vars(VITA) if name != "base")
    known[KIND_BASE] = frozenset(chain(SCHEMES, *(scheme.kinds for scheme in SCHEMES.values())))
    return known


def unknown_terms(triples: str) -> Iterator[Finding]:
    """A finding for each use of a predicate, class, datatype or kind that its namespace does not define.

    Namespaces that vitagraph does not write are another's business: their terms pass.
    """
    for subject, predicate, term in ntriples_terms(triples):
        used = [predicate, *([term] if predicate == RDF.type or term.startswith(f"<{KIND_BASE}") else [])]
        if term.startswith('"') and (datatype := parse(term).datatype):
            used.append(f"<{datatype}>")
        for name in used:
            if complaint := _complaint(name):
                yield Finding(subject, predicate, term, Severity.error, complaint, "", "")


@cache
def _complaint(term: Term) -> str:
    text = term[1:-1]
    bases = [base for base in vocabularies() if text.startswith(base)]
    base = max(bases, key=len, default="")
    if not base and (name := text.removeprefix("https://schema.org/")) != text:
        complaint = _complaint(f"<http://schema.org/{name}>")
        return complaint or f"{text} is not the term that vitagraph writes; write http://schema.org/{name}"
    if not base or text[len(base) :] in vocabularies()[base]:
        return ""
    prefix = next(prefix for prefix, namespace in PREFIXES.items() if namespace == base)
    name = text[len(base) :]
    return f"{prefix}:{name} is not defined in {base}" + did_you_mean(name, vocabularies()[base], "; look the term up there")
