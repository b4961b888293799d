"""Amounts of money and of what else is granted, as they are printed: a currency is stated only where one is written."""

import re
from functools import cache
from typing import NamedTuple

from vitagraph.rdf.terms import Term, iri, literal
from vitagraph.values.numbers import decimal
from vitagraph.values.text import Value

#: sign of one currency -> its code
_SIGNS = {
    "US$": "USD", "€": "EUR", "£": "GBP", "C$": "CAD", "CA$": "CAD", "CAD$": "CAD", "A$": "AUD", "AU$": "AUD", "NZ$": "NZD", "HK$": "HKD",
    "S$": "SGD", "R$": "BRL", "NT$": "TWD", "CN¥": "CNY", "RMB": "CNY", "JP¥": "JPY", "₹": "INR", "₩": "KRW", "₪": "ILS", "₽": "RUB",
    "₺": "TRY", "zł": "PLN", "円": "JPY", "Euro": "EUR", "Euros": "EUR", "euro": "EUR", "euros": "EUR",
}  # fmt: skip
#: signs and words that several currencies share
_SHARED = ("$", "¥", "kr", "kr.", "Rs", "Rs.", "dollars", "pounds", "francs", "pesos", "rupees")
#: codes of the currencies that have a dollar sign: `$500 CAD`
_DOLLARS = frozenset(code for sign, code in _SIGNS.items() if sign.endswith("$"))
#: currencies whose fraction has three digits (ISO 4217)
_IN_THOUSANDTHS = frozenset(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"))
#: the authority table of the Publications Office of the EU, of which a concept ends with the code
_CURRENCIES = "http://publications.europa.eu/resource/authority/currency/"
_SIGN = "|".join(map(re.escape, sorted((*_SIGNS, *_SHARED), key=len, reverse=True)))
_THOUSANDS = {"k": 3, "m": 6, "mio": 6, "million": 6, "mn": 6, "bn": 9, "billion": 9}
_NUMBER = r"([0-9][0-9,.' ]*+)(?:,?[-–—]+)? ?"
_SHORT = "(?i:(k|mio\\.?|million|mn|m|bn|billion))"
_PRINTED = rf"(?:({_SIGN}|[A-Z]{{3}}) ?)?{_NUMBER}{_SHORT}? ?({_SIGN}|[A-Z]{{3}})?"
#: numbers with commas for thousands (also as in India, 1,00,000) and a dot before the fraction
_ENGLISH = r"[0-9]{1,3}(?:,[0-9]{2,3})*,[0-9]{3}(?:\.[0-9]{1,3})?|[0-9]+(?:\.[0-9]{1,3})?"
#: numbers with dots for thousands and a comma before the fraction
_CONTINENTAL = r"[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]{1,3})?|[0-9]+,[0-9]{1,2}"
#: an amount of what is no money: a number and its unit
_COUNTED = rf"{_NUMBER}(?:{_SHORT} )?([^\W\d_][\w ./()-]*)"
#: signs and words before an amount that is not exact
_WORDS = (
    "circa", "approx", "approximately", "about", "around", "over", "under", "nearly", "almost", "more than", "less than", "at least",
    "up to", "etwa", "rund", "ungefähr", "über", "fast", "bis zu", "mehr als", "mindestens", "environ", "plus de", "près de",
)  # fmt: skip
_ABOUT = rf"^(?i:[~≈<>≤≥] ?|(?:ca|c|approx)\. ?|(?:{'|'.join(_WORDS)}) )"
#: words that are no unit of anything else than money, in lower case
_NO_UNIT = frozenset(word.casefold() for word in (*_SIGNS, *_SIGNS.values(), *_SHARED, *_THOUSANDS))


@cache
def is_currency(code: str) -> bool:
    """Whether ISO 4217 has a code; the package pycountry, whose import takes long, is read for rare ones alone."""
    if code in _SIGNS.values() or code in ("CHF", "SEK", "NOK", "DKK", "CZK", "HUF"):
        return True
    if not code:
        return False
    import pycountry

    return pycountry.currencies.get(alpha_3=code) is not None


class _Money(NamedTuple):
    """A number without separators, the code of its currency, "" for a sign or word that several currencies share."""

    number: str
    currency: str


def _money(text: str) -> _Money | None:
    """The number and the currency of an amount of money, None for other text."""
    match = re.fullmatch(_PRINTED, text)
    signs = list(filter(None, (match[1], match[4]))) if match else []
    if match and len(signs) == 2 and signs[0] == "$" and signs[1] in _DOLLARS:
        del signs[0]
    if not match or len(signs) != 1:
        return None
    currency = _SIGNS.get(signs[0], "" if signs[0] in _SHARED else signs[0])
    number = _number(match[2], match[3] or "", has_dots="$" not in text and currency not in _IN_THOUSANDTHS)
    return _Money(number, currency) if number else None


def _number(printed: str, thousands: str, *, has_dots: bool) -> str:
    """The number without separators, "" for other text; `has_dots` is whether `12.000` is 12000."""
    zeros = _THOUSANDS[thousands.lower().rstrip(".")] if thousands else 0
    text = re.sub(r"[' ]", "", printed).rstrip(".,")
    if re.fullmatch(_CONTINENTAL, text) and ((has_dots and not zeros) or text.count(".") != 1 or "," in text):
        text = text.replace(".", "").replace(",", ".")
    elif re.fullmatch(_ENGLISH, text):
        text = text.replace(",", "")
    else:
        return ""
    whole, _, rest = text.partition(".")
    if len(rest) > 2 and not zeros:
        return ""
    digits = rest.ljust(zeros, "0")
    value = f"{whole}{digits[:zeros]}".lstrip("0") or "0"
    return f"{value}.{digits[zeros:]}" if digits[zeros:] else value


class Amount(Value):
    """An amount of money, with its ISO 4217 code where one currency is written: `250000 EUR`; also `100 K USD`, `C$1.5 million`.

    Where several currencies share a sign or word (`$7,500`, `500 kr`), it is the amount as printed. Commas or dots before three digits
    separate thousands, those before one or two digits separate the fraction; `$5.123` may be either, and is refused. One that is not
    exact (`~$50k`, `over 200,000 EUR`, `$200,000+`) stands as printed, without a number.
    """

    __slots__ = ()
    form = "an amount of money with its currency, or as printed"
    example = "250000 EUR"

    @classmethod
    def normalized(cls, text: str) -> str | None:
        printed = " ".join(text.split())
        if money := _money(printed):
            return f"{money.number} {money.currency}" if money.currency else printed
        exact = re.sub(_ABOUT, "", printed).removesuffix("+").rstrip()
        return printed if exact != printed and _money(exact) else None

    @property
    def money(self) -> tuple[str, str] | None:
        """The number, and the code of the currency, "" where none is written; None for an amount of what is no money."""
        return _money(self)

    def number(self) -> Term | None:
        """The number of an amount of money, as the shortest xsd:decimal."""
        return decimal(money[0]) if (money := self.money) else None

    def currency(self) -> Term | None:
        """The currency's code."""
        return literal(money[1]) if (money := self.money) and money[1] else None

    def currency_concept(self) -> Term | None:
        """The currency in the EU's authority table; None for a code that ISO 4217 does not have."""
        return iri(_CURRENCIES + money[1]) if (money := self.money) and is_currency(money[1]) else None


class Allotment(Amount):
    """An amount of money, or of what else is granted, as printed: `100k SUs`, `40 node-hours`."""

    __slots__ = ()
    form = "an amount with its currency or unit, or as printed"

    @classmethod
    def normalized(cls, text: str) -> str | None:
        printed = " ".join(text.split())
        if amount := super().normalized(printed):
            return amount
        counted = re.fullmatch(_COUNTED, printed)
        return printed if counted and _NO_UNIT.isdisjoint(counted[3].casefold().split()) else None
