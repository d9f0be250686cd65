import HTTP
import IO
import Telemetry

/// Sends requests with the house's client, each over a connection of its own, to addresses that the policy allows.
struct ClientSender: RequestSender {
  /// Of an answer's body, how many bytes are read; one that is longer is an answer all the same.
  private static let bodyLimit = 1 << 20

  private let client: Client

  /// - Parameters:
  ///   - policy: asked about the address that is connected to, whatever name led there.
  ///   - maximumRuns: how many requests there may be at the same time.
  init(policy: AddressPolicy, maximumRuns: Int, on loops: EventLoops, metrics: Metrics, tracer: Tracer) {
    var configuration = ClientConfiguration()
    configuration.connectTimeout = .seconds(10)
    configuration.connectionsPerHost = maximumRuns
    // Calls are far apart: a connection that was kept would mostly be found closed, when it is too late to know what was received.
    configuration.idleConnections = 0
    // What is made again, and when, is for the schedule to say.
    configuration.retries = .never
    configuration.admits = policy.allows
    client = Client(on: loops, configuration: configuration, metrics: metrics, tracer: tracer)
  }

  func send(_ request: ScheduledRequest, headers: Headers) async throws(SendError) -> Answer {
    do {
      let response = try await client.send(
        ClientRequest(request.method, request.url, headers: headers, body: .bytes(request.body), timeout: request.timeout, bodyLimit: .max))
      var count = 0
      while count <= Self.bodyLimit, let bytes = try await response.body.read() { count += bytes.count }
      return Answer(status: response.status.code, retryAfter: response.retryAfter)
    } catch let error as ClientError {
      let advice = error.kind == .addressRefused ? "; ALLOWED_ADDRESSES names the private addresses that may be called" : ""
      throw SendError(description: error.description + advice, isTransient: error.isTransient)
    } catch {
      throw SendError(description: "\(error)", isTransient: false)
    }
  }
}
