"""A unit of input -> the CV it holds.

JSON that is as it should be goes straight into typed records. Whatever makes that doubtful (a text in the place of a record,
a number with a fraction, a repeated key, a control character, any error) is left to the reader of single CVs, which knows
every form and names every problem with its place: both give the same records.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache, partial
from typing import Any

import msgspec

from vitagraph.bulk.inputs import Unit, unreadable
from vitagraph.errors import DataError, Place, Problem
from vitagraph.records import CV, Document, Field, Index, Person, Record, plan, sections
from vitagraph.records.cv import DocumentIri
from vitagraph.values import slug
from vitagraph.yaml import parsed, read_files

_NO_ADDRESS = "the CV states no address, and among many each needs one; add `document: {iri: ...}`, or give a --base for all"


class _Doubtful(Exception):  # noqa: N818 - not an error
    """The short way does not know."""


def decode(unit: Unit, base: str = "", located: bool = False) -> Index:
    """The CV of a unit, with its identities; `base` gives an address to CVs that state none.

    With `located`, every record knows its place. Raises DataError with every problem found.
    """
    if unit.problem:
        raise DataError([unreadable(unit)])
    cv = None if located or not unit.number else _straight(unit.files[0][1])
    if cv is not None:
        _settle(cv, unit, base)
        index = Index(cv)
        if not index.problems:
            return index
    return _read(unit, base)


def _read(unit: Unit, base: str) -> Index:
    try:
        index = read_files(unit.files, unit.source)
    except DataError as error:
        raise DataError(Problem(placed(problem.place, unit), _message(problem, unit)) for problem in error.problems) from None
    if index.cv.document.iri is None:
        _settle(index.cv, unit, base)
        index = Index(index.cv)
    return index


def _message(problem: Problem, unit: Unit) -> str:
    """A message, in which other places of the same line may stand."""
    return problem.message.replace(f"{unit.source}:1:", f"{unit.source}:{unit.number}:") if unit.number else problem.message


def placed(place: Place, unit: Unit) -> Place:
    """A place in a unit as a place in its source: a line of JSON Lines is read as a file of one line."""
    return place._replace(line=unit.number) if unit.number else place


#: what files of CVs and of many records end in
_SUFFIXES = frozenset(("yml", "yaml", "json", "jsonl", "ndjson", "parquet", "gz", "zst"))


def _settle(cv: CV, unit: Unit, base: str) -> None:
    """Sees to it that the CV has an address."""
    if cv.document.iri is not None:
        return
    if not base:
        raise DataError([Problem(unit.place, _NO_ADDRESS)])
    parts = unit.source.rstrip("/").rpartition("/")[2].split(".")
    while len(parts) > 1 and parts[-1] in _SUFFIXES:
        parts.pop()
    own = "/".join(filter(None, (slug(".".join(parts)) or "cv", str(unit.number) if unit.number else "")))
    cv.document.iri = DocumentIri.parse(f"{base.removesuffix('/')}/{own}")


# -- the short way

# What no CV may hold, written out or as an escape; and what would hide a repeated key from `_repeats`.
_UNWANTED = re.compile("[\x00-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_ESCAPED = re.compile(rb"\\u(00[01]|0022|007f|008|009|d[89a-f]|fff[ef])", re.IGNORECASE)
_HIDING = (b'" :', b"\x7f", b"\t", b"\n", b"\r")
_SHORT = 40
# Makes decoded JSON into the value of a field.
_Make = Callable[[Any], Any]


def _straight(line: bytes) -> CV | None:
    """The CV in a JSON object, None where the long way has to decide."""
    if (b"\\u" in line and _ESCAPED.search(line)) or (not line.isascii() and _UNWANTED.search(line.decode("utf-8", "replace"))):
        return None
    try:
        whole = msgspec.json.decode(line)
        return None if _repeats(line, whole) else _cv(whole)
    except (msgspec.MsgspecError, KeyError, TypeError, ValueError, RecursionError, _Doubtful):
        return None


def _repeats(line: bytes, whole: Any) -> bool:
    """Whether a key may stand twice in its object: written anew, it would stand once."""
    return any(map(line.__contains__, _HIDING)) or line.count(b'":') != msgspec.json.encode(whole).count(b'":')


def _cv(whole: dict[str, Any]) -> CV:
    cv = CV()
    for section, raw in whole.items():
        if section in ("document", "person"):
            if "id" in raw or "former_ids" in raw or (section == "document" and "visibility" in raw):
                raise _Doubtful
            setattr(cv, section, _record(Document if section == "document" else Person, raw))
        else:
            make = partial(_record, sections()[section])
            setattr(cv, section, list(map(make, raw if isinstance(raw, list) else _doubt(raw))))
    if not whole:
        raise _Doubtful
    return cv


def _record(record_type: type[Record], raw: Any) -> Record:
    makers = _makers(record_type)
    if isinstance(raw, str):
        raw = {record_type.shorthand: raw}
    if not isinstance(raw, dict):
        raise _Doubtful
    record = record_type(**{name: makers[name](value) for name, value in raw.items() if value is not None})
    if record.visibility and set(record.visibility) != {""}:
        raise _Doubtful
    return record


@cache
def _makers(record_type: type[Record]) -> dict[str, _Make]:
    """How each field of a class gets its value."""
    return {name: _maker(field) for name, field in plan(record_type).fields.items()}


def _maker(field: Field) -> _Make:
    one = partial(_part, field.type) if field.is_record else _parser(field.type)
    return (lambda raw: [one(value) for value in raw] if isinstance(raw, list) else [one(raw)]) if field.many else one


def _part(record_type: type[Record], raw: Any) -> Record:
    record = _record(record_type, raw)
    return record if record.visibility is None else _doubt(raw)


def _parser(value_type: Any) -> _Make:
    """How a value becomes one of a type. Short texts repeat: what they mean is worked out once."""
    known = lru_cache(maxsize=1 << 14)(partial(parsed, value_type))

    def value(raw: Any) -> Any:
        if type(raw) is str:
            return known(raw) if len(raw) < _SHORT else parsed(value_type, raw)
        if raw is True or raw is False:
            return known(str(raw).lower())
        if type(raw) is int and raw >= 0:
            return known(str(raw))
        return parsed(value_type, raw) if type(raw) is dict else _doubt(raw)

    return value


def _doubt(raw: Any) -> Any:
    """Leaves a value to the long way."""
    raise _Doubtful(raw)
