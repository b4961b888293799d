"""Validates records or a file against vitagraph's shapes, those of profiles, and the user's."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from vitagraph.errors import Place, Problem, UsageError
from vitagraph.mapping import notes_of
from vitagraph.rdf.dataset import RESTRICTED
from vitagraph.rdf.sources import HTML_SUFFIXES, document_of, ntriples_terms, read_graph
from vitagraph.rdf.syntaxes.turtle import blocks
from vitagraph.rdf.terms import Triple
from vitagraph.rdf.vocabulary import RDF
from vitagraph.records import CV, Index
from vitagraph.records.document_address import hazards
from vitagraph.validation.own_facts import facts_in, facts_of, without_facts
from vitagraph.validation.report import Report, Severity, ShaclResult
from vitagraph.validation.shapes import check_of, read_user_shapes
from vitagraph.validation.tracing import FileTracer, RecordTracer, Tracer

if TYPE_CHECKING:
    from vitagraph.validation.user_shapes import UserShapes

#: schema.org classes that Google shows as more than a link
_RICH_RESULTS = ("ProfilePage", "Article", "ScholarlyArticle", "Event", "Dataset", "VideoObject", "BreadcrumbList")


class Validator:
    """vitagraph's shapes, those of profiles and the user's, compiled once for many CVs.

    Raises UsageError for an unknown engine or profile, and for user shapes that cannot be read.
    """

    def __init__(self, profiles: Sequence[str] = (), user_shapes: Sequence[str] = (), engine: str = "shacl") -> None:
        if "google" in profiles:
            raise UsageError("the profile google is for JSON-LD in a page; name an HTML page or a JSON-LD file")
        self._own, self._engine = read_user_shapes(user_shapes), engine
        self._base = check_of(engine=engine)
        self._shapes = check_of(own=self._own, engine=engine) if self._own else self._base
        self._profiles = check_of(profiles, engine=engine, base=False) if profiles else None

    def validate(self, cv: CV | Index, source: str = "") -> Report:
        """Validates all graphs of a CV against vitagraph's shapes; with profiles its public view, against their shapes too.

        A report with a profile therefore reveals no restricted fact. Raises DataError where the records contradict each other.
        """
        index = cv if isinstance(cv, Index) else Index(cv)
        tracer = RecordTracer(index, source)
        everything = tracer.dataset.triples(RESTRICTED)
        records = _count(index)
        if self._profiles is None:
            missing = unchecked(self._own, everything, self._engine)
            report = _report(self._results(everything, index), tracer, records, len(everything), missing)
            return report.with_notes(_notes(index, source))
        public = index.public_view()
        tracer = RecordTracer(public, source)
        triples = tracer.dataset.triples()
        results = self._results(triples, public) + self._profiles(blocks(triples))
        missing = unchecked(self._own, triples, self._engine)
        report = _report(results, tracer, records, len(everything), missing)
        return report._replace(public=(_count(public), len(triples))).with_notes(_notes(public, source))

    def _results(self, triples: Sequence[Triple], index: Index) -> list[ShaclResult]:
        """The results of vitagraph's and the user's shapes; facts of one's own concern only the user's."""
        return without_facts(self._shapes(blocks(triples)), triples, facts_of(index), self._base, not self._own)


def _notes(index: Index, source: str) -> list[Problem]:
    """The notes of a CV, and those on its address, which may be the one that `vitagraph init` wrote."""
    document, origins = index.cv.document, index.cv.origins
    place = (origins.of(document, ("iri",)) if origins else None) or Place(source or "the CV")
    messages = list(hazards(document.iri)) if document.iri else []
    if document.iri == document.example_iri:
        messages.append("this is still the example's address; write the address where you will publish")
    return sorted([*(Problem(place, message) for message in messages), *notes_of(index, source)])


def _count(index: Index) -> int:
    return sum(1 for _ in index.cv.records())


def validate(
    cv: CV | Index, source: str = "", profiles: Sequence[str] = (), user_shapes: Sequence[str] = (), engine: str = "shacl"
) -> Report:
    """Validates one CV. For many CVs, a `Validator` compiles the shapes once."""
    return Validator(profiles, user_shapes, engine).validate(cv, source)


def validate_file(name: str, profiles: Sequence[str] = (), user_shapes: Sequence[str] = (), engine: str = "shacl") -> Report:
    """Validates an RDF file, or the JSON-LD embedded in a page; a page only against the profiles, google if none is named."""
    source = read_graph(name, public="public" in profiles, locate=True)
    page = Path(name).suffix.lower() in HTML_SUFFIXES
    names = profiles or (["google"] if page else [])
    triples = source.triples
    if "google" in names:
        # Google accepts both namespaces of schema.org.
        triples = triples.replace("<https://schema.org/", "<http://schema.org/")
    base = not page and "google" not in profiles
    own = read_user_shapes(user_shapes)
    results = check_of(names, own, engine, base)(triples)
    if base and any(one.severity is not Severity.note for one in results):
        stated = list(ntriples_terms(triples))
        results = without_facts(results, stated, facts_in(stated), check_of(engine=engine), not own and not names)
    if base and not document_of(triples):
        message = "the file describes no CV: no document has a foaf:primaryTopic; name a file written by `vitagraph export`"
        results.append(ShaclResult("", "", "", Severity.error, message, "", ""))
    if "google" in names and not any(f" {RDF.type} <http://schema.org/{kind}> " in triples for kind in _RICH_RESULTS):
        message = f"nothing in the file is a {', '.join(_RICH_RESULTS)}, so Google shows none of it; describe the page as a ProfilePage"
        results.append(ShaclResult("", "", "", Severity.warning, message, "", ""))
    missing = unchecked(own, list(ntriples_terms(triples)) if own else [], engine)
    return _report(results, FileTracer(source, name), 0, triples.count("\n"), missing)


def unchecked(own: Iterable[UserShapes], triples: Sequence[Triple], engine: str) -> list[Problem]:
    """The rules in the user's shapes that were not checked, each with the reason."""
    return sorted({problem for one in own for problem in one.unchecked(triples, engine)})


def check_file(name: str) -> Report:
    """Checks that every term of an RDF file is defined in its vocabulary."""
    from vitagraph.validation.terms import unknown_terms

    source = read_graph(name, locate=True)
    return _report(unknown_terms(source.triples), FileTracer(source, name), 0, source.triples.count("\n"))


def _report(results: Iterable[ShaclResult], tracer: Tracer, records: int, triples: int, missing: Sequence[Problem] = ()) -> Report:
    placed = sorted(map(tracer.trace, results), key=lambda result: (result.place, result.shacl))
    return Report(placed, records, triples, unchecked=missing)
