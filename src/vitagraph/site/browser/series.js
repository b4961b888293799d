// The numbers of a table by category and series (vitagraph/charts/series.py).
// A table is {columns: [{name, label}], rows: [[{value, datatype}, undefined ...]]}, a cell a term of SPARQL's JSON results.

export const at = (table, name) => table.columns.findIndex((column) => column.name === name);
export const heading = (table, name) => table.columns[at(table, name)].label;
export const text = (cell) => cell?.value ?? "";
const NUMBERS = /#(integer|decimal|double|float|int|long|nonNegativeInteger|positiveInteger)$/;
export const number = (cell) => NUMBERS.test(cell?.datatype ?? "") ? Number(cell.value) : null;
export const axis = (table, how) => how.label || (how.y.length === 1 ? heading(table, how.y[0]) : "Number");
export const areYears = (categories) => categories.every((one) => /^\d{1,5}$/.test(one));

export function seriesOf(table, how, gaps = false) {
  const x = at(table, how.x), cells = new Map(), categories = new Set();
  let names = new Set(how.series ? [] : how.y.map((name) => heading(table, name)));
  const key = (category, name) => JSON.stringify([category, name]);
  for (const row of table.rows) {
    const category = text(row[x]);
    categories.add(category);
    for (const name of how.y) {
      const own = how.series ? text(row[at(table, how.series)]) : heading(table, name);
      names.add(own);
      cells.set(key(category, own), (cells.get(key(category, own)) ?? 0) + (number(row[at(table, name)]) ?? 0));
    }
  }
  names = [...names];
  if (how.series) {
    const total = (name) => [...categories].reduce((sum, category) => sum + (cells.get(key(category, name)) ?? 0), 0);
    names.sort((one, other) => total(other) - total(one));
  }
  const ordered = gaps ? withGaps([...categories]) : [...categories];
  const values = ordered.map((category) => names.map((name) => cells.get(key(category, name)) ?? 0));
  return { categories: ordered, names, values, totals: values.map((row) => row.reduce((sum, value) => sum + value, 0)) };
}
function withGaps(categories) {
  const years = categories.map(Number);
  const first = Math.min(...years), last = Math.max(...years);
  if (!categories.length || !areYears(categories) || last - first > 200) return categories;
  return Array.from({ length: last - first + 1 }, (_, number) => String(first + number));
}
