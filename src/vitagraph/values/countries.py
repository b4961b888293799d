"""The names and codes of countries (ISO 3166), as the package pycountry has them, with names that the standard lacks."""

from __future__ import annotations

import gettext
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any

from vitagraph.values.folding import folded

#: names in use that ISO 3166 has in another form, the countries of the United Kingdom, and states of the past
_OTHER_NAMES = (
    *("UK", "U.K.", "Great Britain", "Britain", "England", "Scotland", "Wales", "Northern Ireland", "Großbritannien", "Schottland"),
    *("Nordirland", "Grande-Bretagne", "Angleterre", "Écosse", "Pays de Galles", "Inglaterra", "Escocia", "Inghilterra", "Scozia"),
    *("U.S.", "U.S.A.", "United States of America", "Russia", "Russland", "Rußland", "Russie", "Rusia", "Россия", "Turkey", "Holland"),
    *("Ivory Coast", "Vatican", "Vatican City", "Kosovo", "Palestine", "Macau", "Cape Verde", "Swaziland", "Macedonia", "Burma"),
    *("DR Congo", "Democratic Republic of the Congo", "Republic of the Congo", "Republic of Korea", "Korea", "Republic of Ireland"),
    *("P.R. China", "PR China", "People's Republic of China", "Soviet Union", "USSR", "Yugoslavia", "Czechoslovakia", "East Germany"),
    *("West Germany", "Sowjetunion", "UdSSR", "Jugoslawien", "Tschechoslowakei", "DDR", "BRD", "GDR", "FRG"),
    *("韓国", "アメリカ", "アメリカ合衆国", "イギリス", "英国", "美国", "中国", "台湾", "الولايات المتحدة", "أمريكا", "بريطانيا", "روسيا"),
)
#: names that most CVs have, known without the package, whose import takes longer than that of a CV
_FREQUENT = (
    *("Germany", "Deutschland", "Austria", "Österreich", "Switzerland", "Schweiz", "France", "Frankreich", "Italy", "Italien"),
    *("Spain", "Spanien", "Portugal", "Netherlands", "The Netherlands", "Niederlande", "Belgium", "Belgien", "Luxembourg", "Luxemburg"),
    *("Denmark", "Dänemark", "Norway", "Norwegen", "Sweden", "Schweden", "Finland", "Finnland", "Iceland", "Island", "Ireland", "Irland"),
    *("Poland", "Polen", "Czechia", "Czech Republic", "Tschechien", "Hungary", "Ungarn", "Greece", "Griechenland", "Israel", "Türkei"),
    *("United Kingdom", "USA", "United States", "Canada", "Kanada", "Mexico", "Mexiko", "Brazil", "Brasilien", "Argentina", "Chile"),
    *("China", "Japan", "South Korea", "India", "Indien", "Singapore", "Singapur", "Taiwan", "Australia", "Australien", "New Zealand"),
    *("Neuseeland", "South Africa", "Südafrika", "Egypt", "Ägypten", "Morocco", "Marokko", "日本", "المغرب", "مصر"),
)
#: code -> name in English, German: those that most CVs have, known without the package
_COMMON = {
    "AT": ("Austria", "Österreich"), "AU": ("Australia", "Australien"), "BE": ("Belgium", "Belgien"), "BR": ("Brazil", "Brasilien"),
    "CA": ("Canada", "Kanada"), "CH": ("Switzerland", "Schweiz"), "CN": ("China", "China"), "CZ": ("Czechia", "Tschechien"),
    "DE": ("Germany", "Deutschland"), "DK": ("Denmark", "Dänemark"), "ES": ("Spain", "Spanien"), "FI": ("Finland", "Finnland"),
    "FR": ("France", "Frankreich"), "GB": ("United Kingdom", "Vereinigtes Königreich"), "GR": ("Greece", "Griechenland"),
    "HU": ("Hungary", "Ungarn"), "IE": ("Ireland", "Irland"), "IL": ("Israel", "Israel"), "IN": ("India", "Indien"),
    "IT": ("Italy", "Italien"), "JP": ("Japan", "Japan"), "KR": ("South Korea", "Südkorea"), "NL": ("Netherlands", "Niederlande"),
    "NO": ("Norway", "Norwegen"), "NZ": ("New Zealand", "Neuseeland"), "PL": ("Poland", "Polen"), "PT": ("Portugal", "Portugal"),
    "SE": ("Sweden", "Schweden"), "SG": ("Singapore", "Singapur"), "US": ("United States", "Vereinigte Staaten"),
}  # fmt: skip
#: code or name in use -> code of ISO 3166
_CODES_IN_USE = (
    dict.fromkeys(("UK", "England", "Scotland", "Wales", "Northern Ireland", "Great Britain"), "GB")
    | dict.fromkeys(("USA", "U.S.", "U.S.A.", "United States of America"), "US")
    | {"Russia": "RU", "Turkey": "TR", "South Korea": "KR", "Republic of Korea": "KR", "The Netherlands": "NL", "Holland": "NL"}
)
#: countries with the name of a state of the USA, or of its short form
_AMBIGUOUS = ("GE", "JE")
#: countries whose subdivisions are written behind a town by their two-letter codes
_WITH_CODES_OF_SUBDIVISIONS = ("AU", "BR", "CA", "IT", "US")
#: languages in which names of countries are known, besides English; as the catalogues are named
_LANGUAGES = (
    *("de", "fr", "es", "it", "pt", "pt_BR", "nl", "pl", "sv", "da", "nb_NO", "fi", "cs", "hu", "ro", "tr", "ca", "hr", "sk", "sl"),
    *("ru", "uk", "bg", "sr", "el", "he", "ar", "fa", "ja", "zh_CN", "zh_TW", "ko", "vi", "id", "hi"),
)


