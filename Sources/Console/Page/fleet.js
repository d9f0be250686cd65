// The fleet: each process, whether it can do its work, and how much it does.
import { count, duration, figure, html, latency, memory, replaceChildren, svg } from "./elements.js";

const samples = 120;

export class FleetView {
  title = "Fleet";

  constructor(section) {
    this.section = section;
    this.rates = new Map();
    this.cards = new Map();
    this.lead = html("div", { class: "lead" });
    this.grid = html("div", { class: "cards" });
    replaceChildren(section, html("p", { class: "note" }, "Waiting for the first look at the fleet."));
  }

  show() {}

  setStale(isStale) { this.section.classList.toggle("stale", isStale); }

  load(fleet) {
    const problem = fleet.problem ? html("p", { class: "bad" }, fleet.problem) : null;
    if (!fleet.processes.length) {
      this.cards.clear();
      replaceChildren(this.section, html("div", { class: "note" }, problem,
        html("p", {}, "No process is known to this console."),
        html("p", {}, "make run starts the fleet and tells the console. For processes that run elsewhere, start it with ", html("code", {}, "FLEET=name=http://host:9000,…"), ", the address of each health port.")));
      return;
    }
    if (!this.grid.isConnected) replaceChildren(this.section, this.lead, this.grid);
    const ready = fleet.processes.filter((process) => process.state === "ready").length;
    const down = fleet.processes.filter((process) => process.state === "down" || process.state === "exited").length;
    replaceChildren(this.lead, html("h2", {}, count(fleet.processes.length, "process").replace("processs", "processes")),
      html("p", { class: down ? "bad" : "soft" }, `${ready} ready${down ? `, ${down} down` : ""}`), problem);
    const cards = fleet.processes.map((process) => {
      this.note(process);
      const known = this.cards.get(process.name);
      const card = this.card(process, known?.querySelector(".last")?.scrollTop);
      if (known?.isConnected) known.replaceWith(card); else this.grid.append(card);
      this.cards.set(process.name, card);
      return card;
    });
    for (const child of [...this.grid.children]) if (!cards.includes(child)) child.remove();
    for (const name of [...this.cards.keys()]) {
      if (!fleet.processes.some((process) => process.name === name)) { this.cards.delete(name); this.rates.delete(name); }
    }
  }

  note(process) {
    const rates = this.rates.get(process.name) ?? [];
    rates.push(process.requestsPerSecond ?? 0);
    if (rates.length > samples) rates.shift();
    this.rates.set(process.name, rates);
  }

  card(process) {
    const isUp = process.state !== "down" && process.state !== "exited";
    const facts = [process.kind, process.version && `version ${process.version}`, isUp && process.uptimeSeconds !== undefined && `up ${duration(process.uptimeSeconds)}`, process.pid && `pid ${process.pid}`].filter(Boolean).join(" · ");
    return html("article", { class: "card process", "data-process": process.name, "data-state": process.state, "aria-label": `${process.name}: ${process.state}` },
      html("header", {}, html("span", { class: `dot ${process.state}` }), html("h2", {}, process.name), html("span", { class: "state" }, this.words(process))),
      html("p", { class: "line" }, facts),
      process.url ? html("p", { class: "line" }, this.link(process.url)) : null,
      process.message ? html("p", { class: `message ${isUp ? "soft" : "bad"}` }, process.message) : null,
      isUp ? this.figures(process) : null,
      process.checks?.length ? html("ul", { class: "checks" }, process.checks.map((check) => this.check(check))) : null,
      process.lastLines?.length ? html("pre", { class: "last", tabindex: 0, "aria-label": "Last lines" }, process.lastLines.join("\n")) : null);
  }

  words(process) {
    if (process.state !== "exited") return process.state;
    return process.exitCode === undefined ? "exited" : `exited with ${process.exitCode}`;
  }

  /** Address from outside: only what a browser opens as a page becomes a link. */
  link(address) {
    const isWeb = /^https?:\/\//.test(address);
    return isWeb ? html("a", { href: address, rel: "noreferrer" }, address) : address;
  }

  figures(process) {
    const or = (value, show) => value === undefined ? "–" : show(value);
    // Only what serves has requests to speak of.
    const serves = process.requestsPerSecond !== undefined;
    const figures = [
      ...serves ? [["Requests", figure(process.requestsPerSecond, "/s")], ["Median", or(process.p50Seconds, latency)], ["95 %", or(process.p95Seconds, latency)]] : [],
      ...process.memoryBytes === undefined ? [] : [["Memory", memory(process.memoryBytes)]],
    ];
    if (!figures.length) return null;
    return [html("dl", { class: "figures" }, figures.map(([title, value]) => html("div", {}, html("dt", {}, title), html("dd", {}, value)))),
      serves ? this.spark(this.rates.get(process.name)) : null];
  }

  spark(rates) {
    const top = Math.max(...rates, 1);
    const step = 240 / (samples - 1);
    const start = 240 - (rates.length - 1) * step;
    const points = rates.map((rate, index) => `${(start + index * step).toFixed(1)} ${(32 - (rate / top) * 29).toFixed(1)}`);
    const line = `M${points.join("L")}`;
    return svg("svg", { class: "spark", viewBox: "0 0 240 34", preserveAspectRatio: "none", role: "img", "aria-label": `Requests per second, last two minutes: at most ${top.toFixed(1)}` },
      svg("path", { class: "base", d: "M0 33H240" }), svg("path", { class: "fill", d: `${line}L240 33L${start.toFixed(1)} 33Z` }), svg("path", { d: line }));
  }

  check(check) {
    return html("li", {}, html("span", { class: `dot ${check.ok ? "ok" : "wrong"}`, role: "img", "aria-label": check.ok ? "ok" : "failed" }),
      html("span", {}, html("span", {}, check.name), check.message ? html("span", { class: check.ok ? "message" : "wrong-text" }, ` ${check.message}`) : null),
      check.durationSeconds === undefined ? null : html("span", { class: "took" }, latency(check.durationSeconds)));
  }
}
