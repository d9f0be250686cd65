/// The module list of a repository: which modules the products of its fetched packages have.
///
/// Manifests name products, and sources import modules. Which of these belong together only the fetched packages' own manifests say, and
/// those are on one machine and not on another. The list is a file beside the rules that is committed, so that every machine knows the same.
public struct ModuleList: Sendable, Equatable {
  /// The file's name.
  public static let fileName = "arch-modules.json"
  /// The version of the format.
  public static let version = 1

  /// What one product of a package has; or a module of a package that is in no product.
  public struct Entry: Sendable, Equatable {
    /// The kind of a product, as far as it matters to imports.
    public enum Kind: String, Sendable, CaseIterable { case library, executable, plugin, binary }
    /// The identity of the package, by which SwiftPM tells packages apart: `swift-log`.
    public var package: String
    /// The product's name; `nil` for modules that no product has, which importers reach all the same.
    public var product: String?
    /// The kind.
    public var kind: Kind
    /// The names of its modules, in order.
    public var modules: [String]
    /// The modules that these depend on, by the manifests of their packages, in order.
    public var needs: [String]

    /// Creates an entry.
    public init(package: String, product: String? = nil, kind: Kind = .library, modules: [String], needs: [String] = []) {
      self.package = package
      self.product = product
      self.kind = kind
      self.modules = modules.sorted { $0.precedesInBytes($1) }
      self.needs = needs.sorted { $0.precedesInBytes($1) }
    }
  }

  /// The entries, in order of package, product and modules.
  public let entries: [Entry]

  /// Creates a list.
  public init(_ entries: [Entry]) {
    func key(_ entry: Entry) -> (String, String, String) { (entry.package, entry.product ?? "", entry.modules.joined(separator: " ")) }
    self.entries = entries.sorted { key($0) < key($1) }
  }

  /// The identities of the packages that it knows.
  public var packages: Set<String> { Set(entries.map(\.package)) }
}
