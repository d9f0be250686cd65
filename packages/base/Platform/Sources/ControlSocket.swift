#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// One end of a connection between a process and the guard of its child, which carries lines of text both ways.
///
/// It is a socket and not a pipe, because a write to a socket whose reader has gone can be kept from raising `SIGPIPE`.
final class ControlSocket: Sendable {
  let number: Int32

  init(number: Int32) { self.number = number }

  /// Returns two connected ends, which children do not inherit unless they are given one.
  static func pair() throws(PlatformError) -> (ControlSocket, ControlSocket) {
    var ends: [Int32] = [-1, -1]
    #if canImport(Darwin)
      let type = SOCK_STREAM
    #else
      let type = Int32(SOCK_STREAM.rawValue)
    #endif
    if socketpair(AF_UNIX, type, 0, &ends) != 0 { throw PlatformError("open", "a pair of sockets") }
    for end in ends {
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      #if canImport(Darwin)
        var yes: Int32 = 1
        setsockopt(end, SOL_SOCKET, SO_NOSIGPIPE, &yes, socklen_t(MemoryLayout<Int32>.size))
      #endif
    }
    return (ControlSocket(number: ends[0]), ControlSocket(number: ends[1]))
  }

  /// Sends a short text; does nothing where the other end has gone.
  func send(_ text: String) {
    #if canImport(Darwin)
      let flags: Int32 = 0
    #else
      let flags = Int32(MSG_NOSIGNAL)
    #endif
    var bytes = ArraySlice(text.utf8)
    while !bytes.isEmpty {
      #if canImport(Darwin)
        let count = bytes.withUnsafeBytes { Darwin.send(number, $0.baseAddress, $0.count, flags) }
      #else
        let count = bytes.withUnsafeBytes { Glibc.send(number, $0.baseAddress, $0.count, flags) }
      #endif
      if count < 0 && errno != EINTR { return }
      bytes = bytes.dropFirst(max(count, 0))
    }
  }

  /// Waits for a line and returns it without its line feed; `nil` once the other end has gone.
  func receiveLine() -> String? {
    var line: [UInt8] = []
    while line.count < 256 {
      var byte: UInt8 = 0
      let count = read(number, &byte, 1)
      if count < 0 && errno == EINTR { continue }
      if count <= 0 { return nil }
      if byte == UInt8(ascii: "\n") { return String(decoding: line, as: UTF8.self) }
      line.append(byte)
    }
    return nil
  }

  /// Ends this side's output: the other end reads no more lines.
  func finish() {
    _ = shutdown(number, Int32(SHUT_WR))
  }

  deinit { close(number) }
}
