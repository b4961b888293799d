"""N-Triples (https://www.w3.org/TR/n-triples/), sorted: two graphs are equal when their texts are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from vitagraph.rdf.syntaxes import Graphs, Syntax, union
from vitagraph.rdf.syntaxes.turtle import looks_like_turtle
from vitagraph.rdf.terms import Term, Triple


def write(document: str, graphs: Graphs) -> str:
    """One line for each triple, in the order of code points."""
    return "".join(pieces(document, graphs))


def pieces(document: str, graphs: Graphs) -> Iterator[str]:
    """The lines of each subject. No subject begins with another one and a blank, so their order is that of their lines."""
    by_subject: defaultdict[Term, list[Triple]] = defaultdict(list)
    for triple in union(graphs):
        by_subject[triple[0]].append(triple)
    for subject in sorted(by_subject):
        yield _text(sorted(map(" ".join, by_subject[subject])))


def lines(triples: Iterable[Triple]) -> str:
    """One line for each triple, in the order given."""
    return _text(map(" ".join, triples))


def _text(statements: Iterable[str]) -> str:
    return " .\n".join([*statements, ""])


def _recognises(text: str, suffix: str) -> bool:
    # Without the suffix it is read as Turtle, which contains it.
    return suffix == "nt" and looks_like_turtle(text)


SYNTAX = Syntax(
    "ntriples",
    "N-Triples",
    suffixes=("nt",),
    media_type="application/n-triples",
    write=write,
    format="N-Triples",
    parser="N_TRIPLES",
    recognises=_recognises,
    order=30,
    recognition_order=70,
    pieces=pieces,
    in_sites=False,
)
