// The numbers of a single row, large (vitagraph/charts/types/numbers.py).

import { LIGHT, amount, label } from "../drawing.js";
import { at, heading, number, text } from "../series.js";

export function draw(table, how, wide) {
  const row = table.rows[0], space = wide / Math.max(how.y.length, 1);
  const elements = how.y.flatMap((name, place) => {
    const cell = row?.[at(table, name)], value = number(cell), middle = space * (place + 0.5);
    const shownAs = value === null ? text(cell) || "–" : amount(value);
    return [
      label(middle, 62, shownAs, "middle", 60, { "font-weight": "600", class: "s1", fill: LIGHT[0] }),
      label(middle, 94, heading(table, name), "middle", 16),
    ];
  });
  return { elements, height: 108, series: [] };
}
