import CommandLine
import Platform

/// The clients that this side's is compared with, written in Python and C, in an environment that is made for them on demand.
struct PythonPeers {
  /// A client of the Python package index.
  enum Name: String, CaseIterable { case asyncpg, psycopg }

  private static let script = "Sources/benchmark/Postgres/client.py"
  private static let requirements = "Sources/benchmark/Postgres/requirements.txt"
  private static let environment = ".build/benchmark/venv"

  /// Those that are there, with what each says of itself.
  let found: [(name: Name, version: String)]
  /// Why any of them is missing; `nil` where all are there.
  let missing: String?

  /// Installs them where they are not installed yet.
  init() throws {
    let outcome = try Processes().run([".ci/venv", Self.environment, Self.requirements])
    let note = String(decoding: outcome.errorOutput, as: UTF8.self).split(separator: "\n").last.map(String.init)
    found = Name.allCases.compactMap { name in
      guard let answer = try? Processes().run([Self.python, Self.script, name.rawValue, "version"]) else { return nil }
      return (name, String(decoding: answer.output, as: UTF8.self).split(separator: "\n").last.map(String.init) ?? name.rawValue)
    }
    missing = Self.missing(of: found.map(\.name), note: note)
  }

  /// - Parameter note: what was said when they were installed.
  static func missing(of found: [Name], note: String?) -> String? {
    let left = Name.allCases.filter { !found.contains($0) }
    if left.isEmpty { return nil }
    return "without \(left.map(\.rawValue).joined(separator: " and ")): \(note ?? "\(environment) lacks them; remove it"); "
      + "they need Python (on Debian: apt install python3-venv) and what \(requirements) names from its package index"
  }

  private static var python: String { "\(environment)/bin/python" }

  /// Has a client do a workload, or hold idle connections.
  static func run(_ name: Name, _ workload: String, _ cluster: PostgresCluster, _ amount: Int) throws -> ClientFigures {
    try ClientFigures(parsing: Processes().run([python, script, name.rawValue, workload, cluster.folder, "\(amount)"]).output)
  }
}
