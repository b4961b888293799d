// Enhancements of the pages: the filter, the theme, copying, and addresses of nested resources that lead to their entry.
"use strict";

const root = document.documentElement;
const every = (selector, within = document) => [...within.querySelectorAll(selector)];

// -- theme

const remembered = () => { try { return localStorage.getItem("theme"); } catch { return null; } };
const remember = (theme) => { try { localStorage.setItem("theme", theme); } catch { /* not without permission */ } };
if (remembered()) root.dataset.theme = remembered();

const actions = {
  theme() {
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    remember(root.dataset.theme);
  },
  print() { window.print(); },
  unfold(button) {
    button.nextElementSibling.classList.add("shown");
    button.remove();
  },
  // The page contains the text that the link saves.
  save(link) {
    if (link.hash) link.href = `data:${link.type};charset=utf-8,${encodeURIComponent(document.querySelector(link.hash).textContent)}`;
  },
  async copy(button) {
    const text = button.parentElement.querySelector("code").textContent;
    await navigator.clipboard.writeText(text);
    button.textContent = button.dataset.copied;
  },
};
for (const button of every("[data-action]")) {
  button.hidden = false;
  button.addEventListener("click", () => actions[button.dataset.action](button));
}

// -- a link to an entry, where the pointer or the focus is: one in each would be a twentieth of a long page

const main = document.querySelector("main[data-permalink]");
function offer({ target }) {
  const entry = target.closest?.(".entry[id]");
  const text = entry?.querySelector(":scope > .what");
  if (!text || text.querySelector(":scope > .permalink")) return;
  const link = Object.assign(document.createElement("a"), { className: "permalink no-print", href: `#${entry.id}`, textContent: "#" });
  link.title = link.ariaLabel = main.dataset.permalink + text.querySelector(".title").textContent;
  text.prepend(link);
}
for (const event of ["pointerover", "focusin"]) main?.addEventListener(event, offer);

// -- paper has everything, also in browsers that print only what is unfolded

addEventListener("beforeprint", () => every("details.year, details.more").forEach((one) => { one.open = true; }));

// -- addresses of nested resources (`#publication/x/authors/2`) lead to their entry, also in a folded section

function unfoldAround(element) {
  const folded = element.closest("details:not([open])") ?? (element.matches(".section") && element.querySelector(".fold-section:not([open])"));
  if (!folded) return;
  folded.open = true;
  element.scrollIntoView();
}

function land() {
  every(".lit").forEach((element) => element.classList.remove("lit"));
  let fragment = decodeURIComponent(location.hash.slice(1));
  const target = fragment && document.getElementById(fragment);
  if (target) unfoldAround(target);
  if (!fragment || target) return;
  while (fragment.includes("/")) {
    fragment = fragment.slice(0, fragment.lastIndexOf("/"));
    const element = document.getElementById(fragment);
    if (element) {
      element.classList.add("lit");
      unfoldAround(element);
      element.scrollIntoView();
      return;
    }
  }
}
addEventListener("hashchange", land);
land();

// -- the filter

const filter = document.getElementById("filter");
if (filter) {
  const fields = filter.elements;
  const forms = JSON.parse(fields.count.dataset.shown);
  const plurals = new Intl.PluralRules(root.lang);
  let entries;
  const show = () => {
    entries ??= every(".publications .entry").map((element) => [element, element.textContent.toLowerCase()]);
    const words = fields.text.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const [element, text] of entries) {
      const fits = words.every((word) => text.includes(word))
        && (!fields.kind.value || element.dataset.kind === fields.kind.value)
        && (!fields.year.value || element.dataset.year === fields.year.value);
      element.hidden = !fits;
      shown += fits;
    }
    const filtered = words.length || fields.kind.value || fields.year.value;
    filter.classList.toggle("used", Boolean(filtered));
    for (const part of every(".publications :is(.kind, .year)")) {
      part.hidden = !part.querySelector(".entry:not([hidden])");
      if (filtered && part.matches(".year")) part.open = true;
    }
    fields.count.value = shown ? (forms[plurals.select(shown)] ?? forms.other).replace("{n}", shown) : fields.count.dataset.none;
  };
  filter.hidden = false;
  filter.addEventListener("input", show);
  filter.addEventListener("reset", () => setTimeout(show));
  filter.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("hashchange", () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target?.hidden) return;
    filter.reset();
    setTimeout(() => target.scrollIntoView());
  });
  // A browser may keep what stands in the fields.
  if (fields.text.value || fields.kind.value || fields.year.value) show();
}

// -- the present section in the table of contents

const links = new Map(every(".toc a").map((link) => [link.getAttribute("href").slice(1), link]));
if (links.size && "IntersectionObserver" in window) {
  const visible = new Set();
  const observer = new IntersectionObserver((changes) => {
    for (const { target, isIntersecting } of changes) isIntersecting ? visible.add(target.id) : visible.delete(target.id);
    const current = [...links.keys()].find((name) => visible.has(name));
    links.forEach((link, name) => name === current ? link.setAttribute("aria-current", "true") : link.removeAttribute("aria-current"));
  }, { rootMargin: "-10% 0px -60%" });
  every("main > .section[id]").forEach((section) => observer.observe(section));
}
