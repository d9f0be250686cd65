import Cryptography
import JSON
import TestSupport
import Testing

@Suite(.blocking) struct PBKDF2Tests {
  @Test func `the keys of RFC 7914 and Wycheproof come out`() throws {
    let tests = try #require(try vectors("pbkdf2-sha256-wycheproof")["tests"]?.array)
    #expect(tests.count == 14)
    for test in tests {
      let key = try test.bytes("key")
      let derived = try PBKDF2.deriveKey(
        password: test.bytes("password"), salt: test.bytes("salt"), iterations: #require(test["iterations"]?.int), length: key.count)
      #expect(derived == key, "test \(test["id"]?.int ?? 0)")
    }
  }
}
