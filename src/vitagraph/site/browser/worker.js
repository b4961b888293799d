// Evaluates queries outside the page, so that the page stays responsive and a long query can be stopped.

import init, { Store } from "../vendor/oxigraph.js";
import { bounded } from "./memory.js";

let store;

// The properties and classes of the graph, by the number of their uses, for completion.
const TERMS = `SELECT ?term (COUNT(*) AS ?uses) WHERE { { ?s ?term ?o } UNION { ?s a ?term } } GROUP BY ?term ORDER BY DESC(?uses)`;

// Bytes for the results of a query, and for each letter of the graph in Turtle: the store needs some sixteen.
const FOR_RESULTS = 1 << 27, FOR_A_LETTER = 40;

async function content(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return response;
}

// The graph, with the labels of controlled values in the language of the page where it has none.
async function open({ wasm, graph, labels }) {
  const [text, module] = await Promise.all([
    content(graph).then((response) => response.text()), content(wasm).then((response) => response.arrayBuffer()),
  ]);
  await init({ module_or_path: new Response(bounded(new Uint8Array(module), FOR_RESULTS + text.length * FOR_A_LETTER)) });
  store = new Store();
  store.load(text, { format: "ttl" });
  if (labels) store.load(labels, { format: "nt" });
  const { results } = JSON.parse(store.query(TERMS, { results_format: "json" }));
  return { fromTheLeft: store.query("ASK { FILTER(1 - 1 - 1 = -1) }"), terms: results.bindings.map(({ term }) => term.value) };
}

// A page has no memory for more rows.
const MOST_ROWS = 10_000;

// A query with a LIMIT behind its last group: a lower one stays. The LIMIT of a query that ends in VALUES is a syntax error.
function limited(query) {
  const end = query.lastIndexOf("}") + 1;
  const [, before, number, after] = /^(.*\bLIMIT\s+)(\d+)(.*)$/is.exec(query.slice(end)) ?? [];
  if (number === undefined) return `${query}\nLIMIT ${MOST_ROWS + 1}`;
  return query.slice(0, end) + before + Math.min(Number(number), MOST_ROWS + 1) + after;
}

function firstRows(query) {
  try {
    return JSON.parse(store.query(limited(query), { results_format: "json" }));
  } catch (error) {
    if (error instanceof WebAssembly.RuntimeError) throw error;
    return JSON.parse(store.query(query, { results_format: "json" }));
  }
}

// The triples of CONSTRUCT and DESCRIBE as Turtle, of many the first ones as N-Triples, which are Turtle too.
function asTurtle(query) {
  const triples = store.query(query, { results_format: "nt" }).trimEnd().split("\n");
  const more = triples.length > MOST_ROWS;
  return { turtle: more ? triples.slice(0, MOST_ROWS).join("\n") : store.query(query, { results_format: "ttl" }), more };
}

// SELECT and ASK as SPARQL 1.1 Query Results JSON; `more` states that rows were left out.
function evaluate({ query }) {
  const start = performance.now();
  const results = firstRows(query);
  const more = (results.results?.bindings.length ?? 0) > MOST_ROWS;
  if (more) results.results.bindings.length = MOST_ROWS;
  return { ...(Array.isArray(results) ? asTurtle(query) : { results, more }), milliseconds: performance.now() - start };
}

addEventListener("message", async ({ data }) => {
  try {
    postMessage({ id: data.id, value: await (data.query === undefined ? open(data) : evaluate(data)) });
  } catch (error) {
    // WebAssembly traps where memory ends, and the store cannot be used afterwards.
    postMessage({ id: data.id, error: String(error?.message ?? error), trapped: error instanceof WebAssembly.RuntimeError });
  }
});
