"""A network with a force-directed layout (Fruchterman and Reingold 1991, doi:10.1002/spe.4380211102).

The layout uses only operations that IEEE 754 defines exactly, and starts from positions that follow from the order of the nodes:
the drawing is the same on every machine.
"""

from __future__ import annotations

from functools import lru_cache
from math import sqrt
from typing import NamedTuple

from vitagraph.charts.chart_type import ChartType
from vitagraph.charts.drawing import Drawing, coloured, cut, element, label, plain, px, width
from vitagraph.tables import Chart, Table, number, text

_TURNS = 300
#: the most nodes of a drawing: the time of the layout grows with their square, and more cannot be read
_MOST = 40
_HEIGHT = 460.0
#: steps of a low-discrepancy sequence of points in the plane (Roberts' R2)
_STEP = (0.7548776662466927, 0.5698402909980532)


class Edge(NamedTuple):
    """A line between two nodes."""

    a: int
    b: int
    weight: float


def draw(table: Table, chart: Chart, wide: float) -> Drawing:
    """Draws nodes by the sum of the weights of their lines, and lines by their weight; of many nodes, those of the thickest lines."""
    read = _read(table, chart)
    names, edges, tooltips = _strongest(*read)
    if not edges:
        return Drawing([label(10, 20, "No pairs.")], 30, (), "No pairs.")
    positions = _scaled(layout(len(names), tuple(edges)), wide)
    highest = max(edge.weight for edge in edges)
    elements = [_line(edge, positions, highest, tooltips[at]) for at, edge in enumerate(edges)]
    sums = _sums(len(names), edges)
    for node, (x, y) in enumerate(positions):
        radius = 6 + 14 * sqrt(sums[node] / max(sums))
        elements.append(coloured("circle", 0, names[node], cx=x, cy=y, r=radius))
        elements.append(_name(names[node], x, y + radius + 14, wide))
    if len(names) < len(read[0]):
        count = f"{table.columns[table.column(chart.x)].label}: {len(names)}/{len(read[0])}"
        elements.append(label(wide - 10, _HEIGHT - 8, count, "end"))
    return Drawing(elements, _HEIGHT, (), "; ".join(tooltips) + ".")


def _read(table: Table, chart: Chart) -> tuple[list[str], list[Edge], list[str]]:
    a, b = table.column(chart.x), table.column(chart.y[0])
    names: dict[str, int] = {}
    edges, tooltips = [], []
    for row in table.rows:
        one, other = text(row[a]), text(row[b])
        weight = (number(row[table.column(chart.weight)]) if chart.weight else 1) or 1
        edges.append(Edge(names.setdefault(one, len(names)), names.setdefault(other, len(names)), weight))
        tooltips.append(f"{one} – {other}: {weight:g}")
    return list(names), edges, tooltips


def _sums(nodes: int, edges: list[Edge]) -> list[float]:
    """The sum of the weights of the lines of each node."""
    sums = [0.0] * nodes
    for a, b, weight in edges:
        sums[a] += weight
        sums[b] += weight
    return sums


def _strongest(names: list[str], edges: list[Edge], tooltips: list[str]) -> tuple[list[str], list[Edge], list[str]]:
    """The nodes of the lines of the greatest weights, at most `_MOST`, in their order, and all lines between them."""
    if len(names) <= _MOST:
        return names, edges, tooltips
    kept = set[int]()
    for edge in sorted(edges, key=lambda edge: -edge.weight):
        if len(kept | {edge.a, edge.b}) <= _MOST:
            kept |= {edge.a, edge.b}
    numbers = {node: number for number, node in enumerate(sorted(kept))}
    lines = [(edge, tooltip) for edge, tooltip in zip(edges, tooltips, strict=True) if edge.a in numbers and edge.b in numbers]
    shown = [Edge(numbers[edge.a], numbers[edge.b], edge.weight) for edge, _ in lines]
    return [names[node] for node in sorted(kept)], shown, [tooltip for _, tooltip in lines]


@lru_cache(maxsize=8)
def layout(nodes: int, edges: tuple[Edge, ...]) -> list[tuple[float, float]]:
    """A position for each node, in a plane without a scale."""
    xs = [(0.5 + _STEP[0] * (node + 1)) % 1 for node in range(nodes)]
    ys = [(0.5 + _STEP[1] * (node + 1)) % 1 for node in range(nodes)]
    highest = max(edge.weight for edge in edges)
    ideal = sqrt(1 / nodes)
    for turn in range(_TURNS):
        dx, dy = [0.0] * nodes, [0.0] * nodes
        for one in range(nodes):
            for other in range(one):
                x, y = xs[one] - xs[other], ys[one] - ys[other]
                square = x * x + y * y + 1e-9
                force = ideal * ideal / square
                dx[one], dy[one], dx[other], dy[other] = (
                    dx[one] + x * force,
                    dy[one] + y * force,
                    dx[other] - x * force,
                    dy[other] - y * force,
                )
        for a, b, weight in edges:
            x, y = xs[a] - xs[b], ys[a] - ys[b]
            force = sqrt(x * x + y * y) / ideal * (0.3 + 0.7 * weight / highest)
            dx[a], dy[a], dx[b], dy[b] = dx[a] - x * force, dy[a] - y * force, dx[b] + x * force, dy[b] + y * force
        heat = 0.1 * (1 - turn / _TURNS)
        for node in range(nodes):
            length = sqrt(dx[node] * dx[node] + dy[node] * dy[node]) + 1e-9
            move = min(length, heat) / length
            xs[node] += dx[node] * move
            ys[node] += dy[node] * move
    return list(zip(xs, ys, strict=True))


def _scaled(positions: list[tuple[float, float]], wide: float) -> list[tuple[float, float]]:
    """The positions scaled to the drawing, with space for names at its edges."""
    xs, ys = [x for x, _ in positions], [y for _, y in positions]
    across, high, edge = max(xs) - min(xs) or 1, max(ys) - min(ys) or 1, wide / 8
    return [(edge + (x - min(xs)) / across * (wide - 2 * edge), 30 + (y - min(ys)) / high * (_HEIGHT - 80)) for x, y in positions]


def _line(edge: Edge, positions: list[tuple[float, float]], highest: float, tooltip: str) -> str:
    (x1, y1), (x2, y2) = positions[edge.a], positions[edge.b]
    thick = 1 + 9 * edge.weight / highest
    path = f"M{px(x1)} {px(y1)}L{px(x2)} {px(y2)}"
    return element(
        "path", f"<title>{plain(tooltip)}</title>", d=path, stroke="currentColor", stroke_width=thick, stroke_opacity="0.28", fill="none"
    )


def _name(name: str, x: float, y: float, wide: float) -> str:
    name = cut(name, 180)
    half = width(name) / 2
    x = min(max(x, half + 6), wide - half - 6)
    return label(x, y, name, "middle", class_="halo")


CHART = ChartType(
    "network",
    4,
    "lines between `x` and the first column of `y`, as thick as `weight`",
    "{type: network, x: person, y: other, weight: n}",
    draw,
)
