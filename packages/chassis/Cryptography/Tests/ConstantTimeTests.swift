import Cryptography
import Testing

@Suite struct ConstantTimeTests {
  @Test func `bytes are equal if all of them are`() {
    let bytes = SecureRandom.bytes(33)
    #expect(ConstantTime.areEqual(bytes, bytes))
    #expect(ConstantTime.areEqual([], []))
    #expect(!ConstantTime.areEqual(bytes, bytes + [0]))
    for index in bytes.indices {
      var other = bytes
      other[index] ^= 1 << UInt8(index % 8)
      #expect(!ConstantTime.areEqual(bytes, other))
    }
  }

  @Test func `random bytes come in any number, and differ`() {
    for count in 0...17 { #expect(SecureRandom.bytes(count).count == count) }
    #expect(SecureRandom.bytes(32) != SecureRandom.bytes(32))
    // A value is missing from 4,096 bytes once in ten million times; six are not, ever.
    #expect(Set(SecureRandom.bytes(4096)).count > 250)
  }
}
