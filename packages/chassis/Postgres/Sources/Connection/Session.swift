import Cryptography
import IO
import Platform

/// A session that has just begun.
struct Session {
  let channel: Channel
  let cancellation: Cancellation
  let parameters: [String: String]
  let status: TransactionStatus

  /// Begins a session over a transport, and closes that where it does not come about.
  /// - Parameters:
  ///   - address: where a CancelRequest is to be sent.
  ///   - encryption: what secured the transport, and is to secure that request.
  static func begin(
    over transport: any Transport, _ medium: Startup.Medium, to address: SocketAddress, _ encryption: Encryption?, password: String?,
    _ configuration: PostgresConfiguration, deadline: Deadline
  ) async throws(PostgresError) -> Session {
    let channel = Channel(transport, messageLimit: configuration.messageLimit)
    do throws(PostgresError) {
      do throws(MessageTooLong) { try channel.output.startup(parameters(configuration)) } catch { throw PostgresError(error) }
      var startup = Startup(password: password, medium, configuration.tls.channelBinding)
      let status = try await finish(&startup, channel, password ?? "", deadline)
      if let encoding = startup.parameters["client_encoding"], encoding != "UTF8" {
        throw PostgresError(.invalid, "the session's client_encoding is \(encoding), and this client speaks UTF8 alone")
      }
      if startup.parameters["integer_datetimes"] == "off" {
        throw PostgresError(.invalid, "the server counts time in floating-point numbers (integer_datetimes), which this client does not read")
      }
      let cancellation = Cancellation(address: address, encryption: encryption, process: startup.process, key: startup.cancelKey)
      return Session(channel: channel, cancellation: cancellation, parameters: startup.parameters, status: status)
    } catch {
      channel.close()
      throw error
    }
  }

  private static func parameters(_ configuration: PostgresConfiguration) -> [(name: String, value: String)] {
    var parameters = [("user", configuration.user), ("database", configuration.database), ("client_encoding", "UTF8")]
    if let name = configuration.applicationName { parameters.append(("application_name", name)) }
    if let options = configuration.options { parameters.append(("options", options)) }
    return parameters
  }

  private static func finish(
    _ startup: inout Startup, _ channel: Channel, _ password: String, _ deadline: Deadline
  ) async throws(PostgresError) -> TransactionStatus {
    while true {
      try await channel.flush(until: deadline)
      guard let message = try channel.next() else {
        try await channel.receive(until: deadline)
        continue
      }
      var answer: [UInt8]?
      switch try startup.take(message) {
      case .nothing: break
      case .answer(let bytes): answer = bytes
      case .deriveKey(let challenge): answer = startup.take(key: try await key(Array(password.utf8), challenge))
      case .begin(let status): return status
      }
      if let answer {
        do throws(MessageTooLong) { try channel.output.password(answer) } catch { throw PostgresError(error) }
      }
    }
  }

  /// Derives the key on a thread of its own, since that takes milliseconds.
  private static func key(_ password: [UInt8], _ challenge: SCRAM.Challenge) async throws(PostgresError) -> [UInt8] {
    let key: [UInt8]? = await withUnsafeContinuation { continuation in
      do {
        try Threads.background { continuation.resume(returning: SCRAM.key(password: password, challenge)) }
      } catch {
        continuation.resume(returning: nil)
      }
    }
    guard let key else { throw PostgresError(.connectionFailed, "the system has no thread to derive the password's key on") }
    return key
  }
}
