// A query result as chart, table or Turtle, and as a file.

import { chart } from "./charts.js";

const WIDE = 720, NARROW = 400;
// Cells of more rows fill the memory of a phone; the next ones are made where a reader scrolls to the last.
const ROWS_AT_ONCE = 500;

const make = (name, properties = {}, children = []) => {
  const created = Object.assign(document.createElement(name), properties);
  created.append(...children);
  return created;
};

// SPARQL JSON results as a table, with the headings of the query; lists are sorted, because engines leave their order open.
export function tableOf({ head, results }, described) {
  const columns = head.vars.map((name) => ({ label: name, link: "", list: "", ...described.find((one) => one.name === name), name }));
  const rows = results.bindings.map((binding) => columns.map(({ name, list }) => {
    const cell = binding[name];
    return cell && list ? { ...cell, value: cell.value.split(list).sort().join(list) } : cell;
  }));
  return { columns, rows };
}

// A column that only contains the addresses of another one becomes its links.
export function tableElement({ columns, rows }, { locate, shorten }) {
  const links = new Set(columns.map((column) => column.link));
  const shown = columns.flatMap((column, at) => links.has(column.name) ? [] : [[at, columns.findIndex((one) => one.name === column.link)]]);
  const cell = (row, [at, link]) => {
    const text = row[at]?.type === "uri" ? shorten(row[at].value) : row[at]?.value ?? "", address = row[link === -1 ? at : link];
    const lang = row[at]?.["xml:lang"] ?? "";
    const leads = address?.type === "uri" && /^https?:/.test(address.value);
    return make("td", { lang }, [leads ? make("a", { href: locate(address.value) }, [text]) : text]);
  };
  const head = make("tr", {}, shown.map(([at]) => make("th", { scope: "col" }, [columns[at].label])));
  const body = make("tbody");
  fill(body, rows, (row) => make("tr", {}, shown.map((pair) => cell(row, pair))));
  return make("table", {}, [make("thead", {}, [head]), body]);
}

// Adds the elements of the first rows now, and of the following ones each time that the last element is seen.
function fill(body, rows, elementOf) {
  const add = () => {
    const start = body.children.length;
    body.append(...rows.slice(start, start + ROWS_AT_ONCE).map(elementOf));
    if (body.children.length < rows.length) observer.observe(body.lastElementChild);
  };
  const observer = new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    observer.disconnect();
    add();
  });
  add();
}

// The chart of a table as wide as the space allows, or undefined where the table lacks a column or has nothing to draw.
export function chartElement(table, how, title, space) {
  const names = [how.x, ...how.y, how.series, how.start, how.end, how.weight].filter(Boolean);
  if (!table.rows.length || !names.every((name) => table.columns.some((column) => column.name === name))) return undefined;
  const wide = space >= WIDE * 0.8 ? WIDE : NARROW;
  const drawn = chart(table, how, title, wide);
  drawn?.classList.toggle("wide", wide === WIDE);
  return drawn;
}

// RFC 4180, as spreadsheets read it.
export function csv({ columns, rows }) {
  const quoted = (text) => /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  return [columns.map((column) => column.name), ...rows.map((row) => row.map((cell) => cell?.value ?? ""))]
    .map((row) => row.map(quoted).join(",") + "\r\n").join("");
}
