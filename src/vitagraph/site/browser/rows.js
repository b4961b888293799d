// Named rows, one below the other, of horizontal bars and timelines (vitagraph/charts/rows.py).

import { FONT, label, width, wrapped } from "./drawing.js";

const NARROW = 560, NAMES = 270, FRACTION = 0.36;

export function rowsOf(names, wide) {
  const above = wide < NARROW && Math.max(0, ...names.map((name) => width(name))) > wide * FRACTION;
  const lines = names.map((name) => above ? wrapped(name, wide - 4, 1) : wrapped(name, NAMES));
  const left = above ? 10 : 18 + (lines.length ? Math.max(...lines.flat().map((one) => width(one))) : 60);
  const height = above ? 42 : lines.some((several) => several.length > 1) ? 36 : 27;
  const middle = (place) => height * (place + 0.5) + (above ? 9 : 0);
  const labels = lines.flatMap((several, place) => {
    if (above) return [label(left, middle(place) - 15, several[0], "start", FONT, { class: "halo" })];
    const first = middle(place) + 4.5 - 7.5 * (several.length - 1);
    return several.map((one, number) => label(left - 10, first + 15 * number, one, "end"));
  });
  return { left, middle, labels, bottom: height * names.length };
}
