/// The start of a session, from the answer to the start-up message to the first ReadyForQuery (PostgreSQL's documentation, section
/// "Start-up"). It reads and writes nothing.
struct Startup {
  /// What is to be done after a message.
  enum Action: Equatable {
    case nothing
    /// Send these bytes as a password message.
    case answer([UInt8])
    /// Derive the key of the password, and give it to `take(key:)`.
    case deriveKey(SCRAM.Challenge)
    /// The session has begun.
    case begin(TransactionStatus)
  }

  /// What a session goes over, as far as the proof of a password depends on it.
  enum Medium: Equatable, Sendable {
    /// No network.
    case unixSocket
    case plain
    /// Data that bind to the server's certificate, `nil` where it has none, and whether the certificate was verified.
    case tls(endPoint: [UInt8]?, isVerified: Bool)
  }

  private enum Stage { case authentication, challenge, key, proof, verified, authenticated }

  /// The number of the server's process.
  private(set) var process: Int32 = 0
  /// The key of the session for CancelRequest.
  private(set) var cancelKey: [UInt8] = []
  /// Parameters that the server reports.
  private(set) var parameters: [String: String] = [:]

  private let password: String?
  private let medium: Medium
  private let channelBinding: PostgresTLS.ChannelBinding
  private var stage = Stage.authentication
  private var scram: SCRAM

  init(password: String?, _ medium: Medium, _ channelBinding: PostgresTLS.ChannelBinding, scram: SCRAM = SCRAM()) {
    self.password = password
    self.medium = medium
    self.channelBinding = channelBinding
    self.scram = scram
  }

  /// Takes a message. Throws the server's error, `invalid` where this side does not do what the server asks for, and `protocolViolation`
  /// for what may not come now.
  mutating func take(_ message: ServerMessage) throws(PostgresError) -> Action {
    do {
      return try action(message)
    } catch let error as PostgresError {
      throw error
    } catch let error as MalformedMessage {
      throw PostgresError(error)
    } catch {
      fatalError("nothing else is thrown: \(error)")
    }
  }

  /// Takes the key, and returns the message that proves it.
  mutating func take(key: [UInt8]) -> [UInt8] {
    precondition(stage == .key, "a key that nobody asked for")
    stage = .proof
    return Array(scram.clientFinal(key: key).utf8)
  }

  private mutating func action(_ message: ServerMessage) throws -> Action {
    var reader = MessageReader(message.body)
    switch message.kind {
    case .error: throw PostgresError(try ServerReport(message.body)).with(kind: .connectionFailed)
    case .notice, .negotiateVersion: return .nothing
    case .authentication where stage != .authenticated: return try authenticate(&reader)
    case .parameterStatus:
      parameters[try reader.text()] = try reader.text()
      return .nothing
    case .backendKey where stage == .authenticated:
      process = try reader.integer(Int32.self)
      cancelKey = Array(try reader.bytes(reader.count))
      return .nothing
    case .readyForQuery where stage == .authenticated:
      guard let status = TransactionStatus(rawValue: try reader.byte()) else { throw MalformedMessage("an unknown transaction status") }
      return .begin(status)
    default: throw MalformedMessage("a message \(message.kind) before the session has begun")
    }
  }

  private mutating func authenticate(_ reader: inout MessageReader) throws -> Action {
    let request = try reader.integer(Int32.self)
    if channelBinding == .require, request == 0 || request == 3, stage != .verified {
      throw PostgresError(
        .connectionFailed, "channel_binding=require, and the server \(request == 0 ? "asks for no proof" : "asks for the password as it is")")
    }
    switch (request, stage) {
    case (0, .authentication), (0, .verified):
      stage = .authenticated
      return .nothing
    case (3, .authentication):
      try checkPrivacy()
      return .answer(Array(try given().utf8) + [0])
    case (5, .authentication):
      throw PostgresError(
        .invalid, "the server asks for an md5 password, which is not safe; set password_encryption and pg_hba.conf to scram-sha-256")
    case (10, .authentication): return try begin(&reader)
    case (11, .challenge):
      stage = .key
      return .deriveKey(try scram.challenge(text(&reader)))
    case (12, .proof):
      guard scram.isServerGenuine(try text(&reader)) else {
        throw PostgresError(.connectionFailed, "the server does not know the password: it is not the one it should be")
      }
      stage = .verified
      return .nothing
    default: throw Self.refusal(request)
    }
  }

