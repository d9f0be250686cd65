// The panel of one target or one line: who imports it, what it imports, where, and which rules bind it.
import { count, html, place, replaceChildren } from "./elements.js";

/** Class with the colour of a target's first group; what comes from outside has none. */
export const hue = (data, module) => {
  const { groups, origin } = data.modules[module];
  return groups.length && origin === "repository" ? `g${groups[0] % 10}` : "";
};

export function findingNote(finding) {
  return html("div", { class: `finding ${finding.severity}` }, finding.message,
    html("span", { class: "where" }, `${place(finding)} · ${finding.rule}`),
    (finding.chain ?? []).map((step) => html("span", { class: "where" }, `${step.text} at ${place(step)}`)));
}

export class Panel {
  constructor(node, close) {
    this.node = node;
    this.close = close;
  }

  hide() {
    const hadFocus = this.node.contains(document.activeElement);
    this.node.hidden = true;
    replaceChildren(this.node);
    if (hadFocus) document.activeElement?.blur?.();
  }

  /** Moves the focus here for whoever came by keyboard; `wantsFocus` asks for it where the panel is still to be shown. */
  focus() {
    this.wantsFocus = false;
    this.node.querySelector(".close")?.focus();
  }

  show(data, selected, map) {
    replaceChildren(this.node, selected.edge === undefined ? this.target(data, selected.module, map) : this.edge(data, selected.edge, map));
    const isNew = this.node.hidden;
    this.node.hidden = false;
    if (isNew || this.shown !== JSON.stringify(selected)) this.node.scrollTop = 0;
    this.shown = JSON.stringify(selected);
    if (this.wantsFocus) this.focus();
  }

  head(title, ...facts) {
    return html("header", {}, html("div", {}, html("h2", {}, title), facts),
      html("button", { type: "button", class: "close", "aria-label": "Close", onclick: this.close }, "×"));
  }

  target(data, number, map) {
    const module = data.modules[number];
    const numbered = data.edges.map((edge, number) => ({ edge, number }));
    const into = numbered.filter(({ edge }) => edge.to === number);
    const out = numbered.filter(({ edge }) => edge.from === number);
    const inside = out.filter(({ edge }) => data.modules[edge.to].origin === "repository");
    const outside = out.filter(({ edge }) => data.modules[edge.to].origin !== "repository");
    const tie = (far) => ({ edge, number }) => this.tie(data, edge, number, far(edge), map);
    const rules = module.rules.map((number) => data.rules[number]).sort((a, b) => a.binds.length - b.binds.length);
    const isOurs = module.origin === "repository";
    return [
      this.head(module.name, html("p", { class: "facts" }, this.kindLine(data, module))),
      html("p", { class: "facts" }, module.folder ? html("code", {}, module.folder) : "from outside the repository"),
      isOurs ? html("p", { class: "facts" }, `${count(module.files, "file")}, ${count(module.lines, "line")}`,
        module.declaration ? [", declared at ", html("code", {}, `${module.declaration.path}:${module.declaration.line}`)] : null) : null,
      this.section("Findings", module.findings.map((number) => findingNote(data.findings[number])), null),
      this.section("Imported by", into.map(tie((edge) => edge.from)), "Nothing imports it."),
      isOurs ? this.section("Imports", inside.map(tie((edge) => edge.to)), "Nothing of the repository.") : null,
      this.section("Imports from outside", outside.map(tie((edge) => edge.to)), null),
      this.section("Rules that bind it", rules.map((rule) => this.ruleLink(rule)), isOurs ? "None." : null),
    ];
  }

  /** Reasons for a line: each place that makes it, where the manifest allows it, and which rules have a say. */
  edge(data, number, map) {
    const edge = data.edges[number];
    const [from, to] = [data.modules[edge.from], data.modules[edge.to]];
    const rules = data.rules.filter((rule) => rule.binds.includes(edge.from) || rule.guards.includes(edge.to)).sort((a, b) => a.binds.length - b.binds.length);
    const files = new Set(edge.places.map((at) => at.path)).size;
    const words = { declared: "declared in the manifest, and imported nowhere", asked: "asked for with canImport, and imported nowhere", plugin: "run as a build tool plugin" }[edge.kind]
      ?? `${count(edge.places.length, "import")} in ${count(files, "file")}`;
    const end = (module) => html("a", { class: `chip ${hue(data, module)}`, href: `#/map/${encodeURIComponent(map.nameOf(module))}` }, data.modules[module].name);
    return [
      this.head([from.name, html("span", { class: "soft", role: "img", "aria-label": "imports" }, " → "), to.name], html("p", { class: "facts" }, words)),
      html("p", { class: "ends" }, end(edge.from), end(edge.to)),
      this.section("Findings", edge.findings.map((number) => findingNote(data.findings[number])), null),
      edge.places.length ? html("section", {}, html("h3", {}, "Where", html("span", {}, String(edge.places.length))), this.places(edge)) : null,
      this.section("Declared", edge.declaration ? [html("p", { class: "places" }, place(edge.declaration))] : [],
        edge.places.length && to.origin === "repository" ? "Not in the manifest: the import works only while something else brings the module in." : null),
      this.section("Rules that have a say", rules.map((rule) => this.ruleLink(rule)), "None."),
    ];
  }

  ruleLink(rule) {
    return html("a", { class: "rule-link", href: `#/rules/${encodeURIComponent(rule.id)}` }, html("span", { class: `dot ${rule.state}`, role: "img", "aria-label": rule.state }), rule.id);
  }

  places(edge) {
    return html("ul", { class: "places" }, edge.places.map((at) => html("li", {}, place(at),
      at.kind ? html("span", { class: "when" }, ` ${at.kind}`) : null, at.exported ? html("span", { class: "when" }, " re-exported") : null,
      at.condition ? html("span", { class: "when" }, ` if ${at.condition}`) : null)));
  }

  kindLine(data, module) {
    const groups = module.groups.map((group) => data.groups[group].name).join(", ");
    const kind = module.origin === "repository" ? module.kind : module.origin;
    return [kind, groups && `in ${groups}`, module.layer && `layer ${module.layer}`].filter(Boolean).join(" · ");
  }

  section(title, items, none) {
    if (!items.length && none === null) return null;
    return html("section", {}, html("h3", {}, title, items.length ? html("span", {}, String(items.length)) : null), items.length ? items : html("p", { class: "facts" }, none));
  }

  tie(data, edge, number, far, map) {
    const isBroken = edge.findings.some((number) => data.findings[number].severity === "error");
    const words = edge.kind === "declared" ? "declared" : edge.kind === "asked" ? "asked for" : edge.kind === "plugin" ? "plugin" : count(edge.places.length, "place");
    const point = (subject) => (event) => { if (event.pointerType === "mouse") map.point(subject); };
    return html("details", {
      class: `tie ${hue(data, far)}`, open: isBroken, "data-far": data.modules[far].name,
      onpointerenter: point({ module: edge.from, edge: number }), onpointerleave: point(null),
    },
      html("summary", {}, html("span", { class: isBroken ? "bad" : "" }, data.modules[far].name), html("span", { class: "soft" }, words)),
      html("div", { class: "body" },
        edge.findings.map((number) => findingNote(data.findings[number])), this.places(edge),
        edge.declaration ? html("p", { class: "places when" }, `declared at ${place(edge.declaration)}`) : null,
        html("a", { class: "go", href: `#/map/${encodeURIComponent(map.nameOf(far))}` }, `Show ${data.modules[far].name}`)));
  }
}
