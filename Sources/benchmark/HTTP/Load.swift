import CommandLine
import Platform

/// `wrk` from one side, with a script that sends a scenario's bytes as they are and prints figures that a program can read.
struct Load {
  struct Figures {
    /// Answered, at least one.
    let requests: Double
    let requestsPerSecond: Double
    /// In microseconds, of the time from request to answer.
    let median: Double
    let percentile99: Double
    /// Connections refused or broken, answers that never came, and statuses of 400 and above.
    let errors: Int
  }

  static let program = "wrk"

  /// Throws where it is not installed.
  static func find() throws {
    if !Processes().exists(program) { throw Failure("wrk is not installed; on Debian: apt install wrk") }
  }

  private let processes = Processes()
  /// The folder for scripts and requests.
  let scratch: String

  init(scratch: String) { self.scratch = scratch }

  /// - Parameters:
  ///   - isSecure: whether the server speaks TLS, whose certificate is not verified.
  ///   - command: what leaves the load its processors.
  func run(_ scenario: Scenario, port: UInt16, isSecure: Bool = false, seconds: Int, under command: [String]) throws -> Figures {
    let request = "\(scratch)/\(scenario.name).request"
    let script = "\(scratch)/\(scenario.name).lua"
    try File.write([[UInt8]](repeating: scenario.request, count: scenario.depth).flatMap { $0 }, to: request)
    try File.write(Array(Self.script(reading: request).utf8), to: script)
    let outcome = try processes.run(
      command + [
        Self.program, "-t1", "-c\(scenario.connections)", "-d\(seconds)s", "--timeout", "10s", "-s", script,
        "\(isSecure ? "https" : "http")://127.0.0.1:\(port)/",
      ])
    let text = String(decoding: outcome.output, as: UTF8.self)
    guard let line = text.split(separator: "\n").first(where: { $0.hasPrefix("figures ") }) else {
      throw Failure("wrk printed no figures:\n\(text)")
    }
    let numbers = line.split(separator: " ").dropFirst().compactMap { Double($0) }
    guard numbers.count == 5, numbers[1] > 0 else { throw Failure("wrk's figures are not understood: \(line)") }
    if numbers[0] == 0 { throw Failure("\(scenario.name): not one request was answered within \(seconds) s") }
    return Figures(
      requests: numbers[0], requestsPerSecond: numbers[0] / numbers[1] * 1e6, median: numbers[2], percentile99: numbers[3],
      errors: Int(numbers[4]))
  }

  private static func script(reading request: String) -> String {
    """
    local file = io.open("\(request)", "rb")
    local bytes = file:read("*a")
    file:close()
    request = function() return bytes end
    done = function(summary, latency, requests)
      local e = summary.errors
      print(string.format("figures %d %d %f %f %d", summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
        e.connect + e.read + e.write + e.status + e.timeout))
    end

    """
  }
}
