import Testing

@testable import Postgres

@Suite struct StartupTests {
  private static let plain = "SCRAM-SHA-256"
  private static let bound = "SCRAM-SHA-256-PLUS"
  private static let verified = Startup.Medium.tls(endPoint: [1, 2, 3], isVerified: true)
  private static let unverified = Startup.Medium.tls(endPoint: [1, 2, 3], isVerified: false)
  private static let withoutHash = Startup.Medium.tls(endPoint: nil, isVerified: true)

  /// The answer to a request for authentication, without its bytes that are no text; else the error's message.
  private func answer(_ medium: Startup.Medium, _ binding: PostgresTLS.ChannelBinding, _ request: [UInt8]) -> String {
    var startup = Startup(password: "pencil", medium, binding, scram: SCRAM(nonce: "abc"))
    do {
      let action = try request.withUnsafeBytes { try startup.take(ServerMessage(kind: .authentication, body: $0)) }
      guard case .answer(let bytes) = action else { return "\(action)" }
      return String(decoding: bytes.filter { $0 > 0x1F }, as: UTF8.self)
    } catch {
      return (error as? PostgresError)?.message ?? "\(error)"
    }
  }

  @Test(
    arguments: [
      (.unixSocket, .prefer, [plain], "SCRAM-SHA-256n,,n=,r=abc"), (.plain, .prefer, [plain], "SCRAM-SHA-256n,,n=,r=abc"),
      (.plain, .disable, [plain], "SCRAM-SHA-256n,,n=,r=abc"),
      (verified, .prefer, [bound, plain], "SCRAM-SHA-256-PLUS p=tls-server-end-point,,n=,r=abc"),
      (unverified, .require, [bound, plain], "SCRAM-SHA-256-PLUS p=tls-server-end-point,,n=,r=abc"),
      (verified, .prefer, [bound], "SCRAM-SHA-256-PLUS p=tls-server-end-point,,n=,r=abc"), (verified, .prefer, [plain], "SCRAM-SHA-256y,,n=,r=abc"),
      (withoutHash, .prefer, [plain], "SCRAM-SHA-256y,,n=,r=abc"), (verified, .disable, [bound, plain], "SCRAM-SHA-256n,,n=,r=abc"),
      (withoutHash, .disable, [bound, plain], "SCRAM-SHA-256n,,n=,r=abc"),
    ] as [(Startup.Medium, PostgresTLS.ChannelBinding, [String], String)])
  func `a proof is bound where both sides can, and says so where only one can`(
    medium: Startup.Medium, binding: PostgresTLS.ChannelBinding, offered: [String], expected: String
  ) { #expect(answer(medium, binding, request(offered)) == expected) }

  @Test(
    arguments: [
      (.plain, .prefer, [bound, plain], "taken TLS away"), (.plain, .require, [plain], "needs TLS"), (.unixSocket, .require, [plain], "needs TLS"),
      (verified, .require, [plain], "does not offer it"), (verified, .disable, [bound], "and this client SCRAM-SHA-256"),
      (withoutHash, .prefer, [bound, plain], "Ed25519"), (withoutHash, .require, [bound, plain], "Ed25519"),
    ] as [(Startup.Medium, PostgresTLS.ChannelBinding, [String], String)])
  func `a binding that cannot be is no session`(
    medium: Startup.Medium, binding: PostgresTLS.ChannelBinding, offered: [String], part: String
  ) {
    let answer = answer(medium, binding, request(offered))
    #expect(answer.contains(part), "\(answer)")
  }

  private func request(_ mechanisms: [String]) -> [UInt8] { Scripted.number(Int32(10)) + mechanisms.flatMap { Scripted.text($0) } + [0] }

  @Test(
    arguments: [
      (.unixSocket, .prefer, 3, "pencil"), (verified, .prefer, 3, "pencil"), (.plain, .prefer, 3, "TLS or a Unix socket"),
      (unverified, .prefer, 3, "nobody has verified"), (verified, .require, 3, "asks for the password as it is"),
      (verified, .require, 0, "asks for no proof"), (verified, .prefer, 0, "nothing"), (.plain, .disable, 0, "nothing"),
    ] as [(Startup.Medium, PostgresTLS.ChannelBinding, Int32, String)])
  func `a password is sent as it is only to a server that is known, and a binding that is required is not done without`(
    medium: Startup.Medium, binding: PostgresTLS.ChannelBinding, request: Int32, part: String
  ) {
    let answer = answer(medium, binding, Scripted.number(request))
    #expect(answer.contains(part), "\(answer)")
  }
}
