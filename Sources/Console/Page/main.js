// Which view is shown, what was loaded, and whether the server still answers.
import { byID } from "./elements.js";
import { MapView } from "./map.js";
import { RulesView } from "./rules.js";
import { FleetView } from "./fleet.js";

const views = { map: new MapView(byID("map")), rules: new RulesView(byID("rules")), fleet: new FleetView(byID("fleet")) };
let architecture = null;
/** Tag of what is shown, tag of what the server has, and whether that is on its way. */
let [shown, current, isLoading] = [null, null, false];

/** Shows what the address names: `#/rules/no-cycles` is the view `rules` and the subject `no-cycles`. */
function show() {
  const [, name, ...subjectParts] = location.hash.split("/");
  if (location.hash && !location.hash.startsWith("#/")) return;
  const view = name in views ? name : "map";
  for (const [other, { section }] of Object.entries(views)) section.hidden = other !== view;
  for (const link of document.querySelectorAll("[data-view]")) {
    if (link.dataset.view === view) link.setAttribute("aria-current", "page"); else link.removeAttribute("aria-current");
  }
  const subject = subjectParts.length ? decodeURIComponent(subjectParts.join("/")) : null;
  document.title = `${subject ?? views[view].title} · Bulkhead`;
  views[view].show(subject);
}

function badge(id, number, isBad, words) {
  const node = byID(id);
  node.hidden = number === 0;
  node.textContent = String(number);
  node.classList.toggle("calm", !isBad);
  node.setAttribute("aria-label", words);
}

async function loadArchitecture() {
  if (isLoading) return;
  isLoading = true;
  const asked = current;
  await fetchArchitecture();
  isLoading = false;
  if (current !== asked && current !== shown) loadArchitecture();
}

async function fetchArchitecture() {
  let problem;
  try {
    const response = await fetch("/api/architecture", { signal: AbortSignal.timeout(20000) });
    shown = response.headers.get("etag");
    if (response.ok) {
      architecture = await response.json();
      byID("repository").textContent = architecture.name;
      const { errors, warnings } = architecture.summary;
      badge("rules-count", errors || warnings, errors > 0, errors ? `${errors} errors` : `${warnings} warnings`);
      views.map.load(architecture);
      views.rules.load(architecture);
      show();
      return;
    }
    problem = (await response.json()).detail ?? `The server answered ${response.status}.`;
  } catch (error) {
    problem = `The architecture could not be loaded: ${error.message}`;
  }
  if (architecture) return;
  for (const view of [views.map, views.rules]) view.fail(problem);
  show();
}

function connect() {
  const events = new EventSource("/api/events");
  const state = byID("connection");
  const tell = (name, words) => { state.dataset.state = name; state.textContent = words; views.fleet.setStale(name === "lost"); };
  events.addEventListener("open", () => tell("live", "live"));
  events.addEventListener("error", () => {
    tell("lost", "no answer, trying again");
    if (!architecture) loadArchitecture();
    // A refusal (too many viewers) closes the stream for good: then asking again is up to the page.
    if (events.readyState === EventSource.CLOSED) setTimeout(connect, 5000);
  });
  events.addEventListener("fleet", (event) => {
    const fleet = JSON.parse(event.data);
    const down = fleet.processes.filter((process) => process.state === "down" || process.state === "exited").length;
    badge("fleet-count", down || fleet.processes.length, down > 0, down ? `${down} down` : `${fleet.processes.length} processes`);
    views.fleet.load(fleet);
  });
  events.addEventListener("architecture", (event) => {
    current = JSON.parse(event.data).tag;
    if (current !== shown) loadArchitecture();
  });
}

addEventListener("hashchange", show);
addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.target.closest("input, textarea") || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  if (byID("map").hidden) location.hash = "#/map";
  byID("search").focus();
});
for (const view of [views.map, views.rules]) view.fail("The architecture is being read.");
show();
// The stream of events says when the architecture has been read: then it is loaded.
connect();
