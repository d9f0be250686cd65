import IO
import JSON
import Platform

extension Check {
  /// What a process does with its settings before it opens anything.
  static let settings = [
    Check(name: "wrong-settings", clause: "wrong settings: exit 78, every mistake named, nothing opened") { subject in
      let wrong = try await wrongSettings(subject)
      // A process that opened something before it looked at its settings would find the ports taken, and say so instead.
      let listener = try Listener.bind(.ip("127.0.0.1", port: 0))
      defer { listener.close() }
      let port = "\(listener.address.port ?? 0)"
      var settings = wrong
      settings["HEALTH_PORT"] = port
      if subject.service.ports.contains(.http) { settings["PORT"] = port }
      let outcome = try await subject.runToEnd([], settings)
      try require(outcome.ending == .exit(78), "expected exit code 78; it \(outcome.ending.words): \(outcome.errorOutput)")
      let unnamed = wrong.keys.sorted().filter { !outcome.errorOutput.contains($0) }
      try require(unnamed.isEmpty, "standard error does not name \(unnamed.joined(separator: ", ")): \(outcome.errorOutput)")
      try require(!outcome.output.contains("listening"), "it opened ports before it found its settings wrong: \(outcome.output)")
    },
    Check(name: "check-config", clause: "--check-config: exit 0 where the settings hold, 78 where they do not") { subject in
      let good = try await subject.runToEnd(["--check-config"])
      try require(good.ending == .exit(0), "expected exit code 0 for good settings; it \(good.ending.words): \(good.errorOutput)")
      let bad = try await subject.runToEnd(["--check-config"], ["HEALTH_PORT": "none", "SHUTDOWN_TIMEOUT": "long"])
      try require(bad.ending == .exit(78), "expected exit code 78 for wrong settings; it \(bad.ending.words)")
      for key in ["HEALTH_PORT", "SHUTDOWN_TIMEOUT"] {
        try require(bad.errorOutput.contains(key), "standard error does not name \(key): \(bad.errorOutput)")
      }
    },
    Check(name: "print-env", clause: "--print-env: an .env file with every setting") { subject in
      let outcome = try await subject.runToEnd(["--print-env"])
      try require(outcome.ending == .exit(0), "expected exit code 0; it \(outcome.ending.words)")
      // What is commented out is meant to be taken as it is.
      let lines = outcome.output.split(separator: "\n", omittingEmptySubsequences: false).map { line in
        line.hasPrefix("#") && !line.hasPrefix("# ") ? line.dropFirst() : line
      }
      let file: DotEnvironment
      do {
        file = try DotEnvironment(parsing: Array(lines.joined(separator: "\n").utf8), path: "--print-env")
      } catch {
        throw CheckFailure("what it prints is no .env file: \(error)")
      }
      let missing = try await declaredSettings(subject).compactMap { $0["key"]?.string }.filter { file.values[$0] == nil }
      try require(missing.isEmpty, "it does not print \(missing.joined(separator: ", ")), which --print-env=json does")
    },
    Check(name: "settings-file", clause: "--print-env=own: what settings.json in the service's folder says") { subject in
      let outcome = try await subject.runToEnd(["--print-env=own"])
      try require(outcome.ending == .exit(0), "expected exit code 0; it \(outcome.ending.words)")
      let path = "\(subject.folder)/settings.json"
      let mend = "`\(subject.program) --print-env=own > \(path)` writes it"
      guard try File.status("\(subject.root)/\(path)") != nil else { throw CheckFailure("there is no \(path); \(mend)") }
      let committed = try File.read("\(subject.root)/\(path)")
      try require(committed == Array(outcome.output.utf8), "\(path) is not what the program prints; \(mend)")
    },
  ]

  /// The settings that the program says it has.
  private static func declaredSettings(_ subject: Subject) async throws -> [JSONValue] {
    let outcome = try await subject.runToEnd(["--print-env=json"])
    guard let settings = (try? JSONValue(parsing: outcome.output))?["settings"]?.array, !settings.isEmpty else {
      throw CheckFailure("--print-env=json prints no settings: \(outcome.output)\(outcome.errorOutput)")
    }
    return settings
  }

  /// A value that cannot hold for every setting of a kind that has such, but for the ports.
  private static func wrongSettings(_ subject: Subject) async throws -> [String: String] {
    var wrong: [String: String] = [:]
    for setting in try await declaredSettings(subject) {
      guard let key = setting["key"]?.string, let kind = setting["kind"]?.string, key != "PORT", key != "HEALTH_PORT" else { continue }
      switch kind {
      case "integer", "port": wrong[key] = "many"
      case "boolean": wrong[key] = "perhaps"
      case "duration": wrong[key] = "soon"
      case "choice": wrong[key] = "none-of-them"
      case "url": wrong[key] = "nowhere"
      case "file", "folder": wrong[key] = "/dev/null"
      default: continue
      }
    }
    try require(wrong.count >= 2, "--print-env=json names no settings that could be wrong")
    return wrong
  }
}
