// Horizontal bars, one a row (vitagraph/charts/types/horizontal.py).

import { amount, coloured, label, line, steps, width } from "../drawing.js";
import { rowsOf } from "../rows.js";
import { axis, seriesOf } from "../series.js";

export function draw(table, how, wide) {
  const series = seriesOf(table, how);
  const rows = rowsOf(series.categories, wide);
  const highest = Math.max(0, ...series.totals);
  const { left, bottom } = rows, right = wide - 12 - width(amount(highest), 12);
  const scale = steps(highest, wide > 500 ? 8 : 5), unit = (right - left) / scale.at(-1);
  const elements = scale.flatMap((value) => [
    line(left + unit * value, 0, left + unit * value, bottom + 4, value ? 0.15 : 0.6),
    label(left + unit * value, bottom + 20, amount(value), "middle", 12),
  ]);
  elements.push(...rows.labels);
  series.categories.forEach((category, place) => {
    let total = 0;
    series.values[place].forEach((value, which) => {
      if (value <= 0) return;
      const name = series.names.length > 1 ? ` ${series.names[which]}` : "";
      const box = { x: left + unit * total, y: rows.middle(place) - 9, width: Math.max(unit * value - 1, 1), height: 18, rx: 1.5 };
      elements.push(coloured("rect", which, `${category}: ${amount(value)}${name}`, box));
      total += value;
    });
    elements.push(label(left + unit * total + 6, rows.middle(place) + 4.5, amount(total), "start", 12));
  });
  elements.push(label((left + right) / 2, bottom + 38, axis(table, how), "middle", 12, { opacity: "0.75" }));
  return { elements, height: bottom + 44, series: series.names };
}
