import Glibc
import Synchronization

/// A socket that is bound and listens (listen(2)), with the file of a Unix socket.
final class ListeningSocket: Sendable {
  /// The address it is bound to, with the port that the system chose where it was to be 0.
  let address: SocketAddress
  private let descriptor: Int32
  /// The file that binding made; `nil` where the socket is no Unix socket.
  private let file: System.FileIdentity?
  private let isClosed = Atomic<Bool>(false)

  /// Takes the address. A Unix socket's path that a process left behind when it ended is taken over; one at which somebody listens is not.
  init(at address: SocketAddress, backlog: Int32) throws(IOError) {
    guard let raw = RawAddress(address) else { throw .system(action: "listen at", subject: "\(address)", code: EINVAL) }
    let descriptor = try IOError.check(System.socket(family: raw.systemFamily), "make a socket for", "\(address)")
    do throws(IOError) {
      if raw.family != .unix { _ = System.setOption(descriptor, SOL_SOCKET, SO_REUSEADDR, 1) }
      // One socket for IPv6 and IPv4, whatever the system's default.
      if raw.family == .ipv6 { _ = System.setOption(descriptor, Int32(IPPROTO_IPV6), IPV6_V6ONLY, 0) }
      var bound = System.bind(descriptor, raw)
      if bound == -Int(EADDRINUSE), case .unix(let path) = address, Self.removeStaleSocket(path, raw) {
        bound = System.bind(descriptor, raw)
      }
      _ = try IOError.check(bound, "listen at", "\(address)")
      _ = try IOError.check(System.listen(descriptor, backlog: backlog), "listen at", "\(address)")
    } catch {
      System.close(descriptor)
      throw error
    }
    let actual = System.localAddress(descriptor).address ?? address
    if case .unix(let path) = actual { file = System.identityOfSocket(at: path) } else { file = nil }
    self.address = actual
    self.descriptor = descriptor
  }

  deinit { close() }

  /// Takes a connection out of the queue: its descriptor, or the error number negated, and the peer's address.
  func accept() -> (result: Int, address: RawAddress) { System.accept(descriptor) }

  /// Has the loop tell its member of connections in the queue, one of the loops that ask so for each. Returns 0, or the error number
  /// negated.
  func register(_ member: LoopMember) -> Int { member.loop.register(descriptor, Poll.input | Poll.exclusive, member) }

  func unregister(_ member: LoopMember) { member.loop.unregister(descriptor) }

  /// Lets nobody new into the queue; who is in it can still be accepted.
  func stopQueue() {
    if case .unix(let path) = address {
      removeFile(path)
      _ = System.shutdown(descriptor, Int32(SHUT_RD))
    } else {
      System.refuseNewConnections(descriptor)
    }
  }

  /// Gives the descriptor and the path back. May be called more than once, from any thread.
  func close() {
    if isClosed.exchange(true, ordering: .relaxed) { return }
    if case .unix(let path) = address { removeFile(path) }
    System.close(descriptor)
  }

  /// Removes the path, unless another process has put its own socket there.
  private func removeFile(_ path: String) {
    if let file, System.identityOfSocket(at: path) == file { System.remove(path) }
  }

  /// Removes a socket at which nobody listens. The same file must be there before and after asking.
  private static func removeStaleSocket(_ path: String, _ raw: RawAddress) -> Bool {
    guard let file = System.identityOfSocket(at: path) else { return false }
    let probe = System.socket(family: raw.systemFamily)
    if probe < 0 { return false }
    defer { System.close(Int32(probe)) }
    guard System.connect(Int32(probe), raw) == -Int(ECONNREFUSED), System.identityOfSocket(at: path) == file else { return false }
    System.remove(path)
    return true
  }
}
