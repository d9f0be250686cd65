#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The two streams a process writes to.
public enum StandardStream: Int32, Sendable {
  case output = 1
  case error = 2

  /// Writes all of `bytes`. A reader that went away is an error with code `EPIPE`, where the process ignores `SIGPIPE`.
  public func write(_ bytes: [UInt8]) throws(PlatformError) {
    try writeAll(bytes, to: rawValue, name: self == .output ? "standard output" : "standard error")
  }

  public func write(_ text: String) throws(PlatformError) { try write(Array(text.utf8)) }

  /// Returns when nobody reads the stream any more: its terminal was closed, or the reader of its pipe has ended. Never, where that
  /// cannot happen, as with a file.
  public func waitUntilUnread() {
    var request = pollfd(fd: rawValue, events: 0, revents: 0)
    while poll(&request, 1, -1) < 0, errno == EINTR {}
  }

  /// Whether a person is likely to be reading: the stream is a terminal.
  public var isTerminal: Bool { isatty(rawValue) == 1 }
}
