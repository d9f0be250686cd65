#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// One end of a connection between a process and the guard of its child: lines of text both ways.
///
/// A socket and not a pipe, because writing to one whose reader has gone can be kept from raising `SIGPIPE`.
final class ControlSocket: Sendable {
  let number: Int32

  init(number: Int32) { self.number = number }

  /// Two ends that no child inherits unless it is given one.
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

  /// Sends a short text; nothing happens where the other end has gone.
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

  /// Waits for a line, which comes without its end; `nil` once the other end has gone.
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

  /// Tells the other end that nothing more comes.
  func finish() {
    _ = shutdown(number, Int32(SHUT_WR))
  }

  deinit { close(number) }
}
