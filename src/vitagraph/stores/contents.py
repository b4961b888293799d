"""The contents of a graph, comparable across stores: contents are equal where their triples are equal by value.

Stores rewrite literals: `007` becomes `7`, `1.50` becomes `1.5`, `1.0E2` a decimal, `PT90M` becomes `PT1H30M`, `de-CH` becomes
`de-ch`. So each triple has a canonical form, by which it is compared, and the form in which it was read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal, InvalidOperation

from vitagraph.errors import StoreError
from vitagraph.patterns import regex
from vitagraph.rdf.syntaxes.ntriples import lines
from vitagraph.rdf.terms import XSD, Term, Triple, parse, typed

#: canonical triple -> the same triple as it was read
Contents = dict[Triple, Triple]

#: xsd:decimal, datatypes derived from it, and those that stores rewrite to it (XML Schema 1.1 part 2, sections 3.3.3 to 3.3.5, 3.4.13 ff.)
_NUMBERS = frozenset(
    f"{XSD}{name}"
    for name in (
        "integer", "decimal", "double", "float", "long", "int", "short", "byte", "nonNegativeInteger", "positiveInteger",
        "nonPositiveInteger", "negativeInteger", "unsignedLong", "unsignedInt", "unsignedShort", "unsignedByte",
    )
)  # fmt: skip
_BOOLEANS = {"1": "true", "0": "false"}
DURATION = f"{XSD}duration"
#: numbers of up to nine digits, so that sums are exact
_DURATION = regex(
    r"(-?)P(?=[0-9T])(?:([0-9]{1,9})Y)?(?:([0-9]{1,9})M)?(?:([0-9]{1,9})D)?"
    r"(?:T(?=[0-9])(?:([0-9]{1,9})H)?(?:([0-9]{1,9})M)?(?:([0-9]{1,9}(?:\.[0-9]{1,9})?)S)?)?"
)
_YEAR_BEFORE_CHRIST = regex(r"-0+(?=\d)")


def triples(ntriples: str | bytes) -> Iterator[Triple]:
    """The triples of N-Triples text, as tokens in one spelling. Raises StoreError where it is not well-formed."""
    from pyoxigraph import RdfFormat
    from pyoxigraph import parse as parsed

    try:
        for triple in parsed(ntriples, RdfFormat.N_TRIPLES, lenient=True):
            yield str(triple.subject), str(triple.predicate), str(triple.object)
    except (SyntaxError, MemoryError) as error:
        raise StoreError(f"its N-Triples are not well-formed: {error}") from None


def contents(triples: Iterable[Triple]) -> Contents:
    """The contents of a graph with these triples."""
    return {
        triple if (term := triple[2])[0] == "<" or term[-1] == '"' else (triple[0], triple[1], canonical(term)): triple
        for triple in triples
    }


def canonical(term: Term) -> Term:
    """The same value in one form: numbers with one datatype, `true` and `false`, durations in months and seconds, language tags in
    lower case.
    """
    if term[0] != '"' or term[-1] == '"':
        return term
    text, _, language, datatype = parse(term)
    if language:
        return term[: -len(language)] + language.lower()
    if datatype in _NUMBERS:
        return _number(text, term)
    if datatype == f"{XSD}boolean":
        return typed(_BOOLEANS.get(text, text), f"<{datatype}>")
    if datatype == DURATION:
        return _duration(text, term)
    if text.startswith("-0") and datatype.startswith(XSD):
        return typed(_YEAR_BEFORE_CHRIST.sub("-", text, count=1), f"<{datatype}>")
    return term


def _number(text: str, term: Term) -> Term:
    try:
        value = Decimal(text)
    except InvalidOperation:
        return term
    if not value.is_finite():
        return term
    digits = "".join(map(str, value.as_tuple().digits)).lstrip("0")
    exponent = int(value.as_tuple().exponent) + len(digits) - len(digits.rstrip("0"))
    # Digits and exponent: 1E999999999 without an exponent would fill the memory.
    lexical = f"{'-' if value.is_signed() else ''}{digits.rstrip('0')}E{exponent}" if digits else "0"
    return typed(lexical, f"<{XSD}decimal>")


def _duration(text: str, term: Term) -> Term:
    """A duration as months and seconds, which are the same of equal durations (XML Schema 1.1 part 2, section 3.3.6)."""
    if not (match := _DURATION.fullmatch(text)):
        return term
    sign, *parts = match.groups()
    years, months, days, hours, minutes, seconds = (Decimal(part or 0) for part in parts)
    months += 12 * years
    seconds += 60 * (minutes + 60 * (hours + 24 * days))
    return typed(f"{sign if months or seconds else ''}P{months}MT{seconds.normalize():f}S", f"<{DURATION}>")


def check(found: Contents) -> None:
    """Raises StoreError where contents cannot be written as well-formed N-Triples; called before anything is sent."""
    for _ in triples(lines(found.values())):
        pass


def is_equal(ntriples: bytes, found: Contents) -> bool:
    """Whether N-Triples have these contents. Only lines in another spelling are parsed. Raises StoreError if they are not well-formed."""
    read = set(ntriples.decode("utf-8", "surrogateescape").split("\n")) - {""}
    expected = {f"{s} {p} {o} .": triple for triple, (s, p, o) in found.items()}
    others = "\n".join(read - expected.keys()).encode("utf-8", "surrogateescape")
    return contents(triples(others)).keys() == {expected[line] for line in expected.keys() - read}


def digest(found: Contents) -> str:
    """SHA-256 of the sorted canonical N-Triples: equal for equal contents in every store."""
    from hashlib import sha256

    return sha256(lines(sorted(found)).encode()).hexdigest()
