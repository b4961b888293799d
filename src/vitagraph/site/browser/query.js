// The query page: the address selects a query (`#projects?year=2021`, `#own?query=...`), which is evaluated in the browser.

import { completion } from "./completion.js";
import { Editor } from "./editor.js";
import { Engine } from "./engine.js";
import { bound, field } from "./parameters.js";
import { chartElement, csv, tableElement, tableOf } from "./results.js";

const page = JSON.parse(document.getElementById("questions").textContent);
const { words } = page;
const plurals = new Intl.PluralRules(page.language);
const counted = (forms, number) => (forms[plurals.select(number)] ?? forms.other).replace("{n}", number);
const at = (path) => new URL(page.root + path, document.baseURI).href;
const part = (id) => document.getElementById(id);
const form = part("question"), status = part("status"), picker = part("picker");

const OWN = {
  name: "own", title: words.own_question, description: words.own_description, params: [], columns: [], chart: null, text: page.own,
};
const queries = new Map([OWN, ...page.questions].map((one) => [one.name, one]));

let terms = [], fromTheLeft = true;
let current, turn = 0, download;
const engine = new Engine({ worker: at(page.worker), wasm: at(page.wasm), graph: at(page.graph), labels: page.labels });
const editor = new Editor(part("editor"), {
  label: "SPARQL", run: () => evaluate(), changed: () => own(), complete: (context) => completion(terms, page.prefixes)(context),
});

// -- the query

function read() {
  const [name, search] = decodeURI(location.hash.slice(1)).split(/\?(.*)/s);
  return [queries.get(name) ?? page.questions.find((one) => one.name === page.first) ?? OWN, new URLSearchParams(search ?? "")];
}

function choose() {
  const [query, given] = read();
  select(query);
  part("fields").replaceChildren(...query.params.map((parameter) => labelled(parameter, given)));
  part("sparql").open ||= query === OWN;
  editor.text = query === OWN ? given.get("query") ?? query.text : bound(query.text, query.params, values());
  evaluate();
}

function select(query) {
  current = query;
  part("title").textContent = query.title;
  part("description").textContent = query.description;
  document.title = `${query.title} · ${page.name}`;
  for (const link of document.querySelectorAll(".questions a")) {
    link.hash === `#${query.name}` ? link.setAttribute("aria-current", "true") : link.removeAttribute("aria-current");
  }
  picker.value = query.name;
}

function labelled(parameter, given) {
  const label = document.createElement("label"), name = document.createElement("span");
  const value = given.get(parameter.name) ?? usual(parameter);
  name.textContent = parameter.name === "lang" ? words.language : parameter.description || parameter.name;
  label.title = parameter.description;
  label.append(name, field(parameter, value));
  return label;
}
const usual = ({ name, default: value }) => name === "lang" ? page.language : String(value ?? "");
const values = () => Object.fromEntries(new FormData(form));

// A query that is edited becomes a query of the visitor; columns and chart are kept.
function own() {
  if (current.name === OWN.name) return;
  select({ ...OWN, columns: current.columns, chart: current.chart });
  part("fields").replaceChildren();
}

function address() {
  const canned = current.name !== OWN.name;
  const given = values();
  const changed = current.params.filter((parameter) => given[parameter.name] !== usual(parameter));
  const search = new URLSearchParams(canned ? changed.map(({ name }) => [name, given[name]]) : { query: editor.text });
  const shown = search.size && (canned || editor.text !== OWN.text) ? `?${search}` : "";
  return `#${current.name}${shown}`;
}

// -- evaluation

async function evaluate() {
  if (!form.reportValidity()) return;
  const mine = ++turn;
  history.replaceState(null, "", location.hash || turn > 1 ? address() : location.pathname + location.search);
  part("error").hidden = part("warning").hidden = part("more").hidden = part("save").hidden = true;
  status.value = words.evaluating;
  part("stop").hidden = false;
  try {
    const result = await engine.query(editor.text);
    if (mine === turn) show(result);
  } catch (error) {
    if (mine === turn) fail(error);
  } finally {
    if (mine === turn) part("stop").hidden = true;
  }
}

function show({ results, turtle, more, milliseconds }) {
  const table = results?.head?.vars && tableOf(results, current.columns);
  const drawn = table && current.chart && chartElement(table, current.chart, current.title, part("answer").clientWidth);
  const elements = table ? table.rows.length ? [tableElement(table, { locate, shorten })] : [words.nothing_found] : [];
  if (turtle !== undefined) elements.push(Object.assign(document.createElement("pre"), { textContent: turtle || words.nothing_found }));
  if (results?.boolean !== undefined) elements.push(results.boolean ? words.yes : words.no);
  part("chart").replaceChildren(...(drawn ? [drawn] : []));
  part("table").replaceChildren(...elements);
  const file = (suffix, type, made) => ({ name: `${current.name}.${suffix}`, type, made });
  download = table?.rows.length ? file("csv", "text/csv", () => csv(table)) : turtle ? file("ttl", "text/turtle", () => turtle) : undefined;
  part("save").hidden = !download;
  part("more").hidden = !more;
  const rows = table ? `${counted(words.rows, table.rows.length)}, ` : "";
  status.value = `${rows}${Math.max(1, Math.round(milliseconds))} ms`;
  part("warning").hidden = fromTheLeft || !/\s-\s[^{};]*?\s[-+]\s/.test(editor.text);
}

function fail(error) {
  part("error").textContent = `${words.not_evaluated} ${error.trapped ? words.too_much_memory : error.message}`;
  part("error").hidden = false;
  part("chart").replaceChildren();
  part("table").replaceChildren();
  download = undefined;
  status.value = "";
}

// The address of a resource of the CV is that of its entry on the page.
const locate = (iri) => iri.startsWith(`${page.document}#`) ? at(page.cv) + iri.slice(page.document.length) : iri;

// A prefixed name for an IRI, the fragment for a resource of the CV.
function shorten(iri) {
  if (iri.startsWith(`${page.document}#`)) return iri.slice(page.document.length);
  const [prefix, base] = Object.entries(page.prefixes).find(([, base]) => iri.startsWith(base)) ?? [];
  return prefix ? `${prefix}:${iri.slice(base.length)}` : iri;
}

// -- events

form.addEventListener("submit", (event) => {
  event.preventDefault();
  evaluate();
});
part("fields").addEventListener("input", () => {
  editor.text = bound(current.text, current.params, values());
});
part("fields").addEventListener("change", () => evaluate());
part("stop").addEventListener("click", () => {
  turn++;
  engine.stop();
  status.value = words.stopped;
  part("stop").hidden = true;
  part("save").hidden = !download;
});
part("save").addEventListener("click", () => {
  const url = URL.createObjectURL(new Blob([download.made()], { type: download.type }));
  Object.assign(document.createElement("a"), { href: url, download: download.name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
});
picker.addEventListener("change", () => { location.hash = picker.value; });
addEventListener("hashchange", choose);

part("notice").hidden = true;
part("asking").hidden = false;
engine.opened.then((opened) => { ({ terms, fromTheLeft } = opened); }, () => {});
choose();
