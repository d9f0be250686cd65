import IO
import TLS

/// The client's side of TLS, set up when the first request needs it.
final class ClientSecurity: Sendable {
  private let source: TLSClientSource

  init(_ configuration: TLSClientConfiguration) {
    var configuration = configuration
    configuration.protocols = ["http/1.1"]
    source = TLSClientSource(configuration)
  }

  /// Makes a connection secure, whose server has to be the URL's host. On the loop. Throws what `TLSTransport.connect` does; the base is
  /// closed then.
  func secure(_ base: any Transport, to host: String, deadline: Deadline) async throws(IOError) -> any Transport {
    let context: TLSClientContext
    do throws(TLSError) { context = try await source.context() } catch {
      base.close()
      throw .insecure(error.description)
    }
    return try await TLSTransport.connect(over: base, to: host, context, deadline: deadline)
  }
}
