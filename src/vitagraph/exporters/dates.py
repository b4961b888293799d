"""Dates as the variables of CSL, from which the bibliographic formats are written."""

from __future__ import annotations

from typing import Any

from vitagraph.records.other_works import Work
from vitagraph.records.publications import JournalArticle
from vitagraph.records.works import Publication
from vitagraph.values import PartialDate
from vitagraph.values.printing import printed_date, printed_period

Item = dict[str, Any]


def csl_date(date: PartialDate | None) -> Item | None:
    """A date of its parts, with a season and `circa` where it has them; of a decade, the words."""
    if date is None:
        return None
    parts = date.parts
    season = {"season": int(parts.month) - 20} if parts.is_season else {}
    circa = {"circa": True} if parts.mark else {}
    if (plain := date.plain) is None:
        return {"literal": printed_date(date, numeric=True)}
    return {"date-parts": [[int(part) for part in plain.parts[:3] if part]]} | season | circa


def issued(record: Publication) -> Item | None:
    """The date of publication; from when to when a work goes on, in words."""
    if isinstance(record, (Work, JournalArticle)) and record.dates:
        return {"literal": printed_period(record.dates, numeric=True)}
    return csl_date(record.date)


def iso_year(year: int) -> str:
    """A year of four digits (ISO 8601), before year 1 with its sign."""
    return f"{year:04}" if year >= 0 else f"{year:05}"


def iso_date(csl: Item) -> str:
    """The plain date of publication of an item, "" where it has none."""
    (parts,) = csl.get("issued", {}).get("date-parts", [[]])
    return "-".join([*map(iso_year, parts[:1]), *(f"{part:02}" for part in parts[1:])])
