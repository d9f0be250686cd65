// Elements made of text: nothing that comes from a repository or a process is ever read as markup.

const svgNames = "http://www.w3.org/2000/svg";

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...present(children));
  return node;
}

/** Children out of lists within lists, without what a condition left out. */
const present = (children) => children.flat(3).filter((child) => child !== null && child !== undefined && child !== false);

export const replaceChildren = (node, ...children) => node.replaceChildren(...present(children));

/** HTML element; children are elements and plain text. */
export const html = (tag, attributes = {}, ...children) => fill(document.createElement(tag), attributes, children);

/** SVG element. */
export const svg = (tag, attributes = {}, ...children) => fill(document.createElementNS(svgNames, tag), attributes, children);

export const byID = (id) => document.getElementById(id);

const whole = new Intl.NumberFormat("en");

/** Amount with its noun: "1,204 lines", "1 line". */
export const count = (number, noun) => `${whole.format(number)} ${noun}${number === 1 ? "" : "s"}`;

export const place = (at) => at.line ? `${at.path}:${at.line}:${at.column}` : at.path;

/** Duration in its two largest units: "3 d 4 h", "2 h 5 min", "41 s". */
export function duration(seconds) {
  const units = [["d", 86400], ["h", 3600], ["min", 60], ["s", 1]];
  const first = units.findIndex(([, size]) => seconds >= size);
  if (first < 0) return "0 s";
  const [unit, size] = units[first];
  const amount = Math.floor(seconds / size);
  const next = units[first + 1];
  const remainder = next ? Math.floor((seconds - amount * size) / next[1]) : 0;
  return remainder > 0 ? `${amount} ${unit} ${remainder} ${next[0]}` : `${amount} ${unit}`;
}

/** Number with three figures, and its unit apart. */
export function figure(value, unit) {
  const digits = value >= 100 ? 0 : value >= 10 ? 1 : 2;
  return [value === 0 ? "0" : value.toFixed(digits), html("small", {}, unit)];
}

export function latency(seconds) {
  if (seconds < 0.001) return figure(seconds * 1e6, "µs");
  return seconds < 1 ? figure(seconds * 1e3, "ms") : figure(seconds, "s");
}

export function memory(bytes) {
  return bytes < 1 << 30 ? figure(bytes / (1 << 20), "MB") : figure(bytes / (1 << 30), "GB");
}
