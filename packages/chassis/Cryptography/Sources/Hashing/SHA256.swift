/// The hash function SHA-256 (FIPS 180-4).
///
/// ```swift
/// var hash = SHA256()
/// hash.update(head)
/// hash.update(body)
/// hash.digest()                 // 32 bytes; the same as SHA256.digest(of: head + body)
/// ```
public struct SHA256: Sendable {
  /// The length of a digest in bytes.
  public static let digestLength = 32
  /// The length in bytes of a block, which the function processes as a whole.
  public static let blockLength = 64

  private var state: SHA256State
  /// The bytes that do not fill a block yet.
  private var pending = InlineArray<64, UInt8>(repeating: 0)
  private var pendingCount = 0
  /// The number of bytes so far; the function is defined for less than 2^61 of them.
  private var total: UInt64

  /// Creates the hash of no bytes.
  public init() {
    state = .initial
    total = 0
  }

  /// Creates a hash that continues from the state after a single block.
  init(after state: SHA256State) {
    self.state = state
    total = UInt64(Self.blockLength)
  }

  /// Returns the digest of one message.
  public static func digest(of bytes: [UInt8]) -> [UInt8] {
    var hash = SHA256()
    hash.update(bytes)
    return hash.digest()
  }

  /// Appends bytes to the message.
  public mutating func update(_ bytes: [UInt8]) { bytes.withUnsafeBytes { update($0) } }

  /// Appends bytes to the message.
  public mutating func update(_ bytes: UnsafeRawBufferPointer) {
    total += UInt64(bytes.count)
    var rest = bytes
    if pendingCount > 0 {
      let count = min(Self.blockLength - pendingCount, rest.count)
      keep(UnsafeRawBufferPointer(rebasing: rest[..<count]))
      rest = UnsafeRawBufferPointer(rebasing: rest[count...])
      if pendingCount < Self.blockLength { return }
      compressPending()
    }
    let whole = rest.count / Self.blockLength
    if whole > 0 {
      state.compress(rest.baseAddress!, blocks: whole)
      rest = UnsafeRawBufferPointer(rebasing: rest[(whole * Self.blockLength)...])
    }
    keep(rest)
  }

  /// Returns the digest of all bytes so far; more can follow.
  public func digest() -> [UInt8] { finished().bytes }

  func finished() -> SHA256State {
    var last = self
    let bits = total << 3
    last.pending[pendingCount] = 0x80
    for index in (pendingCount + 1)..<max(pendingCount + 1, Self.blockLength) { last.pending[index] = 0 }
    if pendingCount >= Self.blockLength - 8 {
      last.compressPending()
      last.pending = InlineArray(repeating: 0)
    }
    for index in 0..<8 { last.pending[Self.blockLength - 1 - index] = UInt8(truncatingIfNeeded: bits >> UInt64(8 * index)) }
    last.compressPending()
    return last.state
  }

  private mutating func keep(_ bytes: UnsafeRawBufferPointer) {
    if bytes.isEmpty { return }
    let start = pendingCount
    withUnsafeMutableBytes(of: &pending) { UnsafeMutableRawBufferPointer(rebasing: $0[start...]).copyMemory(from: bytes) }
    pendingCount += bytes.count
  }

  private mutating func compressPending() {
    withUnsafeBytes(of: &pending) { state.compress($0.baseAddress!, blocks: 1) }
    pendingCount = 0
  }
}
