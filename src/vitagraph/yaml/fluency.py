"""Words of no scale for the knowledge of a language."""

from vitagraph.records import kind_words
from vitagraph.yaml.nodes import Node

_WORDS = frozenset(map(kind_words.key, kind_words.FLUENCY))


def with_fluency(node: Node) -> Node:
    """The node of a record whose `level` is a word of no scale, `fluent`, with that word as its `fluency`."""
    fields = node.value if isinstance(node.value, dict) else {}
    _, level = fields.get("level", (node.place, node))
    if "fluency" in fields or not isinstance(level.value, str) or kind_words.key(level.value) not in _WORDS:
        return node
    return Node(node.place, {"fluency" if name == "level" else name: value for name, value in fields.items()})
