import HTTP

/// Question to one process: what it says of its checks, whether its loops turn, what it has counted.
struct FleetProbe: Sendable {
  let client: Client

  /// Time for all answers of one process together: less than it takes to look at all of them again.
  var timeout = Duration.milliseconds(900)

  private static let reportLimit = 256 << 10
  private static let metricsLimit = 4 << 20

  /// Asks the process, and always answers within the time limit.
  func look(_ member: FleetMember) async -> ProcessLook {
    guard let health = member.health else { return ProcessLook(answer: .none("It has no address.")) }
    async let metrics = try? get("\(health)/metrics", accept: "text/plain", limit: Self.metricsLimit)
    async let live = try? get("\(health)/livez", accept: "text/plain", limit: 64 << 10)
    let answer: ProcessStatus.Answer
    do {
      // 503 carries the report as well: of what does not hold.
      let (code, body) = try await get("\(health)/readyz?verbose", accept: "application/json", limit: Self.reportLimit)
      let isLive = await live.map { $0.0 == 200 } ?? false
      if code == 200 || code == 503 {
        answer = .report(try HealthReport(parsing: body), isLive: isLive)
      } else {
        answer = .none("\(health)/readyz answers \(code); is this its health port?")
      }
    } catch {
      answer = .none("\(health) does not answer: \((error as? ClientError)?.detail ?? "\(error)")")
    }
    let sample = await metrics.flatMap { $0.0 == 200 ? MetricsSample(parsing: String(decoding: $0.1, as: UTF8.self)) : nil }
    return ProcessLook(answer: answer, sample: sample)
  }

  private func get(_ url: String, accept: String, limit: Int) async throws -> (status: Int, body: [UInt8]) {
    var request = try ClientRequest(.get, url, headers: ["accept": accept], timeout: timeout, bodyLimit: limit)
    // That a process is not ready is an answer, and the next look comes soon.
    request.attempts = 1
    let response = try await client.send(request)
    return (Int(response.status.code), try await response.body.collect(upTo: limit))
  }
}
