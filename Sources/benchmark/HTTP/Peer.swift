import CLinux
import CommandLine
import Glibc

/// A client of the loopback on a plain blocking socket: nothing between a measurement and the system.
struct Peer: ~Copyable {
  private let descriptor: Int32

  /// Connects to a port of the loopback. Nothing takes longer than ten seconds.
  init(port: UInt16) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    if descriptor < 0 { throw Failure("no more sockets: errno \(errno)") }
    var limit = timeval(tv_sec: 10, tv_usec: 0)
    for option in [SO_RCVTIMEO, SO_SNDTIMEO] { setsockopt(descriptor, SOL_SOCKET, option, &limit, socklen_t(MemoryLayout<timeval>.size)) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let connected = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
    }
    if connected != 0 {
      let code = errno
      close(descriptor)
      throw Failure("no connection to port \(port): errno \(code)")
    }
  }

  deinit { close(descriptor) }

  /// Sends a request and gives the answer as it came, byte for byte; its head has to say how long its body is.
  func answer(to request: [UInt8]) throws -> [UInt8] {
    var sent = 0
    while sent < request.count {
      let count = request.withUnsafeBytes { send(descriptor, $0.baseAddress! + sent, request.count - sent, Int32(MSG_NOSIGNAL)) }
      if count <= 0 { throw Failure("the server took \(sent) of \(request.count) bytes: errno \(errno)") }
      sent += count
    }
    var answer: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 64 * 1024)
    while true {
      let count = recv(descriptor, &buffer, buffer.count, 0)
      if count <= 0 { throw Failure("the answer ends after \(answer.count) bytes: errno \(errno)") }
      answer += buffer[..<count]
      if let length = Self.length(of: answer), answer.count >= length { return answer }
    }
  }

  /// How long the answer that begins so is in all; `nil` before its head has come.
  private static func length(of answer: [UInt8]) -> Int? {
    let text = String(decoding: answer, as: UTF8.self)
    // A Swift string takes CR LF for one character.
    let lines = text.split(separator: "\r\n", omittingEmptySubsequences: false)
    guard let end = lines.firstIndex(of: ""), end < lines.count - 1 else { return nil }
    let head = lines[..<end].reduce(2) { $0 + $1.utf8.count + 2 }
    for line in lines[..<end] where line.lowercased().hasPrefix("content-length:") {
      return Int(line.dropFirst(15).drop { $0 == " " }).map { head + $0 }
    }
    return nil
  }
}
