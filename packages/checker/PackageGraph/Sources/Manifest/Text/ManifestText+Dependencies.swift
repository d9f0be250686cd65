/// Changes of dependencies, which touch no other byte. Each returns `nil` where the text does not say plainly where to write: a list that is
/// a constant's name or a sum is computed.
extension ManifestText {
  /// Returns the text with one more dependency of a target, and its index among them: in its place where they are all of one form and in
  /// order of names, else behind them.
  ///
  /// - Parameter dependency: One without a condition.
  public func addingDependency(_ dependency: Manifest.TargetDependency, toTarget name: String) -> (bytes: [UInt8], index: Int)? {
    guard let arguments = arguments(ofTarget: name), let declared = manifest.targets.first(where: { $0.name == name })?.dependencies else {
      return nil
    }
    let index = Self.place(of: dependency, among: declared)
    if index < declared.count, case .list(let elements) = arguments.first(where: { $0.label == "dependencies" })?.value.content {
      if index > 0 { return (inserting(dependency.source, behind: elements[index - 1].offset..<elements[index - 1].end), index) }
      return (inserting(dependency.source, before: elements[0].offset), index)
    }
    return adding(dependency.source, to: arguments, behind: ["name"]).map { ($0, declared.count) }
  }

  /// Returns the text with one more dependency of the package, behind those that it has.
  ///
  /// - Parameter value: The dependency without a comma: `.package(path: "../Kit")`.
  public func addingPackage(_ value: String) -> [UInt8]? {
    guard let package = syntax.constants.first(where: { $0.name == packageName }), case .path(let call) = package.value.content else { return nil }
    return adding(
      value, to: call.arguments ?? [], behind: ["name", "defaultLocalization", "platforms", "pkgConfig", "providers", "products", "traits"])
  }

  /// Returns the text without a dependency of a target. A comment behind it on its line goes with it, and no other. With the last one goes the
  /// argument, unless other targets of the manifest have an empty list.
  ///
  /// - Parameter index: The dependency's index in the manifest's list.
  public func removingDependency(at index: Int, ofTarget name: String) -> [UInt8]? {
    guard let arguments = arguments(ofTarget: name), let place = arguments.firstIndex(where: { $0.label == "dependencies" }),
      case .list(let elements) = arguments[place].value.content, elements.indices.contains(index)
    else { return nil }
    let list = arguments[place].value.offset..<arguments[place].value.end
    let shorter = removing(index, of: elements.map { $0.offset..<$0.end }, in: list)
    guard elements.count == 1, place > 0, shorter.map({ $0.count - bytes.count == 2 - list.count }) == true, !hasEmptyList else { return shorter }
    return removing(place, of: arguments.map { start(of: $0)..<$0.value.end }, in: list) ?? shorter
  }

  /// Whether a target writes that it has no dependencies.
  private var hasEmptyList: Bool {
    manifest.targets.contains { target in
      guard case .list(let elements) = arguments(ofTarget: target.name)?.first(where: { $0.label == "dependencies" })?.value.content else {
        return false
      }
      return elements.isEmpty
    }
  }

  // MARK: Finding

  /// The arguments of the call that declares a target.
  private func arguments(ofTarget name: String) -> [ManifestExpression.Argument]? {
    guard let place = elements.firstIndex(where: { $0.kind == .targets && $0.name == name }) else { return nil }
    var value = values[place]
    if case .path(let path) = value.content, path.names.count == 1, !path.isImplicit, path.arguments == nil {
      guard let constant = syntax.constants.first(where: { $0.name == path.names[0] }) else { return nil }
      value = constant.value
    }
    guard case .path(let call) = value.content else { return nil }
    return call.arguments
  }

  /// The place of an argument's first byte, its label's.
  private func start(of argument: ManifestExpression.Argument) -> Int {
    syntax.words.last { $0.offset < argument.value.offset && $0.text == argument.label }?.offset ?? argument.value.offset
  }

  // MARK: Adding

  private static func place(of dependency: Manifest.TargetDependency, among others: [Manifest.TargetDependency]) -> Int {
    let names = others.map { $0.name.lowercased() }
    guard others.count > 1, others.allSatisfy({ form($0) == form(dependency) }), zip(names, names.dropFirst()).allSatisfy({ $0 <= $1 }) else {
      return others.count
    }
    return names.firstIndex { $0 > dependency.name.lowercased() } ?? others.count
  }

  private static func form(_ dependency: Manifest.TargetDependency) -> Int {
    switch dependency.reference {
    case .byName: 0
    case .target: 1
    case .product: 2
    }
  }

  /// A value before the first one: on a line of its own where that begins its line.
  private func inserting(_ value: String, before place: Int) -> [UInt8] {
    let gap = isFirstOnLine(place) ? newline + indentation(at: place) : [UInt8(ascii: " ")]
    return Array(bytes[..<place]) + Array("\(value),".utf8) + gap + bytes[place...]
  }

