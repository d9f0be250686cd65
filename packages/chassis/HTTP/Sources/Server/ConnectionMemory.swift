import IO
import TLS

/// Bytes that are counted against the memory of all connections for one of them, beside those of its buffers.
struct ConnectionMemory {
  /// Bytes that a connection holds while it waits: itself, its socket, its task, and a small request.
  private static let plainBytes = 4 << 10
  /// Bytes that OpenSSL holds beside those for one that is secure.
  private static let secureBytes = 20 << 10
  /// Bytes of a request that are part of those.
  private static let smallRequest = 1024

  private let ownBytes: Int
  private(set) var counted = 0
  /// Bytes of the request's body that its handler collects.
  private var collected = 0

  init(_ transport: any Transport) { ownBytes = Self.ownBytes(of: transport) }

  /// Bytes that a connection holds while it waits.
  static func ownBytes(of transport: any Transport) -> Int { transport is TLSTransport ? plainBytes + secureBytes : plainBytes }

  var hasCollected: Bool { collected > 0 }

  /// Bytes to be counted beyond those that are, for a request that holds `held` bytes and a handler that collects `more`.
  @inline(__always) func growth(request held: Int, collecting more: Int = 0) -> Int { total(held) &+ more &- counted }

  /// Counts what the connection holds with a request of `held` bytes and a handler that collects `more`.
  @inline(__always) mutating func count(request held: Int, collecting more: Int = 0, in account: inout MemoryAccount) {
    collected &+= more
    set(total(held), &account)
  }

  /// Counts the body that the handler collected no longer.
  mutating func forgetCollected() { collected = 0 }

  /// Counts nothing any more.
  mutating func release(_ account: inout MemoryAccount) {
    collected = 0
    set(0, &account)
  }

  private func total(_ held: Int) -> Int { ownBytes &+ collected &+ (held > Self.smallRequest ? held : 0) }

  @inline(__always) private mutating func set(_ bytes: Int, _ account: inout MemoryAccount) {
    if bytes == counted { return }
    if bytes > counted { account.charge(bytes &- counted) } else { account.credit(counted &- bytes) }
    counted = bytes
  }
}
