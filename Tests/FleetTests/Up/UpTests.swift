import JSON
import Platform
import TestSupport
import Testing

/// `fleet up` as a process, with services that are scripts.
@Suite struct UpTests {
  private func up(_ services: StandIns, _ arguments: [String] = [], _ environment: [String: String] = [:]) throws -> RunningFleet {
    try RunningFleet(["up", "--configuration", "debug"] + arguments, in: services.folder.path, environment: environment)
  }

  private func state(_ services: StandIns) throws -> [JSONValue] {
    try JSONValue(parsing: File.read("\(services.folder.path)/.bulkhead/fleet.json"))["processes"]?.array ?? []
  }

  private func lines(_ fleet: RunningFleet, _ text: String) -> [String] {
    fleet.output.split(separator: "\n").filter { $0.contains(text) }.map(String.init)
  }

  @Test func `everything starts in order of need, is listed, and drains in reverse order`() async throws {
    guard let services = try StandIns(for: "everything starts in order of need") else { return }
    try services.add("alpha", needs: ["beta"])
    try services.add("beta", kind: "server")
    try services.add("console", kind: "server", #","calls":["beta"]"#)
    let fleet = try up(services, [], ["SHOW": "FLEET_FILE,BETA_URL"])
    try await fleet.wait(for: "\nconsole  ready")
    let ready = fleet.errorOutput.split(separator: "\n").filter { $0.contains("is ready after") }.map { $0.split(separator: " ")[2] }
    #expect(try #require(ready.firstIndex(of: "beta")) < #require(ready.firstIndex(of: "alpha")))
    let processes = try state(services)
    #expect(processes.map { $0["name"]?.string } == ["beta", "alpha", "console"])
    #expect(processes.allSatisfy { $0["state"]?.string == "running" && RunningFleet.isRunning($0["pid"]?.int ?? 0) })
    let address = try #require(processes[0]["url"]?.string)
    #expect(lines(fleet, "FLEET_FILE=/").count == 1)
    #expect(
      fleet.output.contains("console | 12:00:00.000 INFO  settings FLEET_FILE=\(services.folder.path)/.bulkhead/fleet.json BETA_URL=\(address)\n"))
    #expect(fleet.output.contains("service  state  url"))
    fleet.process.signal(15)
    #expect(try await fleet.ending() == .exit(0))
    let drained = lines(fleet, "draining").map { $0.prefix { $0 != " " } }
    #expect(drained.count == 3 && drained.last == "beta", "\(drained)")
    #expect(try File.status("\(services.folder.path)/.bulkhead/fleet.json") == nil)
  }

  @Test func `one service starts with what it needs alone`() async throws {
    guard let services = try StandIns(for: "one service starts with what it needs alone") else { return }
    try services.add("alpha", needs: ["beta"])
    try services.add("beta")
    try services.add("gamma")
    let fleet = try up(services, ["alpha"])
    try await fleet.wait(for: "\nalpha    ready")
    #expect(try state(services).map { $0["name"]?.string } == ["beta", "alpha"])
    fleet.process.signal(2)
    #expect(try await fleet.ending() == .exit(0))
  }

  @Test func `when nobody reads the output any more, everything is drained`() async throws {
    guard let services = try StandIns(for: "when nobody reads the output") else { return }
    try services.add("alpha")
    let outcome = try await onOwnThread {
      try ChildProcess.run(
        ["sh", "-c", "{ \"$0\" up --root \"$1\" --configuration debug; echo \"code $?\" >&2; } | head -n 1", Repository.fleet, services.folder.path],
        environment: Environment.forChildren)
    }
    #expect(outcome.ending == .exit(0))
    #expect(String(decoding: outcome.errorOutput, as: UTF8.self).hasSuffix("code 0\n"))
  }

