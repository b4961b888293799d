"""Texts of exports as values of any field, as `exporters.texts` writes them."""

from __future__ import annotations

from contextlib import suppress

from vitagraph.exporters.texts import OTHERS
from vitagraph.importers import names
from vitagraph.importers.draft import Draft
from vitagraph.records import Author, Field, plan
from vitagraph.yaml.conversion import parsed


def set_text(draft: Draft, field: Field, text: str, key: str = "highlights") -> bool:
    """Sets a field, or adds to its values; returns whether it accepts the text."""
    if field.type is Author and text == OTHERS:
        return _go_on(draft, field)
    if field.type is Author:
        home, author = names.with_role(text) if field.has_roles else ("", None)
        return draft.set(field.name, author if home == field.name else names.printed(text), key)
    with suppress(ValueError):
        parsed(field.type, text)
        return draft.set(field.name, text, key)
    return False


def _go_on(draft: Draft, field: Field) -> bool:
    """States that a list of people goes on."""
    if "more_authors" in plan(draft.kind).fields and field.name == "authors":
        return draft.set("more_authors", "true", "authors")
    if people := draft.values.get(field.name):
        people[-1] = people[-1].stating(others=True)
    return bool(people)
