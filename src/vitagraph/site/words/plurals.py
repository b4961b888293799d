"""The plural categories of a language, by the rules of CLDR (https://unicode.org/reports/tr35/tr35-numbers.html#Language_Plural_Rules)."""

from __future__ import annotations

from collections.abc import Mapping

from vitagraph.patterns import regex

#: the categories of CLDR; each language has `other`
CATEGORIES = ("zero", "one", "two", "few", "many", "other")
_RELATION = regex(r"([niv])(?: % ([0-9]+))? (=|!=) ([0-9]+(?:\.\.[0-9]+)?(?:,[0-9]+(?:\.\.[0-9]+)?)*)")


def category(number: int, rules: Mapping[str, str]) -> str:
    """The category of a number: the first whose condition is true, else `other`; the rules must be `is_rule`."""
    return next((name for name, rule in rules.items() if rule and _holds(rule, number)), "other")


def is_rule(rule: str) -> bool:
    """Whether a text is a condition of CLDR on whole numbers: `n % 10 = 2..4 and n % 100 != 12..14`; that of `other` is empty."""
    return not rule or all(_RELATION.fullmatch(one) for part in rule.split(" or ") for one in part.split(" and "))


def _holds(rule: str, number: int) -> bool:
    return any(all(_is_true(one, number) for one in part.split(" and ")) for part in rule.split(" or "))


def _is_true(relation: str, number: int) -> bool:
    match = _RELATION.fullmatch(relation)
    if match is None:
        raise ValueError(f"{relation!r} is no relation of CLDR")
    operand, divisor, sign, ranges = match.groups()
    value = 0 if operand == "v" else number % int(divisor) if divisor else number
    found = any(int(low) <= value <= int(high or low) for low, _, high in (one.partition("..") for one in ranges.split(",")))
    return found == (sign == "=")
