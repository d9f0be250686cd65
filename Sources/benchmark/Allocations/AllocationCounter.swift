import CommandLine
import Platform

/// Counts how often a process asks for memory: a library that counts every `malloc` is preloaded into it, so that nothing hides, not the
/// runtime's tasks, not the C library's buffers. What is counted does not depend on how fast or how busy the machine is.
struct AllocationCounter {
  private static let source = "Sources/benchmark/Allocations/CountAllocations.c"
  private static let scratch = ".build/benchmark/allocations"
  private static let variable = "ALLOCATION_COUNT"

  private let library: String
  private let file: String

  /// Builds the library.
  ///
  /// - Parameter name: that of the measurement, for its file.
  init(for name: String) throws {
    let processes = Processes()
    _ = try processes.run(["mkdir", "-p", Self.scratch])
    let folder = try File.realPath(Self.scratch)
    library = "\(folder)/count-\(ThisProcess.identifier).so"
    file = "\(folder)/\(name)-\(ThisProcess.identifier)"
    _ = try processes.run(["clang", "-shared", "-fPIC", "-O1", "-o", library, Self.source])
  }

  /// What the counted process's environment must hold.
  var environment: [String: String] { ["LD_PRELOAD": library, Self.variable: file] }

  /// How often the counted process has asked for memory.
  func count() throws -> Int { try Self.count(in: file) }

  /// The same, asked by the counted process itself.
  static func countOfThisProcess() throws -> Int {
    guard let file = ThisProcess.environment[variable] else { throw Failure("this process's allocations are not counted") }
    return try count(in: file)
  }

  /// Takes the files away that the measurement leaves.
  func clean() {
    try? File.remove(library)
    try? File.remove(file)
  }

  private static func count(in path: String) throws -> Int {
    let bytes = try File.read(path)
    guard bytes.count == 8 else { throw Failure("\(path) holds \(bytes.count) bytes instead of 8: was the library preloaded?") }
    return bytes.reversed().reduce(0) { $0 << 8 | Int($1) }
  }
}
