import JSON
import Platform

/// The reader of manifests that has SwiftPM compile and run them: it reads any manifest, in a quarter of a second each.
public enum SwiftPMManifestReader {
  /// The time limit of SwiftPM for one manifest, in seconds.
  static let deadlineSeconds = 120

  /// Returns the manifest of the package in `folder`, as `swift package dump-package` describes it. SwiftPM works in a folder of its own
  /// below the system's temporary one, which is removed again; nothing is written into the package.
  ///
  /// - Parameters:
  ///   - folder: An absolute path. SwiftPM itself chooses among `Package.swift` and its variants for certain versions.
  ///   - environment: The environment that `Context.environment` in the manifest sees, as `KEY=VALUE` strings.
  ///   - swift: The program, as a path or as a name to find on `PATH`.
  public static func read(folder: String, environment: [String], swift: String = "swift") throws(ManifestError) -> Manifest {
    try manifest(try dump(folder: folder, environment: environment, swift: swift), folder: folder)
  }

  /// Returns the manifest that an answer of SwiftPM describes.
  static func manifest(_ dump: [UInt8], folder: String) throws(ManifestError) -> Manifest {
    do {
      return try Manifest(dump: try JSONValue(parsing: dump))
    } catch {
      throw ManifestError(
        path: folder + "/Package.swift", message: "the answer of swift package dump-package is not understood: \(error)")
    }
  }

  /// Returns SwiftPM's answer as it prints it.
  static func dump(folder: String, environment: [String], swift: String) throws(ManifestError) -> [UInt8] {
    let path = folder + "/Package.swift"
    let scratch: String
    do { scratch = try Folder.createTemporary(prefix: "bulkhead-manifest") } catch { throw ManifestError(path: path, message: "\(error)") }
    // What cannot be removed is the system's to clean up.
    defer { try? Folder.remove(scratch) }

    let outcome: ChildProcess.Outcome
    do {
      outcome = try ChildProcess.run(
        // SwiftPM's own cache of manifests does not notice that a manifest asks for the state of its Git repository.
        [swift, "package", "--package-path", folder, "--scratch-path", scratch + "/build", "--manifest-cache", "none", "dump-package"],
        // SwiftPM leaves a lock, and the compiler a folder, where temporary files go.
        environment: environment.filter { !$0.hasPrefix("TMPDIR=") } + ["TMPDIR=\(scratch)"], seconds: deadlineSeconds,
        // SwiftPM runs the manifest in a process group of its own, which a killed SwiftPM leaves behind.
        isWatched: true)
    } catch {
      let advice = "the manifest is not made of literals alone, so SwiftPM has to read it: install Swift, or put it on PATH"
      throw ManifestError(path: path, message: "\(error); \(advice)")
    }
    switch outcome.ending {
    case .exit(0): return outcome.output
    case .timedOut: throw ManifestError(path: path, message: "SwiftPM did not answer within \(deadlineSeconds) seconds")
    default: throw SwiftPMDiagnostics(outcome.errorOutput).error(folder: folder)
    }
  }
}
