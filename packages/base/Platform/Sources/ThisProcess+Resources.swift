#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

extension ThisProcess {
  /// Resources that the process uses, as the system counts them.
  public struct Resources: Sendable {
    /// The processor time in user and system mode, in seconds.
    public let cpuSeconds: Double
    /// The resident memory in bytes.
    public let residentBytes: Int
    /// The address space in bytes.
    public let virtualBytes: Int
    /// The number of threads.
    public let threads: Int
    /// The start of the process, in seconds since 1970.
    public let startTime: Double
  }

  /// Returns the resources that the process uses now; `nil` where the system has no `/proc`.
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

  /// Returns the number of open file descriptors; `nil` where the system does not report it.
  public static func openDescriptorCount() -> Int? {
    guard let entries = try? Folder.entries("/proc/self/fd") else { return nil }
    return entries.count - 1  // One is the listing itself.
  }

  /// The start of the machine, in seconds since 1970.
  private static let bootTime: Double? = {
    guard let bytes = try? File.read("/proc/stat") else { return nil }
    for line in bytes.split(separator: UInt8(ascii: "\n")) where line.starts(with: "btime ".utf8) {
      return Double(String(decoding: line.dropFirst(6), as: UTF8.self))
    }
    return nil
  }()
}
