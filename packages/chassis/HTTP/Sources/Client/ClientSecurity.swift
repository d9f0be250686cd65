import IO
import Platform
import Synchronization
import TLS

/// The client's side of TLS, set up when the first request needs it: to read the system's authorities takes longer than a loop may be
/// blocked for.
final class ClientSecurity: Sendable {
  private let configuration: TLSClientConfiguration
  private let context = Mutex<TLSClientContext?>(nil)

  init(_ configuration: TLSClientConfiguration) {
    var configuration = configuration
    configuration.protocols = ["http/1.1"]
    self.configuration = configuration
  }

  /// Makes a connection secure, whose server has to be the URL's host. On the loop. Throws what `TLSTransport.connect` does; the base is
  /// closed then.
  func secure(_ base: any Transport, to host: String, deadline: Deadline) async throws(IOError) -> any Transport {
    let context: TLSClientContext
    do throws(TLSError) { context = try await madeContext() } catch {
      base.close()
      throw .insecure(error.description)
    }
    return try await TLSTransport.connect(over: base, to: host, context, deadline: deadline)
  }

  private func madeContext() async throws(TLSError) -> TLSClientContext {
    if let made = context.withLock({ $0 }) { return made }
    let result = await withUnsafeContinuation { (continuation: UnsafeContinuation<Result<TLSClientContext, TLSError>, Never>) in
      let make: @Sendable () -> Void = { [configuration] in
        do throws(TLSError) { continuation.resume(returning: .success(try TLSClientContext(configuration))) } catch {
          continuation.resume(returning: .failure(error))
        }
      }
      // Without a thread it is made here, and the loop waits.
      do { try NamedThread("tls", make).detach() } catch { make() }
    }
    let new = try result.get()
    // Another request may have been faster; sessions are resumed within one context alone.
    return context.withLock { context in
      let kept = context ?? new
      context = kept
      return kept
    }
  }
}
