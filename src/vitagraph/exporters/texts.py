"""The values of any field as texts, which importers read back as values of the field."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from vitagraph.exporters import Work
from vitagraph.exporters.coverage import Coverage
from vitagraph.exporters.people import printed
from vitagraph.records import Author, Field, Index, Record, plan, work_kinds
from vitagraph.records.kinds import Kind
from vitagraph.records.other_works import Work as OtherWork
from vitagraph.records.works import Publication

#: the text behind names where others follow
OTHERS = "et al."


def texts(record: Record, name: str, coverage: Coverage) -> Iterator[str]:
    """The values of a field, which counts as exported; behind people whose list goes on, `et al.`"""
    field, value = plan(type(record)).fields[name], coverage.take(record, name)
    values = value if field.many else [] if value is None else [value]
    yield from (_text(one, field, coverage) for one in values)
    if field.type is Author and field.many and coverage.takes_others(record, name):
        yield OTHERS


def title_of(work: Work, csl: dict[str, Any], index: Index, coverage: Coverage | None = None) -> str:
    """The title of a work in a format that demands one: without a title the work that it reviews, the note, or the kind.

    The note then counts as exported.
    """
    if "title" in csl:
        return str(csl["title"])
    if isinstance(work.record, OtherWork) and (named := work.record.named_by_reviewed(index)):
        return named.text
    if "note" in csl:
        return coverage.text(work.record, "note") if coverage else str(csl["note"])
    return work_kinds.rows()[work.record.kind_name()].labels[0] if isinstance(work.record, Publication) else str(csl["type"])


def _text(value: Any, field: Field, coverage: Coverage) -> str:
    if field.reference:
        segment = field.reference.segment
        return coverage.named_place(value) if segment == "place" else coverage.named(segment, value)[0]
    if isinstance(value, Author):
        roles = f" ({', '.join(value.role)})" if field.has_roles and value.role else ""
        return f"{printed(value, coverage.index)}{roles}"
    return value.label if isinstance(value, Kind) else str(value)
