#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The two standard streams that a process writes to.
public enum StandardStream: Int32, Sendable {
  case output = 1
  case error = 2

  /// Writes all of `bytes`. A reader that has gone is an error with code `EPIPE`, where the process ignores `SIGPIPE`.
  public func write(_ bytes: [UInt8]) throws(PlatformError) {
    try writeAll(bytes, to: rawValue, name: self == .output ? "standard output" : "standard error")
  }

  /// Writes all of `text`, in UTF-8.
  public func write(_ text: String) throws(PlatformError) { try write(Array(text.utf8)) }

  /// Writes all of `bytes`, but drops the remainder where the reader accepts nothing and `mayWait`, called ten times a second meanwhile,
  /// returns false.
  public func write(_ bytes: [UInt8], while mayWait: () -> Bool) throws(PlatformError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      var request = pollfd(fd: rawValue, events: Int16(POLLOUT), revents: 0)
      if poll(&request, 1, 0) == 0 {
        if !mayWait() { return }
        _ = poll(&request, 1, 100)
        continue
      }
      // A pipe that takes anything takes so much without waiting (POSIX, PIPE_BUF).
      let part = rest.prefix(Int(PIPE_BUF))
      try write(Array(part))
      rest = rest.dropFirst(part.count)
    }
  }

  /// Waits until nobody reads the stream any more: its terminal was closed, or the reader of its pipe has ended. It never returns where
  /// that cannot happen, as with a file.
  public func waitUntilUnread() {
    var request = pollfd(fd: rawValue, events: 0, revents: 0)
    while poll(&request, 1, -1) < 0, errno == EINTR {}
  }

  /// Whether the stream is a terminal, where a person is likely to be reading.
  public var isTerminal: Bool { isatty(rawValue) == 1 }
}
