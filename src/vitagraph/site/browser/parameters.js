// The parameters of a query: their form fields, and their places in the query (vitagraph/queries/parameters.py).

// Escapes, strings, IRIs and comments, which contain no places.
const OPAQUE = [
  /\\./, /'''(?:\\.|[^\\])*?'''/, /"""(?:\\.|[^\\])*?"""/, /'(?:\\.|[^'\\\n])*'/, /"(?:\\.|[^"\\\n])*"/,
  /<[^<>"{}|^`\\\x00-\x20]*>/, /#[^\n]*/,
].map((one) => one.source).join("|");
// A variable and the terms of its VALUES block; the variable that grlc replaces, the default, and the variable that is assigned.
const BLOCK = new RegExp(String.raw`(${OPAQUE})|\bVALUES\s*\?(\w+)\s*\{(?=((?:${OPAQUE}|[^{}])*))\3\}`, "gis");
const ASSIGNED = new RegExp(String.raw`(${OPAQUE})|\bBIND\s*\(\s*(?:COALESCE\s*\(\s*)?\?_(?=(\w+))\2\s*(?:,(?=((?:${OPAQUE}|[^()])*))\3\)\s*)?AS\s*\?(\w+)\s*\)`, "gis");
const LIMIT = new RegExp(String.raw`(${OPAQUE})|(\bLIMIT\s+)(\d+)`, "gis");
const XSD = "http://www.w3.org/2001/XMLSchema#";

// type -> pattern of its text, attributes of its input
const TYPES = {
  integer: { pattern: /^[+-]?\d{1,18}$/, input: { type: "number", step: "1" } },
  decimal: { pattern: /^[+-]?\d{1,18}(\.\d{1,18})?$/, input: { type: "number", step: "any" } },
  boolean: { pattern: /^(true|false)$/i, input: { pattern: "true|false" } },
  date: { pattern: /^\d{4}-\d\d-\d\d$/, input: { type: "date" } },
  gYear: { pattern: /^\d{4}$/, input: { pattern: "[0-9]{4}", inputMode: "numeric" } },
  gYearMonth: { pattern: /^\d{4}-\d\d$/, input: { type: "month" } },
  string: { pattern: /^/, input: {} },
  language: { pattern: /^[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*$/, input: { pattern: "[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*" } },
  iri: { pattern: /^[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>"{}|^`\\]+$/, input: { type: "url" } },
};

export function field(parameter, value) {
  const { input } = TYPES[parameter.type];
  const created = Object.assign(document.createElement("input"), { name: parameter.name, value, required: !parameter.optional, ...input });
  if (parameter.name === "limit") created.min = "1";
  return created;
}

// A value as a token of SPARQL, UNDEF for an empty one; undefined for a value of another type.
function token(parameter, value) {
  if (value === "" && parameter.optional) return "UNDEF";
  if (!TYPES[parameter.type].pattern.test(value)) return undefined;
  switch (parameter.type) {
    case "integer": return String(BigInt(value));
    case "iri": return `<${value}>`;
    case "string": return quoted(value);
    case "language": return quoted(value.toLowerCase());
    default: return `${quoted(parameter.type === "boolean" ? value.toLowerCase() : value)}^^<${XSD}${parameter.type}>`;
  }
}
const quoted = (text) => `"${text.replace(/["\\\n\r]/g, (letter) => ({ '"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r" })[letter])}"`;

// The query with values in the places of its parameters; a value of another type is ignored.
export function bound(query, parameters, values) {
  const tokens = new Map(parameters.map((one) => [one.name, token(one, values[one.name] ?? "")]));
  const limit = tokens.get("limit");
  if (limit && limit !== "UNDEF") {
    const last = [...query.matchAll(LIMIT)].findLast((match) => match[2]);
    if (last) query = query.slice(0, last.index) + last[2] + limit + query.slice(last.index + last[0].length);
  }
  const placed = (whole, name, variable) => tokens.get(name) ? `VALUES ?${variable} { ${tokens.get(name)} }` : whole;
  return query
    .replace(BLOCK, (whole, opaque, variable) => placed(whole, variable, variable))
    .replace(ASSIGNED, (whole, opaque, replaced, usual, variable) => placed(whole, replaced?.replace(/^_/, "").split("_")[0], variable));
}
