"""Properties of the text of a query that need no parser: its form, graphs, prefixes, depth, and whether it may use SERVICE.

Literals, IRIs and comments are skipped. For a query that cannot be parsed, the reason is searched here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from vitagraph.errors import Place, Problem, quoted
from vitagraph.queries.opaque import OPAQUE
from vitagraph.rdf.vocabulary import PREFIXES

#: the forms of query that only read
READS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_UPDATES = ("INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH")

# Patterns are compiled when they are first used, as a single query needs few of them.
_BEGIN, _END = r"(?<![\w?$:-])", r"(?![\w:.-])"
_FORM = rf"{OPAQUE}|{_BEGIN}({'|'.join((*READS, *_UPDATES))}){_END}"
_FROM = rf"{OPAQUE}|{_BEGIN}(FROM)(?:\s*<|\s+NAMED\b|\s+[\w.-]*:)"
_GRAPH = rf"{OPAQUE}|{_BEGIN}(GRAPH)\s*+(?:[<?$]|[\w.-]{{0,99}}:)"
_BRACKET = rf"{OPAQUE}|([(\[{{)\]}}])"
_DECLARED = rf"{OPAQUE}|{_BEGIN}PREFIX\s+([\w.-]*):"
_NAMESPACE = rf"{_BEGIN}PREFIX\s+([\w.-]{{0,99}}):\s*+<([^<>\s]*+)>|{OPAQUE}"
_USED = rf"{OPAQUE}|(?<![\w?$:@-])((?:[A-Za-z][\w.-]{{0,99}})?):"
_NAME = rf"{OPAQUE}|(?<![\w?$:@-])([A-Za-z][\w.-]{{0,99}}):([\w-]+)"
_RELATIVE = rf"(<(?![A-Za-z][A-Za-z0-9+.-]*:)[^<>\"{{}}|^`\\\x00-\x20]*>)|{OPAQUE}"
_ABSOLUTE = rf"(<[A-Za-z][A-Za-z0-9+.-]*+:[^<>\"{{}}|^`\\\x00-\x20]*+>)|{OPAQUE}"
_BLANK = r"(?:\s|#[^\n\r]*)*+"
_STAR = rf"{_BLANK}(?:(?:DISTINCT|REDUCED)\b{_BLANK})?\*"
_VARIABLE = rf"{OPAQUE}|[?$](\w+)"
_FLAGS = re.IGNORECASE | re.DOTALL
_POSITION = r"error at (\d+):(\d+)"
#: the base of a query over data that is no CV
_EXAMPLE, _OF_THE_CV = "https://ada.example/cv", ", with the IRI of your CV"


def form(text: str) -> str:
    """The first keyword of a query form or an update, in capitals; "" if there is none."""
    return next(_found(_FORM, text), "").upper()


def names_its_graphs(text: str) -> bool:
    """Whether a query names its graphs with FROM."""
    return "from" in text.lower() and any(_found(_FROM, text))


def uses_graphs(text: str) -> bool:
    """Whether a query distinguishes graphs, with FROM or GRAPH."""
    return names_its_graphs(text) or ("graph" in text.lower() and any(_found(_GRAPH, text)))


def may_use_service(text: str) -> bool:
    """Whether a query could have a SERVICE clause. False only if that is impossible, however the engine parses the text.

    The keyword needs its letters, or escapes (SPARQL 1.1, section 19.2).
    """
    return "service" in text.casefold() or "\\u" in text.lower()


def depth(text: str) -> int:
    """The depth of nested brackets in a query."""
    if not any(bracket in text for bracket in "([{"):
        return 0
    level = deepest = 0
    for bracket in _found(_BRACKET, text):
        level += 1 if bracket in "([{" else -1
        deepest = max(deepest, level)
    return deepest


def in_order(text: str, variables: Sequence[str]) -> Sequence[str]:
    """The variables of a result in the order of the query; the order for `SELECT *` differs between engines."""
    if not re.search(r"SELECT(?:(?!SELECT)[^({])*\*", text, re.IGNORECASE):
        return variables
    begin = next((match.end() for match in _matches(_FORM, text) if match[1]), len(text))
    if not re.match(_STAR, text[begin:], _FLAGS):
        return variables
    first = {name: at for at, name in reversed(list(enumerate(_found(_VARIABLE, text))))}
    return sorted(variables, key=lambda name: first.get(name, len(first)))


def with_prefixes(text: str) -> str:
    """The query with declarations of those of vitagraph's prefixes that it uses, on its first line; local queries need none."""
    return "".join(f"PREFIX {prefix}: <{PREFIXES[prefix]}> " for prefix in _undeclared(text) if prefix in PREFIXES) + text


