import HTTP
import IO

/// Sends requests with the chassis's client, to addresses that the policy allows.
struct ClientSender: RequestSender {
  /// Of an answer's body, how many bytes are read; one that is longer is an answer all the same.
  private static let bodyLimit = 1 << 20

  private let client: Client

  /// - Parameter policy: asked about the address that is connected to, whatever name led there.
  init(policy: AddressPolicy, on loops: EventLoops) {
    var configuration = ClientConfiguration()
    configuration.connectTimeout = .seconds(10)
    configuration.admits = policy.allows
    // A run has a policy of its own.
    configuration.retries = .never
    client = Client(on: loops, configuration: configuration)
  }

  func send(_ request: ScheduledRequest, headers: Headers) async throws(SendError) -> Answer {
    do {
      let response = try await client.send(
        ClientRequest(request.method, request.url, headers: headers, body: .bytes(request.body), timeout: request.timeout, bodyLimit: .max))
      var count = 0
      while count <= Self.bodyLimit, let bytes = try await response.body.read() { count += bytes.count }
      return Answer(status: response.status.code, retryAfter: response.retryAfter)
    } catch let error as ClientError {
      throw SendError(description: error.description, kind: error.kind.rawValue, isTransient: error.isTransient)
    } catch {
      throw SendError(description: "\(error)", kind: "cancelled", isTransient: false)
    }
  }
}
