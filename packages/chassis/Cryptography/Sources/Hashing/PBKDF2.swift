/// Keys derived from passwords, slowly on purpose: PBKDF2 with HMAC-SHA256 (RFC 8018, section 5.2).
public enum PBKDF2 {
  /// Returns `length` bytes derived from the password. It blocks for all its iterations: do not call it on an event loop.
  ///
  /// - Parameters:
  ///   - iterations: The number of iterations, at least 1; OWASP recommends 600,000 for passwords.
  ///   - length: The number of bytes, at least 1.
  public static func deriveKey(password: [UInt8], salt: [UInt8], iterations: Int, length: Int) -> [UInt8] {
    precondition(iterations > 0 && length > 0, "a key takes at least one iteration and one byte")
    precondition(length <= 32 * Int(UInt32.max), "PBKDF2 ends at 2^32 - 1 blocks")
    let function = HMACSHA256(key: password)
    var key: [UInt8] = []
    key.reserveCapacity(length + SHA256.digestLength)
    var number: UInt32 = 1
    while key.count < length {
      key += block(number, function, salt, iterations)
      number += 1
    }
    return Array(key.prefix(length))
  }

  /// Returns the exclusive or of a chain of tags, each of the one before; the first is of the salt and the block's number.
  private static func block(_ number: UInt32, _ function: HMACSHA256, _ salt: [UInt8], _ iterations: Int) -> [UInt8] {
    var state = function.state(of: salt + withUnsafeBytes(of: number.bigEndian) { Array($0) })
    var sum = state
    for _ in 1..<max(iterations, 1) {
      state = function.tag(of: state)
      sum.combine(state)
    }
    return sum.bytes
  }
}
