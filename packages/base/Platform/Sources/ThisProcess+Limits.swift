#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

extension ThisProcess {
  /// How many files and sockets this process may have open at the same time.
  public static var openFileLimit: Int { Int(min(limits.rlim_cur, rlim_t(Int.max))) }

  /// What the limit can be raised to.
  public static var largestOpenFileLimit: Int { Int(min(limits.rlim_max, rlim_t(Int.max))) }

  /// Sets the limit, up to the largest, for this process and those it starts from now on.
  public static func setOpenFileLimit(_ limit: Int) throws(PlatformError) {
    var new = limits
    new.rlim_cur = rlim_t(max(0, limit))
    if setrlimit(resource, &new) != 0 { throw PlatformError("set the limit of open files", "to \(limit)") }
  }

  private static var limits: rlimit {
    var limits = rlimit()
    let result = getrlimit(resource, &limits)
    precondition(result == 0, "the limit of open files can always be asked for")
    return limits
  }

  #if canImport(Darwin)
    private static var resource: Int32 { RLIMIT_NOFILE }
  #else
    private static var resource: __rlimit_resource_t { __rlimit_resource_t(RLIMIT_NOFILE.rawValue) }
  #endif
}
