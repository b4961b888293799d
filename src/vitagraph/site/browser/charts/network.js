// A network with a force-directed layout (vitagraph/charts/types/network.py).

import { FONT, coloured, cut, element, label, px, width } from "../drawing.js";
import { at, heading, number, text } from "../series.js";

const TURNS = 300, TALL = 460, MOST = 40;

export function draw(table, how, wide) {
  const every = new Map(), all = [], node = (name) => (every.has(name) || every.set(name, every.size), every.get(name));
  for (const row of table.rows) {
    const one = text(row[at(table, how.x)]), other = text(row[at(table, how.y[0])]);
    const weight = (how.weight ? number(row[at(table, how.weight)]) : 1) || 1;
    all.push({ a: node(one), b: node(other), weight, tooltip: `${one} – ${other}: ${weight}` });
  }
  if (!all.length) return { elements: [label(10, 20, "No pairs.")], height: 30, series: [] };
  const { names, edges } = strongest([...every.keys()], all);
  const positions = scaled(layout(names.length, edges), wide);
  const highest = Math.max(...edges.map((edge) => edge.weight));
  const elements = edges.map(({ a, b, weight, tooltip }) => element("path", {
    d: `M${positions[a].map(px).join(" ")}L${positions[b].map(px).join(" ")}`, stroke: "currentColor",
    "stroke-width": 1 + 9 * weight / highest, "stroke-opacity": "0.28", fill: "none",
  }, [element("title", {}, [tooltip])]));
  const sums = names.map((name, one) => edges.reduce((sum, { a, b, weight }) => sum + (one === a || one === b ? weight : 0), 0));
  names.forEach((name, one) => {
    const [x, y] = positions[one], radius = 6 + 14 * Math.sqrt(sums[one] / Math.max(...sums));
    elements.push(coloured("circle", 0, name, { cx: x, cy: y, r: radius }));
    const printed = cut(name, 180), half = width(printed) / 2;
    elements.push(label(Math.min(Math.max(x, half + 6), wide - half - 6), y + radius + 14, printed, "middle", FONT, { class: "halo" }));
  });
  if (names.length < every.size) {
    elements.push(label(wide - 10, TALL - 8, `${heading(table, how.x)}: ${names.length}/${every.size}`, "end"));
  }
  return { elements, height: TALL, series: [] };
}
// The nodes of the lines of the greatest weights, at most MOST, in their order, and all lines between them.
function strongest(names, edges) {
  if (names.length <= MOST) return { names, edges };
  const kept = new Set();
  for (const { a, b } of [...edges].sort((one, other) => other.weight - one.weight)) {
    if (new Set([...kept, a, b]).size <= MOST) kept.add(a).add(b);
  }
  const nodes = [...kept].sort((one, other) => one - other), number = new Map(nodes.map((node, at) => [node, at]));
  const shown = edges.filter(({ a, b }) => kept.has(a) && kept.has(b)).map((edge) => ({ ...edge, a: number.get(edge.a), b: number.get(edge.b) }));
  return { names: nodes.map((node) => names[node]), edges: shown };
}
function layout(nodes, edges) {
  const xs = Array.from({ length: nodes }, (_, one) => (0.5 + 0.7548776662466927 * (one + 1)) % 1);
  const ys = Array.from({ length: nodes }, (_, one) => (0.5 + 0.5698402909980532 * (one + 1)) % 1);
  const highest = Math.max(...edges.map((edge) => edge.weight)), ideal = Math.sqrt(1 / nodes);
  for (let turn = 0; turn < TURNS; turn++) {
    const dx = new Array(nodes).fill(0), dy = new Array(nodes).fill(0);
    const pull = (one, other, x, y, force) => {
      [dx[one], dy[one], dx[other], dy[other]] = [dx[one] + x * force, dy[one] + y * force, dx[other] - x * force, dy[other] - y * force];
    };
    for (let one = 0; one < nodes; one++) {
      for (let other = 0; other < one; other++) {
        const x = xs[one] - xs[other], y = ys[one] - ys[other];
        pull(one, other, x, y, ideal * ideal / (x * x + y * y + 1e-9));
      }
    }
    for (const { a, b, weight } of edges) {
      const x = xs[a] - xs[b], y = ys[a] - ys[b];
      pull(a, b, x, y, -(Math.sqrt(x * x + y * y) / ideal * (0.3 + 0.7 * weight / highest)));
    }
    const heat = 0.1 * (1 - turn / TURNS);
    for (let one = 0; one < nodes; one++) {
      const length = Math.sqrt(dx[one] * dx[one] + dy[one] * dy[one]) + 1e-9, move = Math.min(length, heat) / length;
      xs[one] += dx[one] * move;
      ys[one] += dy[one] * move;
    }
  }
  return xs.map((x, one) => [x, ys[one]]);
}
function scaled(positions, wide) {
  const xs = positions.map(([x]) => x), ys = positions.map(([, y]) => y), edge = wide / 8;
  const across = Math.max(...xs) - Math.min(...xs) || 1, high = Math.max(...ys) - Math.min(...ys) || 1;
  return positions.map(([x, y]) => [
    edge + (x - Math.min(...xs)) / across * (wide - 2 * edge), 30 + (y - Math.min(...ys)) / high * (TALL - 80),
  ]);
}
