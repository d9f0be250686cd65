import SwiftImports

/// Scans source text given as a string.
func scan(_ text: String) -> SourceImports {
  ImportScanner.scan(Array(text.utf8))
}

/// The modules that source text imports.
func modules(_ text: String) -> [String] {
  scan(text).imports.map(\.module)
}
