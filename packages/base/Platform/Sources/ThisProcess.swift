#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The process itself, as the system knows it.
public enum ThisProcess {
  /// The environment that the process was started with. Of a variable that appears twice, the first counts, as for `getenv`.
  public static var environment: [String: String] {
    var variables: [String: String] = [:]
    var pointer = firstVariable
    while let variable = pointer?.pointee {
      let text = String(cString: variable)
      if let equals = text.firstIndex(of: "="), variables[String(text[..<equals])] == nil {
        variables[String(text[..<equals])] = String(text[text.index(after: equals)...])
      }
      pointer = pointer?.successor()
    }
    return variables
  }

  /// The environment in its own order, as `KEY=VALUE` strings.
  static var environmentStrings: [String] {
    var strings: [String] = []
    var pointer = firstVariable
    while let variable = pointer?.pointee {
      strings.append(String(cString: variable))
      pointer = pointer?.successor()
    }
    return strings
  }

  private static var firstVariable: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? {
    #if canImport(Darwin)
      _NSGetEnviron().pointee
    #else
      environ
    #endif
  }

  /// The process identifier.
  public static var identifier: Int32 { getpid() }

  /// The time of day: seconds since the start of 1970 (UTC).
  public static var secondsSince1970: Int { Int(time(nil)) }

  /// Makes a write to a pipe whose reader has gone an error (`EPIPE`) instead of the end of the process.
  public static func ignoreBrokenPipes() { signal(SIGPIPE, SIG_IGN) }

  /// Ends the process with the exit status `code`.
  public static func exit(_ code: Int32) -> Never {
    #if canImport(Glibc)
      Glibc.exit(code)
    #else
      Darwin.exit(code)
    #endif
  }
}
