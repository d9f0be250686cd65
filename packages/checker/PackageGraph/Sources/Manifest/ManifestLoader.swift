import JSON
import Platform
import SwiftImports
import Synchronization

/// The loader of many manifests: from their text where that is enough, and the others by SwiftPM, several at a time, with a cache of its
/// answers.
public struct ManifestLoader: Sendable {
  private let environment: [String]
  private let cacheFile: String?
  private let swift: String

  /// Creates a loader.
  ///
  /// - Parameters:
  ///   - environment: The environment of manifests that are run, as `KEY=VALUE` strings, except for variables of the terminal and the like.
  ///     SwiftPM finds the linker by `PATH`.
  ///   - cacheFile: The path of the cache of SwiftPM's answers; `nil` for none.
  ///   - swift: The program, as a path or as a name to find on `PATH`.
  public init(environment: [String], cacheFile: String? = nil, swift: String = "swift") {
    self.environment = ManifestEnvironment.relevant(environment)
    self.cacheFile = cacheFile
    self.swift = swift
  }

  /// Reads manifests.
  ///
  /// - Parameters:
  ///   - manifestPaths: The absolute paths of `Package.swift` files.
  ///   - workers: The number of threads that read, and so of manifests that SwiftPM runs at a time.
  ///   - mayEvaluate: Whether SwiftPM may be asked about the manifest at a path, which takes it a good part of a second; a manifest whose
  ///     text is not enough is an error otherwise.
  /// - Returns: A result for each path, in the same order.
  public func load(
    _ manifestPaths: [String], workers: Int = Threads.processorCount, mayEvaluate: (String) -> Bool = { _ in true }
  ) -> [Result<LoadedManifest, ManifestError>] {
    var results: [Result<LoadedManifest, ManifestError>?] = Array(repeating: nil, count: manifestPaths.count)
    var computed: [(index: Int, package: ManifestFolder)] = []
    // A thread more costs as much as a few dozen manifests.
    let readers = min(workers, 1 + manifestPaths.count / 32)
    for (index, first) in Self.share(manifestPaths.indices, readers, { readStatically(manifestPaths[$0]) }) {
      switch first {
      case .done(let result): results[index] = result
      case .computed(let package) where mayEvaluate(manifestPaths[index]): computed.append((index, package))
      case .computed:
        results[index] = .failure(
          ManifestError(path: manifestPaths[index], message: "its text alone does not say what it is, and it was not evaluated"))
      }
    }
    if computed.isEmpty { return results.compactMap { $0 } }

    let installation = SwiftInstallation(swift: swift, environment: environment)
    var cache = cacheFile.map { ManifestCache(reading: $0) } ?? ManifestCache()
    var unknown: [(index: Int, package: ManifestFolder, key: [UInt8]?)] = []
    for (index, package) in computed {
      let key = ManifestCacheKey(folder: package.path, files: package.files, environment: environment, installation: installation).bytes
      if let answer = key.flatMap({ cache.answer($0) }), let manifest = try? SwiftPMManifestReader.manifest(answer, folder: package.path) {
        results[index] = .success(package.loaded(manifest, reader: .cache))
      } else {
        unknown.append((index, package, key))
      }
    }

    for (turn, answer) in Self.share(unknown.indices, workers, { [unknown] in askSwiftPM(unknown[$0].package) }) {
      results[unknown[turn].index] = answer.map { unknown[turn].package.loaded($0.manifest, reader: .swiftPM) }
      if let key = unknown[turn].key, case .success(let answer) = answer { cache.keep(answer.dump, for: key) }
    }
    if let cacheFile, cache.isChanged { cache.write(to: cacheFile) }
    return results.compactMap { $0 }
  }

  // MARK: One manifest

  private enum FirstLook {
    case done(Result<LoadedManifest, ManifestError>)
    /// Its text is not enough.
    case computed(ManifestFolder)
  }

