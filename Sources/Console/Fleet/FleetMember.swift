import JSON

/// A process that the console watches: what it was told about it.
struct FleetMember: Sendable, Equatable {
  enum State: String, Sendable, CaseIterable { case starting, running, exited }

  var name: String
  var kind: String?
  /// As whoever started it says; `nil` for a process that nobody here started.
  var state: State?
  var process: Int?
  /// The base address of its health port, `http://127.0.0.1:9000`; `nil` while it is not known.
  var health: String?
  /// Where it serves.
  var url: String?
  var exitCode: Int?
  /// What it wrote last before it ended.
  var lastLines: [String] = []
}

extension FleetMember: JSONDecodable {
  init(from fields: inout JSONFields) {
    // A later release may say more.
    fields.ignoreUnknown()
    name = fields.string("name", length: 1...200)
    kind = fields.optionalString("kind")
    state = fields.choice("state")
    process = fields.optionalInt("pid")
    health = fields.optionalString("health")
    url = fields.optionalString("url")
    exitCode = fields.optionalInt("exitCode")
    lastLines = fields.strings("lastLines", default: [])
  }
}

/// What `fleet up` writes for the console: version 1.
struct FleetDocument: Sendable, Equatable {
  var members: [FleetMember]

  /// Throws every mistake, each with its place; a `JSONError` for what is no JSON.
  init(parsing bytes: [UInt8]) throws {
    members = try JSONFields.read(JSONValue(parsing: bytes)) { fields in
      fields.ignoreUnknown()
      _ = fields.int("version", in: 1...1)
      return fields.array("processes", count: 0...1000)
    }
  }
}
