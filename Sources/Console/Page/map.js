// The map: decks, boxes and lines where the server put them; filters, search, keys.
import { byID, count, html, replaceChildren, svg } from "./elements.js";
import { Panel } from "./panel.js";

export class MapView {
  title = "Map";

  constructor(section) {
    this.section = section;
    this.canvas = byID("canvas");
    this.search = byID("search");
    this.panel = new Panel(byID("panel"), () => this.select(null));
    this.hiddenGroups = new Set();
    this.withTests = false;
    this.scale = null;
    this.selected = null;
    this.pointed = null;
    this.search.addEventListener("input", () => this.find());
    this.search.addEventListener("keydown", (event) => this.searchKey(event));
    this.canvas.addEventListener("keydown", (event) => this.nodeKey(event));
    this.canvas.addEventListener("pointerover", (event) => { if (event.pointerType === "mouse") this.point(this.subjectOf(event.target)); });
    this.canvas.addEventListener("pointerleave", () => this.point(null));
    this.canvas.addEventListener("focusin", (event) => this.point(event.target.matches(".node:focus-visible") ? this.subjectOf(event.target) : null));
    this.canvas.addEventListener("focusout", () => this.point(null));
    section.addEventListener("keydown", (event) => { if (event.key === "Escape" && this.selected) this.select(null); });
    byID("zoom-in").addEventListener("click", () => this.zoom(1.25));
    byID("zoom-out").addEventListener("click", () => this.zoom(0.8));
    byID("zoom-fit").addEventListener("click", () => { this.scale = null; this.resize(); });
    new ResizeObserver(() => this.resize()).observe(this.canvas);
  }

  load(architecture) {
    this.data = architecture;
    this.tellSummary();
    this.drawChips();
    this.draw();
  }

  fail(problem) {
    replaceChildren(this.canvas, html("div", { class: "note" }, html("p", {}, problem)));
  }

  /** Selects what the address names: a module, or the edge `From>To`. */
  show(subject) {
    if (!this.data) return;
    const [from, to] = (subject ?? "").split(">").map((name) => this.moduleNamed(name));
    const edge = this.data.edges.findIndex((edge) => edge.from === from && edge.to === to);
    if (edge >= 0) this.mark({ module: from, edge });
    else this.mark(from === undefined ? null : { module: from });
  }

  nameOf(module) {
    const { name, package: folder, target } = this.data.modules[module];
    const isAlone = this.data.modules.filter((other) => other.name === name).length === 1;
    return isAlone ? name : `${folder ?? this.data.modules[module].origin}:${target ?? name}`;
  }

  moduleNamed(name) {
    const index = name ? this.data.modules.findIndex((_, module) => this.nameOf(module) === name) : -1;
    return index < 0 ? undefined : index;
  }

  select(module, to) {
    const target = module === null ? "#/map" : `#/map/${encodeURIComponent(this.nameOf(module) + (to === undefined ? "" : ">" + this.nameOf(to)))}`;
    if (location.hash === target || (module === null && !this.selected)) return;
    if (module === null) {
      history.replaceState(null, "", target);
      this.show(null);
    } else {
      location.hash = target;
    }
  }

  tellSummary() {
    const { summary, rules, findings } = this.data;
    const active = rules.filter((rule) => rule.state !== "off").length;
    const parts = [count(summary.targets, "target"), count(summary.files, "file"), count(summary.lines, "line"), count(summary.imports, "import")].join(", ");
    let state;
    if (!active) state = html("span", {}, "No rule is on.");
    else if (!findings.length) state = html("span", {}, html("b", {}, active === 1 ? "The rule holds." : `All ${active} rules hold.`));
    else {
      const words = [summary.errors && count(summary.errors, "error"), summary.warnings && count(summary.warnings, "warning")].filter(Boolean).join(", ");
      state = html("a", { class: summary.errors ? "bad" : "", href: "#/rules" }, html("b", {}, `${words}.`));
    }
    const known = summary.baselined ? ` ${count(summary.baselined, "known finding")} in the baseline.` : "";
    replaceChildren(byID("summary"), state, ` ${parts}.${known}`);
  }

