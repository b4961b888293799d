"""The name of a person in several languages: `name: {ja: 山田太郎, en: Taro Yamada}`."""

from __future__ import annotations

from vitagraph.values import PersonName
from vitagraph.yaml.nodes import Node


def with_one_name(node: Node) -> Node:
    """The node of a person with one name: the first one. The others become further full names, by which works are recognised.

    Where the language of the first name puts the family name first, its parts are stated, unless the source states them.
    """
    fields = dict(node.value) if isinstance(node.value, dict) else {}
    place, names = fields.get("name", (node.place, node))
    if "name" not in fields or not isinstance(names.value, dict) or not names.value:
        return node
    (language, (_, first)), *others = names.value.items()
    fields["name"] = place, first
    known = fields["former_names"][1] if "former_names" in fields else Node(place, [])
    listed = known.value if isinstance(known.value, list) else [known]
    fields["former_names"] = place, Node(known.place, [*(name for _, (_, name) in others), *listed])
    if isinstance(first.value, str) and not fields.keys() & {"family_name", "given_name"}:
        parts = PersonName.parse(first.value, language.partition("-")[0].lower())
        if parts.given and parts != PersonName.parse(first.value):
            fields["family_name"] = place, Node(first.place, parts.family)
            fields["given_name"] = place, Node(first.place, parts.given)
    return Node(node.place, fields)
