"""Parameters: values become RDF terms of their declared type, and terms take their places in the query.

A place is `BIND(COALESCE(?__year_integer, 2022) AS ?year)`, whose first variable has the name that grlc replaces
(https://grlc.readthedocs.io), or `VALUES ?year { 2022 }`; that of the limit is the number behind the last LIMIT.

The text of a user is never inserted into a query. It is parsed to a term, and the term is written as a token in which all
characters with a meaning in SPARQL are escaped (https://www.w3.org/TR/sparql11-query/#grammar, section 19.8).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

from vitagraph.errors import UsageError, did_you_mean, quoted
from vitagraph.patterns import regex
from vitagraph.queries.opaque import OPAQUE
from vitagraph.rdf.terms import Term, iri, literal, typed
from vitagraph.rdf.vocabulary import PREFIXES, XSD

if TYPE_CHECKING:
    from vitagraph.queries.header import Parameter

#: the parameter that no variable can be: it replaces the number behind the last LIMIT
LIMIT = "limit"

# What is opaque; or a variable and the terms of its VALUES block; or the variable of grlc, the default, and the variable that is assigned.
_PLACE = regex(
    rf"({OPAQUE})"
    rf"|\bVALUES\s*\?(\w+)\s*\{{((?:{OPAQUE}|[^{{}}])*+)\}}"
    rf"|\bBIND\s*\(\s*(?:COALESCE\s*\(\s*)?(\?_\w++)\s*+(?:,((?:{OPAQUE}|[^()])*+)\)\s*+)?AS\s*\?(\w+)\s*\)",
    re.IGNORECASE | re.DOTALL,
)
_LIMIT = regex(rf"({OPAQUE})|(\bLIMIT\s+)(\d+)", re.IGNORECASE | re.DOTALL)


def _form(name: str, text: str, pattern: str) -> str:
    """The expected form of a number; a number in the right form has too many digits for 64 bits."""
    return f"{name} of at most 18 digits" if re.fullmatch(pattern, text, re.ASCII) else name


def _integer(text: str) -> Term:
    if not re.fullmatch(r"[+-]?\d{1,18}", text, re.ASCII):
        raise ValueError(_form("a whole number", text, r"[+-]?\d+"))
    return typed(str(int(text)), XSD.integer)


def _decimal(text: str) -> Term:
    if not re.fullmatch(r"[+-]?\d{1,18}(\.\d{1,18})?", text, re.ASCII):
        raise ValueError(_form("a number", text, r"[+-]?\d+(\.\d+)?"))
    return typed(text, XSD.decimal)


def _boolean(text: str) -> Term:
    if text.lower() not in ("true", "false"):
        raise ValueError("true or false")
    return typed(text.lower(), XSD.boolean)


def _date(pattern: str, form: str, datatype: Term) -> Callable[[str], Term]:
    def convert(text: str) -> Term:
        if not re.fullmatch(pattern, text, re.ASCII) or not _in_calendar(text):
            raise ValueError(form)
        return typed(text, datatype)

    return convert


def _in_calendar(text: str) -> bool:
    """Whether a day exists; a month or a year stands for its first day."""
    try:
        date.fromisoformat((text + "-01-01")[:10])
    except ValueError:
        return False
    return True


def _string(text: str) -> Term:
    if not text.isascii() and any("\ud800" <= letter <= "\udfff" for letter in text):
        raise ValueError("text in UTF-8")
    return literal(text)


def _language(text: str) -> Term:
    if not re.fullmatch(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*", text):
        raise ValueError("a language tag")
    return literal(text.lower())


def _iri(text: str) -> Term:
    """An absolute IRI, in angle brackets or without, or a name with one of the known prefixes."""
    text = text.removeprefix("<").removesuffix(">") if text.startswith("<") else text
    prefix, _, name = text.partition(":")
    text = PREFIXES[prefix] + name if prefix in PREFIXES and not name.startswith("//") else text
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\]+", text):
        raise ValueError("an absolute IRI")
    return iri(text)


def _count(text: str) -> Term:
    if not re.fullmatch(r"\d{1,9}", text, re.ASCII) or int(text) == 0:
        raise ValueError("a whole number from 1 to 999,999,999")
    return _integer(text)


_EXAMPLES = {
    "integer": "15", "decimal": "1.5", "boolean": "true", "date": "2021-07-28", "gYear": "2021", "gYearMonth": "2021-07",
    "string": "word", "language": "en", "iri": "https://example.org/cv#me",
}  # fmt: skip
# What ends the name of the variable for grlc; the types that are not here are those of XML Schema.
_SUFFIXES = {"integer": "_integer", "iri": "_iri", "string": "", "language": ""}
#: the types of parameters; each parses text to a term, or raises ValueError with the expected form
TYPES: dict[str, Callable[[str], Term]] = {
    "integer": _integer,
    "decimal": _decimal,
    "boolean": _boolean,
    "date": _date(r"\d{4}-\d\d-\d\d", "a date", XSD.date),
    "gYear": _date(r"\d{4}", "a year", XSD.gYear),
    "gYearMonth": _date(r"\d{4}-\d\d", "a month", XSD.gYearMonth),
    "string": _string,
    "language": _language,
    "iri": _iri,
}


def terms(declared: Mapping[str, Parameter], given: Mapping[str, str], query: str) -> dict[str, Term | None]:
    """The term of every declared parameter, None for one that is left unbound; `query` is its name in messages.

    Raises UsageError for an unknown or missing parameter and for a value of another type.
    """
    for name in given:
        if name not in declared:
            known = f"; it has {', '.join(declared)}" if declared else "; it has none"
            raise UsageError(f"{query} has no parameter {quoted(name)}" + did_you_mean(name, declared, known))
    return {name: _term(name, parameter, given.get(name), query) for name, parameter in declared.items()}


def _term(name: str, parameter: Parameter, value: str | None, query: str) -> Term | None:
    if value is None and parameter.default is None:
        if parameter.optional:
            return None
        raise UsageError(f"{query} needs the parameter '{name}' ({parameter.type}); add --param {name}=...")
    default = parameter.default
    usual = str(default).lower() if isinstance(default, bool) else str(default)
    text = usual if value is None else value
    try:
        return _count(text) if name == LIMIT else TYPES[parameter.type](text)
    except ValueError as error:
        example = _EXAMPLES[parameter.type] if default is None else usual
        raise UsageError(f"{query}: {name}: {quoted(text)} is not {error}; write it as {name}={example}") from None


def bound(query: str, terms: Mapping[str, Term | None], assigned: bool = False) -> str:
    """The query with the terms in VALUES blocks at their places (UNDEF for an unbound one), and the limit after its last LIMIT.

    `assigned` writes a BIND instead where a place was one, or begins a group, which is equivalent in SPARQL
    (https://www.w3.org/TR/sparql11-query/#sparqlTranslateGraphPatterns). Some servers need it: see `stores/types/virtuoso.py`.
    """
    done, begins, named = 0, False, set[str]()

    def place(match: re.Match[str]) -> str:
        nonlocal done, begins
        between, done = query[done : match.start()].strip(), match.end()
        if between:
            # The variable may be the name of a graph or service, which is evaluated before the BIND.
            begins = between.endswith("{") and not re.search(r"(GRAPH|SERVICE(\s+SILENT)?)\s*[?$]\w+\s*\{$", between, re.IGNORECASE)
            named.clear()
        name, variable = _name(match), match[6] or match[2]
        if name not in terms:
            begins = begins and match[0].startswith("#")
            return match[0]
        term = terms[name]
        if assigned and term and (match[4] or (begins and variable not in named)):
            named.add(variable)
            return f"BIND({_written(term)} AS ?{variable})"
        return f"VALUES ?{variable} {{ {_written(term)} }}"

    limit = terms.get(LIMIT)
    if limit:
        last = [match for match in _LIMIT.finditer(query) if match[2]][-1]
        query = query[: last.start(3)] + _written(limit) + query[last.end(3) :]
    return _PLACE.sub(place, query)


def _name(place: re.Match[str]) -> str:
    """The name of the parameter that has a place: the variable of grlc without its marks and its type."""
    return place[4].lstrip("?_").partition("_")[0] if place[4] else place[2]


def _written(term: Term | None) -> str:
    """The token of a term in a query: an integer without its datatype."""
    if term is None:
        return "UNDEF"
    return term.split('"')[1] if term.endswith(f'"^^{XSD.integer}') else term


def misplaced(query: str, declared: Mapping[str, Parameter]) -> Iterator[str]:
    """What is wrong with the places of parameters in a query, a message for each."""
    found = {_name(match): match[4] for match in _PLACE.finditer(query) if not match[1]}
    if any(match[2] for match in _LIMIT.finditer(query)):
        found[LIMIT] = None
    for name, parameter in declared.items():
        variable = _variable(name, parameter)
        if name not in found:
            example = _written(TYPES[parameter.type](_EXAMPLES[parameter.type]))
            place = f"LIMIT {example}" if name == LIMIT else f"BIND(COALESCE({variable}, {example}) AS ?{name})"
            yield f"parameter '{name}' has no place in the query; add `{place}`"
        elif found[name] not in (None, variable):
            yield f"grlc would read another parameter than '{name}' ({parameter.type}) from {found[name]}; write {variable}"


def _variable(name: str, parameter: Parameter) -> str:
    """The variable whose name states a parameter to grlc (grlc 1.3, gquery.get_parameters): two underscores where it may be missing."""
    marks = "__" if parameter.optional or parameter.default is not None else "_"
    return f"?{marks}{name}{_SUFFIXES.get(parameter.type, f'_xsd_{parameter.type}')}"
