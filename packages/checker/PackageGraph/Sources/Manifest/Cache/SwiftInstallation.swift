import Platform

/// The installation of SwiftPM that answers, identified without running it where possible: answers of another one do not count.
struct SwiftInstallation {
  /// Equal for the same tools, and for no others.
  let identity: String

  /// - Parameters:
  ///   - swift: The program, as a path or as a name to look for on `PATH`.
  ///   - environment: `KEY=VALUE` strings; a program that picks the tools may look at them.
  init(swift: String, environment: [String]) {
    guard let path = ChildProcess.file(ofProgram: swift) else {
      identity = "none"
      return
    }
    let program = path.split(separator: "/").last.map(String.init) ?? path
    let folder = path.dropLast(program.utf8.count)
    // A toolchain's own program stands beside the package manager. Others (of Xcode, of a version manager) choose a toolchain as
    // they start, and only they know which.
    if ["swift", "swift-driver", "swift-frontend"].contains(program), let manager = Self.fingerprint(folder + "swift-package") {
      identity = [path, Self.fingerprint(path) ?? "", manager].joined(separator: "\n")
    } else {
      let outcome = try? ChildProcess.run([path, "--version"], environment: environment, seconds: SwiftPMManifestReader.deadlineSeconds)
      identity = path + "\n" + String(decoding: outcome?.output ?? [], as: UTF8.self)
    }
  }

  private static func fingerprint(_ path: some StringProtocol) -> String? {
    guard let real = try? File.realPath(String(path)), let status = try? File.status(real), status.kind == .file else { return nil }
    return "\(real) \(status.size) \(status.modificationTime)"
  }
}
