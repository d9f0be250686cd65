"""The console as a visitor has it: the real process, a real browser. Usage: page_test.py CONSOLE SAMPLE [PICTURES]

CONSOLE is the program; SAMPLE is the repository that ConsolePageTests makes, a copy that may be written to.
Prints a line for each step; the exit code is 1 when one failed, 77 when there is no browser.
"""

import http.client
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
import traceback

import devtools


def until(condition, seconds=60):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"not within {seconds} s"
        time.sleep(0.02)


class Process:
    """A console that was started, and what it said of itself."""

    def __init__(self, program, folder, **settings):
        self.program = program
        self.fleet_file = settings.get("FLEET_FILE")
        environment = {"PATH": os.environ["PATH"], "PORT": "0", "HEALTH_PORT": "0", "LOG_FORMAT": "json", "LC_ALL": "C.UTF-8", **settings}
        self.process = subprocess.Popen(
            [program], cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self.lines = []
        self.ports = {}
        for line in self.process.stdout:
            self.lines.append(line.rstrip())
            try:
                fields = json.loads(line)
            except ValueError:
                continue
            if fields.get("message") == "listening":
                self.ports |= {name: fields[name] for name in ("http", "health") if name in fields}
                if len(self.ports) == 2:
                    break
        assert len(self.ports) == 2, "the console did not start:\n" + "\n".join(self.lines)
        # What it writes from now on must not fill the pipe.
        threading.Thread(target=lambda: self.lines.extend(line.rstrip() for line in self.process.stdout), daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.end(signal.SIGKILL)

    def address(self, port):
        return "http://" + self.ports[port]

    def ask(self, path, method="GET", **headers):
        connection = http.client.HTTPConnection(self.ports["http"], timeout=10)
        fields = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, headers=fields)
        response = connection.getresponse()
        body = response.read()
        connection.close()
        return response.status, dict((name.lower(), value) for name, value in response.getheaders()), body

    def end(self, number=signal.SIGTERM):
        if self.process.poll() is None:
            self.process.send_signal(number)
        return self.process.wait(30)


class Visit:
    """The steps, in order: each begins where the last one left the page."""

    def __init__(self, browser, console, watched, sample, pictures):
        self.browser, self.console, self.watched, self.sample, self.pictures = browser, console, watched, sample, pictures

    def picture(self, name):
        if self.pictures:
            self.browser.picture(os.path.join(self.pictures, name + ".png"))

    def texts(self, selector):
        return self.browser.value(f"[...document.querySelectorAll({json.dumps(selector)})].map((node) => node.textContent)")

    def nodes(self):
        return sorted(self.browser.value("[...document.querySelectorAll('.node')].map((node) => node.dataset.module)"))

    def step_the_map_appears_without_tests(self):
        self.browser.open(self.console.address("http") + "/")
        self.browser.until("document.querySelectorAll('.node').length > 0")
        assert self.nodes() == ["App", "Core", "Net", "Tool"], self.nodes()
        assert self.browser.value("document.querySelectorAll('path.edge[data-edge]').length") == 5
        assert self.texts("#repository") == [os.path.basename(self.sample)]
        self.picture("map")

    def step_a_click_on_a_line_explains_it(self):
        x, y = self.browser.value("""(() => {
          const line = document.querySelector('[data-edge="App>Core"]');
          const point = line.getPointAtLength(line.getTotalLength() * 0.3).matrixTransform(line.getScreenCTM());
          return [point.x, point.y];
        })()""")
        self.browser.click_at(x, y)
        self.browser.until("document.querySelector('#panel h2')?.textContent === 'App → Core'")
        assert self.texts("#panel .facts") == ["1 import in 1 file"], self.texts("#panel .facts")
        assert self.texts("#panel ul.places li") == ["Sources/App/main.swift:1:8"]
        assert self.texts("#panel p.places") == ["Package.swift:6:119"], self.texts("#panel p.places")
        assert self.texts("#panel .rule-link") == ["wall", "layers", "no-cycles", "tools"], self.texts("#panel .rule-link")
        near = self.browser.value("[...document.querySelectorAll('.edge.near')].map((line) => line.dataset.edge)")
        assert near == ["App>Core"], near
        self.picture("edge")

    def step_a_click_on_a_target_tells_who_imports_it_and_what_binds_it(self):
        self.browser.click('.node[data-module="Core"]')
        self.browser.until("document.querySelector('#panel h2')?.textContent === 'Core'")
        assert self.texts("#panel h3") == ["Imported by3", "Imports1", "Imports from outside1", "Rules that bind it4"], self.texts("#panel h3")
        assert self.texts("#panel .rule-link") == ["wall", "layers", "no-cycles", "tools"], self.texts("#panel .rule-link")
        self.browser.click('#panel details[data-far="Tool"] summary')
        self.browser.until("document.querySelector('#panel details[data-far=Tool]').open")
        assert self.texts("#panel details[data-far=Tool] .places li") == ["Sources/Tool/main.swift:2:10 if os(Linux)"]

    def step_what_the_pointer_is_on_stands_out(self):
        x, y = self.browser.value("(() => { const r = document.querySelector('.node[data-module=Tool]').getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2]; })()")
        self.browser.move_to(x, y)
        self.browser.until("[...document.querySelectorAll('.edge.near')].map((line) => line.dataset.edge).sort().join() === 'Tool>Core,Tool>Net'")
        self.browser.move_to(2, 2)
        self.browser.until("[...document.querySelectorAll('.edge.near')].some((line) => line.dataset.edge === 'Core>Net')")

    def step_a_finding_is_red_and_says_why(self):
        assert self.browser.value("document.querySelector('[data-edge=\"Core>Net\"]').classList.contains('broken')")
        red = self.browser.value("getComputedStyle(document.querySelector('.edge.broken')).stroke")
        assert red == "rgb(196, 43, 47)", red
        assert any("Core imports Net" in text for text in self.texts("#panel .finding")), self.texts("#panel .finding")
        assert self.texts("#summary .bad")[0].startswith("1 error")

    def step_escape_closes_and_the_filters_filter(self):
        self.browser.press("Escape")
        self.browser.until("document.querySelector('#panel').hidden")
        self.browser.click('.chip[data-group="net"]')
        self.browser.until("document.querySelectorAll('.node').length === 3")
        assert "Net" not in self.nodes()
        self.browser.click('.chip[data-group="net"]')
        self.browser.click('.chip[data-group="tests"]')
        self.browser.until("!!document.querySelector('.node[data-module=CoreTests]')")
        self.picture("tests")
        self.browser.click('.chip[data-group="tests"]')
        self.browser.until("document.querySelectorAll('.node').length === 4")

    def step_the_keyboard_suffices(self):
        focused = "document.activeElement.dataset.module"
        self.browser.press("/")
        self.browser.until("document.activeElement.id === 'search'")
        self.browser.type("ne")
        self.browser.until("[...document.querySelectorAll('.node.found')].map((node) => node.dataset.module).join() === 'Net'")
        self.browser.press("Enter")
        self.browser.until("document.querySelector('#panel h2')?.textContent === 'Net'")
        self.browser.until(f"{focused} === 'Net'")
        self.browser.press("ArrowUp")
        self.browser.until(f"{focused} === 'Core'")
        assert self.browser.value("getComputedStyle(document.activeElement.querySelector('.ring')).stroke") == "rgb(36, 89, 201)"
        self.browser.press("Enter")
        self.browser.until("document.querySelector('#panel h2').textContent === 'Core' && document.activeElement.className === 'close'")
        self.picture("keyboard")
        self.browser.press("Escape")
        self.browser.until(f"document.querySelector('#panel').hidden && {focused} === 'Core'")
        self.browser.press("ArrowUp")
        self.browser.until(f"['App', 'Tool'].includes({focused})")
        self.browser.press("ArrowRight")
        self.browser.press("ArrowLeft")
        self.browser.until(f"['App', 'Tool'].includes({focused})")
        assert self.browser.value("document.querySelectorAll('.node[tabindex=\"0\"]').length") == 1

    def step_tab_leads_through_the_page_to_one_target_and_on(self):
        self.browser.value("document.querySelector('.skip').focus()")
        stops = []
        while len(stops) < 30 and "node" not in stops:
            self.browser.press("Tab")
            stops.append(self.browser.value("document.activeElement.closest('.node') ? 'node' : document.activeElement.id || document.activeElement.textContent"))
        assert stops == ["Map", "Rules1", "Fleet1", "search", "app", "tool", "core", "net", "tests", "zoom-out", "zoom-fit", "zoom-in", "1 error.", "node"], stops
        shown = self.browser.value("document.querySelectorAll('.edge.near').length")
        assert shown > 0, "the target with the focus does not stand out"

    def step_the_rules_have_states_reasons_and_dates(self):
        self.browser.click('[data-view="rules"]')
        self.browser.until("!document.querySelector('#rules').hidden")
        states = self.browser.value("Object.fromEntries([...document.querySelectorAll('[data-rule]')].map((card) => [card.dataset.rule, card.querySelector('.state').textContent]))")
        assert states == {"wall": "broken: 1 finding", "layers": "holds", "no-cycles": "holds", "tools": "holds"}, states
        assert self.texts('[data-rule="wall"] td') == ["app", "net", "The old client, until it moves.", "2999-12-31", "in use"]
        self.picture("rules")

    def step_text_never_becomes_markup(self):
        assert "<img src=x>Keep apart." in self.texts('[data-rule="wall"] .reason')
        assert self.browser.value("document.querySelectorAll('main img').length") == 0

    def step_a_rule_of_a_target_is_a_click_away(self):
        self.browser.value("location.hash = '#/map/Core'")
        self.browser.click("#panel .rule-link")
        self.browser.until("document.querySelector('.card.marked')?.dataset.rule === 'wall'")

    def step_a_change_in_the_sources_shows_by_itself(self):
        self.browser.click('[data-view="map"]')
        self.browser.until("!document.querySelector('#map').hidden")
        with open(os.path.join(self.sample, "Sources/Tool/more.swift"), "w") as file:
            file.write("import Net\n")
        self.browser.until("document.querySelector('[data-edge=\"Tool>Net\"]').classList.contains('imported')")

    def step_the_fleet_is_live(self):
        self.browser.click('[data-view="fleet"]')
        self.browser.until("document.querySelector('[data-process=watched]')?.dataset.state === 'ready'")
        self.browser.until("!!document.querySelector('[data-process=watched] .figures')")
        assert any("version" in text and "up " in text for text in self.texts("[data-process=watched] .line"))
        assert self.texts("#connection") == ["live"]
        self.picture("fleet")

    def step_a_stopped_process_turns_red(self):
        self.watched.end(signal.SIGKILL)
        end = time.monotonic()
        self.browser.until("document.querySelector('[data-process=watched]').dataset.state === 'down'", seconds=5)
        print(f"  red after {time.monotonic() - end:.1f} s")
        assert self.browser.value("getComputedStyle(document.querySelector('[data-process=watched] .dot')).backgroundColor") == "rgb(196, 43, 47)"
        assert self.texts("#fleet-count") == ["1"]
        self.picture("down")

    def step_a_process_that_ended_tells_how(self):
        ended = {"name": "ended", "kind": "worker", "state": "exited", "exitCode": 3, "lastLines": ["<b>no disk", "the end"]}
        with open(self.console.fleet_file + ".new", "w") as file:
            json.dump({"version": 1, "processes": [ended]}, file)
        os.rename(self.console.fleet_file + ".new", self.console.fleet_file)
        self.browser.until("document.querySelector('[data-process=ended]')?.dataset.state === 'exited'")
        assert self.texts("[data-process=ended] .state") == ["exited with 3"]
        assert self.texts("[data-process=ended] .last") == ["<b>no disk\nthe end"]
        assert self.texts("#fleet-count") == ["2"]
        # Nobody to tell of: the fleet has ended.
        os.remove(self.console.fleet_file)
        self.browser.until("!document.querySelector('[data-process=ended]')")

    def step_a_phone_is_wide_enough_and_the_dark_is_dark(self):
        self.browser.call("Emulation.setDeviceMetricsOverride", width=360, height=740, deviceScaleFactor=1, mobile=True)
        for view in ["map", "rules", "fleet"]:
            self.browser.value(f"location.hash = '#/{view}'")
            self.browser.until(f"!document.querySelector('#{view}').hidden")
            assert self.browser.value("document.documentElement.scrollWidth") <= 360, view
            self.picture("phone-" + view)
        self.browser.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": "dark"}])
        self.browser.until("getComputedStyle(document.documentElement).backgroundColor === 'rgb(16, 20, 26)'")
        self.browser.value("location.hash = '#/map/Core'")
        self.browser.until("document.querySelector('#panel h2')?.textContent === 'Core'")
        self.picture("phone-dark")
        self.browser.call("Emulation.clearDeviceMetricsOverride")
        self.picture("dark")

    def step_there_were_no_errors_in_the_console(self):
        assert self.browser.errors == [], self.browser.errors

    def step_nothing_was_asked_of_other_hosts(self):
        assert self.browser.asked == {self.console.ports["http"]}, self.browser.asked

    def step_the_policy_refuses_what_is_inline_or_from_elsewhere(self):
        refused = self.browser.value("""new Promise((resolve) => {
          const seen = [];
          document.addEventListener('securitypolicyviolation', (event) => { seen.push(event.effectiveDirective); if (seen.length === 2) resolve(seen); });
          const script = document.createElement('script');
          script.textContent = 'window.wasRun = true';
          document.body.append(script);
          fetch('http://127.0.0.1:9/').catch(() => {});
          setTimeout(() => resolve(seen), 5000);
        })""")
        assert any(name.startswith("script-src") for name in refused) and "connect-src" in refused, refused
        assert not self.browser.value("window.wasRun")

    def step_other_sites_and_other_names_are_refused(self):
        ask = self.console.ask
        assert ask("/")[0] == 200
        assert ask("/", Host="evil.example")[0] == 421
        assert ask("/api/architecture", Sec_Fetch_Site="cross-site", Sec_Fetch_Mode="cors")[0] == 403
        assert ask("/api/architecture", Origin="http://evil.example")[0] == 403
        assert ask("/", "POST")[0] == 405
        status, fields, _ = ask("/")
        assert "frame-ancestors 'none'" in fields["content-security-policy"] and "unsafe" not in fields["content-security-policy"]
        assert fields["x-content-type-options"] == "nosniff" and fields["referrer-policy"] == "no-referrer"
        assert ask("/", If_None_Match=fields["etag"])[0] == 304

    def step_an_image_shows_what_was_written_when_it_was_built(self):
        with tempfile.TemporaryDirectory() as folder:
            graph = os.path.join(folder, "graph.json")
            subprocess.run([self.console.program, "--write-graph", graph], cwd=self.sample, check=True, timeout=60)
            with open(graph, "rb") as file:
                written = file.read()
            with Process(self.console.program, folder, GRAPH_FILE=graph) as image:
                until(lambda: image.ask("/api/architecture")[0] == 200)
                assert image.ask("/api/architecture")[2] == written
            with Process(self.console.program, folder) as bare:
                until(lambda: b"GRAPH_FILE" in bare.ask("/api/architecture")[2])
                assert bare.ask("/api/architecture")[0] == 503

    def step_the_end_of_the_console_is_told_and_orderly(self):
        start = time.monotonic()
        assert self.console.end() == 0, "\n".join(self.console.lines[-5:])
        assert time.monotonic() - start < 5
        self.browser.until("document.querySelector('#connection').dataset.state === 'lost'")


def main():
    executable = devtools.find()
    if not executable:
        print("there is no Chromium here (on Debian: apt install chromium)")
        return 77
    program, sample = sys.argv[1:3]
    pictures = sys.argv[3] if len(sys.argv) > 3 else None
    failed = 0
    with (
        tempfile.TemporaryDirectory() as folder,
        Process(program, sample, REPOSITORY=sample) as watched,
        Process(
            program, sample, REPOSITORY=sample, FLEET="watched=" + watched.address("health"), FLEET_FILE=os.path.join(folder, "fleet.json")) as console,
        devtools.Browser(executable) as browser,
    ):
        visit = Visit(browser, console, watched, sample, pictures)
        for name in [name for name in Visit.__dict__ if name.startswith("step_")]:
            try:
                getattr(visit, name)()
                print("ok", name[5:].replace("_", " "), flush=True)
            except Exception:
                failed += 1
                print("FAILED", name[5:].replace("_", " "), flush=True)
                traceback.print_exc(file=sys.stdout)
                if browser.process.poll() is not None:
                    break
    return 1 if failed else 0


sys.exit(main())
