"""Amounts of money, counts and durations as CVs print them."""

from __future__ import annotations

import pytest

from vitagraph.rdf.terms import literal, typed
from vitagraph.rdf.vocabulary import XSD
from vitagraph.values import Allotment, Amount, Count, Duration


@pytest.mark.parametrize(
    ("printed", "amount"),
    [
        ("$7,500", "$7,500"), ("$7,500 CAD", "7500 CAD"), ("500 kr", "500 kr"), ("$0", "$0"),
        ("100 K USD", "100000 USD"), ("US$750,000", "750000 USD"), ("€900,000", "900000 EUR"),
        ("C$9,000,000", "9000000 CAD"), ("2.5 million EUR", "2500000 EUR"), ("£1.25m", "1250000 GBP"),
        ("1,250,000.50 EUR", "1250000.50 EUR"),
        ("1 234 567,50 EUR", "1234567.50 EUR"), ("12,5 Mio EUR", "12500000 EUR"), ("€1,50", "1.50 EUR"), ("1,5 M€", "1500000 EUR"),
        ("12 €", "12 EUR"), ("0.125 M CHF", "125000 CHF"),
        ("12.000 €", "12000 EUR"), ("412.300 EUR", "412300 EUR"), ("8.500,- €", "8500 EUR"), ("412.300,50 Euro", "412300.50 EUR"),
        ("12,50 EUR", "12.50 EUR"), ("1,5 Mio. €", "1500000 EUR"), ("2,5 K€", "2500 EUR"), ("1,00,000 INR", "100000 INR"),
        ("CHF 12'000.-", "12000 CHF"), ("1.250.000 USD", "1250000 USD"),
        ("~$50k", "~$50k"), ("about  50,000 EUR", "about 50,000 EUR"), ("$200,000+", "$200,000+"), ("rund 1,5 Mio. €", "rund 1,5 Mio. €"),
    ],
)  # fmt: skip
def test_amounts_as_printed(printed: str, amount: str) -> None:
    """Signs and abbreviations of currencies and thousands."""
    assert Amount.parse(printed) == amount


@pytest.mark.parametrize(
    "printed",
    [
        "7500",
        "$7,500 EUR",
        "K USD",
        "$",
        "ten dollars",
        "about ten dollars",
        "~50k",
        "$-5",
        "$5.123",
        "40 node-hours",
        "KWD 12.500",
        "12,3456 EUR",
        "12.500.00 EUR",
        "1,234,50 EUR",
    ],
)
def test_other_texts_are_no_amounts(printed: str) -> None:
    """No currency, two currencies, no number, a separator of two meanings."""
    with pytest.raises(ValueError, match=r"no |not "):
        Amount.parse(printed)


@pytest.mark.parametrize(
    ("printed", "amount"),
    [("100k SUs", "100k SUs"), ("2.5 million core hours", "2.5 million core hours"), ("$5", "$5"), ("5 eur", ""), ("5 million", "")],
)
def test_what_is_granted_may_be_no_money(printed: str, amount: str) -> None:
    """A unit is no currency in other letters, and no further word for thousands."""
    assert (Allotment.normalized(printed) or "") == amount


@pytest.mark.parametrize(
    ("printed", "number"),
    [("14", "14"), ("1,200", "1200"), ("1.200", "1200"), ("8-12", ""), ("ca. 40", ""), ("10+ a year", ""), ("1,5", "")],
)
def test_only_an_exact_count_is_a_number(printed: str, number: str) -> None:
    assert Count.parse(printed).term() == (typed(number, XSD.integer) if number else literal(printed))


@pytest.mark.parametrize(
    ("printed", "exact"),
    [
        ("30 minutes", "PT30M"), ("90 min", "PT1H30M"), ("PT36H", "P1DT12H"), ("1 h 20 min", "PT1H20M"), ("12'30''", "PT12M30S"),
        ("3 Tage", "P3D"), ("2 months", "P2M"), ("P3Y", "P3Y"),
        ("2 Wochen", "P14D"), ("a week", "P7D"), ("week-long", "P7D"), ("two weeks", "P14D"), ("one semester", ""),
        ("2 x 4 h", ""), ("ca. 12 min", ""), ("1.5 h", ""),
    ],
)  # fmt: skip
def test_only_an_exact_duration_has_the_form_of_iso_8601(printed: str, exact: str) -> None:
    duration = Duration.parse(printed)
    assert (duration.term(), duration.exact()) == (literal(printed), typed(exact, XSD.duration) if exact else None)