  /// Adds to the argument `dependencies`; where there is none, it is written behind the last of the others that come before it.
  private func adding(_ value: String, to arguments: [ManifestExpression.Argument], behind earlier: Set<String>) -> [UInt8]? {
    if let argument = arguments.first(where: { $0.label == "dependencies" }) {
      guard case .list(let elements) = argument.value.content else { return nil }
      if let last = elements.last { return inserting(value, behind: last.offset..<last.end) }
      return filling(argument.value.offset..<argument.value.end, with: value)
    }
    guard let previous = arguments.last(where: { $0.label.map(earlier.contains) ?? false }) else { return nil }
    return inserting("dependencies: [\(value)]", behind: start(of: previous)..<previous.value.end)
  }

  /// A value or argument of its own line is followed by one of its own line, any other by one beside it.
  private func inserting(_ value: String, behind range: Range<Int>) -> [UInt8] {
    inserting(value, behind: range, isInline: !isFirstOnLine(range.lowerBound))
  }

  /// The empty list `[ … ]` with one value in it: comments stay before it.
  private func filling(_ list: Range<Int>, with value: String) -> [UInt8] {
    let close = list.upperBound - 1
    if bytes[(list.lowerBound + 1)..<close].allSatisfy(Self.isSpace) {
      return Array(bytes[...list.lowerBound]) + Array(value.utf8) + bytes[close...]
    }
    let end = bytes[..<close].lastIndex { !Self.isSpace($0) }! + 1
    if !bytes[end..<close].contains(where: Self.isNewline) { return Array(bytes[..<end]) + Array(" \(value)".utf8) + bytes[end...] }
    return Array(bytes[..<end]) + newline + indentation(at: end - 1) + Array("\(value),".utf8) + bytes[end...]
  }

  // MARK: Removing

  /// Returns the text without one of the values between commas, which are in a list, or are arguments and more than one.
  private func removing(_ index: Int, of elements: [Range<Int>], in list: Range<Int>) -> [UInt8]? {
    let range = elements[index]
    let comma = self.comma(behind: range.upperBound)
    // A comma that leads the next line is a style of its own.
    if let comma, bytes[range.upperBound..<comma].contains(where: Self.isNewline) { return nil }
    let end = comma.map { $0 + 1 } ?? range.upperBound
    let lineEnd = skipSpaces(from: end, acrossLines: false)
    let isLastOnLine = lineEnd == bytes.count || Self.isNewline(bytes[lineEnd])
    let isFirstOnLine = isFirstOnLine(range.lowerBound)

    if elements.count == 1 {
      let rest = bytes[(list.lowerBound + 1)..<range.lowerBound] + bytes[(isLastOnLine ? lineEnd : end)..<(list.upperBound - 1)]
      if rest.allSatisfy(Self.isSpace) { return without([(list.lowerBound + 1)..<(list.upperBound - 1)]) }
    }
    // Without a comma behind it, the element before it is the last one from now on, and gives up its own.
    let previousComma = comma == nil && index > 0 ? self.comma(behind: elements[index - 1].upperBound) : nil
    if isFirstOnLine, isLastOnLine {
      return without([previousComma.map { $0..<($0 + 1) }, lineStart(of: range.lowerBound)..<nextLine(lineEnd)].compactMap(\.self))
    }
    if let previousComma {
      let hasComment = !bytes[(previousComma + 1)..<range.lowerBound].allSatisfy(Self.isSpace)
      return without(hasComment ? [previousComma..<(previousComma + 1), range] : [previousComma..<range.upperBound])
    }
    let before = bytes[..<range.lowerBound].lastIndex { !Self.isBlank($0) }.map { $0 + 1 } ?? 0
    if isFirstOnLine || before == list.lowerBound + 1 {
      return without([range.lowerBound..<(bytes[end...].firstIndex { !Self.isBlank($0) } ?? bytes.count)])
    }
    return without([before..<end])
  }

  private func without(_ ranges: [Range<Int>]) -> [UInt8] {
    var result = bytes
    for range in ranges.sorted(by: { $0.lowerBound > $1.lowerBound }) { result.removeSubrange(range) }
    return result
  }

  /// The place of the comma that follows, comments between; `nil` where something else does.
  private func comma(behind place: Int) -> Int? {
    let next = skipSpaces(from: place, acrossLines: true)
    return next < bytes.count && bytes[next] == UInt8(ascii: ",") ? next : nil
  }

  private func lineStart(of place: Int) -> Int { bytes[..<place].lastIndex(where: Self.isNewline).map { $0 + 1 } ?? 0 }

  /// The place behind a line end.
  private func nextLine(_ end: Int) -> Int {
    if end == bytes.count { return end }
    return bytes[end...].starts(with: [UInt8(ascii: "\r"), UInt8(ascii: "\n")]) ? end + 2 : end + 1
  }

  private func isFirstOnLine(_ place: Int) -> Bool { bytes[lineStart(of: place)..<place].allSatisfy(Self.isBlank) }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
  private static func isSpace(_ byte: UInt8) -> Bool { isBlank(byte) || isNewline(byte) }
}
