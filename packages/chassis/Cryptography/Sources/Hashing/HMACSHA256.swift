/// Message authentication with SHA-256 and a key (RFC 2104).
///
/// ```swift
/// let signature = HMACSHA256(key: secret)
/// let tag = signature.tag(of: body)
/// guard signature.isValid(received, for: body) else { … }
/// ```
public struct HMACSHA256: Sendable {
  /// The states of the inner and the outer hash after the key's block.
  private let inner: SHA256State
  private let outer: SHA256State

  /// Creates the function for a key.
  ///
  /// - Parameter key: Bytes of any number; more than 64 are hashed first (RFC 2104, section 2).
  public init(key: [UInt8]) {
    var block = key.count > SHA256.blockLength ? SHA256.digest(of: key) : key
    block += [UInt8](repeating: 0, count: SHA256.blockLength - block.count)
    inner = Self.state(after: block.map { $0 ^ 0x36 })
    outer = Self.state(after: block.map { $0 ^ 0x5C })
  }

  /// Returns the tag of the message, 32 bytes, which cannot be found without the key.
  public func tag(of message: [UInt8]) -> [UInt8] { state(of: message).bytes }

  /// Returns whether `tag` is the message's tag in its full 32 bytes. The time it takes does not reveal where they differ.
  public func isValid(_ tag: [UInt8], for message: [UInt8]) -> Bool { ConstantTime.areEqual(tag, self.tag(of: message)) }

  /// Returns a message's tag as a hash state, not yet written as bytes.
  func state(of message: [UInt8]) -> SHA256State {
    var hash = SHA256(after: inner)
    hash.update(message)
    return Self.digest(of: hash.finished(), after: outer)
  }

  /// Returns the tag of a tag.
  func tag(of state: SHA256State) -> SHA256State { Self.digest(of: Self.digest(of: state, after: inner), after: outer) }

  /// Returns the hash of a digest as the only block after `first`, the key's: 32 bytes, the end mark, and the length of 96 bytes in bits.
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
