// Reloads the page when the site was rebuilt, and shows the problems of the CV.
"use strict";

const edition = Number(new URL(document.currentScript.src).searchParams.get("edition"));
let loaded = edition;
let box = null;

const counted = (number, noun) => `${number} ${noun}${number === 1 ? "" : "s"}`;

function show({ problems, current }) {
  box?.remove();
  box = null;
  if (!problems.length) return;
  const errors = problems.filter((one) => one.severity === "error").length;
  box = document.createElement("aside");
  box.id = "vitagraph-problems";
  box.setAttribute("role", "status");
  box.setAttribute("aria-label", "Problems in the CV");
  Object.assign(box.style, {
    position: "fixed", insetInline: "0", bottom: "0", zIndex: "9", maxHeight: "45vh", overflow: "auto", boxSizing: "border-box",
    padding: ".75rem 1.25rem", font: ".875rem/1.5 ui-monospace, Menlo, Consolas, monospace", color: "#fff",
    background: errors ? "#8c1d18" : "#5a4300",
  });
  const list = document.createElement("details");
  list.open = errors > 0;
  const summary = document.createElement("summary");
  summary.style.color = "inherit";
  summary.textContent = `${counted(errors, "error")}, ${counted(problems.length - errors, "warning")}`
    + (!current ? "; the page shows the CV as it could be read last" : "");
  list.append(summary);
  for (const { severity, place, message } of problems) {
    const line = document.createElement("p");
    line.style.margin = ".25rem 0";
    line.textContent = `${place}: ${severity}: ${message}`;
    list.append(line);
  }
  box.append(list);
  document.body.append(box);
}

new EventSource("/.vitagraph/events").addEventListener("message", (event) => {
  const data = JSON.parse(event.data);
  if (data.edition === edition) show(data);
  else if (data.edition !== loaded) {
    loaded = data.edition;  // it may be announced again while its page is on the way
    location.reload();
  }
});
