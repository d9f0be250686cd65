import JSON

/// Report of a process on itself at `/readyz?verbose`.
struct HealthReport: Sendable, Equatable {
  struct Check: Sendable, Equatable {
    var name: String
    var isOK: Bool
    var message: String?
    var seconds: Double?
  }

  var status: String
  var version: String?
  var uptimeSeconds: Double?
  var checks: [Check]

  static let states = ["ready", "starting", "draining", "failing"]

  init(parsing bytes: [UInt8]) throws {
    self = try JSONFields.read(JSONValue(parsing: bytes)) { fields in
      fields.ignoreUnknown()
      return HealthReport(
        status: fields.string("status"), version: fields.optionalString("version"), uptimeSeconds: fields.optionalDouble("uptimeSeconds"),
        checks: fields.array("checks", default: [], count: 0...1000) { check in
          check.ignoreUnknown()
          return Check(
            name: check.string("name"), isOK: check.bool("ok"), message: check.optionalString("message"),
            seconds: check.optionalDouble("durationSeconds"))
        })
    }
  }

  init(status: String, version: String? = nil, uptimeSeconds: Double? = nil, checks: [Check] = []) {
    self.status = status
    self.version = version
    self.uptimeSeconds = uptimeSeconds
    self.checks = checks
  }
}
