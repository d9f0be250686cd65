// The rules: what each says and why, how it stands, what it excepts and until when.
import { count, html, place, replaceChildren } from "./elements.js";
import { findingNote, hue } from "./panel.js";

const order = { broken: 0, warning: 1, holds: 2, off: 3 };
const words = { holds: "holds", warning: "warns", broken: "broken", off: "off" };
const exceptionWords = { used: "in use", unused: "excepts nothing", expired: "over" };

export class RulesView {
  title = "Rules";

  constructor(section) { this.section = section; }

  fail(problem) { replaceChildren(this.section, html("div", { class: "note" }, html("p", {}, problem))); }

  load(data) {
    this.data = data;
    if (!data.rules.length) {
      this.fail(data.rulesPath ? `${data.rulesPath} has no rules.` : "This repository has no arch-rules.json; bulkhead init proposes one.");
      return;
    }
    const rules = data.rules.map((rule, index) => ({ rule, index })).sort((a, b) => order[a.rule.state] - order[b.rule.state] || a.index - b.index);
    const known = new Set(data.rules.flatMap((rule) => rule.findings));
    const others = data.findings.filter((_, number) => !known.has(number));
    const states = ["broken", "warning", "holds", "off"].map((state) => [data.rules.filter((rule) => rule.state === state).length, words[state]]);
    replaceChildren(this.section,
      html("div", { class: "lead" }, html("h2", {}, count(data.rules.length, "rule")),
        html("p", { class: "soft" }, states.filter(([number]) => number).map(([number, word]) => `${number} ${word === "holds" && number > 1 ? "hold" : word}`).join(", "), ", in ", html("code", {}, data.rulesPath))),
      html("div", { class: "cards" },
        others.length ? html("article", { class: "card rule" }, html("header", {}, html("h2", {}, "Built-in checks"), html("span", { class: "tag" }, "always on")), this.findings(others)) : null,
        rules.map(({ rule }) => this.card(rule))));
  }

  show(subject) {
    for (const card of this.section.querySelectorAll("[data-rule]")) {
      const isMarked = card.dataset.rule === subject;
      card.classList.toggle("marked", isMarked);
      if (isMarked) { card.focus({ preventScroll: true }); card.scrollIntoView({ block: "center" }); }
    }
  }

  card(rule) {
    const { data } = this;
    return html("article", { class: "card rule", tabindex: -1, "data-rule": rule.id, "aria-label": rule.id },
      html("header", {},
        html("span", { class: `dot ${rule.state}` }), html("h2", {}, rule.id), html("span", { class: "tag" }, rule.kind),
        rule.severity === "error" ? null : html("span", { class: "tag" }, rule.severity),
        html("span", { class: `state ${rule.state}` }, words[rule.state] + (rule.findings.length ? `: ${count(rule.findings.length, "finding")}` : "") + (rule.baselined ? `, ${rule.baselined} known` : ""))),
      html("p", { class: "reason" }, rule.reason),
      html("p", { class: "sentence" }, rule.sentence),
      rule.exceptions.length ? [html("h3", {}, "Exceptions"), this.exceptions(rule.exceptions)] : null,
      rule.findings.length ? [html("h3", {}, "Findings"), this.findings(rule.findings.map((number) => data.findings[number])), html("p", { class: "sentence" }, `To mend: ${rule.remedy}`)] : null,
      html("details", {}, html("summary", {}, rule.binds.length === data.summary.targets ? `Binds all ${count(rule.binds.length, "target")}` : `Binds ${count(rule.binds.length, "target")}`,
        rule.place ? `, at ${place(rule.place)}` : ""),
        rule.guards.length ? html("p", { class: "sentence" }, `Guards ${rule.guards.map((module) => data.modules[module].name).join(", ")}`) : null,
        html("div", { class: "chips" }, rule.binds.map((module) => html("a", { class: `chip ${hue(data, module)}`, href: `#/map/${encodeURIComponent(data.modules[module].name)}` }, data.modules[module].name)))));
  }

  exceptions(exceptions) {
    const titles = ["From", "To", "Reason", "Until", "State"];
    const row = (exception) => [exception.from, exception.to, exception.reason,
      exception.until ? html("time", { datetime: exception.until }, exception.until) : "no end", exceptionWords[exception.state]];
    const isBad = (exception, title) => (title === "Until" && exception.state === "expired") || (title === "State" && exception.state !== "used");
    return html("table", {},
      html("thead", {}, html("tr", {}, titles.map((title) => html("th", { scope: "col" }, title)))),
      html("tbody", {}, exceptions.map((exception) => html("tr", {},
        row(exception).map((content, index) => html("td", { class: isBad(exception, titles[index]) ? "bad" : "", "data-title": titles[index] }, content))))));
  }

  findings(findings) {
    const limit = 8;
    const list = html("div", {}, findings.slice(0, limit).map(findingNote));
    if (findings.length > limit) {
      const more = html("button", { type: "button", class: "more" }, `Show all ${findings.length}`);
      more.addEventListener("click", () => more.replaceWith(...findings.slice(limit).map(findingNote)));
      list.append(more);
    }
    return list;
  }
}
