"""Counts and durations as they are printed: exact ones are numbers in the graph, others keep their words."""

import re
from typing import ClassVar

from vitagraph.rdf.terms import Term, literal, typed
from vitagraph.rdf.vocabulary import XSD
from vitagraph.values.text import Value


class Count(Value):
    """How many or how often: `14`, `1,200`; also as printed where that is not exact: `8-12`, `10+ a year`, `ca. 40`."""

    __slots__ = ()
    form = "a number, also as printed"
    example = "8-12"
    datatypes = (XSD.integer, XSD.string)
    #: groups of three digits behind a comma, a point, a blank or an apostrophe: nothing that is counted has a fraction
    _grouped = r"[1-9][0-9]{0,2}([,. '’])[0-9]{3}(?:\1[0-9]{3})?"

    @classmethod
    def normalized(cls, text: str) -> str | None:
        printed = " ".join(text.split())
        if re.fullmatch(cls._grouped, printed):
            printed = re.sub(r"[^0-9]", "", printed)
        if re.fullmatch("0*[0-9]{1,9}", printed):
            return str(int(printed))
        return printed if re.search("[0-9]", printed) and not printed.isdecimal() else None

    def exact(self) -> Term | None:
        """An xsd:integer, None for what is not exact."""
        return typed(self, XSD.integer) if re.fullmatch("[0-9]+", self) else None

    def term(self) -> Term:
        """An xsd:integer, or the text of what is not exact."""
        return self.exact() or literal(self)


class Duration(Value):
    """How long something lasts, as printed: `30 minutes`, `a week`, `week-long`, `12'30''`, `2 x 4 h`; or in ISO 8601: `PT30M`.

    A week has seven days; a semester or a term has no certain length.
    """

    __slots__ = ()
    form = "a duration, as printed"
    example = "30 minutes"
    _iso = r"P(?=[0-9T])(?:([0-9]+)Y)?(?:([0-9]+)M)?(?:([0-9]+)W)?(?:([0-9]+)D)?(?:T(?=[0-9])(?:([0-9]+)H)?(?:([0-9]+)M)?(?:([0-9]+)S)?)?"
    #: the words for years, months, weeks, days, hours, minutes and seconds
    _units = (
        "years?|Jahre?|an(?:née)?s?|años?",
        "months?|Monate?|mois|mes(?:es)?",
        "weeks?|Wochen?|semaines?|semanas?",
        "days?|Tage?|jours?|días?",
        "h|hrs?|hours?|Std|Stunden?|heures?|horas?",
        "min|mins|minutes?|Minuten?|minutos?|'|′|’",
        "s|sec|seconds?|Sek|Sekunden?|''|″|”|\"",
    )
    _printed = "".join(rf"(?:([0-9]{{1,4}})[\s-]*(?:{words})\.?\s*)?" for words in _units)
    #: numbers in words -> digits
    _numbers: ClassVar[dict[str, str]] = {
        **dict.fromkeys(("a", "an", "one", "ein", "eine", "un", "une", "una"), "1"),
        **dict.fromkeys(("two", "zwei", "deux", "dos"), "2"),
        **dict.fromkeys(("three", "drei", "trois", "tres"), "3"),
        **dict.fromkeys(("four", "vier", "quatre", "cuatro"), "4"),
        **dict.fromkeys(("five", "fünf", "cinq", "cinco"), "5"),
        **dict.fromkeys(("six", "sechs", "seis"), "6"),
    }
    _terms = "semesters?|terms?|trimesters?|trimestres?|semestres?|quarters?|Trimester|weekends?|Wochenenden?"

    _unit = "(?i:" + "|".join((*_units, _terms)) + ")"

    @classmethod
    def normalized(cls, text: str) -> str | None:
        printed = " ".join(text.split())
        return printed if re.search("[0-9]", printed) or cls._in_words(printed) else None

    @classmethod
    def _in_words(cls, printed: str) -> str | None:
        """A length whose number is a word, or one of `week-long`, with digits; None for other text."""
        lasting = re.sub(r"(?i)[\s-]?long$", "", printed)
        number, _, unit = lasting.replace("-", " ").partition(" ") if " " in lasting or "-" in lasting else ("", "", lasting)
        digits = cls._numbers.get(number.lower()) if number else "1" if lasting != printed else None
        return f"{digits} {unit}" if digits and unit[:1].isalpha() and re.fullmatch(cls._unit, unit) else None

    def exact(self) -> Term | None:
        """The canonical xsd:duration (XML Schema 1.1 Part 2, section E.2), None for a text that is not exact."""
        printed = re.sub(r"(?i)(?<=[a-z])[\s-]long$", "", self._in_words(self) or self)
        match = re.fullmatch(self._iso, self) or re.fullmatch(self._printed, printed)
        if match is None:
            return None
        years, months, weeks, days, hours, minutes, seconds = (int(number or 0) for number in match.groups())
        days += 7 * weeks
        years, months = divmod(12 * years + months, 12)
        minutes, seconds = divmod(60 * (60 * (24 * days + hours) + minutes) + seconds, 60)
        hours, minutes = divmod(minutes, 60)
        days, hours = divmod(hours, 24)
        dates, times = (
            "".join(f"{number}{unit}" for number, unit in units if number)
            for units in (((years, "Y"), (months, "M"), (days, "D")), ((hours, "H"), (minutes, "M"), (seconds, "S")))
        )
        return typed(f"P{dates}T{times}" if times else f"P{dates}" if dates else "PT0S", XSD.duration)
