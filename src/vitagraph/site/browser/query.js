// The query page: a question is chosen by the address (`#projects?year=2021`, `#own?query=...`), asked, and answered in place.

import { completion } from "./completion.js";
import { Editor } from "./editor.js";
import { Engine } from "./engine.js";
import { bound, field } from "./parameters.js";
import { chartElement, csv, tableElement, tableOf } from "./results.js";

const page = JSON.parse(document.getElementById("questions").textContent);
const { words } = page;
const at = (path) => new URL(page.root + path, document.baseURI).href;
const part = (id) => document.getElementById(id);
const form = part("question"), status = part("status"), picker = part("picker");

const OWN = {
  name: "own", title: words.own_question, description: words.own_description, params: [], columns: [], chart: null, text: page.own,
};
const questions = new Map([OWN, ...page.questions].map((one) => [one.name, one]));

let terms = [], fromTheLeft = true;
let current, turn = 0, answered;
const engine = new Engine({ worker: at(page.worker), wasm: at(page.wasm), graph: at(page.graph) });
const editor = new Editor(part("editor"), {
  label: "SPARQL", run: () => ask(), changed: () => own(), complete: (context) => completion(terms, page.prefixes)(context),
});

// -- which question

function read() {
  const [name, search] = decodeURI(location.hash.slice(1)).split(/\?(.*)/s);
  return [questions.get(name) ?? page.questions.find((one) => one.name === page.first) ?? OWN, new URLSearchParams(search ?? "")];
}

function choose() {
  const [question, given] = read();
  announce(question);
  part("fields").replaceChildren(...question.params.map((parameter) => labelled(parameter, given)));
  part("sparql").open ||= question === OWN;
  editor.text = question === OWN ? given.get("query") ?? question.text : bound(question.text, question.params, values());
  ask();
}

function announce(question) {
  current = question;
  part("title").textContent = question.title;
  part("description").textContent = question.description;
  document.title = `${question.title} · ${page.name}`;
  for (const link of document.querySelectorAll(".questions a")) {
    link.hash === `#${question.name}` ? link.setAttribute("aria-current", "true") : link.removeAttribute("aria-current");
  }
  picker.value = question.name;
}

function labelled(parameter, given) {
  const label = document.createElement("label"), said = document.createElement("span");
  const value = given.get(parameter.name) ?? usual(parameter);
  said.textContent = parameter.name === "lang" ? words.language : parameter.description || parameter.name;
  label.title = parameter.description;
  label.append(said, field(parameter, value));
  return label;
}
const usual = ({ name, default: value }) => name === "lang" ? page.language : String(value ?? "");
const values = () => Object.fromEntries(new FormData(form));

// Whoever types in the editor asks a question of their own from then on; what fits is still drawn as before.
function own() {
  if (current.name === OWN.name) return;
  announce({ ...OWN, columns: current.columns, chart: current.chart });
  part("fields").replaceChildren();
}

function address() {
  const canned = current.name !== OWN.name;
  const given = values();
  const changed = current.params.filter((parameter) => given[parameter.name] !== usual(parameter));
  const search = new URLSearchParams(canned ? changed.map(({ name }) => [name, given[name]]) : { query: editor.text });
  const asked = search.size && (canned || editor.text !== OWN.text) ? `?${search}` : "";
  return `#${current.name}${asked}`;
}

// -- asking

async function ask() {
  if (!form.reportValidity()) return;
  const mine = ++turn;
  history.replaceState(null, "", location.hash || turn > 1 ? address() : location.pathname + location.search);
  part("error").hidden = part("warning").hidden = part("save").hidden = true;
  status.value = words.answering;
  part("stop").hidden = false;
  try {
    const answer = await engine.ask(editor.text);
    if (mine === turn) show(answer);
  } catch (error) {
    if (mine === turn) fail(error);
  } finally {
    if (mine === turn) part("stop").hidden = true;
  }
}

function show({ results, turtle, milliseconds }) {
  const table = results?.head?.vars && tableOf(results, current.columns);
  const drawn = table && current.chart && chartElement(table, current.chart, current.title, part("answer").clientWidth);
  const said = table ? table.rows.length ? [tableElement(table, { locate, shorten })] : [words.nothing_found] : [];
  if (turtle !== undefined) said.push(Object.assign(document.createElement("pre"), { textContent: turtle || words.nothing_found }));
  if (results?.boolean !== undefined) said.push(results.boolean ? words.yes : words.no);
  part("chart").replaceChildren(...(drawn ? [drawn] : []));
  part("table").replaceChildren(...said);
  const file = (suffix, type, text) => ({ name: `${current.name}.${suffix}`, type, text });
  answered = table?.rows.length ? file("csv", "text/csv", csv(table)) : turtle ? file("ttl", "text/turtle", turtle) : undefined;
  part("save").hidden = !answered;
  const rows = table ? `${table.rows.length} ${table.rows.length === 1 ? words.row : words.rows}, ` : "";
  status.value = `${rows}${Math.max(1, Math.round(milliseconds))} ms`;
  part("warning").hidden = fromTheLeft || !/\s-\s[^{};]*?\s[-+]\s/.test(editor.text);
}

function fail(error) {
  part("error").textContent = `${words.not_answered} ${error.message}`;
  part("error").hidden = false;
  part("chart").replaceChildren();
  part("table").replaceChildren();
  answered = undefined;
  status.value = "";
}

// What the CV describes itself is an entry of its page.
const locate = (iri) => iri.startsWith(`${page.document}#`) ? at(page.cv) + iri.slice(page.document.length) : iri;

// A known prefix instead of a long address; the CV's own resources by their part of it.
function shorten(iri) {
  if (iri.startsWith(`${page.document}#`)) return iri.slice(page.document.length);
  const [prefix, base] = Object.entries(page.prefixes).find(([, base]) => iri.startsWith(base)) ?? [];
  return prefix ? `${prefix}:${iri.slice(base.length)}` : iri;
}

// -- what readers do

form.addEventListener("submit", (event) => {
  event.preventDefault();
  ask();
});
part("fields").addEventListener("input", () => {
  editor.text = bound(current.text, current.params, values());
});
part("fields").addEventListener("change", () => ask());
part("stop").addEventListener("click", () => {
  turn++;
  engine.stop();
  status.value = words.stopped;
  part("stop").hidden = true;
  part("save").hidden = !answered;
});
part("save").addEventListener("click", () => {
  const url = URL.createObjectURL(new Blob([answered.text], { type: answered.type }));
  Object.assign(document.createElement("a"), { href: url, download: answered.name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
});
picker.addEventListener("change", () => { location.hash = picker.value; });
addEventListener("hashchange", choose);

part("notice").hidden = true;
part("asking").hidden = false;
engine.opened.then((opened) => { ({ terms, fromTheLeft } = opened); }, () => {});
choose();
