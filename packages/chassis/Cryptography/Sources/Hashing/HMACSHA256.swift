/// Message authentication with SHA-256 and a key (RFC 2104).
///
/// ```swift
/// let signature = HMACSHA256(key: secret)
/// let tag = signature.tag(of: body)
/// guard signature.isValid(received, for: body) else { … }
/// ```
public struct HMACSHA256: Sendable {
  /// What the key alone leaves of the inner and of the outer hash.
  private let inner: SHA256State
  private let outer: SHA256State

  /// - Parameter key: of any length; one longer than 64 bytes is hashed first.
  public init(key: [UInt8]) {
    var block = key.count > SHA256.blockLength ? SHA256.digest(of: key) : key
    block += [UInt8](repeating: 0, count: SHA256.blockLength - block.count)
    inner = Self.state(after: block.map { $0 ^ 0x36 })
    outer = Self.state(after: block.map { $0 ^ 0x5C })
  }

  /// The 32 bytes that only someone with the key can find for the message.
  public func tag(of message: [UInt8]) -> [UInt8] { state(of: message).bytes }

  /// Whether `tag` is all 32 bytes of the message's tag; how long that takes does not tell where they differ.
  public func isValid(_ tag: [UInt8], for message: [UInt8]) -> Bool { ConstantTime.areEqual(tag, self.tag(of: message)) }

  /// A message's tag, before it is made an array of bytes.
  func state(of message: [UInt8]) -> SHA256State {
    var hash = SHA256(after: inner)
    hash.update(message)
    return Self.digest(of: hash.finished(), after: outer)
  }

  /// The tag of a tag.
  func tag(of state: SHA256State) -> SHA256State { Self.digest(of: Self.digest(of: state, after: inner), after: outer) }

  /// A digest as the one and last block after the key's: 32 bytes, the end mark, and the length of 96 bytes in bits.
  private static func digest(of state: SHA256State, after first: SHA256State) -> SHA256State {
    withUnsafeTemporaryAllocation(byteCount: SHA256.blockLength, alignment: 8) { block in
      block.initializeMemory(as: UInt8.self, repeating: 0)
      state.write(to: block)
      block[32] = 0x80
      block[62] = 0x03
      var result = first
      result.compress(UnsafeRawPointer(block.baseAddress!), blocks: 1)
      return result
    }
  }

  private static func state(after block: [UInt8]) -> SHA256State {
    var state = SHA256State.initial
    block.withUnsafeBytes { state.compress($0.baseAddress!, blocks: 1) }
    return state
  }
}
