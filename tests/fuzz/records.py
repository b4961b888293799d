"""Mutated records of which about half are a valid CV: values of a type are exchanged, entries duplicated, texts changed."""

from __future__ import annotations

import json
import random
from collections import defaultdict
from collections.abc import Iterator
from typing import Any, NamedTuple

import yaml

from fuzz.mutate import of_text, of_tree
from fuzz.seeds import cv_trees
from vitagraph.records import ABOUT_THE_RECORD, Document, Field, Person, plan, sections
from vitagraph.records.relations import Relation
from vitagraph.values import Text, slug

#: valid texts that formats must escape
TEXTS = (
    "<script>alert('x')</script>", "]]> &amp; <!-- x -->", 'He said "no"', "back\\slash \\n \\u0041", "{{ x }} {% y %}",
    "- a: b # c", "a: [b, {c}]", "*a &b !c", "Zażółć gęślą jaźń", "漢字 かな", "שלום עולם", "\u202eevil\u202c", "e\u0301 vs é",
    "ﬁ ﬂ", "😀 👩‍👩‍👧", "a\u00a0b", "a\u2028b", "𝔘nicode", "Ⅷ", "x" * 3000, "line one\nline two", "para one\n\npara two",
    "tab\there", "%s %d ${x} `y`", "@string # comment", "TY  - JOUR", "<p>x</p>", "O'Neil & Sons, Inc.", "2021-05", "Yes",
    "null", "1e3", "0x1F", "~", "=1+1", "a,b;c|d", "\"\"\"", "'''", "a^b_c$d$", "\\textbf{x}", "{x}", "}x{",
    "http://x.example/a b", "\u0301x",
)  # fmt: skip


class Value(NamedTuple):
    """A value of a record: its container, key, and field."""

    holder: Any
    key: Any
    field: Field


#: sections with referenced records
_REFERRED = ("organizations", "people", "places", "countries", "journals", "events", "series", "edited_books")
#: fields by which a record can be referenced
_IDENTITIES = ("id", "title", "name", "acronym", "short_name")


def sample(chance: random.Random, most: int = 60) -> dict[str, Any]:
    """A part of a CV: the referenced records and some others, without references to omitted ones."""
    whole: dict[str, Any] = json.loads(json.dumps(chance.choice(cv_trees())))
    records = [(section, one) for section, held in whole.items() if isinstance(held, list) for one in held if section not in _REFERRED]
    kept = chance.sample(records, min(len(records), chance.randint(1, most)))
    tree = {section: held for section, held in whole.items() if not isinstance(held, list) or section in _REFERRED}
    for section, one in kept:
        tree.setdefault(section, []).append(one)
    names = {id(one): {(sections()[section].segment, name) for name in _identities(one)} for section, one in records}
    held = {id(one) for _, one in kept}
    gone = {name for one, some in names.items() if one not in held for name in some}
    gone -= {name for one in held for name in names[one]}
    for value in reversed(list(values(tree))):
        if value.field.reference and (value.field.reference.segment, slug(str(value.holder[value.key]))) in gone:
            del value.holder[value.key]
    _without_loose_relations(tree)
    return tree


def _without_loose_relations(tree: Any) -> None:
    """Deletes the relations that lead to nothing."""
    if isinstance(tree, dict) and "related" in tree:
        related = tree["related"] if isinstance(tree["related"], list) else [tree["related"]]
        tree["related"] = [one for one in related if not set(Relation.leads_to).isdisjoint(one)]
    for one in tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ():
        _without_loose_relations(one)


def _identities(record: Any) -> Iterator[str]:
    for name in _IDENTITIES if isinstance(record, dict) else ():
        texts = record.get(name)
        for text in texts.values() if isinstance(texts, dict) else [texts]:
            if isinstance(text, str):
                yield slug(text)


def values(tree: dict[str, Any]) -> Iterator[Value]:
    """Every value of the records of a tree, and each entry of a list."""
    for name, kind in {**sections(), "document": Document, "person": Person}.items():
        held = tree.get(name)
        for record in held if isinstance(held, list) else [held]:
            yield from _values(record, kind)


