import Platform

/// The memory that this process may use, as far as somebody limits it.
enum MemoryLimit {
  /// Bytes of the tightest of all limits: the container's (cgroups of version 2 and 1, and of all that stand around them), and the
  /// process's own (`RLIMIT_AS`, `RLIMIT_DATA`). `nil` where there is none.
  static func current() -> Int? {
    (controlGroups { try? File.read($0) } + System.memoryResourceLimits()).min()
  }

  /// The limits of the control groups that the process is in.
  ///
  /// `/proc/self/cgroup` has a line `number:controllers:path` for each hierarchy (cgroups(7)). In a container the path may be the one on
  /// the host, which is not there to be seen, so that the group's ancestors are asked too, up to the root that is mounted.
  /// - Parameter read: the bytes of a file, `nil` where there is none.
  static func controlGroups(_ read: (String) -> [UInt8]?) -> [Int] {
    guard let memberships = read("/proc/self/cgroup") else { return [] }
    return memberships.split(separator: UInt8(ascii: "\n")).flatMap { line -> [Int] in
      let parts = line.split(separator: UInt8(ascii: ":"), maxSplits: 2, omittingEmptySubsequences: false)
      guard parts.count == 3 else { return [] }
      let path = String(decoding: parts[2], as: UTF8.self)
      if parts[0].elementsEqual("0".utf8) { return limits("/sys/fs/cgroup", path, "memory.max", read) }
      let controllers = parts[1].split(separator: UInt8(ascii: ","))
      if controllers.contains(where: { $0.elementsEqual("memory".utf8) }) {
        return limits("/sys/fs/cgroup/memory", path, "memory.limit_in_bytes", read)
      }
      return []
    }
  }

  private static func limits(_ root: String, _ path: String, _ file: String, _ read: (String) -> [UInt8]?) -> [Int] {
    var limits: [Int] = []
    var names = path.split(separator: "/")[...]
    while true {
      let group = names.map { "/\($0)" }.joined()
      if let bytes = read("\(root)\(group)/\(file)"), let limit = Int(String(decoding: bytes.filter { $0 > 0x20 }, as: UTF8.self)) {
        // Version 1 says that there is no limit by the largest whole number of pages.
        if limit < 1 << 60 { limits.append(limit) }
      }
      if names.isEmpty { return limits }
      names.removeLast()
    }
  }
}
