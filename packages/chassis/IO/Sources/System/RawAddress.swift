import Addresses
import Glibc

/// An address as the system takes it, in a fixed size: many are kept, few are ever shown.
struct RawAddress: Sendable, Hashable {
  enum Family: UInt8, Sendable { case none, ipv4, ipv6, unix }

  private(set) var family = Family.none
  private(set) var port: UInt16 = 0
  private var scope: UInt32 = 0
  /// The address, first byte first; IPv4 fills the first four.
  private var high: UInt64 = 0
  private var low: UInt64 = 0
  /// The path of a Unix socket; `nil` for other families.
  private var path: String?

  /// The address as the system takes it; `nil` where the text is no numeric address, or the path is longer than the system takes.
  init?(_ address: SocketAddress) {
    switch address {
    case .unix(let path):
      guard !path.isEmpty, path.utf8.count < MemoryLayout.size(ofValue: sockaddr_un().sun_path), !path.utf8.contains(0) else { return nil }
      family = .unix
      self.path = path
    case .ip(let text, let port):
      self.port = port
      let parts = text.split(separator: "%", maxSplits: 1, omittingEmptySubsequences: false)
      guard let host = parts.first, let address = IPAddress(host), address.isIPv6 || parts.count == 1 else { return nil }
      if address.isIPv6 {
        family = .ipv6
        high = UInt64(truncatingIfNeeded: address.number >> 64).bigEndian
        low = UInt64(truncatingIfNeeded: address.number).bigEndian
      } else {
        family = .ipv4
        high = UInt64(UInt32(truncatingIfNeeded: address.number).bigEndian)
      }
      if parts.count == 2 {
        scope = UInt32(parts[1]) ?? if_nametoindex(String(parts[1]))
        if scope == 0 { return nil }
      }
    }
  }

  /// No address, as a Unix socket has that is not bound.
  init() {}

  /// The address without its port, by which a limit for each address counts.
  var host: RawAddress {
    var host = self
    host.port = 0
    return host
  }

  /// The address with another port; `nil` where there is no address.
  func with(port: UInt16) -> SocketAddress? {
    var copy = self
    copy.port = port
    return copy.address
  }

  /// The address family of socket(2), `AF_INET` and the like.
  var systemFamily: Int32 {
    switch family {
    case .ipv4: AF_INET
    case .ipv6: AF_INET6
    case .unix, .none: AF_UNIX
    }
  }

  /// The address as text; `nil` where there is none.
  var address: SocketAddress? {
    switch family {
    case .none: return nil
    case .unix: return path.map { .unix(path: $0) }
    case .ipv4: return .ip("\(IPAddress(ipv4: UInt32(bigEndian: UInt32(truncatingIfNeeded: high))))", port: port)
    case .ipv6:
      let address = IPAddress(ipv6: UInt128(UInt64(bigEndian: high)) << 64 | UInt128(UInt64(bigEndian: low)))
      return .ip(scope == 0 ? "\(address)" : "\(address)%\(scope)", port: port)
    }
  }

  /// Calls `body` with the address as sockaddr(3type) and its length.
  func withSocketAddress<Result>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Result) -> Result {
    withUnsafeTemporaryAllocation(byteCount: MemoryLayout<sockaddr_storage>.size, alignment: 8) { storage in
      storage.initializeMemory(as: UInt8.self, repeating: 0)
      let start = storage.baseAddress!
      var length = MemoryLayout<sa_family_t>.size
      switch family {
      case .ipv4:
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        withUnsafeMutableBytes(of: &address.sin_addr) { $0.storeBytes(of: UInt32(truncatingIfNeeded: high), as: UInt32.self) }
        start.storeBytes(of: address, as: sockaddr_in.self)
        length = MemoryLayout<sockaddr_in>.size
      case .ipv6:
        var address = sockaddr_in6()
        address.sin6_family = sa_family_t(AF_INET6)
        address.sin6_port = port.bigEndian
        address.sin6_scope_id = scope
        withUnsafeMutableBytes(of: &address.sin6_addr) { bytes in
          bytes.storeBytes(of: high, as: UInt64.self)
          bytes.storeBytes(of: low, toByteOffset: 8, as: UInt64.self)
        }
        start.storeBytes(of: address, as: sockaddr_in6.self)
        length = MemoryLayout<sockaddr_in6>.size
      case .unix:
        start.storeBytes(of: sa_family_t(AF_UNIX), as: sa_family_t.self)
        let offset = MemoryLayout<sockaddr_un>.offset(of: \.sun_path)!
        let bytes = Array(path!.utf8)
        UnsafeMutableRawBufferPointer(rebasing: storage[offset...]).copyBytes(from: bytes)
        length = offset + bytes.count + 1
      case .none:
        start.storeBytes(of: sa_family_t(AF_UNIX), as: sa_family_t.self)
      }
      return body(start.assumingMemoryBound(to: sockaddr.self), socklen_t(length))
    }
  }

  /// Result of a call that fills in an address, and the address where it succeeded. An IPv4 address that came
  /// through an IPv6 socket is the IPv4 address.
  static func filled(_ call: (UnsafeMutablePointer<sockaddr>, UnsafeMutablePointer<socklen_t>) -> Int) -> (result: Int, address: RawAddress) {
    withUnsafeTemporaryAllocation(byteCount: MemoryLayout<sockaddr_storage>.size, alignment: 8) { storage in
      var length = socklen_t(storage.count)
      let start = storage.baseAddress!
      start.storeBytes(of: sa_family_t(AF_UNSPEC), as: sa_family_t.self)
      let result = call(start.assumingMemoryBound(to: sockaddr.self), &length)
      var raw = RawAddress()
      if result < 0 { return (result, raw) }
      switch Int32(start.load(as: sa_family_t.self)) {
      case AF_INET:
        let address = start.load(as: sockaddr_in.self)
        raw.family = .ipv4
        raw.port = UInt16(bigEndian: address.sin_port)
        raw.high = UInt64(address.sin_addr.s_addr)
      case AF_INET6:
        let address = start.load(as: sockaddr_in6.self)
        raw.family = .ipv6
        raw.port = UInt16(bigEndian: address.sin6_port)
        raw.scope = address.sin6_scope_id
        withUnsafeBytes(of: address.sin6_addr) { bytes in
          raw.high = bytes.loadUnaligned(as: UInt64.self)
          raw.low = bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
        }
        let mapped: UInt32 = 0xFFFF_0000
        if raw.high == 0, UInt32(truncatingIfNeeded: raw.low) == mapped {
          raw.family = .ipv4
          raw.high = raw.low >> 32
          raw.low = 0
          raw.scope = 0
        }
      case AF_UNIX:
        let offset = MemoryLayout<sockaddr_un>.offset(of: \.sun_path)!
        if Int(length) > offset, start.load(fromByteOffset: offset, as: UInt8.self) != 0 {
          raw.family = .unix
          raw.path = String(cString: (start + offset).assumingMemoryBound(to: CChar.self))
        }
      default: break
      }
      return (result, raw)
    }
  }
}
