"""Validating: records or a file, against vitagraph's shapes and those of a profile."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from vitagraph.errors import Problem, UsageError
from vitagraph.mapping import dataset_of
from vitagraph.rdf.dataset import RESTRICTED
from vitagraph.rdf.sources import HTML_SUFFIXES, document_of, ntriples_terms, read_graph
from vitagraph.rdf.syntaxes.turtle import blocks
from vitagraph.rdf.terms import Triple
from vitagraph.rdf.vocabulary import RDF
from vitagraph.records import CV, Index
from vitagraph.validation.own import OwnShapes
from vitagraph.validation.report import Finding, Report, Severity
from vitagraph.validation.shapes import check_of, read_own
from vitagraph.validation.tracing import FileTracer, RecordTracer, Tracer

#: kinds of things that Google shows as more than a link
_SHOWN = ("ProfilePage", "Article", "ScholarlyArticle", "Event", "Dataset", "VideoObject", "BreadcrumbList")


class Validator:
    """vitagraph's shapes and those of some profiles, compiled once, for many CVs.

    Raises UsageError for an unknown engine or profile, and for shapes of the user's that cannot be read.
    """

    def __init__(self, profiles: Sequence[str] = (), own_shapes: Sequence[str] = (), engine: str = "shacl") -> None:
        if "google" in profiles:
            raise UsageError("the profile google is for what a page embeds; name an HTML page or a JSON-LD file")
        self._own, self._engine = read_own(own_shapes), engine
        self._shapes = check_of(own=self._own, engine=engine)
        self._profiles = check_of(profiles, engine=engine, base=False) if profiles else None

    def validate(self, cv: CV | Index, source: str = "") -> Report:
        """Validates a CV: all its graphs against vitagraph's shapes; with profiles only what is public, against these too.

        So a report with the profile `public` says nothing of restricted facts. Raises DataError where the records contradict
        each other.
        """
        index = cv if isinstance(cv, Index) else Index(cv)
        everything = dataset_of(index).triples(RESTRICTED)
        records = _count(index)
        if self._profiles is None:
            missing = unchecked(self._own, everything, self._engine)
            return _report(self._shapes(blocks(everything)), RecordTracer(index, source), records, len(everything), missing)
        public = index.public_view()
        triples = dataset_of(public).triples()
        findings = self._shapes(blocks(triples)) + self._profiles(blocks(triples))
        missing = unchecked(self._own, triples, self._engine)
        report = _report(findings, RecordTracer(public, source), records, len(everything), missing)
        return report._replace(public=(_count(public), len(triples)))


def _count(index: Index) -> int:
    return sum(1 for _ in index.cv.records())


def validate(
    cv: CV | Index, source: str = "", profiles: Sequence[str] = (), own_shapes: Sequence[str] = (), engine: str = "shacl"
) -> Report:
    """Validates one CV; for many, a `Validator` compiles the shapes once."""
    return Validator(profiles, own_shapes, engine).validate(cv, source)


def validate_file(name: str, profiles: Sequence[str] = (), own_shapes: Sequence[str] = (), engine: str = "shacl") -> Report:
    """Validates an RDF file, or the JSON-LD that a page embeds; a page only against the profiles, google if none is named."""
    source = read_graph(name, public="public" in profiles, locate=True)
    page = Path(name).suffix.lower() in HTML_SUFFIXES
    wanted = profiles or (["google"] if page else [])
    triples = source.triples
    if "google" in wanted:
        # Google reads both spellings of schema.org's namespace.
        triples = triples.replace("<https://schema.org/", "<http://schema.org/")
    base = not page and "google" not in profiles
    own = read_own(own_shapes)
    findings = check_of(wanted, own, engine, base)(triples)
    if base and not document_of(triples):
        message = "nothing in it is a CV: no document has a foaf:primaryTopic; name a file that `vitagraph export` wrote"
        findings.append(Finding("", "", "", Severity.error, message, "", ""))
    if "google" in wanted and not any(f" {RDF.type} <http://schema.org/{kind}> " in triples for kind in _SHOWN):
        message = f"nothing in it is a {', '.join(_SHOWN)}: Google shows none of it; describe the page as a ProfilePage"
        findings.append(Finding("", "", "", Severity.warning, message, "", ""))
    missing = unchecked(own, list(ntriples_terms(triples)) if own else [], engine)
    return _report(findings, FileTracer(source, name), 0, triples.count("\n"), missing)


def unchecked(own: Iterable[OwnShapes], triples: Sequence[Triple], engine: str) -> list[Problem]:
    """The rules in the user's shapes that were not checked, and why."""
    return sorted({problem for one in own for problem in one.unchecked(triples, engine)})


def check_file(name: str) -> Report:
    """Checks that every term of an RDF file is defined in its vocabulary."""
    from vitagraph.validation.terms import unknown_terms

    source = read_graph(name, locate=True)
    return _report(unknown_terms(source.triples), FileTracer(source, name), 0, source.triples.count("\n"))


def _report(findings: Iterable[Finding], tracer: Tracer, records: int, triples: int, missing: Sequence[Problem] = ()) -> Report:
    results = sorted(map(tracer.trace, findings), key=lambda result: (result.place, result.finding))
    return Report(results, records, triples, unchecked=missing)