  /// Chooses the mechanism and begins it.
  private mutating func begin(_ reader: inout MessageReader) throws -> Action {
    var offered: [String] = []
    while true {
      let name = try reader.text()
      if name.isEmpty { break }
      offered.append(name)
    }
    scram.binding = try binding(offered.contains(SCRAM.boundMechanism))
    let mechanism = if case .serverEndPoint = scram.binding { SCRAM.boundMechanism } else { SCRAM.mechanism }
    guard offered.contains(mechanism) else {
      throw PostgresError(.invalid, "the server offers \(offered.joined(separator: ", ")), and this client \(mechanism)")
    }
    _ = try given()
    stage = .challenge
    let first = Array(scram.clientFirst.utf8)
    let length = withUnsafeBytes(of: UInt32(first.count).bigEndian) { Array($0) }
    return .answer(Array(mechanism.utf8) + [0] + length + first)
  }

  /// What the proof is bound to.
  /// - Parameter isOffered: whether the server takes a proof that is bound to its certificate.
  private func binding(_ isOffered: Bool) throws(PostgresError) -> SCRAM.Binding {
    guard case .tls(let endPoint, _) = medium else {
      if channelBinding == .require { throw PostgresError(.connectionFailed, "channel_binding=require needs TLS, and the session has none") }
      // No server offers it without TLS: it sees some, and this side sees none.
      if isOffered { throw PostgresError(.connectionFailed, "somebody in between has taken TLS away: the server offers \(SCRAM.boundMechanism)") }
      return .none
    }
    switch (channelBinding, isOffered) {
    case (.disable, _): return .none
    case (.require, false): throw PostgresError(.connectionFailed, "channel_binding=require, and the server does not offer it")
    case (.prefer, false): return .notOffered
    case (.require, true), (.prefer, true):
      if let endPoint { return .serverEndPoint(endPoint) }
      throw PostgresError(
        .invalid,
        "the signature of the server's certificate has no hash of its own (Ed25519), for which no channel binding is defined; have another "
          + "certificate, or set channel_binding=disable")
    }
  }

  /// Throws where somebody could read a password that is sent as it is.
  private func checkPrivacy() throws(PostgresError) {
    switch medium {
    case .unixSocket, .tls(_, isVerified: true): return
    case .plain:
      throw PostgresError(
        .invalid, "the server asks for the password as it is, which is sent over TLS or a Unix socket alone; set it to scram-sha-256")
    case .tls(_, isVerified: false):
      throw PostgresError(
        .invalid,
        "the server asks for the password as it is, and nobody has verified who it is; use sslmode=verify-full, or set it to scram-sha-256")
    }
  }

  private func given() throws -> String {
    guard let password else {
      throw PostgresError(.invalid, "the server asks for a password, and none is given; put it into the URL, PGPASSWORD or a .pgpass file")
    }
    return password
  }

  private func text(_ reader: inout MessageReader) throws -> String {
    String(decoding: try reader.bytes(reader.count), as: UTF8.self)
  }

  private static func refusal(_ request: Int32) -> any Error {
    let methods: [Int32: String] = [2: "Kerberos 5", 7: "GSSAPI", 9: "SSPI"]
    guard let method = methods[request] else { return MalformedMessage("a request for authentication, \(request), that may not come now") }
    return PostgresError(.invalid, "the server asks for authentication by \(method), which this client does not have; use scram-sha-256")
  }
}
