#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

extension ThisProcess {
  /// Opens `/dev/null` for each of standard input, output and error that the process was started without. Otherwise the next file or socket
  /// would take its number, and receive what is meant for people or logs. Call it before anything is opened.
  public static func openMissingStreams() {
    for number in STDIN_FILENO...STDERR_FILENO where fcntl(number, F_GETFD) < 0 {
      // The lowest number that is free is this one, since those before it are open.
      _ = open("/dev/null", O_RDWR)
    }
  }

  /// Ends the process with the exit status `code` at once: no thread runs further, and nothing is waited for.
  public static func exitAtOnce(_ code: Int32) -> Never { _exit(code) }
}
