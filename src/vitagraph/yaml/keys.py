"""What to write instead of a key that a record does not have."""

from __future__ import annotations

from vitagraph.records import Record, plan, sections

#: the segments of the records that contain works, whose facts are often printed with each work
_CONTAINERS = ("book", "journal", "series", "event")
#: how many keys a message lists
_MOST_KEYS = 30


def keys_of(record_type: type[Record], name: str) -> str:
    """The record that has such a key, where this one names it; else the keys of this one."""
    fields = plan(record_type).fields
    for field in fields.values():
        segment = field.reference.segment if field.reference else ""
        section = next((one for one, record in sections().items() if record.segment == segment and name in plan(record).fields), "")
        if segment in _CONTAINERS and section:
            return f"; the {name} belongs to the {field.name}: write it under `{section}:`, with its title or name"
    section = next((one for one, record in sections().items() if record is record_type), "")
    if section and len(fields) > _MOST_KEYS:
        return f"; `vitagraph docs {section}` lists the keys"
    return f"; the keys are {', '.join(fields)}" + (f"; `vitagraph docs {section}` explains them" if section else "")
