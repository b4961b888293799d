"""What to write instead of a date that is not read: the closest form that is accepted."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from vitagraph.errors import quoted
from vitagraph.values import date_words as words

#: how many seasons a message lists
_LISTED = 6
#: the months of a year
_MONTHS = 12


def of_several_seasons(text: str, season: str, first: str, last: str) -> str:
    """The message for `Fall 2015–2017`."""
    name = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}[season]
    each = [f"{name} {year}" for year in range(int(first), int(last) + 1)] if (first + last).isdigit() else []
    listed = ", ".join(each if len(each) < _LISTED else [*each[: _LISTED - 1], "..."])
    return f"{quoted(text)} may be one period or a season of each year; write '{name} {first} to {name} {last}', or name each: '{listed}'"


def of_several_dates(text: str, years: Sequence[str]) -> str:
    """The message for a period or several dates, with their years, where one date is expected."""
    written = " or ".join(repr(year) for year in sorted({*years[:1], *years[-1:]}))
    known = f"; write {written}, or the period under `dates:` where the record has that" if years else ""
    return f"{quoted(text)} is not one date{known}"


def of_two_years(date: str) -> str:
    """The message for `2015-16`, which is neither a month nor a season; "" for other dates."""
    return f"{quoted(date)} is no month; write {written}" if (written := _years(date.rstrip("?~%"))) else ""


def of_no_day(text: str, month: str, day: str) -> str:
    """The message for a date that the calendar does not have."""
    if month and not 1 <= int(month) <= _MONTHS:
        return f"{quoted(text)} is no date: there is no month {month}; write 01 to 12"
    if day:
        return f"{quoted(text)} is no day of the calendar: this month has no day {int(day)}; write a day that it has"
    return f"{quoted(text)} is no day of the calendar; check the year"


def of_month_or_years(text: str) -> str:
    """The note on a period `2011-12` or `2015-23`, a month or season in EDTF that may mean years, or on `-2012`; "" for other text.

    A month may mean the next year alone: `2003-09` is far more often September than the years until 2009.
    """
    if re.fullmatch(r"-[12][0-9]{3}", text.strip()):
        year = text.strip()[1:]
        return f"{quoted(text)} is read as {int(year) + 1} BC, as in EDTF; if the end of a period is meant, write 'until {year}'"
    year, _, other = text.strip().partition("-")
    written = _years(text.strip())
    if not written or (int(other) <= _MONTHS and int(other) != (int(year) + 1) % 100):
        return ""
    return f"{quoted(text)} is read as a month or season of {text.strip()[:4]}, as in EDTF; if years are meant, write {written}"


def _years(date: str) -> str:
    """How the years of `2015-16` and `1990-95` are written, "" for other dates."""
    year, _, other = date.partition("-")
    if len(year) != 4 or len(other) != 2 or not (year + other).isdecimal():
        return ""
    following = f"{int(year) + 1:04}"
    last = following if following[2:] == other else year[:2] + other
    return (f"'{year} to {last}'" + (f" or '{year}/{other}' for the academic year" if last == following else "")) if last > year else ""


def _day(match: re.Match[str]) -> str:
    one, two, year = int(match[1]), int(match[2]), match[3]
    readings = [f"'{year}-{month:02}-{day:02}'" for month, day in ((one, two), (two, one)) if 0 < month < 13 and 0 < day < 32]
    return f"has day and month in an order that differs between countries; write {' or '.join(dict.fromkeys(readings)) or 'YYYY-MM-DD'}"


def _quarter(match: re.Match[str]) -> str:
    year, number = match[2] or match[3], int(match[1] or match[4])
    return f"is a quarter; write '{year}-{number * 3 - 2:02} to {year}-{number * 3:02}' for a period, '{year}' for a date"


def _islamic(match: re.Match[str]) -> str:
    first, last = (int((int(match[1]) + add) * 0.970229 + 621.5643) for add in (0, 1))  # years of 354.37 days since 622-07-19
    return f"is a year of the Islamic calendar; write that of the Gregorian one, '{first}' or '{last}'"


def _slash(match: re.Match[str]) -> str:
    year, other = match[1], match[2]
    month = f"'{year}-{int(other):02}' for the month" if 0 < int(other) < 13 else ""
    later = f"'{year} to {year[:2]}{other}' for years" if len(other) == 2 and year[:2] + other > year else ""
    return f"is not understood; write {' or '.join(filter(None, (month, later))) or repr(year)}"


_DURATION = r"(?:[0-9]+|one|two|three|four|five|six|ein|zwei|drei|un|deux|trois)[ -](?:years?|months?|weeks?|days?|jahre?|monate?|ans|mois)"
_OFTEN = r"annually|yearly|annual|regularly|jährlich|regelmäßig|annuellement|chaque année|(?:every|each|jede[ns]?|chaque) [^\W\d_]+"


def _short_years(match: re.Match[str]) -> str:
    first, last = match[1], match[1][: -len(match[2])] + match[2]
    month = f"'{first}-{int(match[2]):02}'" if int(match[2]) else ""
    return f"is no date; write {' or '.join(filter(None, (month, repr(f'{first} to {last}') if last > first else '')))}"


def _part_of_year(match: re.Match[str]) -> str:
    year = match[1] or match[2]
    return (
        "names a part of a year that differs between countries; "
        f"write a season or months, for example 'spring {year}' or '{year}-01 to {year}-06'"
    )


def _two_seasons(match: re.Match[str]) -> str:
    first, last = match[3], str(int(match[3]) + 1)
    return f"states two seasons of one academic year; write '{match[1]} {first} and {match[2]} {last}'"


_ADVICE: tuple[tuple[str, Callable[[re.Match[str]], str]], ...] = (
    (r"n\. ?d\.?|nd|no date|undated|o\. ?j\.?|s\. ?d\.?|s\. ?a\.?|tba|tbd", lambda _: "states no date; leave the date out"),
    (r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})", _day),
    (r"q([1-4])[ /-]?([0-9]{4})|([0-9]{4})[ -]?q([1-4])", _quarter),
    (r"([0-9]{3,4}) ?(?:هـ?|ah|h)", _islamic),
    (r"(?:expected|exp\.|anticipated|planned|forthcoming|to appear|voraussichtlich|prévu)[ :]+(?:in )?([0-9]{4}(?:-[0-9]{2})?)",
     lambda match: f"is a date with a comment; write '{match[1]}', and the comment as `status:` where the record has one"),
    (r"([0-9]{4})/([0-9]{1,2})", _slash),
    (r"([0-9]{4})[/.-]([0-9]{1,2})[–-]([0-9]{4})[/.-]([0-9]{1,2})",
     lambda match: f"is not understood; write '{match[1]}-{int(match[2]):02} to {match[3]}-{int(match[4]):02}'"),
    (r"([0-9]{4})-([0-9])", _short_years),
    (r"(fall|autumn|herbst|automne)(?:[/,&]| and) ?(spring|winter|summer|printemps) ([0-9]{4})[/–-][0-9]{2,4}", _two_seasons),
    (r"(?:s|h|ht|vt|hs|fs|sem|semester|term|trimester)[. ]?[123]?,? ([0-9]{4})"
     r"|(?:1st|2nd|first|second)(?: half| semester| term) (?:of )?([0-9]{4})", _part_of_year),
    (r"(?:f|sp|su|w)[. ]?([0-9]{4})|([0-9]{4})(?:f|sp|su|w)",
     lambda match: f"has an abbreviated season; write for example 'Fall {match[1] or match[2]}'"),
    (rf"(?:{_OFTEN})(?:,? (?:since|seit|depuis) ([0-9]{{4}}))?",
     lambda match: "states how often, not when; write " + (f"'since {match[1]}'" if match[1] else "'ongoing' if it goes on")),
    (rf"(?:for |since |seit )?{_DURATION}", lambda _: "is a duration; write from when to when, or leave the date out"),
    (r"[(\[]([0-9]{4}(?:[–-][0-9]{4})?)[)\]]|([0-9]{4}(?:[–-][0-9]{4})?) ?[(\[].*[)\]]",
     lambda match: f"is a date with a comment; write '{match[1] or match[2]}', and the comment in another field"),
    (rf"(?:{'|'.join(words.BEFORE + words.AFTER)}) ([0-9]{{4}})", lambda match: f"is no date; write 'ca. {match[1]}'"),
    (r"([0-9]{1,2})[ .]+([^\W\d_]+)\.? ?['’]?([0-9]{2})",
     lambda match: f"has no year of four digits; write for example '{match[1]} {match[2].title()} 20{match[3]}'"),
    (r"([^\W\d_]+)\.? ?['’]?[0-9]{2}(?: ?[–-] ?[^\W\d_]+\.? ?['’]?[0-9]{2})?",
     lambda match: f"has no year of four digits; write it as '{match[1]} YYYY'"),
)  # fmt: skip


def advice(low: str, text: str) -> str:
    """The message for a text in lower case that is not read, "" where nothing closer than an example is known."""
    for pattern, message in _ADVICE:
        if match := re.fullmatch(pattern, low):
            return f"{quoted(text)} {message(match)}"
    return ""
