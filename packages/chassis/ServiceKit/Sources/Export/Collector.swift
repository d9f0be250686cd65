import HTTP
import Telemetry

/// An OpenTelemetry collector that receives traces as OTLP over HTTP in JSON.
struct Collector: Sendable {
  /// The largest part of a response that is read, in bytes: it holds the reason for a refusal.
  private static let answerLimit = 64 * 1024

  private let client: Client
  private let url: HTTPURL
  private let headers: Headers
  private let timeout: Duration

  /// Creates a collector's client.
  ///
  /// - Parameters:
  ///   - headers: Header fields beside `content-type` and `user-agent`.
  ///   - timeout: The time for one document, from the search for a connection to the end of the response.
  init(_ client: Client, at url: HTTPURL, headers: [(name: String, value: String)], timeout: Duration) {
    self.client = client
    self.url = url
    self.timeout = timeout
    var fields: Headers = ["content-type": "application/json", "user-agent": "bulkhead-otlp"]
    for header in headers { fields[header.name] = header.value }
    self.headers = fields
  }

  /// Sends one document. Throws `CancellationError`, and `ClientError` where another attempt may succeed.
  @Sendable func send(_ document: [UInt8]) async throws -> ExportAnswer {
    let request = ClientRequest(.post, url, headers: headers, body: .bytes(document), timeout: timeout)
    do {
      // Requests to the collector belong to no trace.
      let response = try await TraceContext.$current.withValue(nil) { try await client.send(request) }
      let body = (try? await response.body.collect(upTo: Self.answerLimit)) ?? []
      return ExportAnswer(status: response.status, retryAfter: response.headers["retry-after"], body: body)
    } catch let error as ClientError where !error.isTransient {
      return .refused(reason: "\(error)")
    }
  }
}
