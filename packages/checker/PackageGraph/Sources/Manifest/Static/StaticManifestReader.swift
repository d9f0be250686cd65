import SwiftImports

/// The reader of manifests that are made of literals, which does not run them.
///
/// SwiftPM compiles a manifest to read it, which takes a quarter of a second; most manifests are a list of literals that can be read
/// directly. This reader knows the text of such manifests, and `PackageDescription` by tools version, as far as they go; where it meets
/// anything else (a function, an interpolation, an unknown label), it does not guess.
///
/// Targets and products that are added for one system alone (`#if os(Linux)`, then `package.targets += [ … ]`) count on every system, as an
/// import counts in every branch: a check must not depend on where it runs. A block that runs only where an environment variable is set
/// (`if Context.environment["NAME"] == "1" { … }`) is skipped where it is not set; where it is, SwiftPM has to read the manifest.
public enum StaticManifestReader {
  /// Reads a manifest.
  ///
  /// - Parameters:
  ///   - source: The bytes of a `Package.swift`.
  ///   - folder: The absolute path of its folder, which gives a dependency on a folder above it (`..`) its name; without it, manifests with
  ///     such dependencies may not be understood.
  ///   - environment: The environment that the manifest would see if it was run, as `KEY=VALUE` strings.
  /// - Returns: `nil` for a manifest that is not fully understood: SwiftPM has to read it, and may reject it.
  public static func read(_ source: [UInt8], folder: String? = nil, environment: [String] = []) -> LoadedManifest? {
    // What is not UTF-8 is refused by SwiftPM.
    guard String(validating: source, as: UTF8.self) != nil else { return nil }
    return source.withUnsafeBufferPointer { try? read($0, folder, environment).loaded }
  }

  /// Returns the manifest, its syntax, and the name of the constant that is the package.
  static func read(
    _ bytes: UnsafeBufferPointer<UInt8>, _ folder: String?, _ environment: [String]
  ) throws(ManifestLexer.NotUnderstood) -> (loaded: LoadedManifest, syntax: ManifestSyntax, packageName: String) {
    guard let version = ToolsVersion(manifest: bytes), ToolsVersion.understood.contains(version) else { throw ManifestLexer.NotUnderstood() }
    let syntax = try ManifestParser.parse(try ManifestLexer.tokens(bytes))
    guard syntax.imports.contains("PackageDescription"), Set(syntax.imports).isSubset(of: knownImports) else {
      throw ManifestLexer.NotUnderstood()
    }
    guard syntax.environmentBlocks.allSatisfy({ $0.isIdle(in: environment, version, syntax.imports) }) else { throw ManifestLexer.NotUnderstood() }

    var checker = ManifestChecker(version: version)
    var package: ManifestLiteral?
    var packageName = ""
    for constant in syntax.constants where constant.isComputed {
      let type = try checker.declare(constant).type
      // One that is only made when asked for is not the manifest's.
      if type == .one(.package) { throw ManifestLexer.NotUnderstood() }
    }
    for constant in syntax.constants where !constant.isComputed {
      let (type, value) = try checker.declare(constant)
      guard type == .one(.package) else { continue }
      // The package made last would be the one that counts.
      if package != nil { throw ManifestLexer.NotUnderstood() }
      package = value
      packageName = constant.name
    }
    for addition in syntax.additions where package != nil { try checker.add(addition, to: &package!, named: packageName) }
    guard let package, let made = Manifest.make(package, version, folder: folder),
      syntax.imports.contains("CompilerPluginSupport") || !made.manifest.targets.contains(where: { $0.kind == .macro })
    else { throw ManifestLexer.NotUnderstood() }

    var loaded = LoadedManifest(made.manifest, reader: .static)
    if !syntax.environmentBlocks.isEmpty {
      loaded.environmentNames = EnvironmentBranches(SwiftTokenScanner.scan(Array(bytes))).variables
    }
    let lines = LineStarts(bytes)
    loaded.targetPositions = made.targets.map { lines.position($0) }
    loaded.dependencyPositions = made.dependencies.map { $0.map { lines.position($0) } }
    return (loaded, syntax, packageName)
  }

  /// Modules whose import changes no literal's meaning.
  private static let knownImports: Set<String> = ["PackageDescription", "CompilerPluginSupport", "Foundation"]
}

/// A converter of offsets in a text to lines and columns.
private struct LineStarts {
  private var starts: [Int] = [0]

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    for (index, byte) in bytes.enumerated() {
      let isCarriageReturn = byte == UInt8(ascii: "\r") && (index + 1 == bytes.count || bytes[index + 1] != UInt8(ascii: "\n"))
      if byte == UInt8(ascii: "\n") || isCarriageReturn { starts.append(index + 1) }
    }
  }

  func position(_ offset: Int) -> SourcePosition {
    var (low, high) = (0, starts.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= offset { low = middle } else { high = middle }
    }
    return SourcePosition(line: low + 1, column: offset - starts[low] + 1)
  }
}
