/// SwiftPM's messages about a manifest that it cannot load, sorted.
struct SwiftPMDiagnostics {
  private struct Diagnostic: Equatable {
    var file: String
    var line: Int
    var column: Int?
    var message: String
  }

  /// The errors with a place in the manifest, in the compiler's order, each once: it repeats some for each attempt.
  private var located: [Diagnostic] = []
  /// The other messages, without those that only repeat that there was an error.
  private var remarks: [String] = []

  init(_ output: [UInt8]) {
    for line in String(decoding: output, as: UTF8.self).split(whereSeparator: \.isNewline) {
      // Behind this a backtrace of the manifest's own process follows.
      if line.hasPrefix("*** Signal") || line.hasPrefix("*** Program crashed") { break }
      if let diagnostic = Self.diagnostic(line) {
        if !located.contains(diagnostic) { located.append(diagnostic) }
      } else if let remark = Self.remark(line) {
        if !remarks.contains(remark) { remarks.append(remark) }
      }
    }
  }

  func error(folder: String) -> ManifestError {
    guard let first = located.first else {
      let message = remarks.isEmpty ? "SwiftPM cannot load the manifest, and does not say why" : remarks.prefix(20).joined(separator: "\n")
      return ManifestError(path: folder + "/Package.swift", message: message)
    }
    let others = located.dropFirst().map { other in "\(other.line)\(other.column.map { ":\($0)" } ?? ""): \(other.message)" }
    return ManifestError(
      path: folder + "/" + first.file, line: first.line, column: first.column, message: ([first.message] + others).joined(separator: "\n"))
  }

  /// `/a/Package.swift:12:3: error: …` of the compiler, or `main/Package.swift:3: Fatal error: …` of the manifest as it runs.
  private static func diagnostic(_ line: Substring) -> Diagnostic? {
    for (marker, columns) in [(": error: ", 2), (": Fatal error: ", 1)] {
      guard let start = line.firstOccurrence(of: marker) else { continue }
      let place = line[..<start].split(separator: ":", omittingEmptySubsequences: false)
      let numbers = place.suffix(columns).compactMap { Int($0) }
      guard numbers.count == columns, place.count > columns else { continue }
      let file = place[place.count - columns - 1].split(separator: "/").last ?? ""
      guard file.hasPrefix("Package"), file.hasSuffix(".swift") else { continue }
      let message = line[start...].dropFirst(marker.count)
      return Diagnostic(file: String(file), line: numbers[0], column: numbers.count > 1 ? numbers[1] : nil, message: String(message))
    }
    return nil
  }

  /// The sentence, or nothing where it only wraps another.
  private static func remark(_ line: Substring) -> String? {
    var line = line
    if line.hasPrefix("error: ") { line = line.dropFirst("error: ".count) }
    if line.hasPrefix("invalid manifests at ") || line.isEmpty { return nil }
    // `'package': …`
    if line.first == "'", let end = line.firstOccurrence(of: "': ") { line = line[end...].dropFirst(3) }
    return line.hasPrefix("Invalid manifest (compiled with:") ? nil : String(line)
  }
}
