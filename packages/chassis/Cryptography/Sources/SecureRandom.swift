/// Randomness from the system, fit for keys and tokens.
public enum SecureRandom {
  /// Returns `count` bytes from the system's generator.
  public static func bytes(_ count: Int) -> [UInt8] {
    var system = SystemRandomNumberGenerator()
    return [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      var index = 0
      while index < count {
        withUnsafeBytes(of: system.next()) { word in
          for byte in word.prefix(count - index) {
            buffer[index] = byte
            index += 1
          }
        }
      }
      initialized = count
    }
  }
}