  @Test func `a reader that takes nothing more does not keep the fleet from ending`() async throws {
    guard let services = try StandIns(for: "a reader that takes nothing more") else { return }
    try services.add("alpha")
    let script = """
      mkfifo "$1/pipe" && sleep 120 < "$1/pipe" & reader=$!
      until [ -p "$1/pipe" ]; do sleep 0.01; done
      FLOOD=alpha "$0" up --root "$1" --configuration debug > "$1/pipe" & fleet=$!
      until [ -s "$1/.bulkhead/fleet.json" ]; do sleep 0.01; done
      sleep 1; kill -TERM $fleet; wait $fleet; code=$?
      kill $reader; exit $code
      """
    let outcome = try await onOwnThread {
      try ChildProcess.run(
        ["sh", "-c", script, Repository.fleet, services.folder.path], environment: Environment.forChildren)
    }
    #expect(outcome.ending == .exit(0), "\(String(decoding: outcome.errorOutput, as: UTF8.self))")
  }

  @Test func `a crash is shown with its last lines, and the rest goes on`() async throws {
    guard let services = try StandIns(for: "a crash is shown with its last lines") else { return }
    try services.add("alpha")
    try services.add("beta")
    let fleet = try up(services, [], ["CRASH": "beta"])
    try await fleet.wait(for: "\nalpha    ready")
    #expect(fleet.errorOutput.contains("beta ended with exit code 7; its last lines:\n"))
    #expect(fleet.errorOutput.contains("    about to fall\n"))
    let beta = try #require(try state(services).last)
    #expect(beta["state"]?.string == "exited" && beta["exitCode"]?.int == 7)
    #expect(beta["lastLines"]?.array?.last?.string == "about to fall")
    fleet.process.signal(15)
    #expect(try await fleet.ending() == .exit(1))
  }

  @Test func `what is waited for is said, and its time is limited`() async throws {
    guard let services = try StandIns(for: "what is waited for is said") else { return }
    try services.add("alpha", needs: ["beta"])
    try services.add("beta")
    let fleet = try up(services, ["--timeout", "5"], ["NEVER_READY": "beta"])
    try await fleet.wait(for: "alpha is not started: it needs beta")
    #expect(fleet.errorOutput.contains("beta is not ready after 5 s: /readyz answers 503 [-]work failed: not yet. It goes on"))
    try await fleet.wait(for: "beta     not ready")
    fleet.process.signal(15)
    #expect(try await fleet.ending() == .exit(0))
  }

  @Test func `a second signal kills what does not end`() async throws {
    guard let services = try StandIns(for: "a second signal kills what does not end") else { return }
    try services.add("alpha")
    let fleet = try up(services, [], ["STUBBORN": "alpha"])
    try await fleet.wait(for: "\nalpha    ready")
    let process = try #require(try state(services)[0]["pid"]?.int)
    fleet.process.signal(2)
    try await fleet.wait(for: "draining")
    fleet.process.signal(2)
    #expect(try await fleet.ending() == .exit(130))
    try await RunningFleet.wait(for: "the end of \(process)") { !RunningFleet.isRunning(process) }
  }

