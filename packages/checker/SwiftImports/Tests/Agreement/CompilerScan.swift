import Platform
import TestSupport

/// The compiler's own scan for imports, as the independent other side.
struct CompilerScan {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// The modules that the files import, each once, as the installed compiler sees it for this host: only the branches of `#if` that hold.
  /// `nil` where it could not be asked. Files that do not compile have imports too.
  func modules(in files: [String]) throws -> Set<String>? {
    let output = "\(folder.path)/\(UInt64.random(in: 0...UInt64.max))"
    let arguments = ["swiftc", "-frontend", "-emit-imported-modules", "-module-name", "ScannedByTests", "-swift-version", "6", "-suppress-warnings"]
    _ = try ChildProcess.run(arguments + files + ["-o", output], environment: Environment.forChildren)
    guard try File.status(output) != nil else { return nil }
    let names = try File.read(output).split(separator: UInt8(ascii: "\n")).map { String(decoding: $0, as: UTF8.self) }
    return Set(names)
  }

  /// The folder of the toolchain's resources, which holds the interfaces of its modules.
  static func resources() throws -> String? {
    let outcome = try ChildProcess.run(["swiftc", "-print-target-info"], environment: Environment.forChildren)
    let text = String(decoding: outcome.output, as: UTF8.self)
    return text.split(separator: "\n").first { $0.contains("\"runtimeResourcePath\"") }?.split(separator: "\"").dropFirst(3).first.map(String.init)
  }
}
