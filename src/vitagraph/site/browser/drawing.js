// What all charts share: elements, text and its width, colours, legend (vitagraph/charts/drawing.py). Lengths are in CSS pixels.

export const FONT = 13;
const MARGIN = 10;
export const LIGHT = ["#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#7f7f7f", "#b8a800", "#6a3d9a", "#8c510a"];

// -- elements

// Rounds as Python does: half to even.
export function tenths(length) {
  return Number.isInteger(length * 2) || !Number.isInteger(length * 4) ? length.toFixed(1)
    : ((2 * Math.round(length * 5)) / 10).toFixed(1);
}
export const px = (length) => tenths(length).replace(/\.0$/, "");

export function element(name, attributes, children = []) {
  const created = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) created.setAttribute(key, typeof value === "number" ? px(value) : value);
  created.append(...children);
  return created;
}
export const label = (x, y, text, anchor = "start", size = FONT, more = {}) =>
  element("text", { x, y, "font-size": size, "text-anchor": anchor, ...more }, [text]);
export const line = (x1, y1, x2, y2, opacity = 0.15) =>
  element("path", {
    d: `M${px(x1)} ${px(y1)}L${px(x2)} ${px(y2)}`, stroke: "currentColor", "stroke-opacity": String(opacity), fill: "none",
  });
export const coloured = (name, series, tooltip, attributes) => {
  const number = series % LIGHT.length;
  return element(name, { class: `s${number + 1}`, fill: LIGHT[number], ...attributes }, [element("title", {}, [tooltip])]);
};

export function legendOf(series, wide) {
  let x = MARGIN, y = 2;
  const out = [];
  series.forEach((name, number) => {
    name = cut(name, 260);
    if (x > MARGIN && x + 20 + width(name) > wide - MARGIN) [x, y] = [MARGIN, y + 20];
    out.push(coloured("rect", number, name, { x, y, width: 12, height: 12, rx: 2 }), label(x + 18, y + 10.5, name));
    x += 18 + width(name) + 22;
  });
  return [out, y + 20];
}

// -- text

const COMBINING = /\p{M}/u;
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u;

function em(letter) {
  if (COMBINING.test(letter)) return 0;
  if (WIDE.test(letter)) return 1;
  if ("iljtfrI.,:;'|!()[]/ ".includes(letter)) return 0.32;
  return "mwMW@%".includes(letter) ? 0.87 : /\p{Lu}|\p{Nd}/u.test(letter) ? 0.66 : 0.59;
}
export const width = (text, size = FONT) => size * [...text].reduce((sum, letter) => sum + em(letter), 0);

export function wrapped(text, space, lines = 2) {
  let out = [""];
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const longer = `${out.at(-1)} ${word}`.trimStart();
    if (out.at(-1) && width(longer) > space) out.push(word);
    else out[out.length - 1] = longer;
  }
  if (out.length > lines) out = [...out.slice(0, lines - 1), out.slice(lines - 1).join(" ")];
  return out.map((one) => cut(one, space));
}
export function cut(text, space) {
  if (width(text) <= space) return text;
  const letters = [...text];
  let kept = 0;
  for (let wide = em("…"); kept < letters.length && FONT * (wide += em(letters[kept])) <= space; ) kept++;
  return `${letters.slice(0, kept).join("").trimEnd()}…`;
}
export const amount = (value) => value.toLocaleString("en-US", { maximumFractionDigits: 2 });

export function steps(highest, most = 6) {
  let size = 1;
  for (let turn = 0; turn < 45; turn++) {
    const factor = [1, 2, 5][turn % 3];
    if (highest / (size * factor) <= most) {
      size *= factor;
      break;
    }
    if (factor === 5) size *= 10;
  }
  const count = Math.ceil(highest / size) || 1;
  return Array.from({ length: count + 1 }, (_, number) => size * number);
}
