"""Comparison of a graph with the contents of a store, which has its own order and spelling."""

from __future__ import annotations

import random

import pytest

import vitagraph
from conftest import ROOT
from vitagraph.errors import StoreError
from vitagraph.rdf.syntaxes import ntriples
from vitagraph.rdf.terms import XSD
from vitagraph.stores import expected
from vitagraph.stores.contents import Contents, check, is_equal

INT, INTEGER = f"<{XSD}int>", f"<{XSD}integer>"


@pytest.fixture(scope="module")
def found() -> Contents:
    """The public graph of the example, with numbers of several datatypes."""
    graphs = expected(vitagraph.dataset(vitagraph.read(ROOT / "data/example")))
    return next(content for name, content in graphs.items() if name.endswith("#graph/public>"))


def test_order_and_spelling_do_not_matter(found: Contents) -> None:
    """Some stores convert numbers to xsd:integer, and letters to escapes."""
    lines = [f"{line}\n" for line in ntriples.lines(found.values()).split("\n") if line]
    random.Random(1).shuffle(lines)
    text = "".join(lines)
    assert INT in text
    assert is_equal(text.encode(), found)
    assert is_equal(text.replace(INT, INTEGER).encode(), found)
    assert is_equal("".join(one if one.isascii() else f"\\U{ord(one):08X}" for one in text).encode(), found)


def test_every_difference_matters(found: Contents) -> None:
    """A missing or additional triple, another value, an invalid byte."""
    lines = [f"{line}\n" for line in ntriples.lines(found.values()).split("\n") if line]
    for number in range(0, len(lines), 100):
        assert not is_equal("".join(lines[:number] + lines[number + 1 :]).encode(), found)
    text = "".join(lines)
    assert not is_equal(f"{text}<urn:a> <urn:b> <urn:c> .\n".encode(), found)
    assert not is_equal(text.replace(f'"1"^^{INT}', f'"2"^^{INT}').encode(), found)
    assert not is_equal(b"", found)
    for broken in (text[:-5].encode(), text.encode().replace(b"\xc3", b"\xff", 1)):
        with pytest.raises(StoreError, match="not well-formed"):
            is_equal(broken, found)


def test_ill_formed_terms_are_never_sent() -> None:
    """A token that no N-Triples line can contain."""
    triple = ("<urn:a>", "<urn:b>", '"a')
    with pytest.raises(StoreError, match="not well-formed"):
        check({triple: triple})
