"""Places as they are printed: what stands behind a town is its country only where it is known as one."""

from __future__ import annotations

import pytest

from vitagraph.mapping import statements
from vitagraph.rdf.vocabulary import OWL
from vitagraph.records import Index
from vitagraph.values import country_name, is_country
from vitagraph.yaml import read_files


def index_of(text: str) -> Index:
    return read_files([("cv.yaml", text.encode())], "cv.yaml")


def places(text: str) -> tuple[list[str], list[str]]:
    """The names of the places and of the countries of a CV."""
    index = index_of(text)
    named = {
        segment: [str(next(one.names())) for one in index.records.values() if one.segment == segment] for segment in ("place", "country")
    }
    return named["place"], named["country"]


@pytest.mark.parametrize(
    ("place", "town", "country"),
    [
        ("Jena, Germany", "Jena", "Germany"),
        ("Jena, Deutschland", "Jena", "Deutschland"),
        ("Owlton, USA", "Owlton", "USA"),
        ("Owlton, U.K.", "Owlton", "U.K."),
        ("Owlton, NY, United States", "Owlton, NY", "United States"),
        ("Fès, Maroc", "Fès", "Maroc"),
        ("Abidjan, Côte d’Ivoire", "Abidjan", "Côte d’Ivoire"),
        ("Kraków, Polska", "Kraków", "Polska"),
        ("الرباط، المغرب", "الرباط", "المغرب"),
        ("水戸、日本", "水戸", "日本"),
        ("Owlton, NY", "Owlton, NY", ""),
        ("Owlton, CO", "Owlton, CO", ""),  # no Colombia
        ("Owlton, IN", "Owlton, IN", ""),
        ("Owlton, Texas", "Owlton, Texas", ""),
        ("Owlton, Ontario", "Owlton, Ontario", ""),
        ("Washington, D.C.", "Washington, D.C.", ""),
        ("Athens, Georgia", "Athens, Georgia", ""),
        ("Owlton, Bavaria", "Owlton, Bavaria", ""),
        ("Germany", "Germany", ""),
        (", Germany", ", Germany", ""),
    ],
)
def test_a_country_is_what_is_known_as_one(place, town, country):
    assert places(f"talks: [{{title: A, place: '{place.replace(chr(39), chr(39) * 2)}'}}]") == ([town], [country] if country else [])


@pytest.mark.parametrize(
    "statement", ["countries: [Georgia]", "places: [{name: Batumi, country: Georgia}]", "person: {nationality: [Georgia]}"]
)
def test_a_field_may_state_that_a_name_is_one_of_a_country(statement):
    text = f"{statement}\npeople: [{{name: E, birth_place: 'Tbilisi, Georgia'}}]"
    assert places(text)[1] == ["Georgia"]
    assert "Tbilisi" in places(text)[0]


def test_a_restricted_statement_about_a_country_changes_no_public_place():
    text = "people: [{name: E, nationality: [Georgia]}]\ntalks: [{title: A, place: 'Tbilisi, Georgia'}]"
    assert "place/tbilisi-georgia>" in {node.rpartition("#")[2] for node in index_of(text).public.records}


def test_names_of_codes_are_names_of_countries():
    assert country_name("DE") == "Germany"
    assert country_name("kr") == "South Korea"
    assert country_name("ZZ") == "ZZ"
    assert country_name("") == ""
    assert all(is_country(country_name(code)) for code in ("DE", "FR", "GB", "US", "TR", "RU", "KR", "IR", "TW", "NL"))


def test_a_hall_is_described_where_it_is_named():
    """Two halls of one name in two towns are two places; one that only a private talk names is private."""
    hall = "{name: Aula, part_of: %s}"
    talks = [f"{{title: A, place: {hall % 'Jena'}}}", f"{{title: B, place: {hall % 'Owlton'}}}", "{title: C, place: 'Aula, Jena'}"]
    private = f"{{title: D, place: {hall % 'Fès'}, visibility: private}}"
    index = index_of(f"talks: [{', '.join([*talks, private])}]")
    found = {node.rpartition("/")[2] for node in index.public.records if "#place/" in node}
    assert found == {"jena>", "owlton>", "aula-jena>", "aula-owlton>"}
    assert "aula-fes>" in {node.rpartition("/")[2] for node in index.records}


# -- the identifiers of countries

#: the language of the CV, and the fields of a country -> its GeoNames identifier
COUNTRIES = {
    "en, name: Germany": "2921044", "de, name: Deutschland": "2921044", "en, name: Deutschland": "", "de, name: Germany": "",
    "en, name: Germanien, code: DE": "2921044", "fr, name: {en: Germany, de: Deutschland}": "2921044", "fr, name: Allemagne": "2921044",
    "en, name: Viet Nam": "1562822", "en, name: England": "", "en, name: Ruritania": "", "mi, name: Germany": "",
    "en, name: Germany, geonames: '7'": "7", "en, name: Nirgendland, code: DE, visibility: {code: private}": "",
}  # fmt: skip


@pytest.mark.parametrize("stated", COUNTRIES)
def test_a_country_leads_to_geonames(stated: str) -> None:
    """By its code, else by names that are those of one country in their language; a stated identifier comes first."""
    language, _, fields = stated.partition(", ")
    index = index_of(f"document: {{language: {language}}}\ncountries: [{{{fields}}}]")
    found = {o for _, p, o in statements(index)["public"] if p == OWL.sameAs}
    assert found == ({f"<https://sws.geonames.org/{COUNTRIES[stated]}/>"} if COUNTRIES[stated] else set())
