"""A drawing of the nodes that a record becomes: the record on the left, then what it leads to or what leads to it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple

from vitagraph.charts.drawing import cut, element, label, px
from vitagraph.rdf.terms import Term, Triple

_BOX, _HEIGHT, _GAP, _SIZE = 250.0, 38.0, 240.0, 11.5
_STYLE = (
    "svg{font-family:system-ui,sans-serif;color:#1b1f24;background:#fff}text{fill:currentColor}"
    "@media(prefers-color-scheme:dark){svg{color:#e6e8eb;background:#14171c}}"
)


class Edge(NamedTuple):
    """The properties that lead from one node to another."""

    source: Term
    target: Term
    predicates: tuple[str, ...]

    @property
    def text(self) -> str:
        """At most two of them."""
        return ", ".join(self.predicates[:2]) + (" ..." if len(self.predicates) > 2 else "")


class Node(NamedTuple):
    """A node with its column and the middle of its box."""

    column: int
    y: float

    @property
    def x(self) -> float:
        """The left side of its box."""
        return self.column * (_BOX + _GAP)


def drawing(root: Term, triples: Iterable[Triple], names: dict[Term, str], classes: dict[Term, str]) -> str:
    """The SVG of the graph of a record; `names` are those of all terms, `classes` those of the nodes to be drawn."""
    edges = _edges(triples, names, classes)
    columns = _columns(root, edges)
    heights = {
        node: max(_HEIGHT, 15.0 * sum(node in (one.source, one.target) for one in edges if one.source != one.target)) for node in classes
    }
    height = max(sum(heights[node] + 14 for node in column) for column in columns)
    nodes: dict[Term, Node] = {}
    for number, column in enumerate(columns):
        y = (height - sum(heights[node] + 14 for node in column)) / 2
        for node in column:
            nodes[node] = Node(number, y + heights[node] / 2 + 7)
            y += heights[node] + 14
    drawn = [
        *_lines(edges, nodes),
        *(_box(_short(names[node], names[root]), classes[node], place, node == root) for node, place in nodes.items()),
    ]
    wide = (
        (len(columns) - 1) * (_BOX + _GAP)
        + _BOX
        + (170 if any(nodes[a].column == nodes[b].column for a, b, _ in edges if a in nodes) else 0)
    )
    box = f"-8 0 {px(wide + 16)} {px(height)}"
    marker = element("path", d="M0 0L8 4L0 8Z", fill="currentColor")
    arrow = element(
        "marker", marker, id="arrow", viewBox="0 0 8 8", refX=8, refY=4, markerWidth=8, markerHeight=8, orient="auto-start-reverse"
    )
    content = f"<style>{_STYLE}</style>{element('defs', arrow)}{''.join(drawn)}"
    return element("svg", content, xmlns="http://www.w3.org/2000/svg", viewBox=box, width=wide + 16, height=height) + "\n"


def _edges(triples: Iterable[Triple], names: dict[Term, str], drawn: Collection[Term]) -> list[Edge]:
    found: dict[tuple[Term, Term], dict[str, None]] = {}
    for subject, predicate, term in triples:
        if subject in drawn and term in drawn and subject != term:
            found.setdefault((subject, term), {})[names[predicate]] = None
    return [Edge(*ends, tuple(predicates)) for ends, predicates in found.items()]


def _columns(root: Term, edges: Iterable[Edge]) -> list[list[Term]]:
    """The nodes by their distance from the root."""
    columns, placed = [[root]], {root}
    while True:
        near = [
            other
            for node in columns[-1]
            for one in edges
            if node in one[:2] and (other := one.target if one.source == node else one.source) not in placed
        ]
        if not near:
            return columns
        columns.append(list(dict.fromkeys(near)))
        placed.update(near)


def _lines(edges: Iterable[Edge], nodes: dict[Term, Node]) -> Iterable[str]:
    """An arrow for each edge, with its text beside the box that is farther to the right."""
    texts: dict[Term, int] = {}
    for edge in edges:
        if edge.source not in nodes:
            continue
        right = max(edge[:2], key=lambda term: nodes[term].column)
        left = edge.source if right == edge.target else edge.target
        one, other = nodes[left], nodes[right]
        arrow = "marker_end" if right == edge.target else "marker_start"
        if one.column == other.column:
            x, far = one.x + _BOX, one.x + _BOX + 40
            path = f"M{px(x)} {px(one.y)}C{px(far)} {px(one.y)} {px(far)} {px(other.y)} {px(x)} {px(other.y)}"
            yield _line(path, arrow) + label(far - 6, (one.y + other.y) / 2 + 4, edge.text, size=10.5)
            continue
        row = texts[right] = texts.get(right, -1) + 1
        total = sum(right in ends[:2] for ends in edges)
        y = other.y + (row - (total - 1) / 2) * 14
        middle = one.x + _BOX + 60
        path = (
            f"M{px(one.x + _BOX)} {px(one.y)}C{px(middle)} {px(one.y)} {px(middle - 30)} {px(y)} {px(middle)} {px(y)}L{px(other.x)} {px(y)}"
        )
        yield _line(path, arrow) + label(other.x - 12, y - 3, cut(edge.text, _GAP - 60, 10.5), "end", 10.5)


def _line(path: str, arrow: str) -> str:
    return element("path", d=path, fill="none", stroke="currentColor", stroke_opacity=0.55, **{arrow: "url(#arrow)"})


def _short(name: str, root: str) -> str:
    """The name of a node in its box; of a part of the record only the path behind the record."""
    name, whole = name.strip("<>"), root.strip("<>")
    return f"...{name.removeprefix(whole)}" if name.startswith(f"{whole}/") else name


def _box(name: str, classes: str, place: Node, strong: bool) -> str:
    frame = element(
        "rect", x=place.x, y=place.y - _HEIGHT / 2, width=_BOX, height=_HEIGHT, rx=6, fill="#0072b2", fill_opacity=0.22 if strong else 0.08,
        stroke="#0072b2",
    )  # fmt: skip
    first = label(place.x + 10, place.y - 3, cut(name, _BOX - 45, _SIZE), size=_SIZE, font_weight="bold")
    return frame + first + label(place.x + 10, place.y + 12, cut(classes, _BOX - 30, 10.5), size=10.5)
