"""The JSON Schema of a record file (draft 2020-12), for completion and checking in editors."""

from __future__ import annotations

from typing import Any

from vitagraph.records import CV, Document, Field, Person, Record, Visibility, plan, sections
from vitagraph.records.containers import EventType, PeriodicalType, ProjectType, SeriesType
from vitagraph.records.kind_words import WORDS
from vitagraph.records.kinds import Kind
from vitagraph.records.organizations import OrganizationType, Place
from vitagraph.records.page_layout import PageSection
from vitagraph.records.record import Author, FieldVisibility
from vitagraph.records.schemes import SCHEMES
from vitagraph.records.work_groups import GroupStatus
from vitagraph.records.works import WorkStatus
from vitagraph.values import Days, FullName, Period, Text
from vitagraph.values.facts import Facts
from vitagraph.values.terms import Prefixes
from vitagraph.yaml.names import others_field

# Truth in the words of YAML 1.1, which YAML 1.2 reads as text.
_TRUTH = ("yes", "no", "true", "false", "on", "off")
# A value may be left empty, and what looks like a number or a date to YAML is text to vitagraph.
_TEXT = {"type": ["string", "number", "boolean", "null"]}
_ENUMERATED: dict[type, tuple[str, ...]] = {
    EventType: tuple(EventType.classes),
    PeriodicalType: tuple(PeriodicalType.classes),
    ProjectType: tuple(ProjectType.classes),
    SeriesType: tuple(SeriesType.classes),
    OrganizationType: tuple(OrganizationType.classes),
    GroupStatus: (*GroupStatus.statuses, *WORDS["work-statuses"], *WORDS["patent-statuses"]),
    WorkStatus: (
        *WorkStatus.statuses,
        *(label for label, _ in SCHEMES["work-statuses"].kinds.values() if label not in WorkStatus.statuses),
        *WORDS["work-statuses"],
    ),
}


def record_schema() -> dict[str, Any]:
    """The schema of a record file: its sections, and a definition for each class of records."""
    definitions: dict[str, Any] = {}
    properties = {name: {"type": "array", "items": _record(record, definitions)} for name, record in sections().items()}
    properties["document"] = _record(Document, definitions)
    properties["person"] = _record(Person, definitions)
    properties["aliases"] = {
        "type": "object",
        "description": "printed forms of names that mean a person of another name: {Müller K: mueller-kr}",
        "additionalProperties": {"type": "string"},
    }
    order = {name: properties[name] for name in CV.__struct_fields__ if name in properties}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A CV as vitagraph reads it",
        "type": "object",
        "additionalProperties": False,
        "properties": {name: _nullable(schema) for name, schema in order.items()},
        "$defs": dict(sorted(definitions.items())),
    }


def _nullable(schema: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [schema, {"type": "null"}]}


def _record(record: type[Record], definitions: dict[str, Any]) -> dict[str, Any]:
    """A reference to the definition of a record class, which is made if it is missing."""
    name = record.__name__
    if name not in definitions:
        definitions[name] = {}
        fields = plan(record).fields.values()
        whole: dict[str, Any] = {
            "type": "object",
            "description": (record.__doc__ or "").strip().partition("\n")[0],
            "additionalProperties": False,
            "properties": {field.name: _field(field, definitions) for field in fields},
            "required": [field.name for field in fields if field.required],
        }
        if others_field(record):  # a name in several languages is several names
            shared, definitions[shared] = _SHARED[FullName]
            whole["properties"]["name"] = {"description": plan(record).fields["name"].description, "$ref": f"#/$defs/{shared}"}
        definitions[name] = {"anyOf": [whole, _TEXT]} if record.shorthand else whole
    return {"$ref": f"#/$defs/{name}"}


ABOUT = {
    "id": "id in the record's IRI; derived from its names where it is left out",
    "former_ids": "ids that the record had when it was published; their IRIs lead to the present one",
    "lang": "language of the record's texts, if it is not the CV's",
    "markup": "markdown where titles and names have markup; prose such as descriptions always has",
    "visibility": "public, contact or private, for the record or for single fields",
    "facts": "facts of your own: a property of a vocabulary, and its value or a list of its values",
}


