// Vertical bars over years or other categories (vitagraph/charts/types/bar.py).

import { amount, coloured, cut, label, line, steps, width } from "../drawing.js";
import { areYears, axis, heading, seriesOf } from "../series.js";

const HIGH = 240, LEFT = 44;

export function draw(table, how, wide) {
  const series = seriesOf(table, how, true);
  const scale = steps(Math.max(0, ...series.totals)), highest = scale.at(-1);
  const right = wide - 10, step = (right - LEFT) / Math.max(series.categories.length, 1);
  const y = (value) => 22 + HIGH * (1 - value / highest);
  const elements = [label(10, 12, axis(table, how), "start", 12, { opacity: "0.75" })];
  for (const value of scale) {
    elements.push(line(LEFT, y(value), right, y(value), value ? 0.15 : 0.6), label(LEFT - 8, y(value) + 4.5, amount(value), "end", 12));
  }
  series.categories.forEach((category, place) => {
    const left = LEFT + step * place, across = Math.min(step * 0.72, 52);
    let total = 0;
    series.values[place].forEach((value, which) => {
      if (value <= 0) return;
      const name = series.names.length > 1 ? ` ${series.names[which]}` : "";
      const bottom = y(total), top = y(total + value);
      total += value;
      const box = { x: left + (step - across) / 2, y: top, width: across, height: Math.max(bottom - top - 1, 1), rx: 1.5 };
      elements.push(coloured("rect", which, `${category}: ${amount(value)}${name}`, box));
    });
    if (total && width(amount(total), 12) <= step) elements.push(label(left + step / 2, y(total) - 5, amount(total), "middle", 12));
    if (shown(place, series.categories, step)) {
      elements.push(label(LEFT + step * (place + 0.5), HIGH + 40, cut(category, Math.max(step, 60) * 1.6), "middle"));
    }
  });
  if (areYears(series.categories)) return { elements, height: HIGH + 44, series: series.names };
  elements.push(label((LEFT + right) / 2, HIGH + 60, heading(table, how.x), "middle", 12, { opacity: "0.75" }));
  return { elements, height: HIGH + 66, series: series.names };
}
function shown(place, categories, step) {
  const space = Math.max(...categories.map((one) => width(one))) + 8;
  const every = [1, 2, 5, 10, 20].find((number) => step * number >= space) ?? 50;
  return (/^\d+$/.test(categories[place]) ? Number(categories[place]) : place) % every === 0;
}
