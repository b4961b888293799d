"""Sources with every field of the foreign formats, from their schemas and specifications; all values are different.

A template is a tree; its leaves name the type of a value (`text`, `date`, `url` ...), or are a value after `=`.

"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

import yaml

SCHEMAS = Path(__file__).parent / "schemas"
FIELDS = yaml.safe_load((Path(__file__).parent / "format_fields.yaml").read_text(encoding="utf-8"))


class Leaf(NamedTuple):
    """A value of a source, the keys that lead to it, and its line."""

    path: tuple[str, ...]
    text: str
    line: int


class Filler:
    """Fills a template with distinct values."""

    def __init__(self) -> None:
        self._numbers = count(1)

    def __call__(self, template: Any) -> Any:
        if isinstance(template, dict):
            return {key: self(value) for key, value in template.items()}
        if isinstance(template, list):
            return [self(value) for value in template]
        return self._value(template)

    def _value(self, kind: str) -> Any:
        if kind.startswith("="):
            return json.loads(kind[1:])
        number = next(self._numbers)
        return {
            "text": f"Zilp {number}", "word": f"zilp{number}", "number": str(number + 1000), "year": str(1900 + number % 100),
            "name": f"Zoe Zilp{'abcdefghij'[number // 10 % 10]}{'abcdefghij'[number % 10]}",
            "date": f"{1900 + number % 100}-0{number % 9 + 1}-1{number // 9 % 9}",
            "url": f"https://zilp.example/{number}", "email": f"zilp{number}@ada.example", "doi": f"10.5555/zilp.{number}",
            "parts": [[1900 + number % 100, number % 12 + 1, number % 28 + 1]],
        }[kind]  # fmt: skip


def lines_of(source: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, tuple[str, ...] | None, str]]:
    """A tree as JSON with one value a line: each line, and the path and text of its value."""
    if isinstance(source, dict):
        yield "{", None, ""
        for number, (key, value) in enumerate(source.items()):
            first, *rest = lines_of(value, (*path, key))
            yield ("," if number else "") + json.dumps(key) + ": " + first[0], first[1], first[2]
            yield from rest
        yield "}", None, ""
    elif isinstance(source, list) and path and path[-1] == "date-parts":
        yield json.dumps(source), path, "-".join(f"{part:02}" for part in source[0])
    elif isinstance(source, list):
        yield "[", None, ""
        for number, value in enumerate(source):
            first, *rest = lines_of(value, path)
            yield ("," if number else "") + first[0], first[1], first[2]
            yield from rest
        yield "]", None, ""
    else:
        yield json.dumps(source, ensure_ascii=False), path, source if isinstance(source, str) else json.dumps(source)


def written(source: Any) -> tuple[str, list[Leaf]]:
    """A tree as JSON (which is YAML too), and its values with their lines."""
    lines = list(lines_of(source))
    leaves = [Leaf(path, text, number) for number, (_, path, text) in enumerate(lines, 1) if path is not None]
    return "\n".join(line for line, _, _ in lines), leaves


def json_resume() -> Any:
    """The template of a JSON Resume, from its schema."""
    schema = json.loads((SCHEMAS / "jsonresume.schema.json").read_text(encoding="utf-8"))

    def of(node: dict[str, Any], key: str) -> Any:
        if "$ref" in node:
            node = schema["definitions"][node["$ref"].rpartition("/")[2]]
            return "date"
        if node.get("type") == "object" or "properties" in node:
            return {name: of(one, name) for name, one in node["properties"].items()}
        if node.get("type") == "array":
            return [of(node["items"], key)]
        formats = {"uri": "url", "email": "email", "date": "date"}
        return {"name": "text", "countryCode": '="DE"', "phone": '="+49-30-1234567"', "language": '="German"'}.get(key) or formats.get(
            node.get("format", ""), "text"
        )

    template = of(schema, "")
    for section in ("work", "volunteer", "education", "projects"):
        template[section][0] |= {"startDate": '="1991-02-03"', "endDate": '="1999-04-05"'}
    return template


def csl(kind: str) -> Any:
    """The template of an item of a type, with every variable."""
    fields = FIELDS["csl"]
    special = {"DOI": "doi", "URL": "url", "ISBN": '="978-3-16-148410-0"', "ISSN": '="1932-6203"', "number-of-pages": "number",
               "language": '="de"', "number": '="EP 1234567 B1"', "genre": '="PhD thesis"'}  # fmt: skip
    return [
        {
            "id": '="zilp-item"',
            "type": f"={json.dumps(kind)}",
            **{name: [dict(fields["person"]), {"literal": "text"}] for name in fields["names"]},
            **{name: dict(fields["date"]) for name in fields["dates"]},
            **{name: special.get(name, "text") for name in fields["texts"]},
            "categories": ["word"],
            "custom": {"zilp": "text"},
        }
    ]


def ris(kind: str) -> tuple[str, list[Leaf]]:
    """An entry of a type with every tag."""
    fill = Filler()
    kinds = {"DO": "doi", "UR": "url", "L1": "url", "LK": "url", "SP": "number", "EP": "number", "A1": "name", "AU": "name",
             "A2": "name", "PY": "year", "DA": "date", "Y1": "date"}  # fmt: skip
    kinds |= {"PAT": {"SN": '="EP 1234567 B1"'}, "THES": {"M3": '="PhD thesis"'}}.get(kind, {})
    values = {tag: fill(kinds.get(tag, "text")) for tag in FIELDS["ris"]["tags"]}
    lines = [f"TY  - {kind}", *(f"{tag}  - {value}" for tag, value in values.items()), "ER  - "]
    return "\n".join(lines), [Leaf((tag,), value, number) for number, (tag, value) in enumerate(values.items(), 2)]


def cff(kind: str) -> Any:
    """The template of a citation file whose preferred citation has every field of a reference."""
    return FIELDS["cff"]["file"] | {"preferred-citation": FIELDS["cff"]["reference"] | {"type": f"={json.dumps(kind)}"}}
