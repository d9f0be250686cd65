#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

extension ThisProcess {
  /// What the process uses, as the system counts it.
  public struct Resources: Sendable {
    /// Processor time, in user and in system mode, in seconds.
    public let cpuSeconds: Double
    /// Bytes of memory that are in use, and that are addressed.
    public let residentBytes: Int
    public let virtualBytes: Int
    public let threads: Int
    /// When the process began: seconds since 1970.
    public let startTime: Double
  }

  /// What the process uses now; `nil` where the system has no `/proc`.
  public static func resources() -> Resources? {
    // The second field is the program's name in parentheses, which may hold spaces and parentheses itself (proc(5)).
    guard let bytes = try? File.read("/proc/self/stat"), let name = bytes.lastIndex(of: UInt8(ascii: ")")) else { return nil }
    let fields = bytes[(name + 1)...].split(separator: UInt8(ascii: " ")).map { Int(String(decoding: $0, as: UTF8.self)) ?? 0 }
    guard fields.count > 21, let boot = bootTime else { return nil }
    let ticks = Double(max(1, sysconf(Int32(_SC_CLK_TCK))))
    return Resources(
      cpuSeconds: Double(fields[11] + fields[12]) / ticks, residentBytes: fields[21] * sysconf(Int32(_SC_PAGESIZE)),
      virtualBytes: fields[20], threads: fields[17], startTime: boot + Double(fields[19]) / ticks)
  }

  /// How many file descriptors are open; `nil` where the system does not tell.
  public static func openDescriptorCount() -> Int? {
    guard let entries = try? Folder.entries("/proc/self/fd") else { return nil }
    return entries.count - 1  // One is the listing itself.
  }

  /// How many may be open at once; `nil` where there is no limit.
  public static var descriptorLimit: Int? {
    var limit = rlimit()
    #if canImport(Darwin)
      let answer = getrlimit(RLIMIT_NOFILE, &limit)
    #else
      let answer = getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    #endif
    return answer == 0 ? Int(exactly: limit.rlim_cur) : nil
  }

  /// When the machine was started: seconds since 1970.
  private static let bootTime: Double? = {
    guard let bytes = try? File.read("/proc/stat") else { return nil }
    for line in bytes.split(separator: UInt8(ascii: "\n")) where line.starts(with: "btime ".utf8) {
      return Double(String(decoding: line.dropFirst(6), as: UTF8.self))
    }
    return nil
  }()
}