def terms(text: str) -> list[str]:
    """The IRIs that a query writes, in full or with a prefix that it declares or that vitagraph has; not the namespaces."""
    declared = {match[1]: match[2] for match in _matches(_NAMESPACE, text) if match[1] is not None}
    bases = PREFIXES | declared
    named = (f"<{bases[match[1]]}{match[2]}>" for match in _matches(_NAME, text) if match[1] in bases)
    written = (iri for iri in _found(_ABSOLUTE, text) if iri[1:-1] not in declared.values())
    return list(dict.fromkeys((*named, *written)))


def misspelt(source: str, text: str, message: str, document: str = "") -> Problem:
    """Why a query is not SPARQL, and where: one of the common reasons, else the position of the parser's error `message`.

    The list of tokens that the parser expected is left out. `document` is the IRI of a queried CV.
    """
    if (word := form(text)) and word not in READS:
        return Problem(Place(source), f"{word} begins an update, and data is only read here; write {' or '.join(READS)}")
    unknown = [prefix for prefix in _undeclared(text) if prefix not in PREFIXES]
    relative = next(_found(_RELATIVE, text), "")
    complete = "".join(f"PREFIX {prefix}: <urn:x:> " for prefix in unknown) + text
    if unknown and _parses(f"BASE <http://a.example/> {complete}"):
        missing = " ".join(f"PREFIX {prefix}: <...>" for prefix in unknown)
        return Problem(_place(source, text, _USED, unknown[0]), f"the prefix `{unknown[0]}:` is not declared; begin with {missing}")
    if relative and _parses(f"BASE <http://a.example/> {text}"):
        return Problem(
            _place(source, text, _RELATIVE, relative),
            f"the IRI {relative} is relative; write it whole, or begin with BASE <{document or _EXAMPLE}>"
            + ("" if document else _OF_THE_CV),
        )
    position = re.search(_POSITION, message)
    if not position:
        return Problem(Place(source), f"this is not SPARQL: {message}; correct it there")
    line, column = int(position[1]), int(position[2])
    lines = [*text.splitlines(), ""]
    rest = lines[line - 1][column - 1 :] if line <= len(lines) else ""
    at = f"at {quoted(rest[:30])}" if rest.strip() else "at the end of the line" if line < len(lines) - 1 else "at its end"
    missing = f"; the prefix `{unknown[0]}:` is not declared either" if unknown else ""
    return Problem(Place(source, line, column), f"this is not SPARQL, {at} or just before; correct it there{missing}")


def _matches(pattern: str, text: str) -> Iterator[re.Match[str]]:
    return re.finditer(pattern, text, _FLAGS)


def _found(pattern: str, text: str) -> Iterator[str]:
    return (match[1] for match in _matches(pattern, text) if match[1])


def _undeclared(text: str) -> list[str]:
    """The prefixes that a query uses without a declaration, in the order of the query."""
    declared = {match[1] for match in _matches(_DECLARED, text) if match[1] is not None}
    used = dict.fromkeys(match[1] for match in _matches(_USED, text) if match[1] is not None)
    return [prefix for prefix in used if prefix not in declared and prefix != "_"]


def _place(source: str, text: str, pattern: str, found: str) -> Place:
    at = next(match.start() for match in _matches(pattern, text) if match[1] == found)
    return Place(source, text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))


def _parses(text: str) -> bool:
    from pyoxigraph import Store

    if may_use_service(text):
        return False  # evaluation could fetch something
    try:
        Store().query(text, prefixes=PREFIXES)
    except SyntaxError:
        return False
    return True