  @Test func `what outlasts its time is killed, and the fleet has not ended well`() async throws {
    guard let services = try StandIns(for: "what outlasts its time is killed") else { return }
    try services.add("alpha", #","environment":{"SHUTDOWN_TIMEOUT":"100ms"}"#)
    let fleet = try up(services, [], ["STUBBORN": "alpha"])
    try await fleet.wait(for: "\nalpha    ready")
    fleet.process.signal(15)
    #expect(try await fleet.ending() == .exit(1))
    #expect(fleet.errorOutput.contains("alpha has not ended within 5.1 s and is killed"))
  }

  @Test func `a fleet that is killed leaves nothing, children of children neither`() async throws {
    guard let services = try StandIns(for: "a fleet that is killed leaves nothing") else { return }
    try services.add("alpha")
    try services.add("beta")
    let fleet = try up(services, [], ["PARENT": "beta", "STUBBORN": "alpha"])
    try await fleet.wait(for: "\nbeta     ready")
    var processes = try state(services).compactMap { $0["pid"]?.int }
    let line = try #require(lines(fleet, "child pid=").first)
    processes.append(try #require(Int(line.split(separator: "=").last ?? "")))
    #expect(processes.count == 3 && processes.allSatisfy { RunningFleet.isRunning($0) })
    fleet.process.signal(9)
    #expect(try await fleet.ending() == .signal(9))
    try await RunningFleet.wait(for: "the end of \(processes)") { !processes.contains { RunningFleet.isRunning($0) } }
  }

  @Test func `a checkout has one fleet at a time`() async throws {
    guard let services = try StandIns(for: "a checkout has one fleet at a time") else { return }
    try services.add("alpha")
    let first = try up(services)
    try await first.wait(for: "\nalpha    ready")
    let second = try up(services)
    #expect(try await second.ending() == .exit(2))
    #expect(
      second.errorOutput
        == "fleet: another fleet up runs in \(services.folder.path) (process \(first.process.identifier)). End it first, or name another checkout with --root\n"
    )
    first.process.signal(15)
    #expect(try await first.ending() == .exit(0))
  }

  @Test func `settings come from the environment, then from the file, then from the description`() async throws {
    guard let services = try StandIns(for: "settings come from the environment") else { return }
    try services.add("alpha", #","environment":{"A":"description","B":"description","C":"description"}"#)
    try services.folder.write("A=file\nB='of file'\nHEALTH_PORT=1\n", to: ".env")
    let fleet = try up(services, [], ["A": "environment", "SHOW": "A,B,C,PORT,HEALTH_PORT,ADMIN_PORT,LOG_FORMAT"])
    try await fleet.wait(for: "\nalpha    ready")
    #expect(fleet.output.contains("settings A=environment B=\"of file\" C=description PORT=- HEALTH_PORT=0 ADMIN_PORT=0 LOG_FORMAT=json\n"))
    #expect(fleet.errorOutput.contains("HEALTH_PORT: not passed on, for each process gets ports of its own"))
    fleet.process.signal(15)
    #expect(try await fleet.ending() == .exit(0))
  }

  @Test func `a process that does not log its ports is found all the same`() async throws {
    guard let services = try StandIns(for: "a process that does not log its ports") else { return }
    try services.add("alpha", kind: "server")
    let fleet = try up(services, [], ["LOG_LEVEL": "warning"])
    try await fleet.wait(for: "\nalpha    ready")
    #expect(!fleet.output.contains("listening"))
    #expect(try state(services)[0]["url"]?.string?.hasPrefix("http://127.0.0.1:") == true)
    fleet.process.signal(15)
    #expect(try await fleet.ending() == .exit(0))
  }

  @Test func `with --format json the logs alone are on standard output`() async throws {
    guard let services = try StandIns(for: "with --format json the logs alone are on standard output") else { return }
    try services.add("alpha")
    let fleet = try up(services, ["--format", "json"], ["CRASH": "alpha"])
    #expect(try await fleet.ending() == .exit(1))
    let values = try fleet.output.split(separator: "\n").map { try JSONValue(parsing: String($0)) }
    #expect(values.map { $0["message"]?.string } == ["settings", "about to fall"])
    #expect(values.allSatisfy { $0["service"]?.string == "alpha" })
  }

  @Test func `a change is built and its services start anew, and a failed build leaves them`() async throws {
    guard let services = try StandIns(for: "a change is built and its services start anew") else { return }
    try services.add("alpha")
    try services.add("beta")
    let root = services.folder.path
    try services.folder.write("one", to: "services/alpha/Sources/Main.swift")
    // In the place of the compiler: fails for what does not compile.
    try services.folder.write("#!/bin/sh\necho \"$@\" >> '\(root)/builds'\n! grep -n broken services/alpha/Sources/Main.swift\n", to: "tools/swift")
    _ = try ChildProcess.run(["chmod", "+x", "\(root)/tools/swift"], environment: Environment.forChildren)
    let path = "\(root)/tools:\(Environment["PATH"] ?? "")"
    let fleet = try up(services, ["--watch"], ["PATH": path])
    try await fleet.wait(for: "\nbeta     ready")
    let before = try state(services).map { $0["pid"]?.int }

    try services.folder.write("broken line", to: "services/alpha/Sources/Main.swift")
    try await fleet.wait(for: "the build failed; what runs goes on")
    #expect(fleet.output.contains("build | 1:broken line\n"))
    #expect(try state(services).map { $0["pid"]?.int } == before)

    try services.folder.write("mended", to: "services/alpha/Sources/Main.swift")
    try await fleet.wait(for: "starting alpha anew")
    try await RunningFleet.wait(for: "alpha to be ready again") {
      fleet.errorOutput.split(separator: "\n").count { $0.contains("alpha is ready after") } == 2
    }
    let after = try state(services).map { $0["pid"]?.int }
    #expect(after[0] != before[0] && after[1] == before[1])
    fleet.process.signal(15)
    #expect(try await fleet.ending() == .exit(0))
    #expect(try String(decoding: File.read("\(root)/builds"), as: UTF8.self) == "build\nbuild\nbuild\n")
  }

  @Test func `a first build that fails is tried again at the next change`() async throws {
    guard let services = try StandIns(for: "a first build that fails is tried again") else { return }
    try services.add("alpha")
    let root = services.folder.path
    try services.folder.write("broken line", to: "services/alpha/Sources/Main.swift")
    try services.folder.write("#!/bin/sh\n! grep -n broken services/alpha/Sources/Main.swift\n", to: "tools/swift")
    _ = try ChildProcess.run(["chmod", "+x", "\(root)/tools/swift"], environment: Environment.forChildren)
    let path = "\(root)/tools:\(Environment["PATH"] ?? "")"
    let fleet = try up(services, ["--watch"], ["PATH": path])
    try await fleet.wait(for: "the build failed; waiting for a change")
    try services.folder.write("mended", to: "services/alpha/Sources/Main.swift")
    try await fleet.wait(for: "\nalpha    ready")
    fleet.process.signal(15)
    #expect(try await fleet.ending() == .exit(0))

    try services.folder.write("broken line", to: "services/alpha/Sources/Main.swift")
    let waiting = try up(services, ["--watch"], ["PATH": path])
    try await waiting.wait(for: "the build failed; waiting for a change")
    waiting.process.signal(15)
    #expect(try await waiting.ending() == .exit(2))
    #expect(waiting.errorOutput.contains("fleet: nothing was started"))
  }

  @Test(arguments: [
    (["up", "alhpa"], "fleet: there is no service 'alhpa' in ROOT; did you mean 'alpha'?\n"),
    (["up", "--wach"], "fleet: unknown option '--wach'; did you mean '--watch'?\nSee: fleet up --help\n"),
    (["up", "--timeout", "0"], "fleet: --timeout is a number from 1 to 86400, not '0'\nSee: fleet up --help\n"),
    (["pu"], "fleet: unknown command 'pu'; did you mean 'up'?\nSee: fleet --help\n"),
    (
      ["up", "--configuration", "release"],
      "fleet: alpha: not built, there is no ROOT/.build/release/alpha: run `make build`, or start with --build\n"
    ),
    (["verify"], "fleet: SERVICE is missing: the service to examine\nSee: fleet verify --help\n"),
  ])
  func `what cannot be done is said, with what to do instead`(arguments: [String], message: String) async throws {
    guard let services = try StandIns(for: "what cannot be done is said") else { return }
    try services.add("alpha")
    let fleet = try RunningFleet(arguments, in: services.folder.path)
    #expect(try await fleet.ending() == .exit(2))
    #expect(fleet.errorOutput.replacing(services.folder.path, with: "ROOT") == message)
  }

  @Test func `mistakes in descriptions and in the settings file are named with their places`() async throws {
    guard let services = try StandIns(for: "mistakes in descriptions") else { return }
    try services.add("alpha", needs: ["beta"])
    try services.add("beta", needs: ["alpha"])
    let circle = try RunningFleet(["up"], in: services.folder.path)
    #expect(try await circle.ending() == .exit(2))
    #expect(circle.errorOutput.hasPrefix("services/alpha/service.json:1:97: services need one another in a circle"), "\(circle.errorOutput)")
    try services.add("beta")
    try services.folder.write("what\n", to: ".env")
    let file = try RunningFleet(["up"], in: services.folder.path)
    #expect(try await file.ending() == .exit(2))
    #expect(file.errorOutput == ".env:1:5: expected '=' right after the key what\n")
  }
}
