// Evaluates queries outside the page, so that the page stays responsive and a long query can be stopped.

import init, { Store } from "../vendor/oxigraph.js";

let store;

// The properties and classes of the graph, by the number of their uses, for completion.
const TERMS = `SELECT ?term (COUNT(*) AS ?uses) WHERE { { ?s ?term ?o } UNION { ?s a ?term } } GROUP BY ?term ORDER BY DESC(?uses)`;

async function open({ wasm, graph }) {
  const [response] = await Promise.all([fetch(graph), init({ module_or_path: wasm })]);
  if (!response.ok) throw new Error(`${graph}: ${response.status}`);
  store = new Store();
  store.load(await response.text(), { format: "nt" });
  const { results } = JSON.parse(store.query(TERMS, { results_format: "json" }));
  return { fromTheLeft: store.query("ASK { FILTER(1 - 1 - 1 = -1) }"), terms: results.bindings.map(({ term }) => term.value) };
}

// SELECT and ASK as SPARQL 1.1 Query Results JSON, CONSTRUCT and DESCRIBE as Turtle.
function evaluate({ query }) {
  const start = performance.now();
  const results = JSON.parse(store.query(query, { results_format: "json" }));
  const turtle = Array.isArray(results) ? store.query(query, { results_format: "ttl" }) : undefined;
  return { results: turtle === undefined ? results : undefined, turtle, milliseconds: performance.now() - start };
}

addEventListener("message", async ({ data }) => {
  try {
    postMessage({ id: data.id, value: await (data.query === undefined ? open(data) : evaluate(data)) });
  } catch (error) {
    postMessage({ id: data.id, error: String(error?.message ?? error) });
  }
});
