"""The name of a person or a periodical in several languages: `name: {ja: 山田太郎, en: Taro Yamada}`."""

from __future__ import annotations

from vitagraph.records import Person, Record, plan
from vitagraph.values import PersonName, Plain
from vitagraph.yaml.nodes import Node


def others_field(record: type[Record]) -> str:
    """The field for further names of a record whose name has no language: former names, or short and other names; "" for others."""
    if record is Person:
        return "former_names"
    fields = plan(record).fields
    return "short_names" if "short_names" in fields and fields["name"].type is Plain else ""


def with_one_name(node: Node, others_field: str) -> Node:
    """The node of a record with one name: the first one. The others become further names, by which it is recognised.

    Where the language of the first name of a person puts the family name first, its parts are stated, unless the source states them.
    """
    fields = dict(node.value) if isinstance(node.value, dict) else {}
    place, names = fields.get("name", (node.place, node))
    if "name" not in fields or not isinstance(names.value, dict) or not names.value:
        return node
    (language, (_, first)), *others = names.value.items()
    fields["name"] = place, first
    known = fields[others_field][1] if others_field in fields else Node(place, [])
    listed = known.value if isinstance(known.value, list) else [known]
    fields[others_field] = place, Node(known.place, [*(name for _, (_, name) in others), *listed])
    if others_field == "former_names" and isinstance(first.value, str) and not fields.keys() & {"family_name", "given_name"}:
        parts = PersonName.parse(first.value, language.partition("-")[0].lower())
        if parts.given and parts != PersonName.parse(first.value):
            fields["family_name"] = place, Node(first.place, parts.family)
            fields["given_name"] = place, Node(first.place, parts.given)
    return Node(node.place, fields)
