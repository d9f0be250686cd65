import HTTP

/// The HTTP call that a schedule makes.
struct ScheduledRequest: Sendable {
  let method: Method
  let url: HTTPURL
  /// In the order written, names as written.
  let headers: Headers
  let body: [UInt8]
  let expectedStatus: ExpectedStatus
  /// For each attempt: from connecting to the last byte of the answer.
  let timeout: Duration
  let retries: RetryPolicy
}

/// The status codes that mean success.
struct ExpectedStatus: Hashable, Sendable {
  let ranges: [ClosedRange<Int>]

  static let successful = ExpectedStatus(ranges: [200...299])

  func contains(_ status: Int) -> Bool { ranges.contains { $0.contains(status) } }
}

extension ExpectedStatus: CustomStringConvertible {
  /// `2xx`, `200, 404`
  var description: String {
    ranges.map { $0.count == 100 ? "\($0.lowerBound / 100)xx" : "\($0.lowerBound)" }.joined(separator: ", ")
  }
}
