"""Validating: records or a file, against vitagraph's shapes and those of a profile."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from pathlib import Path

from vitagraph import resources
from vitagraph.errors import UsageError, did_you_mean
from vitagraph.graph import GUARDED
from vitagraph.mapping import dataset
from vitagraph.records import CV
from vitagraph.sources import HTML_SUFFIXES, document_of, read_graph
from vitagraph.validation.engines import ENGINES
from vitagraph.validation.report import Finding, Report, Result
from vitagraph.validation.tracing import FileTracer, RecordTracer, Tracer

_SUBJECTS = ("dataset", "person", "career", "works", "patents", "events")
#: profile -> the files of shapes it adds
PROFILES = {"public": ("privacy",), "google": ("google",)}


def shapes(profiles: Iterable[str] = (), own: Sequence[str] = (), base: bool = True) -> str:
    """The shapes as one Turtle text: vitagraph's, those of profiles, and the user's own files.

    Raises UsageError for an unknown profile or a file that cannot be read.
    """
    names = list(_SUBJECTS) if base else []
    for profile in profiles:
        if profile not in PROFILES:
            raise UsageError(f"there is no profile '{profile}'" + did_you_mean(profile, PROFILES, f"; name {' or '.join(PROFILES)}"))
        names += PROFILES[profile]
    texts = [resources.text(f"ontology/shapes/{name}.ttl") for name in names]
    for file in own:
        try:
            texts.append(Path(file).read_text(encoding="utf-8"))
        except OSError as error:
            raise UsageError(f"{file}: cannot be read ({error.strerror}); name a Turtle file of shapes") from None
    return "\n".join(texts)


def validate(
    cv: CV,
    source: str = "",
    profiles: Sequence[str] = (),
    own_shapes: Sequence[str] = (),
    engine: str = "rust",
) -> Report:
    """Validates a CV: all its graphs against vitagraph's shapes, what is public against the profiles.

    Raises DataError where the records contradict each other, UsageError for an unknown engine or profile.
    """
    start = time.perf_counter()
    graph = dataset(cv)
    everything = graph.triples(GUARDED)
    findings = _findings(engine, _ntriples(everything), shapes(own=own_shapes))
    if profiles:
        findings += _findings(engine, _ntriples(graph.triples()), shapes(profiles, base=False))
    tracer = RecordTracer(cv, source) if findings else None
    records = sum(1 for _ in cv.records())
    return _report(findings, tracer, records, len(everything), start)


def validate_file(source: str, profiles: Sequence[str] = (), own_shapes: Sequence[str] = (), engine: str = "rust") -> Report:
    """Validates an RDF file, or the JSON-LD that a page embeds; a page only against the profiles, google if none is named."""
    start = time.perf_counter()
    text, triples = read_graph(source, public="public" in profiles)
    page = Path(source).suffix.lower() in HTML_SUFFIXES
    base = not page and "google" not in profiles
    wanted = profiles or (["google"] if page else [])
    findings = _findings(engine, triples, shapes(wanted, own_shapes, base))
    return _report(findings, FileTracer(text, source, document_of(triples)), 0, triples.count("\n"), start)


def check_file(source: str) -> Report:
    """Checks that every term of an RDF file is defined in its vocabulary."""
    from vitagraph.validation.terms import unknown_terms

    start = time.perf_counter()
    text, triples = read_graph(source)
    tracer = FileTracer(text, source, document_of(triples))
    return _report(unknown_terms(triples), tracer, 0, triples.count("\n"), start)


def _ntriples(triples: Iterable[tuple[str, str, str]]) -> str:
    return "".join([f"{s} {p} {o} .\n" for s, p, o in triples])


def _findings(engine: str, data: str, shapes_text: str) -> list[Finding]:
    if engine not in ENGINES:
        raise UsageError(f"there is no engine '{engine}'" + did_you_mean(engine, ENGINES, f"; name {' or '.join(ENGINES)}"))
    return ENGINES[engine](data, shapes_text)


def _report(findings: Iterable[Finding], tracer: Tracer | None, records: int, triples: int, start: float) -> Report:
    results = [Result(finding, *tracer.trace(finding)) for finding in findings] if tracer else []
    results.sort(key=lambda result: (result.place, result.finding))
    return Report(results, records, triples, time.perf_counter() - start)
