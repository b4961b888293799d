// The charts of vitagraph.charts, drawn in the browser: the same elements, attribute by attribute.

import { bars } from "./bars.js";
import { columns } from "./columns.js";
import { element, legendOf, px } from "./drawing.js";
import { network } from "./network.js";
import { numbers } from "./numbers.js";
import { timeline } from "./timeline.js";

export function chart(table, how, title, wide) {
  const drawing = { bar: columns, horizontal: bars, timeline, network, numbers }[how.type](table, how, wide);
  const [legend, top] = drawing.series.length > 1 ? legendOf(drawing.series, wide) : [[], 4];
  const inner = element("g", { transform: `translate(0 ${px(top)})` }, drawing.elements);
  const attributes = { viewBox: `0 0 ${px(wide)} ${px(top + drawing.height)}`, class: "vita-chart", role: "img", "aria-label": title };
  return element("svg", attributes, [...legend, inner]);
}