  drawChips() {
    const chips = this.data.groups.map((group, index) => {
      const members = this.data.modules.filter((module) => module.origin === "repository" && module.groups[0] === index);
      // A group of tests alone is shown and hidden by one switch for all tests.
      if (!members.length || members.every((module) => module.testOnly)) return null;
      return this.chip(group.name, `g${index % 10}`, () => !this.hiddenGroups.has(group.name), (isOn) => {
        if (isOn) this.hiddenGroups.delete(group.name); else this.hiddenGroups.add(group.name);
        this.draw();
      });
    });
    const hasTests = this.data.modules.some((module) => module.testOnly);
    const tests = hasTests && this.chip("tests", "", () => this.withTests, (isOn) => { this.withTests = isOn; this.draw(); });
    replaceChildren(byID("groups"), chips, tests);
  }

  chip(name, hue, isOn, set) {
    const button = html("button", { type: "button", class: `chip ${hue}`, "aria-pressed": String(isOn()), "data-group": name }, name);
    button.addEventListener("click", () => { set(!isOn()); button.setAttribute("aria-pressed", String(isOn())); });
    return button;
  }

  isShown(module) {
    const group = this.data.groups[this.data.modules[module].groups[0]];
    return !group || !this.hiddenGroups.has(group.name);
  }

  draw() {
    const { modules, edges, maps, findings } = this.data;
    const map = this.withTests ? maps.all : maps.core;
    const width = Math.max(map.width, 320);
    this.boxes = map.boxes.filter((box) => this.isShown(box.module));
    const shown = new Set(this.boxes.map((box) => box.module));
    const weight = (route) => (this.severity(edges[route.edge].findings) ? 2 : route.implied ? 0 : 1);
    const routes = map.routes.filter((route) => shown.has(edges[route.edge].from) && shown.has(edges[route.edge].to));
    routes.sort((a, b) => weight(a) - weight(b));

    this.lines = new Map();
    const reach = [];
    const lines = routes.map((route) => {
      const edge = edges[route.edge];
      const severity = this.severity(edge.findings);
      const kind = severity === "error" ? "broken" : severity === "warning" ? "warned" : route.implied && !route.stray ? "implied" : "";
      const words = `${modules[edge.from].name} → ${modules[edge.to].name}` + edge.findings.map((finding) => `\n${findings[finding].message}`).join("");
      reach.push(svg("path", { class: "reach", d: route.path, "data-number": route.edge, onclick: () => this.select(edge.from, edge.to) }, svg("title", {}, words)));
      const line = svg("path", { class: `edge ${kind} ${edge.kind}`, d: route.path, "data-edge": `${modules[edge.from].name}>${modules[edge.to].name}` });
      this.lines.set(route.edge, line);
      return line;
    });
    this.nodes = new Map(this.boxes.map((box) => [box.module, this.node(box)]));
    this.drawing = svg("svg", { class: routes.length > 200 ? "drawing dense" : "drawing", viewBox: `0 0 ${width} ${map.height}`, role: "group", "aria-label": "Targets in layers; arrow keys move between them" },
      map.decks.map((deck) => svg("g", { class: "deck" },
        svg("rect", { x: 0, y: deck.y, width, height: deck.height, rx: 10 }),
        svg("text", { x: 18, y: deck.y + 47 }, deck.label))),
      this.back = svg("g", { "aria-hidden": "true" }, lines), this.front = svg("g", { "aria-hidden": "true" }), svg("g", { "aria-hidden": "true" }, reach), svg("g", {}, ...this.nodes.values()));
    this.size = { width, height: map.height };
    replaceChildren(this.canvas, this.drawing);
    this.resize();
    this.markNodes();
    this.find();
  }