@lru_cache(maxsize=4096)
def is_country(text: str) -> bool:
    """Returns whether a text is the name or code of a country, and of nothing else that is written behind a town: no Georgia, no CO."""
    text = folded(" ".join(text.split()))
    if text.isascii() and text.isupper() and text.isalpha() and len(text) in (2, 3):
        return text in _folded_names(_FREQUENT + _OTHER_NAMES) or _is_code(text)
    return any(text.casefold() in names for names in _names())


def country_name(code: str) -> str:
    """The English name of the country with a two-letter code; the code itself where no name without a comma is known."""
    import pycountry

    found: Any = pycountry.countries.get(alpha_2=code.upper()) if code else None
    name = str(getattr(found, "common_name", found.name)) if found else ""
    return name if name and "," not in name else code


@lru_cache(maxsize=4096)
def country_code(text: str) -> str:
    """The two-letter code of a country by its code or its name in a known language, "" where it is that of no country."""
    import pycountry

    known: Any = pycountry.countries
    text = folded(" ".join(text.split()))
    if text.isupper() and len(text) in (2, 3):
        found = known.get(alpha_2=_CODES_IN_USE.get(text, text)) or known.get(alpha_3=text)
        return str(found.alpha_2) if found else ""
    codes = (_codes_in(language).get(text.casefold(), "") for language in ("en", *_LANGUAGES))
    return _CODES_IN_USE.get(text, "") or next(filter(None, codes), "")


def code_of_name(name: str, tag: str) -> str:
    """The code of the country that has this name in the language of a tag, "" where no country or several have it, or none is known."""
    language = tag.partition("-")[0].lower()
    text = folded(" ".join(name.split()))
    known = next((code for code, names in _COMMON.items() if text in _folded_names(names)), "") if language in ("en", "de") else ""
    if known and text in _folded_names((_COMMON[known][language == "de"],)):
        return known
    if language not in ("en", *_LANGUAGES):
        return ""
    codes = _all_codes_in(language).get(text.casefold(), frozenset())
    return next(iter(codes)) if len(codes) == 1 else ""


def _is_code(text: str) -> bool:
    import pycountry

    if len(text) == 3:
        return pycountry.countries.get(alpha_3=text) is not None
    known: Any = pycountry.subdivisions
    regions = (one.code for country in _WITH_CODES_OF_SUBDIVISIONS for one in known.get(country_code=country))
    return pycountry.countries.get(alpha_2=text) is not None and all(not code.endswith(f"-{text}") for code in regions)


def _names() -> Iterator[frozenset[str]]:
    """The names of the countries in lower case, in one language after the other."""
    yield _folded_names(_FREQUENT + _OTHER_NAMES)
    yield _names_in("en")
    yield from map(_names_in, _LANGUAGES)


@cache
def _folded_names(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(form for name in names for form in (folded(name).casefold(), folded(name)))


@cache
def _codes_in(language: str) -> dict[str, str]:
    """Name of each country in a language, in lower case -> its code."""
    return dict(_named_in(language)[::-1])


@cache
def _all_codes_in(language: str) -> dict[str, frozenset[str]]:
    """The same with the codes of all countries of a name."""
    found: dict[str, frozenset[str]] = {}
    for name, code in _named_in(language):
        found[name] = found.get(name, frozenset()) | {code}
    return found


def _named_in(language: str) -> list[tuple[str, str]]:
    import pycountry

    catalogue = gettext.translation("iso3166-1", pycountry.LOCALES_DIR, [language], fallback=True)
    kinds = ("name", "official_name", "common_name")
    countries: Any = pycountry.countries
    named = [(getattr(one, kind), str(one.alpha_2)) for kind in kinds for one in countries if hasattr(one, kind)]
    return [(folded(catalogue.gettext(name)).casefold(), code) for name, code in named]


@cache
def _names_in(language: str) -> frozenset[str]:
    import pycountry

    countries: Any = [one for one in pycountry.countries if one.alpha_2 not in _AMBIGUOUS]
    english = [getattr(one, kind) for one in countries for kind in ("name", "official_name", "common_name") if hasattr(one, kind)]
    english += [f"The {name}" for name in english] if language == "en" else []
    catalogue = gettext.translation("iso3166-1", pycountry.LOCALES_DIR, [language], fallback=True)
    # A name without a translation comes back in English.
    return frozenset(folded(catalogue.gettext(name)).casefold() for name in english)
