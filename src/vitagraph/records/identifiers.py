"""The identifiers that records state, and the fields of all record classes that hold one."""

from collections.abc import Iterator
from functools import cache

from vitagraph.records.cv import record_classes
from vitagraph.records.plan import Field, plan
from vitagraph.records.record import Record
from vitagraph.values import Identifier


def identifiers(record: Record) -> Iterator[tuple[Field, Identifier]]:
    """The identifiers that a record states, each with its field."""
    for field in plan(type(record)).identifiers:
        if value := getattr(record, field.name):
            yield field, value


@cache
def identifier_fields() -> tuple[Field, ...]:
    """The fields of all record classes that hold an identifier, one for each name."""
    found: dict[str, Field] = {}
    for record in record_classes():
        for field in plan(record).identifiers:
            found.setdefault(field.name, field)
    return tuple(found.values())


@cache
def field_names() -> dict[type[Identifier], str]:
    """Identifier type -> name of the first field that holds it; importers note an identifier under this name."""
    names: dict[type[Identifier], str] = {}
    for field in identifier_fields():
        names.setdefault(field.type, field.name)
    return names


@cache
def types_by_path() -> dict[str, type[Identifier]]:
    """Path of the node of an identifier (`doi` of `.../id/doi`) -> its type."""
    return {field.identified.path: field.type for field in identifier_fields() if field.identified}
