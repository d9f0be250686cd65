import ServiceDescription

/// The Swift file with the migrations of a service, so that its process needs no file.
struct SchemaSource {
  let deployable: Deployable

  var file: GeneratedFile {
    GeneratedFile(
      path: "\(deployable.folder)/Sources/Schema.swift",
      content: """
        \(GeneratedFile.swiftHeader(from: "the files in \(deployable.folder)/\(Deployable.migrationsFolder)"))\
        import Postgres

        /// The service's own schema: its name, and its migrations in order.
        enum Schema {
          static let name = "\(DatabaseAccount(of: deployable.description).name)"

          static let migrations: [Migration] = [\(migrations)]
        }

        """)
  }

  private var migrations: String {
    let elements = deployable.migrations.map { migration in
      "    Migration(\n      \(migration.number), \"\(migration.name)\",\n\(Self.literal(migration.text)))"
    }
    if elements.isEmpty { return "" }
    return "\n" + elements.joined(separator: ",\n") + (elements.count > 1 ? "," : "") + "\n  "
  }

  /// A literal of several lines. Its delimiter has one number sign more than any row of them in the text, so that nothing in the text ends it
  /// or is an escape.
  private static func literal(_ text: String) -> String {
    var lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
    while lines.last?.isEmpty == true { lines.removeLast() }
    let signs = String(repeating: "#", count: longestRow(in: text) + 1)
    return "      \(signs)\"\"\"\n" + lines.map { $0.isEmpty ? "\n" : "      \($0)\n" }.joined() + "      \"\"\"\(signs)"
  }

  private static func longestRow(in text: String) -> Int {
    var (longest, row) = (0, 0)
    for byte in text.utf8 {
      row = byte == UInt8(ascii: "#") ? row + 1 : 0
      longest = max(longest, row)
    }
    return longest
  }
}

extension Deployable {
  /// The folder of migrations, within that of the service.
  public static let migrationsFolder = "Migrations"
}

extension Monorepo {
  var schemaSources: [GeneratedFile] { deployables.filter { $0.description.database && !$0.isApp }.map { SchemaSource(deployable: $0).file } }
}
