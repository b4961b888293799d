"""The h-card of the owner in the page (https://microformats.org/wiki/h-card) states what the public graph states."""

from __future__ import annotations

from typing import Any

import mf2py
import pytest

import vitagraph
from conftest import ROOT
from vitagraph.mapping import dataset_of
from vitagraph.rdf.terms import parse
from vitagraph.rdf.vocabulary import SCHEMA
from vitagraph.records import Index
from vitagraph.site import Options, build

CVS = ("alborada", "example", "farrowmere", "lapuschkin", "moosgrund")


@pytest.mark.parametrize("name", CVS)
def test_the_owner_is_the_card_of_the_page(name: str) -> None:
    """In each language one card, which represents the page: its `uid` and one `url` are the page's address."""
    index = Index(vitagraph.read(ROOT / "data" / name))
    facts = dataset_of(index).facts[f"<{index.document}#me>"]
    stated = {predicate: {parse(term).value for term in terms} for predicate, terms in facts.items()}
    files = build(index, Options())
    for path in [path for path in files if path in ("index.html", "de/index.html", "en/index.html")]:
        read: dict[str, Any] = mf2py.parse(files[path].decode(), url=f"{index.document}/")
        (card,) = (one for one in read["items"] if "h-card" in one["type"])
        properties = card["properties"]
        assert set(properties["name"]) <= stated[SCHEMA.name]
        assert properties["uid"][0] in properties["url"]
        assert properties["uid"][0] == index.document or path != "index.html"
        assert set(properties["url"][1:]) & set(read["rels"].get("me", ())) == set(read["rels"].get("me", ()))
        for one, predicate in (("honorific-prefix", SCHEMA.honorificPrefix), ("honorific-suffix", SCHEMA.honorificSuffix)):
            printed = set(", ".join(properties.get(one, ())).split(", "))
            assert printed == (stated.get(predicate) or {""})
        assert all(title.strip() and title == title.strip() for title in properties.get("job-title", ()))
        assert not {"email", "tel", "adr"} & set(properties)


def test_contact_details_are_in_the_card_where_the_pages_have_them() -> None:
    """E-mail and telephone, as their addresses."""
    index = Index(vitagraph.read(ROOT / "data/example"))
    read: dict[str, Any] = mf2py.parse(build(index, Options(contact=True))["index.html"].decode(), url=f"{index.document}/")
    (card,) = (one for one in read["items"] if "h-card" in one["type"])
    assert card["properties"]["email"] == [f"mailto:{email}" for email in index.cv.person.email]
    assert card["properties"]["tel"] == [phone.link()[1:-1] for phone in index.cv.person.phone]
