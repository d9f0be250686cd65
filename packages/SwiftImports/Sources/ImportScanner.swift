/// Finds the imports of Swift source text.
public enum ImportScanner {
  /// Scans one file's bytes. Any bytes are accepted; time is linear in their number.
  public static func scan(_ source: UnsafeBufferPointer<UInt8>) -> SourceImports {
    SourceImports()
  }

  public static func scan(_ source: [UInt8]) -> SourceImports {
    source.withUnsafeBufferPointer { scan($0) }
  }
}
