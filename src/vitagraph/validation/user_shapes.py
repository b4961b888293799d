"""The user's shapes: read, checked and rewritten for an engine; and the rules in them that no engine checks."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path

from vitagraph.errors import Place, Problem, UsageError, did_you_mean
from vitagraph.files.budget import check_brackets, read_text
from vitagraph.patterns import regex
from vitagraph.queries.opaque import OPAQUE
from vitagraph.rdf.terms import Term, Triple, parse
from vitagraph.rdf.vocabulary import RDF
from vitagraph.validation.patterns import translated

SHACL = "http://www.w3.org/ns/shacl#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_OWL = "http://www.w3.org/2002/07/owl#"
_SHAPES = (f"<{SHACL}NodeShape>", f"<{SHACL}PropertyShape>")
_TARGETS = ("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf", "target")
#: predicate -> why no engine does what it states, and what instead
_NEVER = {
    f"<{_OWL}imports>": "nothing is fetched; name that file with --shapes, too",
    f"<{SHACL}entailment>": "nothing is inferred; write the inferred triples into the data",
    f"<{SHACL}js>": "JavaScript is not run; write the constraint as sh:sparql",
    f"<{SHACL}rule>": "rules infer triples, and nothing is inferred; write them into the data",
}
_NOT_COMPARED = "pySHACL skips values that it cannot compare, such as dates of different precision; use `--engine shacl`"
#: the same for one engine
_NOT_BY = {
    "pyshacl": {
        f"<{SHACL}expression>": "pySHACL does not support it; use `--engine shacl`",
        f"<{SHACL}target>": "pySHACL does not support this target; use `--engine shacl`",
        f"<{SHACL}lessThan>": _NOT_COMPARED,
        f"<{SHACL}lessThanOrEquals>": _NOT_COMPARED,
    }
}
_OPAQUE = regex(OPAQUE, re.DOTALL)
_UNBOUND = regex(r"(?i)\b(MINUS|VALUES)\b")


class UserShapes:
    """A file of shapes: its text, and its triples as N-Triples tokens.

    Raises UsageError where the file is not Turtle, uses no term of SHACL, or states what SHACL forbids.
    """

    def __init__(self, file: str) -> None:
        from pyoxigraph import RdfFormat, parse

        self.file = file
        self.text = read_text(file, "name a Turtle file of shapes")
        check_brackets(self.text, Place(file, 1), turtle=True)
        try:
            reader = parse(self.text, RdfFormat.TURTLE, base_iri=Path(file).absolute().as_uri(), rename_blank_nodes=True)
            self.triples: list[Triple] = [(str(one.subject), str(one.predicate), str(one.object)) for one in reader]
        except SyntaxError as error:
            place = Place(file, error.lineno or 0, error.offset or 0)
            raise UsageError(f"{place}: this is not Turtle: {error}; correct it there") from None
        self.prefixes = dict(reader.prefixes)
        if not any(f"<{SHACL}" in term for triple in self.triples for term in triple):
            raise UsageError(f"{file}: the file uses no term of SHACL; name a Turtle file of shapes")
        if forbidden := list(self._forbidden()):
            raise UsageError("\n".join(map(str, forbidden)))

    @cached_property
    def statements(self) -> dict[Term, list[tuple[Term, Term]]]:
        """Predicate -> subjects and objects."""
        statements: dict[Term, list[tuple[Term, Term]]] = defaultdict(list)
        for subject, predicate, term in self.triples:
            statements[predicate].append((subject, term))
        return statements

    def of(self, name: str) -> list[tuple[Term, Term]]:
        """Subjects and objects of a predicate of SHACL."""
        return self.statements.get(f"<{SHACL}{name}>", [])

    def turtle(self, engine: str) -> str:
        """The shapes as Turtle for an engine.

        Patterns are translated to its regular expressions, and of their flags only `i` and `m` remain; blank nodes get new names.
        Raises UsageError for an invalid pattern or flag.
        """
        flags = dict(self.of("flags"))
        lines = [f"@prefix {prefix}: <{base}> ." for prefix, base in self.prefixes.items()]
        for subject, predicate, term in self.triples:
            if predicate == f"<{SHACL}pattern>":
                place = self.place(term)
                try:
                    term = translated(term, parse(flags[subject]).value if subject in flags else "", engine)
                except ValueError as error:
                    raise UsageError(f"{place}: {error}; see https://www.w3.org/TR/xpath-functions/#regex-syntax") from None
            elif predicate == f"<{SHACL}flags>":
                term = f'"{"".join(letter for letter in parse(term).value if letter in "im")}"'
            lines.append(f"{subject} {predicate} {term} .")
        return "\n".join(lines) + "\n"

    def _forbidden(self) -> Iterator[Problem]:
        """What SHACL forbids in SPARQL constraints, but engines do not report (SHACL, section 5.2.1, appendix A)."""
        constraints = {term for _, term in self.of("sparql")}
        for term in (term for subject, term in self.of("select") if subject in constraints):
            bare = _OPAQUE.sub(" ", parse(term).value)
            if not re.search(r"[$?]this\b", bare):
                yield Problem(self.place(term), "this SPARQL constraint does not use $this, its focus node; write SELECT $this ...")
            if found := _UNBOUND.search(bare):
                yield Problem(
                    self.place(term), f"{found[1].upper()} is not allowed in a SPARQL constraint, where $this is bound; use FILTER"
                )
            if any("this" not in selected and "*" not in selected for selected in _subselects(bare)):
                yield Problem(self.place(term), "a subquery must select $this, too; add it there")

    def unchecked(self, triples: Sequence[Triple], engine: str) -> Iterator[Problem]:
        """The rules that were not checked in the data, each with the reason."""
        yield from self._unknown()
        for predicate, why in (_NEVER | _NOT_BY.get(engine, {})).items():
            for subject, term in self.statements.get(predicate, ()):
                yield Problem(
                    self.place(subject, predicate),
                    f"{self._named(predicate)}{'' if term[:2] == '_:' else f' {self._named(term)}'} has no effect: {why}",
                )
        for name in ("select", "ask"):
            for _, term in self.of(name):
                if re.search(r"(?i)\bGRAPH\b", _OPAQUE.sub(" ", parse(term).value)):
                    yield Problem(self.place(term), "GRAPH matches nothing, because all data is in one graph; leave it out")
        yield from self._unreached(triples)

    def _unknown(self) -> Iterator[Problem]:
        from rdflib.namespace import SH

        known = SH.__annotations__
        for term in dict.fromkeys(term for triple in self.triples for term in triple[1:]):
            name = term[1:-1].removeprefix(SHACL)
            if term.startswith(f"<{SHACL}") and name not in known:
                advice = did_you_mean(name, known, "; look the term up in https://www.w3.org/TR/shacl/")
                yield Problem(self.place(term), f"sh:{name} is not a term of SHACL, so it has no effect{advice}")

    def _unreached(self, triples: Sequence[Triple]) -> Iterator[Problem]:
        """The shapes without focus nodes."""
        types = dict.fromkeys(shape for shape, term in self.statements.get(RDF.type, ()) if term in _SHAPES)
        targets: dict[Term, list[tuple[str, Term]]] = defaultdict(list)
        for name in _TARGETS:
            for shape, term in self.of(name):
                targets[shape].append((name, term))
        for shape, term in self.statements.get(RDF.type, ()):
            if term == f"<{_RDFS}Class>" and shape in types:
                targets[shape].append(("targetClass", shape))
        used = {term for predicate, pairs in self.statements.items() if predicate != RDF.type for _, term in pairs}
        deactivated = {shape for shape, term in self.of("deactivated") if parse(term).value in ("true", "1")}
        data = _Data([*triples, *self.triples], triples)
        for shape in dict.fromkeys((*types, *targets)):
            if shape in deactivated or (shape in used and shape not in targets):
                continue
            if shape not in targets:
                why = "it has no target, and no other shape refers to it; add sh:targetClass"
            elif any(data.has(name, term) for name, term in targets[shape]):
                continue
            else:
                why = "; ".join(data.why(name, self._named(term), term) for name, term in targets[shape])
            yield Problem(self.place(shape), f"the shape {self._named(shape)} has no focus node: {why}")

    def _named(self, term: Term) -> str:
        """A term as the file writes it."""
        return next(iter(self._spellings(term)), term)

    def _spellings(self, term: Term) -> Iterator[str]:
        for prefix, base in self.prefixes.items():
            if term.startswith(f"<{base}") and (name := term[1 + len(base) : -1]) and "/" not in name:
                yield f"{prefix}:{name}"
        yield term

    def place(self, *terms: Term) -> Place:
        """The first place of one of some terms in the file, preferably at the beginning of a line."""
        for word in (word for term in terms for word in self._written_forms(term)):
            lines = enumerate(self.text.split("\n"), 1)
            found = [(number, line.find(word) + 1) for number, line in lines if re.search(rf"{re.escape(word)}(?![\w-])", line)]
            if found:
                return Place(self.file, *next((one for one in found if one[1] == 1), found[0]))
        return Place(self.file)

    def _written_forms(self, term: Term) -> Iterator[str]:
        """The forms in which the file may write a term, or the first line of it."""
        if term[0] == '"':
            yield term
            yield parse(term).value.strip().partition("\n")[0]
        else:
            yield from self._spellings(term)
            if local := term.partition("#")[2][:-1]:
                yield local


class _Data:
    """The classes and predicates in data, by which targets select nodes."""

    def __init__(self, everything: Sequence[Triple], triples: Sequence[Triple]) -> None:
        self.predicates = {predicate for _, predicate, _ in triples}
        self.classes = {term for _, predicate, term in triples if predicate == RDF.type}
        above: dict[Term, set[Term]] = defaultdict(set)
        for subject, predicate, term in everything:
            if predicate == f"<{_RDFS}subClassOf>":
                above[subject].add(term)
        waiting = list(self.classes)
        while waiting:
            new = above[waiting.pop()] - self.classes
            self.classes |= new
            waiting += new

    def has(self, target: str, term: Term) -> bool:
        """Whether a target has a focus node."""
        match target:
            case "targetClass":
                return term in self.classes
            case "targetSubjectsOf" | "targetObjectsOf":
                return term in self.predicates
        return True

    def why(self, target: str, name: str, term: Term) -> str:
        """Why it has no focus node."""
        if term.startswith("<https://schema.org/"):
            return f"the data has no {name}; it uses http://schema.org/{term[20:-1]}"
        return f"nothing in the data is a {name}" if target == "targetClass" else f"nothing in the data has {name}"


def _subselects(query: str) -> Iterator[str]:
    """The projection of each SELECT inside another one."""
    heads = re.findall(r"(?i)\bSELECT\b((?:(?!\bSELECT\b|\bWHERE\b)[^{])*)", query)
    yield from heads[1:]
