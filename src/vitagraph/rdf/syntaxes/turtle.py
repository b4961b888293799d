"""Turtle (https://www.w3.org/TR/turtle/) for people to read: the owner first, then section by section."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from vitagraph.patterns import regex
from vitagraph.rdf.syntaxes import Graphs, Syntax, union
from vitagraph.rdf.terms import Term, Triple, parse
from vitagraph.rdf.vocabulary import PREFIXES, RDF, XSD

#: first step of an IRI's fragment -> the heading of its group, in the order of the groups; a step without one is its own heading
HEADINGS = {
    "me": "The owner",
    "account": "Accounts, addresses, pictures",
    "address": "Accounts, addresses, pictures",
    "image": "Accounts, addresses, pictures",
    "topic": "Research interests and subjects",
    "position": "Positions",
    "education": "Studies, degrees and theses",
    "degree": "Studies, degrees and theses",
    "thesis": "Studies, degrees and theses",
    "credential": "Credentials",
    "project": "Projects",
    "grant": "Grants",
    "award-receipt": "Awards",
    "award": "Awards",
    "patent-family": "Patents",
    "patent": "Patents",
    "talk": "Talks and lectures",
    "exhibition": "Exhibitions and collections",
    "collected-work": "Exhibitions and collections",
    "publication": "Publications",
    "work-group": "Publications",
    "software": "Software",
    "dataset": "Datasets",
    "course": "Teaching",
    "teaching-total": "Teaching",
    "grant-total": "Grants",
    "supervision": "Students",
    "service": "Service",
    "membership": "Memberships",
    "media": "In the media",
    "skill": "Skills",
    "language": "Languages",
    "language-skill": "Languages",
    "section": "Sections of the owner's own",
    "entry": "Sections of the owner's own",
    "person": "People",
    "org": "Organizations",
    "place": "Places",
    "country": "Places",
    "event": "Events and their proceedings",
    "proceedings": "Events and their proceedings",
    "journal": "Journals",
    "book": "Edited books and series",
    "series": "Edited books and series",
}
_ELSEWHERE = "Kinds and resources elsewhere"
_ABOUT = "About this dataset"
#: first steps of the parts of the dataset
_OF_THE_DATASET = ("graph", "distribution", "links", "target")

# What a local name may hold without escapes (a subset of PN_LOCAL).
_LOCAL_NAME = regex(r"[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?")
_NAMESPACES = sorted(((base, prefix) for prefix, base in PREFIXES.items()), key=lambda pair: -len(pair[0]))
_INTEGER, _BOOLEAN = XSD.integer[1:-1], XSD.boolean[1:-1]


@lru_cache(8192)
def _split(text: str) -> tuple[str, str]:
    """The prefix of an IRI and the local name that follows it, or "" and the IRI where it has none."""
    for base, prefix in _NAMESPACES:
        if text.startswith(base) and _LOCAL_NAME.fullmatch(text, len(base)):
            return prefix, text[len(base) :]
    return "", text


def write(document: str, graphs: Graphs) -> str:
    """Turtle with prefixes; that of a document has a base and headings."""
    names = Names(document)
    body = "".join(subjects(union(graphs), names, document))
    return names.preamble() + body


def blocks(triples: Iterable[Triple]) -> str:
    """Turtle for machines: no term is shortened, a subject is written once for the triples that follow it, in the order given.

    It has half the bytes of N-Triples, and a parser reads it in a tenth less time.
    """
    written: list[str] = []
    last = ""
    for subject, predicate, term in triples:
        end = "" if not last else ";\n" if subject == last else ".\n"
        written.append(f"{end}{predicate} {term}" if subject == last else f"{end}{subject} {predicate} {term}")
        last = subject
    if written:
        written.append(".\n")
    return "".join(written)


class Names(dict[Term, str]):
    """Term -> its notation in one document: relative to its base, with prefixes, literals in their short forms."""

    def __init__(self, document: str) -> None:
        super().__init__({RDF.type: "a", RDF.nil: "()"})
        self.document = document
        self._used: set[str] = set()

    def preamble(self) -> str:
        """The base, where there is a document, and the prefixes that were used."""
        lines = [f"@base <{self.document}> ."] if self.document else []
        lines += [f"@prefix {prefix}: <{base}> ." for prefix, base in PREFIXES.items() if prefix in self._used]
        return "".join(f"{line}\n" for line in lines)

    def __missing__(self, term: Term) -> str:
        written = self[term] = self._iri(term) if term[0] == "<" else self._literal(term)
        return written

    def node(self, term: Term) -> str:
        """A term as subject or object, where `a` is not allowed."""
        return self._iri(term) if term == RDF.type else self[term]

    def _iri(self, term: Term) -> str:
        text = term[1:-1]
        if text.startswith(self.document) and (text == self.document or text[len(self.document)] == "#"):
            return f"<{text[len(self.document) :]}>"
        prefix, name = _split(text)
        if not prefix:
            return term
        self._used.add(prefix)
        return f"{prefix}:{name}"

    def _literal(self, term: Term) -> str:
        if term[-1] != ">":
            return term
        parsed = parse(term)
        if parsed.datatype == _INTEGER and re.fullmatch(r"[+-]?[0-9]+", parsed.value):
            return parsed.value
        if parsed.datatype == _BOOLEAN and parsed.value in ("true", "false"):
            return parsed.value
        quoted, _, _ = term.rpartition("^^")
        return f"{quoted}^^{self[f'<{parsed.datatype}>']}"


def subjects(triples: Iterable[Triple], names: Names, document: str, headings: bool = True) -> Iterator[str]:
    """One block for each subject, those of a document grouped under headings; within a group in the order of the triples."""
    by_subject: dict[Term, list[Triple]] = {}
    for triple in triples:
        by_subject.setdefault(triple[0], []).append(triple)
    groups: dict[str, list[Term]] = {}
    for subject in by_subject:
        groups.setdefault(_heading(subject, document), []).append(subject)
    order = [*dict.fromkeys([*HEADINGS.values(), *(one for one in groups if one not in (_ELSEWHERE, _ABOUT)), _ELSEWHERE, _ABOUT])]
    for heading in sorted(groups, key=order.index):
        if document and headings:
            yield f"\n# {heading} {'-' * max(3, 96 - len(heading))}\n"
        for subject in groups[heading]:
            yield _block(subject, by_subject[subject], names)


def _heading(subject: Term, document: str) -> str:
    """The group of a subject, by its IRI."""
    if not subject.startswith(f"<{document}#"):
        return _ABOUT if subject == f"<{document}>" else _ELSEWHERE
    segment, slash, _ = subject[len(document) + 2 : -1].partition("/")
    if segment in _OF_THE_DATASET:
        return _ABOUT
    return HEADINGS.get(segment, segment.replace("-", " ").capitalize()) if slash or segment == "me" else _ABOUT


def _block(subject: Term, triples: list[Triple], names: Names) -> str:
    predicates: dict[Term, list[Term]] = {}
    for _, predicate, term in triples:
        predicates.setdefault(predicate, []).append(term)
    lines = []
    for predicate, objects in sorted(predicates.items(), key=lambda item: item[0] != RDF.type):
        written = [names.node(term) for term in objects]
        line = f"    {names[predicate]} {', '.join(written)}"
        if len(line) > 118 and len(written) > 1:
            line = f"    {names[predicate]}\n        " + ",\n        ".join(written)
        lines.append(line)
    first, rest = lines[0].lstrip(), lines[1:]
    return f"\n{names.node(subject)} " + " ;\n".join([first, *rest]) + " .\n"


def looks_like_turtle(text: str) -> bool:
    """Whether a text has a line that begins as one of Turtle, N-Triples, N-Quads or TriG does: a directive, or an IRI."""
    return bool(re.search(r"(?m)^[^\S\n]*+@(?:prefix|base)\b|^[^\S\n]*+(?:PREFIX|BASE)\b|^<[^<>\n]*>\s", text))


def _recognises(text: str, suffix: str) -> bool:
    return looks_like_turtle(text)


SYNTAX = Syntax(
    "turtle",
    "Turtle",
    suffixes=("ttl",),
    media_type="text/turtle",
    write=write,
    format="Turtle",
    parser="TURTLE",
    recognises=_recognises,
    order=10,
    recognition_order=90,
)
