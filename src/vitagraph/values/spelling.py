"""Dates as people write them -> EDTF (https://www.loc.gov/standards/datetime/): `Fall 2015` is `2015-23`, `ca. 1990` is `1990~`.

A text is a list of spans; a span has one end, which is a date, or two. The dates of a text share what is written once:
`Spring and Fall 2015`, `March 3–5, 2015`, `Summer 2018 and 2020`. The words of each language are in date_words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from vitagraph.patterns import regex
from vitagraph.values import date_words as words
from vitagraph.values.date_advice import advice, of_several_dates, of_several_seasons


class _Date(NamedTuple):
    """The parts of a date, "" where one is not written; `named` is whether the month or season is a word."""

    year: str = ""
    month: str = ""
    day: str = ""
    mark: str = ""
    named: bool = False

    @property
    def edtf(self) -> str:
        return "-".join(filter(None, (self.year, self.month, self.day))) + self.mark

    @property
    def is_complete(self) -> bool:
        return self.year != "" and (self.month != "" or self.day == "")

    @property
    def is_year(self) -> bool:
        return self.year != "" and self.month == self.day == ""


#: a date, "" for an unknown end, ".." for an open one
_End = _Date | str
_Span = tuple[_End, ...]


def _any(*tables: Iterable[str]) -> str:
    """The pattern of the words of some tables."""
    return "|".join(re.escape(word) for word in sorted((word for table in tables for word in table), key=len, reverse=True))


def _with_plain_letters(table: dict[str, str]) -> dict[str, str]:
    """A table of words, which are also read without accents."""
    plain = {"".join(one for one in unicodedata.normalize("NFD", word) if not unicodedata.combining(one)): of for word, of in table.items()}
    return plain | table


#: word -> its class in a shape, and its value; words without a class add nothing
_WORDS = (
    dict.fromkeys((*words.FILLERS, *words.TERMS), ("", ""))
    | {word: ("M", month) for word, month in _with_plain_letters(words.MONTHS).items()}
    | {word: ("S", season) for word, season in _with_plain_letters(words.SEASONS).items()}
)
#: the classes of the words of a date -> its parts; Y is a number of four digits, d one of one or two, M a month, S a season
_SHAPES = {
    "Y": ("year",), "M": ("month",), "S": ("month",), "d": ("day",),
    "MY": ("month", "year"), "YM": ("year", "month"), "SY": ("month", "year"), "YS": ("year", "month"),
    "MdY": ("month", "day", "year"), "dMY": ("day", "month", "year"), "YMd": ("year", "month", "day"),
    "Md": ("month", "day"), "dM": ("day", "month"), "dY": ("day", "year"),
}  # fmt: skip
#: characters of the longest text that is searched for dates
_LONGEST = 1000
_TOKEN = regex(r"[0-9]+|[^\W\d_]+|[^\s,.]")
_ISO = regex(r"([0-9]{4}(?:-[0-9]{2}){0,2})(?:(?: to |/)([0-9]{4}(?:-[0-9]{2}){0,2}|present|\.\.))?")
_EDTF = regex(r"(-?[0-9]{2}(?:[0-9]{2}|[0-9]X|XX))(?:-([0-9]{2}|XX)(?:-([0-9]{2}|XX))?)?")
_NUMERIC = regex(
    r"(?:([0-9]{1,2})\. ?)?([0-9]{1,2})\. ?([0-9]{4})|([0-9]{1,2})[/-]([0-9]{4})"
    r"|([0-9]{4})\. ?([0-9]{2}|[0-9](?=\.))(?:\. ?([0-9]{1,2}))?\.?"
)
_ABOUT = regex(rf"(?:{_any(words.ABOUT)})(?:\. ?|[ -]|(?=[0-9]))|~ ?")
_DECADE = regex(r"(?:the )?([0-9]{3})0(?:['’]?s|er(?:[ -]jahre)?)")
_BEFORE_CHRIST = regex(r"([0-9]{1,4}) ?(?:bce?|v\. ?chr\.)")
_YEARS = r"([0-9]{4}) ?[/–-] ?([0-9]{1,2}|[0-9]{4})"
_ACADEMIC_YEAR = regex(rf"(?:{_any(words.ACADEMIC_YEAR)}) ?{_YEARS}|{_YEARS} (?:{_any(words.ACADEMIC_YEAR)})|([0-9]{{4}})/([0-9]{{1,2}})")
_WINTERS = [word for word, season in words.SEASONS.items() if season == "24"]
_WINTER = regex(rf"(?:{_any(_WINTERS)})(?: (?:{_any(words.TERMS)}))?(?: (?:{_any(words.FILLERS)}))? ?{_YEARS}")
_RANGE = regex(
    rf" (?:{_any(words.BETWEEN)}) | ?[–—〜～→] ?| - "
    r"|(?<=[0-9]{4})-(?=[0-9]{4}(?![0-9])|[^\W\dx_]|\?)|(?<=[0-9]{2})-(?=[^\W\dx_]{2})"  # 2009-2011, 2020-present, 30-Oct.
    r"|(?<=[?s])-(?=[0-9]{4}(?![0-9])|[^\W\dx_]{2})"  # 2010?-2012, 1990s-2000s, ?-present
    r"|(?<=[^\W\d_])-(?=[^\W\d_])|(?<=[^\W\d_]\.)-(?=[^\W\d_])"  # août-septembre
)
#: a hyphen with a blank on one side: `2015- 2021`, `2018 -Present`, `May- June 2015`
_ONE_BLANK = regex(
    r"(?<=[0-9])(?:- | -)(?=[0-9]{4}(?![0-9])|[0-9]{1,2}[ /.])"
    r"|(?<=[0-9]{4})(?:- | -)(?=[^\W\d_]{3}|\?)|(?<=[^\W\d_]{3})(?:- | -)(?=[^\W\d_]{3})"
)
_ONE_END = regex(rf"(?:({_any(words.SINCE)})|({_any(words.UNTIL)})|({_any(words.BEFORE)})|{_any(words.AFTER)}) ")
_ONWARDS = regex(rf"(.*[^\s/–—-])(?: ?[–—〜～]| -|(?<=[0-9])-| ?(?:{_any(words.ONWARDS)}))")
_FROM = regex(rf"(?:({_any(words.FROM)})|{_any(words.SINCE)}) ")
#: words before an open end: `2012 - to date`
_TO = regex(rf"(?:{_any(words.UNTIL)}) (?:the )?")
#: a list; the comma of `May 13, 2023` belongs to its date
_LIST = regex(rf" ?[,;&] ?| (?:{_any(words.AND)}) ")
_DAY_COMMA = regex(r"([^\W\d_]\.? [0-9]{1,2}(?:st|nd|rd|th)?(?: ?– ?[0-9]{1,2}(?:st|nd|rd|th)?)?),(?= ?[0-9]{4}(?![0-9]))")


def edtf(text: str) -> str:
    """The EDTF form of one date; other text as it is. Raises ValueError, with what to write instead, for other known forms."""
    if found := one_date(text):
        return found
    if several := spans(text):
        raise ValueError(of_several_dates(text, [end[:4] for span in several for end in span if end[:4].isdigit()]))
    return text


def one_date(text: str) -> str:
    """The EDTF form of one date, "" for other text."""
    if text.isascii() and text.replace("-", "").isdigit() and len(text) != len("1998-9"):
        return text
    if len(text) > _LONGEST:
        return ""
    low = _simplified(text)
    date = _date(low) or _winter(low)
    return date.edtf if date and date.is_complete else ""


def spans(text: str) -> list[tuple[str, str]]:
    """The start and the end of each span of a text in EDTF, equal for a date; `..` is an open end, "" an unknown one.

    Empty for other text. Raises ValueError, with what to write instead, for text of two meanings and for other known forms.
    """
    if match := _ISO.fullmatch(text):
        return [(match[1], ".." if match[2] == "present" else match[2] or match[1])]
    if len(text) > _LONGEST:
        return []
    low = _simplified(text)
    found = _completed(list(_with_names(_listed(low), text)))
    if found and all(isinstance(end, str) or end.is_complete for span in found for end in span):
        return [(_written(span[0]), _written(span[-1])) for span in found]
    if message := advice(low, text):
        raise ValueError(message)
    return []


def _written(end: _End) -> str:
    return end if isinstance(end, str) else end.edtf


def _simplified(text: str) -> str:
    """A text in lower case with single blanks and ASCII digits; dates with the units of Chinese and Japanese are numeric."""
    digits = "".join(str(unicodedata.decimal(one, one)) for one in unicodedata.normalize("NFC", text))
    low = re.sub("-{2,3}", "–", " ".join(digits.lower().split()))
    low = re.sub(r"(?<=[年月日])[-~](?![0-9]{1,2}月)", "–", low)
    low = re.sub(r"([0-9]{4})年(?:([0-9]{1,2})月(?:([0-9]{1,2})日)?)?(?!度)", _numeric, low)
    low = re.sub(r"(?<=[0-9]{4}) ?م(?!\w)", "", low)  # AD in Arabic
    low = re.sub(rf"-(?={_any(words.TERMS)})", " ", low)
    low = re.sub(rf"\b({_any(words.SHORT_TERMS)}) ?([0-9]{{2}})(?![0-9])", lambda match: f"{match[1]} {_of_two_digits(match[2])}", low)
    low = re.sub(r"\b([0-9]{1,2}-)?([^\W\d_]{3,9})-(?=[0-9]{4}(?![0-9]))", _of_named_month, low)
    low = re.sub(r"(?<![0-9-])([0-9]{1,2})-(?=[0-9]{1,2}(?![0-9-]))", r"\1–", low)  # 3-5 March
    low = _ONE_BLANK.sub("–", low)
    low = re.sub(r"(?<=[0-9])~(?=[0-9]{4})", "–", low)  # 2014~2016, as in Korea
    # 03/2011-02/2016, 01.03.2011-28.02.2016, 30.9.-2.10.2009, 30 Sept.-2 Oct. 2009
    return re.sub(r"(?<=[/.][0-9]{4})-(?=[0-9]{1,2}[/.][0-9])|(?<=[0-9]\.)-(?=[0-9])|(?<=[^\W\d_]\.)-(?=[0-9]{1,2} )", "–", low)


def _of_named_month(match: re.Match[str]) -> str:
    """A date whose month is a word between hyphens: `13-may-2010`, `may-2010`; other text as it is."""
    return f"{(match[1] or '').rstrip('-')} {match[2]} ".lstrip() if match[2] in words.MONTHS else match[0]


def _numeric(match: re.Match[str]) -> str:
    return "-".join([match[1], *(f"{int(part):02}" for part in match.groups()[1:] if part)])


def _of_two_digits(year: str) -> str:
    """The year that two digits mean, by the rule of POSIX (strptime, %y)."""
    return f"19{year}" if year > "68" else f"20{year}"


def _consecutive(year: str, other: str) -> bool:
    """Whether the second year, which may lack its first digits, is the one after the first."""
    return len(other) != 3 and f"{int(year) + 1:04}".endswith(other)


def _date(low: str) -> _Date | None:
    """The date of a text, which may lack parts."""
    about = _ABOUT.match(low)
    rest = low[about.end() :] if about else low
    mark = rest[-1:] if rest[-1:] in ("?", "~", "%") else ""
    date = _unmarked(rest.removesuffix(mark).rstrip())
    if about:
        mark = "%" if mark in ("?", "%") else "~"
    return date._replace(mark=mark) if date else None


def _unmarked(low: str) -> _Date | None:
    """A date that is neither approximate nor uncertain."""
    if match := _EDTF.fullmatch(low.upper()):
        year, month, day = match.groups("")
        return _Date(year, month, day)
    if match := _NUMERIC.fullmatch(low):
        day = match[1] or match[8]
        return _Date(match[3] or match[5] or match[6], f"{int(match[2] or match[4] or match[7]):02}", f"{int(day):02}" if day else "")
    if match := _DECADE.fullmatch(low):
        return _Date(f"{match[1]}X")
    if match := _BEFORE_CHRIST.fullmatch(low):
        return _Date(f"{1 - int(match[1]):05}") if int(match[1]) > 1 else None
    tokens = [_classified(token) for token in _TOKEN.findall(low)[:8]] if not low.startswith(",") and not low.endswith(",") else []
    shape = "".join(kind for kind, _ in tokens)
    if shape not in _SHAPES:
        return None
    parts = dict(zip(_SHAPES[shape], (value for kind, value in tokens if kind), strict=True))
    return _Date(**parts, named="month" in parts)


def _classified(token: str) -> tuple[str, str]:
    """The class and the value of a word or number; a class that no shape has for other text."""
    if token.isascii() and token.isdigit():
        return ("Y", token) if len(token) == 4 else ("d", f"{int(token):02}") if len(token) < 3 else ("?", token)
    return _WORDS.get(token, ("?", token))


def _winter(low: str) -> _Date | None:
    """The winter that begins in the first of two consecutive years."""
    match = _WINTER.fullmatch(low)
    return _Date(match[1], "24") if match and _consecutive(match[1], match[2]) else None


def _academic_year(low: str) -> tuple[str, str] | None:
    """The two years of an academic year."""
    match = _ACADEMIC_YEAR.fullmatch(low)
    year, other = [group for group in match.groups() if group] if match else ("", "")
    return (year, f"{int(year) + 1:04}") if year and _consecutive(year, other) else None


def _listed(low: str) -> list[_Span]:
    """The spans of a text, whose dates may lack parts; empty for other text."""
    if span := _span(low):
        return [span]
    found = [_span(piece) for piece in _LIST.split(_DAY_COMMA.sub(r"\1", low))]
    return [span for span in found if span] if all(found) else []


def _span(low: str) -> _Span | None:
    """The span of a text without lists; its dates may lack parts."""
    if date := _date(low):
        return (date,)
    if winter := _winter(low):
        return winter, _Date(f"{int(winter.year) + 1:04}")
    if years := _academic_year(low):
        return tuple(_Date(year, "XX") for year in years)
    if match := re.fullmatch(r"([0-9]{4})年度", low):  # from April to March
        return _Date(match[1], "04"), _Date(f"{int(match[1]) + 1:04}", "03")
    if match := re.fullmatch(r"([0-9]{4})-([0-9]{2})-([0-9]{2})/([0-9]{2})", low):
        return _Date(match[1], match[2], match[3]), _Date(match[1], match[2], match[4])
    return _half(low) or _range(low)


def _half(low: str) -> _Span | None:
    """A span of which at most one end is stated: `since 2014`, `until 2010`, `2004–`, `ongoing`; `before 2010` ends about 2010."""
    if low in words.ONGOING or (re.fullmatch(r"[–—-] ?(.+)", low) and _is_open(low[1:].lstrip())):
        return "", ".."
    if match := _ONE_END.match(low):
        since, until, before = match.groups()
        if (since and low[match.end() :] in words.UNKNOWN) or (until and _is_open(low[match.end() :])):
            return "", ".."
        date = _date_at(low[match.end() :], at_end=bool(until or before))
        if date and not (since or until):
            date = date._replace(mark="%" if date.mark in ("?", "%") else "~")
        if date:
            return ("", date) if until or before else (date, ".." if since else "")
    if match := re.match(r"[–—] ?|- ", low):
        return ("", date) if (date := _date_at(low[match.end() :], at_end=True)) else None
    if match := re.fullmatch(r"(.+) ?(?:まで|以前)", low):
        return ("", date) if (date := _date_at(match[1], at_end=True)) else None
    if match := _ONWARDS.fullmatch(low):
        return (date, "..") if (date := _date_at(match[1], at_end=False)) else None
    return None


def _date_at(low: str, *, at_end: bool) -> _Date | None:
    """The date of an end of a period; of an academic year its first or its last year."""
    years = _academic_year(low)
    return _date(low) or _winter(low) or (_Date(years[at_end]) if years else None)


def _range(low: str) -> _Span | None:
    """A span of two ends."""
    from_ = _FROM.match(low)
    ends = _RANGE.split(low[from_.end() :] if from_ else low)
    if len(ends) == 1:
        ends = low.split("/")
    elif len(ends) == 2 and (match := re.fullmatch(r"[0-9]{1,2}", ends[1])) and (year := _last_year(ends[0], match[0])):
        ends[1] = year
    if len(ends) != 2:
        return None
    start: _End | None = "" if ends[0] in words.UNKNOWN else ".." if ends[0] == ".." else _date_at(ends[0], at_end=False)
    end: _End | None = "" if ends[1] in words.UNKNOWN else ".." if _is_open(ends[1]) else _date_at(ends[1], at_end=True)
    if start is None or end is None or not (isinstance(start, _Date) or end):
        return None
    return (start, end) if end == ".." or not from_ or from_[1] else None  # since 2014 to present


def _is_open(low: str) -> bool:
    """Whether the end of a period is open, in words that may begin with those before an end: `present`, `to date`."""
    bare = low.rstrip(".") or low
    return bare in words.OPEN or ((to := _TO.match(bare)) is not None and bare[to.end() :] in words.OPEN)


def _last_year(start: str, digits: str) -> str:
    """The last year of `2005–08` or `1998–9`, whose first digits are those of the first one; "" for another start."""
    first = _date(start)
    if first is None or not first.year.isdigit() or not (first.named or first.is_year):
        return ""
    year = first.year[: -len(digits)] + digits
    return year if year > first.year else f"{int(first.year) + 1:04}" if _consecutive(first.year, digits) else ""


def _with_names(found: Sequence[_Span], text: str) -> Iterator[_Span]:
    """The spans; a year behind the name of a season or month has it too: `Summer 2018 and 2020`, `WS 2018/19, 2020/21`.

    Raises ValueError for `Fall 2015–2017`, which may be one period or the autumns of three years.
    """
    before: _Date | None = None
    in_winter = False
    for span in found:
        start, end = span[0], span[-1]
        if in_winter and isinstance(start, _Date) and isinstance(end, _Date) and start.month == end.month == "XX":
            start, end = span = start._replace(month="24"), end._replace(month="")
        in_winter = isinstance(start, _Date) and start.month == "24" and isinstance(end, _Date) and end.is_year
        if isinstance(end, _Date) and end.is_year and len(span) == 2:
            several = before if isinstance(start, _Date) and start.is_year else start
            if isinstance(several, _Date) and several.named and several.month > "20" and isinstance(start, _Date) and start.year < end.year:
                raise ValueError(of_several_seasons(text, several.month, start.year, end.year))
        if before and len(span) == 1 and isinstance(start, _Date) and start.is_year:
            start = start._replace(month=before.month, named=True)
            span = (start,)
        before = start if len(span) == 1 and isinstance(start, _Date) and start.named and not start.day else None
        yield span


def _completed(found: Sequence[_Span]) -> list[_Span]:
    """The spans with the year that a later date states, and of a day the month that a date behind or before it states."""
    ends = [end for span in found for end in span]
    year = month = ""
    for number, end in reversed(list(enumerate(ends))):
        if isinstance(end, _Date):
            ends[number] = end = end._replace(year=end.year or year, month=end.month or (month if end.day else ""))
            year, month = end.year, end.month
    month = ""
    for number, end in enumerate(ends):
        if isinstance(end, _Date):
            ends[number] = end = end._replace(month=end.month or (month if end.day else ""))
            month = end.month
    each = iter(ends)
    return [tuple(next(each) for _ in span) for span in found]
