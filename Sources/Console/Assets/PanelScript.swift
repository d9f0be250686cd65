extension Asset {
  /// What is known of one target: who imports it, what it imports, where, and by which rules it is bound.
  static let panelScript = Asset(
    path: "/panel.js", type: "text/javascript; charset=utf-8",
    text: #"""
      import { count, html, place, replaceChildren } from "./elements.js";

      export const hue = (data, module) => {
        const group = data.modules[module].groups[0];
        return group === undefined ? "" : `g${group % 10}`;
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

        /** For whoever came by keyboard; asked for with `wantsFocus` where the panel is still to be shown. */
        focus() {
          this.wantsFocus = false;
          this.node.querySelector(".close")?.focus();
        }

        show(data, selected, map) {
          const module = data.modules[selected.module];
          const into = data.edges.map((edge, number) => ({ edge, number })).filter(({ edge }) => edge.to === selected.module);
          const out = data.edges.map((edge, number) => ({ edge, number })).filter(({ edge }) => edge.from === selected.module);
          const inside = out.filter(({ edge }) => data.modules[edge.to].origin === "repository");
          const outside = out.filter(({ edge }) => data.modules[edge.to].origin !== "repository");
          const tie = (far) => ({ edge, number }) => this.tie(data, edge, far(edge), selected.edge === number, map);
          const rules = module.rules.map((number) => data.rules[number]).sort((a, b) => a.binds.length - b.binds.length);
          replaceChildren(this.node, 
            html("header", {},
              html("div", {}, html("h2", {}, module.name), html("p", { class: "facts" }, this.kindLine(data, module))),
              html("button", { type: "button", class: "close", "aria-label": "Close", onclick: this.close }, "×")),
            html("p", { class: "facts" }, module.folder ? html("code", {}, module.folder) : "from outside the repository"),
            module.origin === "repository" ? html("p", { class: "facts" }, `${count(module.files, "file")}, ${count(module.lines, "line")}`,
              module.declaration ? [", declared at ", html("code", {}, `${module.declaration.path}:${module.declaration.line}`)] : null) : null,
            this.section("Findings", module.findings.map((number) => findingNote(data.findings[number])), null),
            this.section("Imported by", into.map(tie((edge) => edge.from)), "Nothing imports it."),
            module.origin === "repository" ? this.section("Imports", inside.map(tie((edge) => edge.to)), "Nothing of the repository.") : null,
            this.section("Imports from outside", outside.map(tie((edge) => edge.to)), null),
            this.section("Rules that bind it", rules.map((rule) => html("a", { class: "rule-link", href: `#/rules/${encodeURIComponent(rule.id)}` },
              html("span", { class: `dot ${rule.state}`, role: "img", "aria-label": rule.state }), rule.id)), module.origin === "repository" ? "None." : null));
          const isNew = this.node.hidden;
          this.node.hidden = false;
          if (isNew) this.node.scrollTop = 0;
          if (this.wantsFocus) this.focus();
          this.node.querySelector("details[data-marked]")?.scrollIntoView({ block: "nearest" });
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

        tie(data, edge, far, isMarked, map) {
          const isBroken = edge.findings.some((number) => data.findings[number].severity === "error");
          const words = edge.kind === "declared" ? "declared" : edge.kind === "asked" ? "asked for" : count(edge.places.length, "place");
          return html("details", { class: `tie ${hue(data, far)}`, open: isMarked || isBroken, "data-marked": isMarked, "data-far": data.modules[far].name },
            html("summary", {}, html("span", { class: isBroken ? "bad" : "" }, data.modules[far].name), html("span", { class: "soft" }, words)),
            html("div", { class: "body" },
              edge.findings.map((number) => findingNote(data.findings[number])),
              html("ul", { class: "places" }, edge.places.map((at) => html("li", {}, place(at),
                at.kind ? html("span", { class: "when" }, ` ${at.kind}`) : null, at.exported ? html("span", { class: "when" }, " re-exported") : null,
                at.condition ? html("span", { class: "when" }, ` if ${at.condition}`) : null))),
              edge.declaration ? html("p", { class: "places when" }, `declared at ${place(edge.declaration)}`) : null,
              html("a", { class: "go", href: `#/map/${encodeURIComponent(map.nameOf(far))}` }, `Show ${data.modules[far].name}`)));
        }
      }
      """#)
}
