// Periods as bars and dates as points (vitagraph/charts/types/timeline.py).

import { coloured, label, line, tenths } from "../drawing.js";
import { rowsOf } from "../rows.js";
import { at, text } from "../series.js";

function moment(printed, whole) {
  const match = /^(-?\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d\d))?)?(s?)/.exec(printed);
  if (!match) return null;
  const [year, month, day] = [Number(match[1]), Number(match[2]) - 1, Number(match[3]) - 1];
  if (!match[2]) return year + whole * (match[4] ? 10 : 1);
  return match[3] ? year + (month + (day + whole) / 31) / 12 : year + (month + whole) / 12;
}

// The beginning of a year, which is drawn of a period whose start is not known.
function yearOf(printed) {
  const found = moment(printed, 0);
  return found === null ? null : Math.floor(found);
}

export function draw(table, how, wide) {
  const names = [], series = new Map(), entries = [];
  for (const row of table.rows) {
    const name = text(row[at(table, how.x)]), printed = text(row[at(table, how.start)]);
    const until = how.end ? text(row[at(table, how.end)]) : printed;
    const start = printed ? moment(printed, 0) : yearOf(until);
    if (start === null) continue;
    const kind = how.series ? text(row[at(table, how.series)]) : "";
    if (how.end || !names.includes(name)) names.push(name);
    if (!series.has(kind)) series.set(kind, series.size);
    const period = how.end && until !== printed ? `${printed} – ${until}`.trim() : printed;
    const tooltip = `${name}: ${period}${kind ? `, ${kind}` : ""}`;
    const place = how.end ? names.length - 1 : names.indexOf(name), end = moment(until === "?" ? printed : until, 1);
    entries.push({ row: place, start, end, series: series.get(kind), tooltip });
  }
  if (!entries.length) return { elements: [label(10, 20, "No dates.")], height: 30, series: [] };
  const rows = rowsOf(names, wide);
  const first = Math.floor(Math.min(...entries.map((entry) => entry.start)));
  const last = Math.max(Math.ceil(Math.max(...entries.map((entry) => entry.end ?? entry.start + 1))), first + 1);
  const right = wide - 30, x = (year) => rows.left + (year - first) * (right - rows.left) / (last - first);
  const elements = [];
  const every = [1, 2, 5, 10, 20, 50, 100, 1000, 10000].find((number) => (last - first) / number <= (wide - rows.left) / 46);
  for (let year = first; year <= last; year++) {
    if (year % every && last - first > 1) continue;
    elements.push(line(x(year), 0, x(year), rows.bottom + 4), label(x(year), rows.bottom + 20, String(year), "middle", 12));
  }
  elements.push(...rows.labels);
  for (const entry of entries) elements.push((how.end ? period : point)(entry, x, last, rows.middle(entry.row)));
  return { elements, height: rows.bottom + 24, series: [...series.keys()] };
}
function period(entry, x, last, middle) {
  const x1 = x(entry.start), x2 = Math.max(x(entry.end ?? last), x1 + 4);
  const top = middle - 8, bottom = middle + 8, tip = entry.end === null ? 8 : 0;
  const [a, b, c] = [x1, x2, x2 + tip].map(tenths), [t, m, u] = [top, middle, bottom].map(tenths);
  return coloured("path", entry.series, entry.tooltip, { d: `M${a} ${t}H${b}L${c} ${m}L${b} ${u}H${a}Z` });
}
function point(entry, position, last, middle) {
  const x = position((entry.start + (entry.end || entry.start)) / 2), faint = { "fill-opacity": "0.85" };
  if (entry.series % 3 === 0) return coloured("circle", entry.series, entry.tooltip, { cx: x, cy: middle, r: 6, ...faint });
  if (entry.series % 3 === 1) {
    return coloured("rect", entry.series, entry.tooltip, { x: x - 5.5, y: middle - 5.5, width: 11, height: 11, ...faint });
  }
  const [l, c, r] = [x - 7.5, x, x + 7.5].map(tenths), [t, m, b] = [middle - 7.5, middle, middle + 7.5].map(tenths);
  return coloured("path", entry.series, entry.tooltip, { d: `M${c} ${t}L${r} ${m}L${c} ${b}L${l} ${m}Z`, ...faint });
}