def _values(record: Any, kind: Any) -> Iterator[Value]:
    if not isinstance(record, dict):
        return
    for name, field in plan(kind).fields.items():
        if name not in record:
            continue
        inner = record[name] if isinstance(record[name], list) else [record[name]]
        if field.is_record:
            for one in inner:
                yield from _values(one, field.type)
        elif isinstance(record[name], list):
            yield from (Value(record[name], number, field) for number in range(len(record[name])))
        else:
            yield Value(record, name, field)


def changed(chance: random.Random, tree: dict[str, Any]) -> None:
    """One change that mostly gives a valid CV."""
    found, way = list(values(tree)), chance.randrange(8)
    if not found:
        return
    if way <= 1:
        _swap(chance, found)
    elif way == 2:
        _drop(chance, found)
    elif way == 3:
        _double(chance, tree)
    elif way <= 5:
        texts = [one for one in found if one.field.type is Text] or found
        holder, key, _ = chance.choice(texts)
        odd = chance.choice(TEXTS)
        before = holder[key] if isinstance(holder[key], str) else "x"
        holder[key] = chance.choice((odd, f"{before} {odd}", {"en": odd, "de": before}))
    elif way == 6:
        records = [one.holder for one in found if isinstance(one.holder, dict)]
        chance.choice(records)["visibility"] = chance.choice(("private", "contact", "public"))
    else:
        lists = [held for held in tree.values() if isinstance(held, list)]
        for held in lists:
            chance.shuffle(held)


def _swap(chance: random.Random, found: list[Value]) -> None:
    by_type: dict[Any, list[Value]] = defaultdict(list)
    for one in found:
        if one.field.name not in ABOUT_THE_RECORD and not one.field.reference:
            by_type[one.field.type].append(one)
    pairs = [same for same in by_type.values() if len(same) > 1]
    if pairs:
        one, other = chance.sample(chance.choice(pairs), 2)
        one.holder[one.key], other.holder[other.key] = other.holder[other.key], one.holder[one.key]


def _drop(chance: random.Random, found: list[Value]) -> None:
    optional = [one for one in found if isinstance(one.holder, dict) and not one.field.required]
    if optional:
        one = chance.choice(optional)
        del one.holder[one.key]


def _double(chance: random.Random, tree: dict[str, Any]) -> None:
    lists = [held for held in tree.values() if isinstance(held, list) and held]
    if lists:
        held = chance.choice(lists)
        again = json.loads(json.dumps(chance.choice(held)))
        if isinstance(again, dict):
            again["id"] = f"again-{chance.randrange(10**6)}"
            for key in ("title", "name"):
                if isinstance(again.get(key), str):
                    again[key] += f" {chance.randrange(100)}"
        held.append(again)


def records(chance: random.Random) -> bytes:
    """Mutated records as YAML: most of them with valid changes, the others changed as trees, texts or bytes."""
    tree: Any = sample(chance)
    for _ in range(chance.choice((1, 1, 2, 3, 6))):
        changed(chance, tree)
    if chance.random() < 0.08:
        tree = of_tree(chance, tree)
    text = str(yaml.safe_dump(tree, allow_unicode=True, sort_keys=False, width=chance.choice((40, 120, 10**6))))
    if chance.random() < 0.08:
        text = of_text(chance, text)
    return text.encode("utf-8", "surrogatepass")


def line(chance: random.Random) -> bytes:
    """A line of JSON Lines with such a CV."""
    tree: Any = sample(chance)
    for _ in range(chance.choice((1, 2, 3))):
        changed(chance, tree) if chance.random() < 0.7 else of_tree(chance, tree)
    text = json.dumps(tree, ensure_ascii=chance.random() < 0.5, default=str)
    if chance.random() < 0.2:
        text = of_text(chance, text)
    return text.encode("utf-8", "surrogatepass")
