import IO
import TLS

/// The step from a connection as it is to one over TLS (PostgreSQL's documentation, section "SSL Session Encryption").
struct Encryption: Sendable {
  enum Outcome {
    case secured(TLSTransport)
    /// The server has no TLS; the connection can be used as it is.
    case declined
    /// The server has TLS, and none came about; the connection is closed.
    case failed(PostgresError)
  }

  /// The host, as the configuration names it.
  let host: String
  let tls: PostgresTLS

  /// Asks the server for TLS, and shakes hands with it. Throws where the answer is none that it may give.
  func begin(over base: any Transport, until deadline: Deadline) async throws(PostgresError) -> Outcome {
    if try await !ask(base, deadline) { return .declined }
    let context: TLSClientContext
    do throws(PostgresError) { context = try await tls.context() } catch {
      // The library is missing, and a session without TLS will do.
      if tls.mode.takesPlain, tls.identity == nil { return .failed(error) }
      throw error
    }
    do throws(IOError) { return .secured(try await TLSTransport.connect(over: base, to: host, context, deadline: deadline)) } catch {
      switch error {
      case .timedOut, .cancelled, .closed, .noLoop: throw PostgresError(error)
      case .insecure(let reason): return .failed(PostgresError(.connectionFailed, reason, cause: error))
      case .system, .endedEarly, .tooLong, .unresolved:
        return .failed(PostgresError(.connectionFailed, "TLS with \(host): \(error)", cause: error))
      }
    }
  }

  /// The same where nothing but TLS will do.
  func secure(_ base: any Transport, until deadline: Deadline) async throws(PostgresError) -> TLSTransport {
    switch try await begin(over: base, until: deadline) {
    case .secured(let transport): return transport
    case .declined: throw PostgresError(.connectionFailed, "the server has no TLS, and nothing goes to it without (sslmode=\(tls.mode.rawValue))")
    case .failed(let error): throw error
    }
  }

  /// What a session over a transport that it has secured goes over.
  func medium(of transport: TLSTransport) -> Startup.Medium {
    .tls(endPoint: transport.serverEndPoint, isVerified: tls.verification != .nothing)
  }

  /// Asks the server whether it has TLS. Its answer is one byte, and nothing may come behind it before the handshake: what does is not the
  /// server's, and would be taken for something that came over TLS (CVE-2021-23222).
  private func ask(_ base: any Transport, _ deadline: Deadline) async throws(PostgresError) -> Bool {
    let output = OutputBuffer()
    do throws(MessageTooLong) { try output.sslRequest() } catch { throw PostgresError(error) }
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 64, alignment: 1)
    defer { buffer.deallocate() }
    let count: Int
    do throws(IOError) {
      try await base.write(output.bytes, deadline: deadline)
      count = try await base.read(into: buffer, deadline: deadline)
      if count == 0 { throw .endedEarly }
    } catch {
      throw PostgresError(error)
    }
    switch buffer[0] {
    case UInt8(ascii: "S") where count == 1: return true
    case UInt8(ascii: "N") where count == 1: return false
    case UInt8(ascii: "S"), UInt8(ascii: "N"):
      throw PostgresError(
        .protocolViolation,
        "more than the server's answer came to the request for TLS, and not over TLS: somebody may stand in between")
    case UInt8(ascii: "E"):
      // Who says it is not proven, and so it is not repeated (CVE-2024-10977).
      throw PostgresError(.connectionFailed, "the server answered the request for TLS with an error, which its log tells")
    default: throw PostgresError(MalformedMessage("the byte \(buffer[0]) as the answer to a request for TLS"))
    }
  }
}
