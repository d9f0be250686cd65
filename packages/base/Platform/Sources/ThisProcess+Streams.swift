#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

extension ThisProcess {
  /// Opens `/dev/null` in place of those of standard input, output and error that the process was started without: else the next file
  /// or socket would take their numbers, and what is meant for people or logs would be written into it. Call it before anything is opened.
  public static func openMissingStreams() {
    for number in STDIN_FILENO...STDERR_FILENO where fcntl(number, F_GETFD) < 0 {
      // The lowest number that is free is this one, since those before it are open.
      _ = open("/dev/null", O_RDWR)
    }
  }

  /// Ends the process with the exit status `code`, at once: nothing more runs, on no thread, and nothing is waited for.
  public static func exitAtOnce(_ code: Int32) -> Never { _exit(code) }
}
