import Cryptography

/// The client's side of SCRAM-SHA-256 and SCRAM-SHA-256-PLUS (RFC 5802, RFC 7677). It computes no key from the password: that takes long,
/// and belongs on a thread of its own.
struct SCRAM {
  static let mechanism = "SCRAM-SHA-256"
  /// The mechanism whose proof holds for one server's certificate alone.
  static let boundMechanism = "SCRAM-SHA-256-PLUS"
  /// The most iterations that a server may ask for: each costs this side as much as the server.
  static let iterationLimit = 1_000_000

  /// What the key is made of (RFC 5802, section 3: `Hi(password, salt, i)`).
  struct Challenge: Equatable, Sendable {
    let salt: [UInt8]
    let iterations: Int
  }

  /// What the proof says of the channel that it goes over (RFC 5802, section 6).
  enum Binding: Equatable, Sendable {
    /// This side binds it to none.
    case none
    /// This side could bind it, and the server offers no such proof. A server that did offer one refuses then: somebody took the offer away.
    case notOffered
    /// It holds for the server with this certificate alone (tls-server-end-point, RFC 5929, section 4).
    case serverEndPoint([UInt8])

    /// "gs2-header".
    var header: String {
      switch self {
      case .none: "n,,"
      case .notOffered: "y,,"
      case .serverEndPoint: "p=tls-server-end-point,,"
      }
    }

    /// "cbind-input".
    fileprivate var input: [UInt8] {
      guard case .serverEndPoint(let data) = self else { return Array(header.utf8) }
      return Array(header.utf8) + data
    }
  }

  private let nonce: String
  private let user: String
  /// Set before the first message.
  var binding = Binding.none
  private var serverFirst = ""
  private var combinedNonce = ""
  private var serverSignature: [UInt8] = []

  /// - Parameters:
  ///   - nonce: printable ASCII without a comma, never used before.
  ///   - user: a name without a comma or an equals sign. PostgreSQL takes the one of the start-up message, and looks at none here.
  init(nonce: String, user: String = "") {
    self.nonce = nonce
    self.user = user
  }

  init() { self.init(nonce: Base64.standard.encode(SecureRandom.bytes(18))) }

  /// "client-first-message".
  var clientFirst: String { "\(binding.header)\(clientFirstBare)" }

  private var clientFirstBare: String { "n=\(user),r=\(nonce)" }

  /// Takes "server-first-message".
  mutating func challenge(_ message: String) throws(MalformedMessage) -> Challenge {
    let parts = message.split(separator: ",", omittingEmptySubsequences: false)
    guard parts.count >= 3, parts[0].hasPrefix("r="), parts[1].hasPrefix("s="), parts[2].hasPrefix("i=") else {
      throw MalformedMessage("a SCRAM challenge that is none")
    }
    combinedNonce = String(parts[0].dropFirst(2))
    guard combinedNonce.hasPrefix(nonce), combinedNonce.utf8.count > nonce.utf8.count else {
      throw MalformedMessage("a SCRAM challenge with another nonce")
    }
    guard let salt = try? Base64.standard.decode(String(parts[1].dropFirst(2))), !salt.isEmpty else {
      throw MalformedMessage("a SCRAM challenge without a salt")
    }
    guard let iterations = Int(parts[2].dropFirst(2)), (1...Self.iterationLimit).contains(iterations) else {
      throw MalformedMessage("a SCRAM challenge with a number of iterations that is not 1 to \(Self.iterationLimit)")
    }
    serverFirst = message
    return Challenge(salt: salt, iterations: iterations)
  }

  /// The key that the password gives.
  static func key(password: [UInt8], _ challenge: Challenge) -> [UInt8] {
    PBKDF2.deriveKey(password: password, salt: challenge.salt, iterations: challenge.iterations, length: SHA256.digestLength)
  }

  /// "client-final-message".
  mutating func clientFinal(key: [UInt8]) -> String {
    let withoutProof = "c=\(Base64.standard.encode(binding.input)),r=\(combinedNonce)"
    let message = Array("\(clientFirstBare),\(serverFirst),\(withoutProof)".utf8)
    let clientKey = HMACSHA256(key: key).tag(of: Array("Client Key".utf8))
    let signature = HMACSHA256(key: SHA256.digest(of: clientKey)).tag(of: message)
    serverSignature = HMACSHA256(key: HMACSHA256(key: key).tag(of: Array("Server Key".utf8))).tag(of: message)
    let proof = zip(clientKey, signature).map { $0 ^ $1 }
    return "\(withoutProof),p=\(Base64.standard.encode(proof))"
  }

  /// Takes "server-final-message": whether the server knows the password too.
  func isServerGenuine(_ message: String) -> Bool {
    guard message.hasPrefix("v="), !serverSignature.isEmpty else { return false }
    let text = message.dropFirst(2).prefix { $0 != "," }
    guard let signature = try? Base64.standard.decode(String(text)) else { return false }
    return ConstantTime.areEqual(signature, serverSignature)
  }
}