  private func readStatically(_ path: String) -> FirstLook {
    do {
      let package = try ManifestFolder(manifest: path)
      guard package.saysAllInOneText,
        let loaded = StaticManifestReader.read(package.files[0].content, folder: package.path, environment: environment)
      else {
        guard package.importsPackageDescription else {
          let message = "this is no manifest, since it does not import PackageDescription: import it, or give the file another name"
          return .done(.failure(ManifestError(path: path, message: message, isSource: true)))
        }
        return .computed(package)
      }
      return .done(.success(loaded))
    } catch {
      return .done(.failure(ManifestError(path: path, message: "\(error)")))
    }
  }

  private func askSwiftPM(_ package: ManifestFolder) -> Result<(manifest: Manifest, dump: [UInt8]), ManifestError> {
    do throws(ManifestError) {
      let dump = try SwiftPMManifestReader.dump(folder: package.path, environment: environment, swift: swift)
      let manifest = try SwiftPMManifestReader.manifest(dump, folder: package.path)
      // Without the line ends and spaces that SwiftPM prints, an answer is a third as long.
      return .success((manifest, (try? JSONValue(parsing: dump))?.encoded(.compact) ?? dump))
    } catch {
      return .failure(error)
    }
  }

  // MARK: Many

  /// Returns the results of `body` for each of `indices`, computed by several threads that each take the next one.
  private static func share<Answer: Sendable>(
    _ indices: Range<Int>, _ workers: Int, _ body: @Sendable (Int) -> Answer
  ) -> [(index: Int, answer: Answer)] {
    let next = Atomic<Int>(indices.lowerBound)
    let answers = Mutex<[(index: Int, answer: Answer)]>([])
    Threads.run(max(1, min(workers, indices.count))) { _ in
      var own: [(index: Int, answer: Answer)] = []
      while true {
        let index = next.add(1, ordering: .relaxed).oldValue
        guard index < indices.upperBound else { break }
        own.append((index, body(index)))
      }
      answers.withLock { $0 += own }
    }
    return answers.withLock { $0 }.sorted { $0.index < $1.index }
  }
}

/// The folder of a package, with the text of its manifests.
struct ManifestFolder: Sendable {
  let path: String
  /// `Package.swift` first, then its siblings for certain versions (`Package@swift-6.0.swift`) in order of their names.
  let files: [(name: String, content: [UInt8])]
  private let hasMirrors: Bool

  /// - Parameter manifest: The path of a `Package.swift`.
  init(manifest: String) throws(PlatformError) {
    path = manifest.lastIndex(of: "/").map { $0 == manifest.startIndex ? "/" : String(manifest[..<$0]) } ?? "."
    var files = [(name: "Package.swift", content: try File.read(manifest))]
    var hasMirrors = false
    for entry in try Folder.entries(path) {
      if entry.name == ".swiftpm" { hasMirrors = try File.status("\(path)/\(ManifestCacheKey.mirrors)") != nil }
      guard entry.name.hasPrefix("Package@swift-"), entry.name.hasSuffix(".swift") else { continue }
      files.append((name: entry.name, content: try File.read("\(path)/\(entry.name)")))
    }
    self.files = files
    self.hasMirrors = hasMirrors
  }

  /// Whether `Package.swift` is the one that counts, whichever SwiftPM reads it, and nothing beside it changes what it says.
  var saysAllInOneText: Bool { files.count == 1 && !hasMirrors }

  /// Returns a manifest that SwiftPM read, with what the text shows of its places.
  func loaded(_ manifest: Manifest, reader: LoadedManifest.Reader) -> LoadedManifest {
    var loaded = LoadedManifest(manifest, reader: reader)
    // Of several texts, only SwiftPM knows which one it chose.
    guard files.count == 1 else { return loaded }
    let tokens = SwiftTokenScanner.scan(files[0].content)
    ManifestPlaces(tokens).place(&loaded)
    loaded.environmentNames = EnvironmentBranches(tokens).variables
    return loaded
  }

  /// Whether this is a package at all, and not a source that has the name of a manifest.
  var importsPackageDescription: Bool {
    files.contains { file in ImportScanner.scan(file.content).imports.contains { $0.module == "PackageDescription" } }
  }
}
