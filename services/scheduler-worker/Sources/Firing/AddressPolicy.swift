import Addresses
import IO

/// Which addresses may be called: whoever writes a schedule must not reach what only this machine, its network or its cloud can.
///
/// It is asked about the address that is connected to, after names were resolved, so that no name leads around it.
struct AddressPolicy: Sendable {
  let allowsPrivate: Bool
  /// Blocks whose addresses are allowed although they are not public.
  let allowed: [AddressBlock]

  /// A path of the file system is no address, nor is one with a zone.
  func allows(_ address: SocketAddress) -> Bool {
    guard case .ip(let host, _) = address, let address = IPAddress(host) else { return false }
    return allows(address)
  }

  func allows(_ address: IPAddress) -> Bool {
    allowsPrivate || allowed.contains { $0.contains(address) } || address.isPublic
  }
}
