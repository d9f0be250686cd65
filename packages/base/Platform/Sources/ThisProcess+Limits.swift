#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

extension ThisProcess {
  /// The soft limit of file descriptors, sockets included, that this process may have open at once.
  public static var openFileLimit: Int { Int(min(limits.rlim_cur, rlim_t(Int.max))) }

  /// The hard limit: the largest value that the soft one can be raised to.
  public static var largestOpenFileLimit: Int { Int(min(limits.rlim_max, rlim_t(Int.max))) }

  /// Sets the soft limit, up to the hard one, for this process and those that it starts from now on.
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
