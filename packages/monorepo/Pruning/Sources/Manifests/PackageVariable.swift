/// The name of the package's constant in a computed manifest.
enum PackageVariable {
  /// Returns the name in `let name = Package(` or `let name: Package = …`, or else `package`, if a constant is called that.
  static func name(in text: String) -> String? {
    var hasPackage = false
    let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
    for (index, line) in lines.enumerated() {
      // What is at the top of a file is not indented, unless a condition of the compiler holds it.
      var rest = line.drop { $0 == " " || $0 == "\t" }
      for access in ["public ", "internal ", "fileprivate ", "private ", "nonisolated(unsafe) ", "@MainActor "] where rest.hasPrefix(access) {
        rest = rest.dropFirst(access.count)
      }
      guard rest.hasPrefix("let ") || rest.hasPrefix("var ") else { continue }
      rest = rest.dropFirst(4).drop { $0 == " " }
      let name = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
      let behind = rest[name.endIndex...].filter { $0 != " " && $0 != "\t" }
      let next = index + 1 < lines.count ? lines[index + 1].filter { $0 != " " && $0 != "\t" } : ""
      let value = behind == "=" ? behind + next : behind
      if ["=Package(", "=PackageDescription.Package(", "=Package.init(", ":Package=", ":PackageDescription.Package="].contains(where: value.hasPrefix)
      {
        return String(name)
      }
      if name == "package" { hasPackage = true }
    }
    return hasPackage ? "package" : nil
  }
}