  node(box) {
    const module = this.data.modules[box.module];
    const own = [...module.findings];
    for (const edge of this.data.edges) if (edge.from === box.module) own.push(...edge.findings);
    const numbers = new Set(own);
    const severity = this.severity(numbers);
    const group = module.groups[0];
    const label = `${module.name}, ${module.groups.map((index) => this.data.groups[index].name).join(", ") || "in no group"}${numbers.size ? ", " + count(numbers.size, "finding") : ""}`;
    const flag = numbers.size ? svg("g", {},
      svg("circle", { class: `flag ${severity === "error" ? "" : "mild"}`, cx: box.x + box.width - 2, cy: box.y + 2, r: 9 }),
      svg("text", { class: "flag-text", x: box.x + box.width - 2, y: box.y + 5.5 }, numbers.size > 99 ? "99" : String(numbers.size))) : null;
    const corner = { x: box.x, y: box.y, width: box.width, height: box.height, rx: 7 };
    return svg("g", {
      class: `node ${group === undefined ? "" : `g${group % 10}`} ${module.findings.length && severity === "error" ? "broken" : ""}`,
      role: "button", tabindex: -1, "aria-pressed": "false", "aria-label": label, "data-module": module.name, "data-number": box.module,
      onclick: () => this.select(box.module), onfocus: () => this.makeCurrent(box.module),
    },
      svg("rect", { class: "ring", x: box.x - 3, y: box.y - 3, width: box.width + 6, height: box.height + 6, rx: 10 }),
      svg("rect", { class: "box", ...corner }), svg("rect", { class: "tint", ...corner }),
      svg("rect", { class: "mark", x: box.x + 9, y: box.y + 11, width: 3, height: box.height - 22, rx: 1.5 }),
      svg("text", { class: "name", x: box.x + 21, y: box.y + 20 }, module.name),
      svg("text", { class: "size", x: box.x + 21, y: box.y + 35 }, module.kind === "system" ? "C headers" : count(module.lines, "line")), flag);
  }

  severity(numbers) {
    const severities = [...numbers].map((number) => this.data.findings[number].severity);
    return severities.includes("error") ? "error" : severities[0];
  }

  resize() {
    if (!this.size || !this.drawing) return;
    const room = this.canvas.clientWidth - parseFloat(getComputedStyle(this.canvas).paddingLeft) * 2;
    if (room <= 0) return;
    // Fits the width, but never so small that names cannot be read.
    const scale = this.scale ?? Math.min(1.15, Math.max(room / this.size.width, 0.72));
    this.drawing.setAttribute("width", String(Math.round(this.size.width * scale)));
    this.drawing.setAttribute("height", String(Math.round(this.size.height * scale)));
    this.shownScale = scale;
  }

  zoom(factor) {
    this.scale = Math.min(2.5, Math.max(0.25, (this.shownScale ?? 1) * factor));
    this.resize();
  }

  mark(selected) {
    const wasSelected = this.selected !== null;
    this.selected = selected;
    if (selected && this.data.modules[selected.module].testOnly && !this.withTests) {
      this.withTests = true;
      this.drawChips();
      this.draw();
    }
    this.pointed = null;
    this.markNodes();
    if (selected) this.panel.show(this.data, selected, this); else this.panel.hide();
    if (selected) this.nodes?.get(selected.module)?.scrollIntoView({ block: matchMedia("(max-width: 900px)").matches ? "start" : "nearest", inline: "nearest" });
    // The panel had the focus and is gone: back to the box it was about.
    if (wasSelected && !selected && document.activeElement === document.body) this.nodes?.get(this.current)?.focus();
  }

  /** Subject that a node or a line of the drawing stands for; `null` beside them. */
  subjectOf(element) {
    const found = element.closest(".node, .reach");
    if (!found) return null;
    const number = Number(found.dataset.number);
    return found.matches(".node") ? { module: number } : { module: this.data.edges[number].from, edge: number };
  }

  /** Brings out what is pointed at, or has the keyboard's focus, over what is selected; nothing that `null` names. */
  point(subject) {
    if (subject?.module === this.pointed?.module && subject?.edge === this.pointed?.edge) return;
    this.pointed = subject;
    this.bringOut();
  }

