import Platform
import Synchronization

/// A client's context that is made when it is first asked for, on a thread of its own, since to read the system's authorities takes longer
/// than a loop may be blocked for; and anew when its files have changed. Sessions are resumed within one context alone.
public final class TLSClientSource: Sendable {
  private struct Made {
    let context: TLSClientContext
    let marks: [File.Status?]
  }

  private let configuration: TLSClientConfiguration
  private let verification: ServerVerification
  private let made = Mutex<Made?>(nil)

  /// A source that has read nothing yet.
  public init(_ configuration: TLSClientConfiguration, verifying verification: ServerVerification = .complete) {
    self.configuration = configuration
    self.verification = verification
  }

  /// The context for the next connection. Throws what is missing or wrong.
  public func context() async throws(TLSError) -> TLSClientContext {
    // Looked at before they are read: what changes meanwhile is read again.
    let marks = marks()
    if let context = made.withLock({ $0?.marks == marks ? $0?.context : nil }) { return context }
    let result = await withUnsafeContinuation { (continuation: UnsafeContinuation<Result<TLSClientContext, TLSError>, Never>) in
      let make: @Sendable () -> Void = { [configuration, verification] in
        do throws(TLSError) { continuation.resume(returning: .success(try TLSClientContext(configuration, verifying: verification))) } catch {
          continuation.resume(returning: .failure(error))
        }
      }
      // Without a thread it is made here, and the loop waits.
      do { try NamedThread("tls", make).detach() } catch { make() }
    }
    let new = try result.get()
    return made.withLock { made in
      // Another task may have been faster.
      if let made, made.marks == marks { return made.context }
      made = Made(context: new, marks: marks)
      return new
    }
  }

  private func marks() -> [File.Status?] {
    var files: [String] = []
    if case .file(let path) = configuration.trust { files.append(path) }
    if let identity = configuration.identity { files += [identity.certificateFile, identity.keyFile] }
    return files.map { (try? File.status($0)) ?? nil }
  }
}
