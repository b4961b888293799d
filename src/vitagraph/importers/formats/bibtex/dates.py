"""Dates as BibTeX's year, month and day and BibLaTeX's date fields write them -> dates of the same precision."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from typing import NamedTuple

from vitagraph.importers.draft import iso_date, month_number
from vitagraph.patterns import regex
from vitagraph.values import PartialDate, whole_number

_SEASONS = ("21", "22", "23", "24")
#: words in place of a year -> status of the work
_STATUSES = (
    (regex(r"(?i)in ?press|im druck|in print|sous presse"), "in-press"),
    (regex(r"(?i)forth ?coming|to appear|im erscheinen|à paraître"), "forthcoming"),
    (regex(r"(?i)revise (?:and|&) resubmit|(?:in|under) revision"), "revise-and-resubmit"),
    (regex(r"(?i)(?:under|in) review"), "under-review"),
    (regex(r"(?i)submitted|eingereicht"), "submitted"),
    (regex(r"(?i)accepted"), "accepted"),
    (regex(r"(?i)in prep(?:aration|\.)?"), "in-preparation"),
    (regex(r"(?i)draft"), "draft"),
)


class Dated(NamedTuple):
    """A date, where it is a range its end (".." for an open one), the status in its place, and the text that was left out."""

    date: str = ""
    end: str = ""
    status: str = ""
    left_out: str = ""


def of_date(text: str) -> Dated:
    """A date of BibLaTeX (section 2.3.8 of its manual, EDTF): `2020-05`, `2020-05/2020-06`, `2020~`, `2020-21`."""
    start, end = _ends(text.strip())
    first, left_out = _one(start)
    last, left_out_too = _one(end) if end not in ("", "..") else (end, "")
    if not first:
        return Dated("", "", "", text)
    return Dated(first, last if last != first else "", "", " ".join(filter(None, (left_out, left_out_too))))


def of_parts(year: str, month: str, day: str) -> Dated:
    """The date of a year, a month and a day, each in any of the usual spellings: `2 sep`, `jan 10`, `23--27 may`."""
    bare = year.strip("()[]{}., ")
    words, status = next(((words, status) for words, status in _STATUSES if words.search(bare)), (None, ""))
    if words:
        bare = words.sub("", bare).strip("()[]{}., ")
    if status and not bare:
        return Dated("", "", status, " ".join(filter(None, (month, day))))
    found = of_date(bare) if not re.fullmatch(r"\d{4}", bare) else Dated(bare)
    if (month or day) and (vague := re.fullmatch(r"(\d{4})([?~%])", found.date)):
        exact = of_parts(vague[1], month, day)
        return exact._replace(
            date=exact.date + vague[2], end="", left_out=" ".join(filter(None, (exact.left_out, exact.end))), status=status
        )
    if len(found.date) != 4 or not (month or day):
        left_out = f"{month} {day}".strip() if found.date[5:] == "" and (month or day) else ""
        return found._replace(status=status, left_out=" ".join(filter(None, (found.left_out, left_out))))
    return _with_month(found._replace(status=status), month, day)


def contradicting(date: str, year: str, month: str, day: str) -> Iterator[tuple[str, str]]:
    """The parts that are not a date, or contain more than one: name and value."""
    if year and not date.startswith(year):
        yield "year", year
    monthly = of_parts(date[:4], month, "")
    if month and (monthly.left_out or not date.startswith(monthly.date)):
        yield "month", month
    if day and date[8:].lstrip("0") != day.strip(". ").lstrip("0"):
        yield "day", day


def _with_month(year: Dated, month: str, day: str) -> Dated:
    with suppress(ValueError):
        season = PartialDate.parse(f"{month} {year.date}")
        if season.parts.is_season and not day:
            return year._replace(date=str(season))
    words = [word for word in re.findall(r"[^\W\d_]{3,}", month) if word.lower() not in ("and", "bis", "und")]
    numbers = re.findall(r"\d+", f"{month} {day}" if words else day)
    numbered = re.findall(r"\d+", month) if re.fullmatch(r"[\d\s./–-]*", month) else []  # Q4 is no April
    months = [month_number(word) for word in words] or [month_number(number) for number in numbered]
    months, left_out = [number for number in months if number], year.left_out
    if not months:
        return year._replace(left_out=" ".join(filter(None, (left_out, month, day))))
    if any(not month_number(word) for word in words):
        left_out = " ".join(filter(None, (left_out, *(word for word in words if not month_number(word)))))
    days = [value for number in numbers if (value := whole_number(number)) and value <= 31]
    start = _date(year.date, months[0], days[0] if days else 0)
    last = _date(year.date, months[-1], days[-1] if days else 0)
    return Dated(start, last if last != start else year.end, year.status, left_out)


def _date(year: str, month: int, day: int) -> str:
    return f"{year}-{month:02}-{day:02}" if day else f"{year}-{month:02}"


def _ends(text: str) -> tuple[str, str]:
    """The two ends of a range; a date with slashes is none."""
    if re.fullmatch(r"\d{4}/(?:\.\.)?", text):
        return text[:4], ".."
    if match := re.fullmatch(r"((?=[^/]*?\d{4})[^/]*+|\.\.)/(\d{4}[^/]*|\.\.)", text):
        return match[1], match[2]
    if match := re.fullmatch(r"(\d{4})\s*(?:-{1,3}|–|—|/)\s*(\d{4})", text):
        return match[1], match[2]
    if match := re.fullmatch(r"(\d\d)(\d\d)\s*(?:-{1,3}|–|/)\s*(\d\d)", text):
        later = int(match[3]) > max(12, int(match[2]))  # 1998-99; 2019-08 is a month
        return (match[1] + match[2], match[1] + match[3]) if later and match[3] not in _SEASONS else (text, "")
    return text, ""


def _one(text: str) -> tuple[str, str]:
    """One date without what records cannot state (a letter, months and days that are zero), and that."""
    bare = re.sub(r"T\d\d:.*$", "", text.strip("()[]{} ."))
    with suppress(ValueError):
        return PartialDate.parse(re.sub(r"[uU]", "X", bare) if re.fullmatch(r"\d{2}(?:\d[uU]|[uU]{2})", bare) else bare), ""
    if match := re.fullmatch(r"(?i)(\d{4}(?:-\d\d){0,2})\s*([a-z]?)", bare):
        known = re.sub(r"(?:-00){1,2}$", "", match[1])
        return known, text if match[2] or known != match[1] else ""
    if re.fullmatch(r"[-+]?\d{5}.*|-\d{4}.*|\d{0,3}[XxuU].*|.*[XuU]", bare):
        return "", text
    found = iso_date(bare)
    if re.match(r"\d{4}(-\d\d){0,2}$", found):
        return found, ""
    years = set(re.findall(r"(?<!\d)(?:1[0-9]\d\d|20\d\d)(?!\d)", bare))
    return (years.pop(), text) if len(years) == 1 else ("", text)