def _field(field: Field, definitions: dict[str, Any]) -> dict[str, Any]:
    schema = _value(field, definitions)
    if field.many:
        schema = {"anyOf": [{"type": "array", "items": schema}, schema]}
    description = field.description or ABOUT.get(field.name, "")
    example = getattr(field.type, "example", "")
    return {"description": description + (f" ({example})" if example else "")} | schema


def _value(field: Field, definitions: dict[str, Any]) -> dict[str, Any]:
    """The schema of one value of a field; forms that many fields share are definitions."""
    value_type = field.type
    if field.is_record:
        return _record(value_type, definitions)
    if field.reference and field.reference.segment == Place.segment:
        return {"anyOf": [_TEXT, _record(Place, definitions)]}
    if value_type is Author:
        name = "-".join(("author", *field.author_keys))
        definitions[name] = _author(field.author_keys)
        return {"$ref": f"#/$defs/{name}"}
    if value_type in _SHARED:
        name, schema = _SHARED[value_type]
        definitions[name] = schema
        return {"$ref": f"#/$defs/{name}"}
    if isinstance(value_type, type) and issubclass(value_type, Kind):
        names = value_type.names()
        spaced = (name.replace("-", " ") for name in names if "-" in name)
        return {"enum": list(dict.fromkeys([*names, *spaced, *value_type.other_words()]))}
    if value_type in _ENUMERATED:
        return {"enum": list(_ENUMERATED[value_type])}
    plain: dict[Any, dict[str, Any]] = {bool: {"enum": [True, False, *_TRUTH, None]}, int: {"type": "integer"}}
    return plain.get(value_type, _TEXT)


def _author(keys: tuple[str, ...]) -> dict[str, Any]:
    """The schema of an author that may state these keys beside name, id and organization."""
    properties = {name: {"type": "string"} for name in Author.identity} | {key: _PART_OF_AUTHOR[key] for key in keys}
    return {"anyOf": [_TEXT, {"type": "object", "additionalProperties": False, "properties": properties}]}


_IN_LANGUAGES = {"anyOf": [_TEXT, {"type": "object", "additionalProperties": _TEXT, "minProperties": 1}]}
_TEXTS = {"anyOf": [_TEXT, {"type": "array", "items": _TEXT}]}
#: key of an author -> its schema
_PART_OF_AUTHOR: dict[str, dict[str, Any]] = {
    **dict.fromkeys(("role", "affiliation", "credit"), _TEXTS),
    "part": {"anyOf": [_IN_LANGUAGES, {"type": "array", "items": _IN_LANGUAGES}]},
    **{key: {"enum": [True, False, *_TRUTH, None]} for key in ("corresponding", "equal")},
}
_DATES = {"anyOf": [_TEXT, {"type": "array", "items": _TEXT}]}
_ONE_FACT = {"anyOf": [_TEXT, {"type": "object", "additionalProperties": _TEXT, "minProperties": 1}]}
_FACT = {"anyOf": [_ONE_FACT, {"type": "array", "items": _ONE_FACT}]}
_VISIBILITY = {"enum": list(Visibility.__members__)}
#: type -> name and schema of its definition
_SHARED: dict[Any, tuple[str, dict[str, Any]]] = {
    Text: ("text", _IN_LANGUAGES),
    Facts: ("facts", {"type": "object", "propertyNames": {"pattern": ":"}, "additionalProperties": _FACT}),
    Prefixes: ("prefixes", {"type": "object", "additionalProperties": {"type": "string"}, "minProperties": 1}),
    PageSection: (
        "pageSection",
        {
            "anyOf": [
                _TEXT,
                {
                    "type": "object",
                    "properties": {"section": _TEXT, "title": _IN_LANGUAGES, "hidden": {"enum": [True, False, *_TRUTH, None]}},
                    "required": ["section"],
                    "additionalProperties": False,
                },
            ]
        },
    ),
    FieldVisibility: ("visibility", {"anyOf": [_VISIBILITY, {"type": "object", "additionalProperties": _VISIBILITY}]}),
    FullName: ("fullName", _IN_LANGUAGES),
    Days: ("days", _DATES),
    Period: ("period", _DATES),
}
