import CLinux
import CommandLine
import Glibc

/// The least that a server can do: an epoll loop that answers fixed bytes to every so many bytes received, and parses nothing.
///
/// A listener for each thread, level-triggered, no limits, no deadlines, nothing freed but sockets. It stands on the bare system calls,
/// so that what it is compared with cannot make it slower.
struct Floor {
  /// What it answers to each request.
  let response: [UInt8]
  /// How long each request is. Requests of another length get answers at the wrong time.
  let requestLength: Int
  /// Whether it closes the connection after an answer.
  let closes: Bool

  /// A socket that listens on the loopback's `port`, beside others of this process; 0 takes a free one.
  static func listener(port: UInt16) throws -> (descriptor: Int32, port: UInt16) {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue), 0)
    var on: Int32 = 1
    setsockopt(descriptor, SOL_SOCKET, SO_REUSEPORT, &on, socklen_t(MemoryLayout<Int32>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let listens = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, size) == 0 && listen(descriptor, 4096) == 0 && getsockname(descriptor, $0, &size) == 0
      }
    }
    if !listens { throw Failure("the floor cannot listen on port \(port): errno \(errno)") }
    return (descriptor, UInt16(bigEndian: address.sin_port))
  }

  /// A port of the loopback that was free a moment ago.
  static func freePort() throws -> UInt16 {
    let (descriptor, port) = try listener(port: 0)
    close(descriptor)
    return port
  }

  /// Serves what comes to `listener` until the process ends.
  func serve(_ listener: Int32) -> Never {
    let epoll = epoll_create1(0)
    watch(listener, epoll)
    var events = [epoll_event](repeating: epoll_event(), count: 1024)
    var buffer = [UInt8](repeating: 0, count: 256 * 1024)
    // Bytes received of the request under way, and answers not yet sent, by descriptor.
    var received = [Int](repeating: 0, count: 65536)
    let answers = [[UInt8]](repeating: response, count: 64).flatMap { $0 }
    while true {
      let count = epoll_wait(epoll, &events, 1024, -1)
      for index in 0..<Int(max(count, 0)) {
        let descriptor = events[index].data.fd
        if descriptor == listener {
          accept(listener, epoll, &received)
        } else {
          serve(descriptor, &buffer, answers, &received)
        }
      }
    }
  }

  private func watch(_ descriptor: Int32, _ epoll: Int32) {
    var event = epoll_event()
    event.events = EPOLLIN.rawValue
    event.data.fd = descriptor
    epoll_ctl(epoll, EPOLL_CTL_ADD, descriptor, &event)
  }

  private func accept(_ listener: Int32, _ epoll: Int32, _ received: inout [Int]) {
    while true {
      let descriptor = accept4(listener, nil, nil, Int32(SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue))
      if descriptor < 0 { return }
      var on: Int32 = 1
      setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
      received[Int(descriptor)] = 0
      watch(descriptor, epoll)
    }
  }

  private func serve(_ descriptor: Int32, _ buffer: inout [UInt8], _ answers: [UInt8], _ received: inout [Int]) {
    let count = recv(descriptor, &buffer, buffer.count, 0)
    if count <= 0 {
      if count == 0 || errno != EAGAIN { close(descriptor) }
      return
    }
    let total = received[Int(descriptor)] + count
    received[Int(descriptor)] = total % requestLength
    let requests = min(total / requestLength, 64)
    if requests == 0 { return }
    // The answers of these benchmarks fit into a socket's buffer; one that does not is a broken benchmark.
    let sent = send(descriptor, answers, requests * response.count, Int32(MSG_NOSIGNAL))
    if closes || sent != requests * response.count { close(descriptor) }
  }
}
