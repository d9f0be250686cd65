import Platform
import Synchronization

/// Reads many manifests: from their text where that is enough, and the others by SwiftPM, several at a time.
public struct ManifestLoader: Sendable {
  public var environment: [String]
  public var cacheFile: String?
  public var swift: String

  /// - Parameters:
  ///   - environment: `KEY=VALUE` strings: what manifests that are run see.
  ///   - cacheFile: Where to keep what SwiftPM said; `nil` to keep nothing.
  ///   - swift: The program, as a path or as a name to look for on `PATH`.
  public init(environment: [String], cacheFile: String? = nil, swift: String = "swift") {
    self.environment = environment
    self.cacheFile = cacheFile
    self.swift = swift
  }

  /// - Parameters:
  ///   - manifestPaths: Absolute paths of `Package.swift` files.
  ///   - workers: How many threads read, and so how many manifests SwiftPM runs at a time.
  /// - Returns: An answer for each path, in the same order.
  public func load(_ manifestPaths: [String], workers: Int = Threads.processorCount) -> [Result<LoadedManifest, ManifestError>] {
    var results: [Result<LoadedManifest, ManifestError>?] = manifestPaths.map { readStatically($0) }
    let remaining = results.indices.filter { results[$0] == nil }
    if remaining.isEmpty { return results.compactMap { $0 } }

    let next = Atomic<Int>(0)
    let answers = Mutex<[Int: Result<LoadedManifest, ManifestError>]>([:])
    Threads.run(min(workers, remaining.count)) { _ in
      while true {
        let turn = next.add(1, ordering: .relaxed).oldValue
        guard turn < remaining.count else { return }
        let answer = readBySwiftPM(manifestPaths[remaining[turn]])
        answers.withLock { $0[remaining[turn]] = answer }
      }
    }
    answers.withLock { for (index, answer) in $0 { results[index] = answer } }
    return results.compactMap { $0 }
  }

  /// `nil` where the text is not enough.
  private func readStatically(_ path: String) -> Result<LoadedManifest, ManifestError>? {
    let source: [UInt8]
    do { source = try File.read(path) } catch { return .failure(ManifestError(path: path, message: "\(error)")) }
    guard !hasVersionSpecificSibling(path) else { return nil }
    return StaticManifestReader.read(source).map { .success($0) }
  }

  /// `Package@swift-6.0.swift` beside it: which one counts depends on SwiftPM's own version.
  private func hasVersionSpecificSibling(_ path: String) -> Bool {
    let entries = (try? Folder.entries(Self.folder(path))) ?? []
    return entries.contains { $0.name.hasPrefix("Package@swift-") && $0.name.hasSuffix(".swift") }
  }

  private func readBySwiftPM(_ path: String) -> Result<LoadedManifest, ManifestError> {
    do {
      let manifest = try SwiftPMManifestReader.read(folder: Self.folder(path), environment: environment, swift: swift)
      return .success(LoadedManifest(manifest, reader: .swiftPM))
    } catch {
      return .failure(error)
    }
  }

  private static func folder(_ path: String) -> String { String(path.dropLast("/Package.swift".count)) }
}
