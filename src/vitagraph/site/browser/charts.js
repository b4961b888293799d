// The charts of vitagraph.charts, drawn in the browser: the same elements, attribute by attribute.

import * as types from "./chart_types.js"; // written by vitagraph/site/assets.py: one function for each file of charts/
import { element, legendOf, px } from "./drawing.js";

// The chart of a table, or undefined where no file draws its type.
export function chart(table, how, title, wide) {
  const drawing = types[how.type]?.(table, how, wide);
  if (!drawing) return undefined;
  const [legend, top] = drawing.series.length > 1 ? legendOf(drawing.series, wide) : [[], 4];
  const inner = element("g", { transform: `translate(0 ${px(top)})` }, drawing.elements);
  const attributes = { viewBox: `0 0 ${px(wide)} ${px(top + drawing.height)}`, class: "vita-chart", role: "img", "aria-label": title };
  return element("svg", attributes, [...legend, inner]);
}
