/// The text of a manifest made of literals, for cutting and adding: it knows where each product, dependency and target of the package is
/// written.
///
///     let text = ManifestText(bytes)
///     let kit = text?.elements.last { $0.kind == .target && $0.name == "Kit" }
///     let longer = text?.inserting(".target(name: \"KitUI\", dependencies: [\"Kit\"])", after: kit!)
public struct ManifestText: Sendable {
  /// The lists of which a package consists.
  public enum Kind: String, Sendable, CaseIterable { case products, dependencies, targets }

  /// A value in such a list: `.target(name: "Kit")`, or a constant's name.
  public struct Element: Sendable, Equatable {
    /// The list that it is in.
    public let kind: Kind
    /// The index in the manifest's list of that kind.
    public let index: Int
    /// The name of a product or target; for a dependency, the name that manifests call the package by.
    public let name: String
    /// The range of the value's bytes, without a comma.
    public let range: Range<Int>
  }

  /// `[ … ]` with elements in it.
  struct List: Sendable {
    /// The brackets included.
    let range: Range<Int>
    /// Places in `elements`.
    var elements: [Int] = []
  }

  /// The text.
  public let bytes: [UInt8]
  /// The manifest that the text declares.
  public let manifest: Manifest
  /// The elements in the order in which the text, read once from its beginning, adds them to the package; of one kind, in order of `index`.
  public private(set) var elements: [Element] = []
  /// The value of each element, in the same order.
  private(set) var values: [ManifestExpression] = []
  private(set) var lists: [List] = []
  let syntax: ManifestSyntax
  /// The name of the constant that is the package.
  public let packageName: String

  /// Reads a manifest's text.
  ///
  /// - Parameters:
  ///   - folder: The absolute path of the manifest's folder, from which a dependency on a folder above gets its name.
  ///   - environment: The environment that the manifest would see if it was run, as `KEY=VALUE` strings.
  /// - Returns: `nil` for a manifest that is computed, or whose lists are written in a way that cannot be followed.
  public init?(_ bytes: [UInt8], folder: String? = nil, environment: [String] = []) {
    guard String(validating: bytes, as: UTF8.self) != nil,
      let read = bytes.withUnsafeBufferPointer({ try? StaticManifestReader.read($0, folder, environment) })
    else { return nil }
    self.bytes = bytes
    (manifest, syntax, packageName) = (read.loaded.manifest, read.syntax, read.packageName)

    let names: [Kind: [String]] = [
      .products: manifest.products.map(\.name), .dependencies: manifest.dependencies.map { $0.nameInManifest(folder) },
      .targets: manifest.targets.map(\.name),
    ]
    var counts: [Kind: Int] = [:]
    for (kind, value) in listExpressions() {
      guard let found = Self.lists(in: value, Dictionary(syntax.constants.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first }))
      else { return nil }
      for list in found {
        // A list that is written once and used twice cannot be cut for one of its uses.
        guard !lists.contains(where: { $0.range == list.range }) else { return nil }
        lists.append(List(range: list.range))
        for value in list.elements {
          let index = counts[kind, default: 0]
          guard index < names[kind]!.count else { return nil }
          lists[lists.count - 1].elements.append(elements.count)
          elements.append(Element(kind: kind, index: index, name: names[kind]![index], range: value.offset..<value.end))
          values.append(value)
          counts[kind] = index + 1
        }
      }
    }
    guard Kind.allCases.allSatisfy({ counts[$0, default: 0] == names[$0]!.count }) else { return nil }
  }

  /// The expressions that the package's lists are given or added, in the order in which they count.
  private func listExpressions() -> [(Kind, ManifestExpression)] {
    var values: [(Kind, ManifestExpression)] = []
    guard let package = syntax.constants.first(where: { $0.name == packageName }), case .path(let call) = package.value.content else { return [] }
    for argument in call.arguments ?? [] {
      if let kind = argument.label.flatMap(Kind.init(rawValue:)) { values.append((kind, argument.value)) }
    }
    for addition in syntax.additions {
      if let kind = Kind(rawValue: addition.property) { values.append((kind, addition.value)) }
    }
    return values
  }

  /// The list literals that an expression is put together from; `nil` where it is put together otherwise.
  private static func lists(
    in value: ManifestExpression, _ constants: [String: ManifestExpression]
  ) -> [(range: Range<Int>, elements: [ManifestExpression])]? {
    switch value.content {
    case .list(let elements):
      return [(value.offset..<value.end, elements)]
    case .sum(let left, let right):
      guard let left = lists(in: left, constants), let right = lists(in: right, constants) else { return nil }
      return left + right
    case .path(let path) where path.names.count == 1 && !path.isImplicit && path.arguments == nil:
      return constants[path.names[0]].flatMap { lists(in: $0, constants) }
    default: return nil
    }
  }
}
