import Cryptography
import Testing

@testable import Postgres

@Suite struct SCRAMTests {
  private let serverFirst = "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096"

  @Test func `the example of RFC 7677`() throws {
    var scram = SCRAM(nonce: "rOprNGfwEbeRWgbNEkqO", user: "user")
    #expect(scram.clientFirst == "n,,n=user,r=rOprNGfwEbeRWgbNEkqO")
    let challenge = try scram.challenge(serverFirst)
    #expect(challenge.iterations == 4096)
    let final = scram.clientFinal(key: SCRAM.key(password: Array("pencil".utf8), challenge))
    #expect(
      final
        == "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=")
    #expect(scram.isServerGenuine("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="))
    #expect(!scram.isServerGenuine("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G5="))
    #expect(!scram.isServerGenuine("e=other-error"))
  }

  @Test(arguments: [
    (SCRAM.Binding.none, "n,,", "biws"), (.notOffered, "y,,", "eSws"),
    (.serverEndPoint([1, 2, 3]), "p=tls-server-end-point,,", "cD10bHMtc2VydmVyLWVuZC1wb2ludCwsAQID"),
  ])
  func `the proof says what it is bound to`(binding: SCRAM.Binding, header: String, input: String) throws {
    var scram = SCRAM(nonce: "abc")
    scram.binding = binding
    #expect(scram.clientFirst == "\(header)n=,r=abc")
    _ = try scram.challenge("r=abcd,s=W22Z,i=1")
    let bound = scram.clientFinal(key: [1])
    #expect(bound.hasPrefix("c=\(input),r=abcd,p="))
    // The proof covers it.
    var other = SCRAM(nonce: "abc")
    _ = try other.challenge("r=abcd,s=W22Z,i=1")
    let proofs = [bound, other.clientFinal(key: [1])].map { $0.split(separator: ",").last }
    #expect((proofs[0] == proofs[1]) == (binding == .none))
  }

  @Test(arguments: [
    "", "r=other,s=W22Z,i=4096", "r=abc,s=W22Z,i=4096", "r=abcd,s=,i=4096", "r=abcd,s=%,i=4096", "r=abcd,s=W22Z,i=0", "r=abcd,s=W22Z,i=1000001",
    "r=abcd,s=W22Z", "m=x,r=abcd,s=W22Z,i=4096",
  ])
  func `a challenge that is none is refused`(message: String) {
    var scram = SCRAM(nonce: "abc")
    #expect(throws: MalformedMessage.self) { try scram.challenge(message) }
  }

  @Test func `a nonce is never used twice`() { #expect(SCRAM().clientFirst != SCRAM().clientFirst) }
}
