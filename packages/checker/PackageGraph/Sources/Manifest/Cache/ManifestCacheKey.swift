import Platform

/// Everything that SwiftPM's answer about one package depends on, as bytes and without a digest: keys are equal when all of it is.
///
/// It contains the package's folder, its manifests with their content, the mirrors that are set for it and for the user, the environment
/// that the manifest sees, the system, and the SwiftPM that answers.
struct ManifestCacheKey {
  /// The key; `nil` where the answer must not be kept, because the manifest depends on something that the key does not contain.
  let bytes: [UInt8]?

  /// - Parameters:
  ///   - files: The package's manifests, `Package.swift` and its siblings for certain versions, with their content.
  ///   - environment: What `ManifestEnvironment.relevant` gives.
  init(folder: String, files: [(name: String, content: [UInt8])], environment: [String], installation: SwiftInstallation) {
    guard !files.contains(where: { Self.looksOutside($0.content) }) else {
      bytes = nil
      return
    }
    var fields: [[UInt8]] = [Array(folder.utf8), Array(Self.host.utf8), Array(installation.identity.utf8)]
    fields += environment.map { Array($0.utf8) }
    for file in files { fields += [Array(file.name.utf8), file.content] }
    let home = environment.first { $0.hasPrefix("HOME=") }.map { String($0.dropFirst("HOME=".count)) }
    for folder in [folder, home ?? ""] {
      fields.append((try? File.read(folder + "/" + Self.mirrors)) ?? [])
    }
    var bytes: [UInt8] = []
    for field in fields { bytes.appendField(field) }
    self.bytes = bytes
  }

  /// The path of SwiftPM's mirrors, below a package's folder and below the user's.
  static let mirrors = ".swiftpm/configuration/mirrors.json"

  /// Whether a manifest asks for what can change while its text stays: its Git repository, files, the time.
  private static func looksOutside(_ source: [UInt8]) -> Bool {
    let text = String(decoding: source, as: UTF8.self)
    return outsideWords.contains { text.firstOccurrence(of: $0) != nil }
  }

  private static let outsideWords = [
    "gitInformation", "FileManager", "FileHandle", "Data(contentsOf", "String(contentsOf", "contentsOfFile", "contentsOfDirectory", "fopen",
    "open(", "Process(", "Date(",
  ]

  private static var host: String {
    #if os(macOS)
      let system = "macOS"
    #else
      let system = "Linux"
    #endif
    #if arch(arm64)
      return system + " arm64"
    #elseif arch(x86_64)
      return system + " x86_64"
    #else
      return system + " other"
    #endif
  }
}

extension [UInt8] {
  /// The field's length in eight bytes, then the field.
  mutating func appendField(_ field: some Collection<UInt8>) {
    appendInteger(UInt64(field.count))
    append(contentsOf: field)
  }

  mutating func appendInteger(_ value: UInt64) {
    for shift in stride(from: 0, to: 64, by: 8) { append(UInt8(truncatingIfNeeded: value >> UInt64(shift))) }
  }
}
