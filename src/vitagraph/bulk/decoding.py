"""A unit of input -> its CV.

Regular JSON is converted directly to typed records. Irregular JSON (a string in place of a record, a number with a fraction, a repeated
key, a control character, any error) is left to the reader of single CVs, which reads every form and reports every problem with its
place. Both give the same records.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache, partial
from typing import Any

import msgspec

from vitagraph.bulk.inputs import Unit, unreadable
from vitagraph.errors import DataError, Place, Problem
from vitagraph.patterns import regex
from vitagraph.records import CV, Document, Field, Index, Person, Record, plan, sections
from vitagraph.records.cv import DocumentIri
from vitagraph.values import slug
from vitagraph.yaml import parsed, read_files

_NO_ADDRESS = "the CV states no address, and among many each needs one; add `document: {iri: ...}`, or give a --base for all"


class _Irregular(Exception):  # noqa: N818 - not an error
    """The direct conversion does not apply."""


def decode(unit: Unit, base: str = "", located: bool = False) -> Index:
    """The CV of a unit, with its identities; `base` is the base of addresses for CVs without one.

    With `located`, every record has its place. Raises DataError with every problem found.
    """
    if unit.problem:
        raise DataError([unreadable(unit)])
    cv = None if located or not unit.number else _direct(unit.files[0][1])
    if cv is not None:
        _set_address(cv, unit, base)
        index = Index(cv)
        if not index.problems:
            return index
    return _read(unit, base)


def _read(unit: Unit, base: str) -> Index:
    try:
        index = read_files(unit.files, unit.source)
    except DataError as error:
        raise DataError(Problem(place_in_source(problem.place, unit), _message(problem, unit)) for problem in error.problems) from None
    if index.cv.document.iri is None:
        _set_address(index.cv, unit, base)
        index = Index(index.cv)
    return index


def _message(problem: Problem, unit: Unit) -> str:
    """A message, with the line number in places that it names."""
    return problem.message.replace(f"{unit.source}:1:", f"{unit.source}:{unit.number}:") if unit.number else problem.message


def place_in_source(place: Place, unit: Unit) -> Place:
    """A place in a unit as a place in its source: a line of JSON Lines is read as a file of one line."""
    return place._replace(line=unit.number) if unit.number else place


#: suffixes of files that hold CVs
_SUFFIXES = frozenset(("yml", "yaml", "json", "jsonl", "ndjson", "parquet", "gz", "zst"))


def _set_address(cv: CV, unit: Unit, base: str) -> None:
    """Gives the CV an address if it has none."""
    if cv.document.iri is not None:
        return
    if not base:
        raise DataError([Problem(unit.place, _NO_ADDRESS)])
    parts = unit.source.rstrip("/").rpartition("/")[2].split(".")
    while len(parts) > 1 and parts[-1] in _SUFFIXES:
        parts.pop()
    own = "/".join(filter(None, (slug(".".join(parts)) or "cv", str(unit.number) if unit.number else "")))
    cv.document.iri = DocumentIri.parse(f"{base.removesuffix('/')}/{own}")


# -- direct conversion

# Characters that no CV may have, as such or escaped; and bytes that would hide a repeated key from `_repeats`.
_FORBIDDEN = regex("[\x00-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_ESCAPED = regex(rb"\\u(00[01]|0022|007f|008|009|d[89a-f]|fff[ef])", re.IGNORECASE)
_HIDING = (b'" :', b"\x7f", b"\t", b"\n", b"\r")
_SHORT = 40
# Converts decoded JSON to the value of a field.
_Make = Callable[[Any], Any]


def _direct(line: bytes) -> CV | None:
    """The CV in a JSON object; None if the reader of single CVs has to read it."""
    if (b"\\u" in line and _ESCAPED.search(line)) or (not line.isascii() and _FORBIDDEN.search(line.decode("utf-8", "replace"))):
        return None
    try:
        whole = msgspec.json.decode(line)
        return None if _repeats(line, whole) else _cv(whole)
    except (msgspec.MsgspecError, KeyError, TypeError, ValueError, RecursionError, _Irregular):
        return None


def _repeats(line: bytes, whole: Any) -> bool:
    """Whether a key may occur twice in its object: it would occur once in the encoded object."""
    return any(map(line.__contains__, _HIDING)) or line.count(b'":') != msgspec.json.encode(whole).count(b'":')


def _cv(whole: dict[str, Any]) -> CV:
    cv = CV()
    for section, raw in whole.items():
        if section in ("document", "person"):
            if "id" in raw or "former_ids" in raw or (section == "document" and "visibility" in raw):
                raise _Irregular
            setattr(cv, section, _record(Document if section == "document" else Person, raw))
        else:
            make = partial(_record, sections()[section])
            setattr(cv, section, list(map(make, raw if isinstance(raw, list) else _irregular(raw))))
    if not whole:
        raise _Irregular
    return cv


def _record(record_type: type[Record], raw: Any) -> Record:
    makers = _makers(record_type)
    if isinstance(raw, str):
        raw = {record_type.shorthand: raw}
    if not isinstance(raw, dict):
        raise _Irregular
    record = record_type(**{name: makers[name](value) for name, value in raw.items() if value is not None})
    if record.visibility and set(record.visibility) != {""}:
        raise _Irregular
    return record


@cache
def _makers(record_type: type[Record]) -> dict[str, _Make]:
    """The conversion of each field of a class."""
    return {name: _maker(field) for name, field in plan(record_type).fields.items()}


def _maker(field: Field) -> _Make:
    one = partial(_part, field.type) if field.is_record else _parser(field.type)
    return (lambda raw: [one(value) for value in raw] if isinstance(raw, list) else [one(raw)]) if field.many else one


def _part(record_type: type[Record], raw: Any) -> Record:
    record = _record(record_type, raw)
    return record if record.visibility is None else _irregular(raw)


def _parser(value_type: Any) -> _Make:
    """The conversion of a value to a type. Short texts repeat, and are parsed once."""
    known = lru_cache(maxsize=1 << 14)(partial(parsed, value_type))

    def value(raw: Any) -> Any:
        if type(raw) is str:
            return known(raw) if len(raw) < _SHORT else parsed(value_type, raw)
        if raw is True or raw is False:
            return known(str(raw).lower())
        if type(raw) is int and raw >= 0:
            return known(str(raw))
        return parsed(value_type, raw) if type(raw) is dict else _irregular(raw)

    return value


def _irregular(raw: Any) -> Any:
    """Leaves a value to the reader of single CVs."""
    raise _Irregular(raw)


class _Document(msgspec.Struct):
    iri: str = ""


class _Addressed(msgspec.Struct):
    document: _Document = msgspec.field(default_factory=_Document)


def stated_address(unit: Unit) -> str:
    """The address that a line of JSON states; "" where it has to be read whole to know."""
    try:
        return str(DocumentIri.parse(msgspec.json.decode(unit.files[0][1], type=_Addressed).document.iri))
    except (msgspec.MsgspecError, ValueError, IndexError):
        return ""