  markNodes() {
    if (!this.nodes) return;
    for (const [module, node] of this.nodes) node.setAttribute("aria-pressed", String(this.selected?.module === module && this.selected.edge === undefined));
    this.bringOut();
    this.makeCurrent(this.selected && this.nodes.has(this.selected.module) ? this.selected.module : this.nodes.has(this.current) ? this.current : this.boxes[0]?.module);
  }

  /** The subject, the lines that touch it, and their other ends stand out; all others step back. */
  bringOut() {
    if (!this.nodes) return;
    const subject = this.pointed ?? this.selected;
    const isShown = Boolean(subject) && (subject.edge === undefined ? this.nodes.has(subject.module) : this.lines.has(subject.edge));
    const near = new Set(isShown ? [subject.module] : []);
    for (const [number, line] of this.lines) {
      const edge = this.data.edges[number];
      const isNear = isShown && (subject.edge === undefined ? edge.from === subject.module || edge.to === subject.module : number === subject.edge);
      line.classList.toggle("near", isNear);
      if (isNear) near.add(edge.from).add(edge.to);
    }
    // What stands out is drawn over all others, and goes back to its place.
    const isNear = (line) => line.classList.contains("near");
    if (this.front.hasChildNodes()) this.back.append(...this.lines.values());
    this.front.append(...[...this.lines.values()].filter(isNear));
    for (const [module, node] of this.nodes) node.classList.toggle("near", near.has(module));
    this.drawing.classList.toggle("selected", isShown);
  }

  /** One box at a time is in the tab order; the arrows lead to the others. */
  makeCurrent(module) {
    this.nodes.get(this.current)?.setAttribute("tabindex", "-1");
    this.current = module;
    this.nodes.get(module)?.setAttribute("tabindex", "0");
  }

  nodeKey(event) {
    const box = this.boxes?.find((box) => box.module === this.current);
    if (!box || !event.target.closest(".node")) return;
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      this.panel.wantsFocus = true;
      if (this.selected?.module === box.module && this.selected.edge === undefined) this.panel.focus(); else this.select(box.module);
      return;
    }
    const next = this.neighbour(box, event.key);
    if (!next) return;
    event.preventDefault();
    this.nodes.get(next.module).focus();
  }

  neighbour(box, key) {
    const middle = (other) => other.x + other.width / 2;
    const row = this.boxes.filter((other) => other.row === box.row);
    const place = row.indexOf(box);
    if (key === "ArrowLeft") return row[place - 1];
    if (key === "ArrowRight") return row[place + 1];
    if (key === "Home") return row[0];
    if (key === "End") return row[row.length - 1];
    if (key !== "ArrowUp" && key !== "ArrowDown") return undefined;
    const rows = [...new Set(this.boxes.map((other) => other.row))].sort((a, b) => a - b);
    const target = rows[rows.indexOf(box.row) + (key === "ArrowUp" ? -1 : 1)];
    return this.boxes.filter((other) => other.row === target).sort((a, b) => Math.abs(middle(a) - middle(box)) - Math.abs(middle(b) - middle(box)))[0];
  }

  matches() {
    const text = this.search.value.trim().toLowerCase();
    if (!text) return null;
    return this.boxes.filter((box) => [this.data.modules[box.module].name, this.data.modules[box.module].folder ?? ""].some((word) => word.toLowerCase().includes(text)));
  }

  find() {
    if (!this.drawing) return;
    const found = this.matches();
    this.drawing.classList.toggle("searching", found !== null);
    for (const [module, node] of this.nodes) node.classList.toggle("found", found?.some((box) => box.module === module) ?? false);
  }

  searchKey(event) {
    if (event.key === "Escape") {
      event.stopPropagation();
      if (this.search.value) { this.search.value = ""; this.find(); } else this.search.blur();
    } else if (event.key === "Enter") {
      const first = this.matches()?.[0];
      if (!first) return;
      this.search.value = "";
      this.find();
      this.nodes.get(first.module).focus();
      this.select(first.module);
    }
  }
}
