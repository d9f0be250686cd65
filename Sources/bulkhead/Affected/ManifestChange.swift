import JSON

/// What a new version of a manifest changes, by what `swift package dump-package` says of both.
struct ManifestChange: Equatable {
  /// Targets that are there now and were not the same before, in byte order of their names.
  var targets: [String] = []
  /// Products that are not as they were, gone, or new.
  var products: [String] = []
  /// Whether other packages are depended upon than before, or other versions of them.
  var hasOtherDependencies = false
  /// What changed that every target is built by: `platforms`.
  var settings: [String] = []

  /// - Parameters:
  ///   - old: empty where there was no manifest.
  ///   - new: empty where there is none any more.
  init(from old: JSONValue, to new: JSONValue) {
    let (oldTargets, newTargets) = (ManifestChange.byName(old["targets"]), ManifestChange.byName(new["targets"]))
    targets = newTargets.filter { oldTargets[$0.key] != $0.value }.map(\.key).sorted()
    let (oldProducts, newProducts) = (ManifestChange.byName(old["products"]), ManifestChange.byName(new["products"]))
    products = Set(oldProducts.keys).union(newProducts.keys).filter { oldProducts[$0] != newProducts[$0] }.sorted()
    hasOtherDependencies = old["dependencies"] != new["dependencies"]
    // A whole package that is new or gone has no settings that changed.
    guard old.object?.isEmpty == false, new.object?.isEmpty == false else { return }
    let apart: Set<String> = ["targets", "products", "dependencies", "packageKind"]
    let keys = Set((old.object! + new.object!).map(\.key)).subtracting(apart)
    settings = keys.filter { old[$0] != new[$0] }.sorted()
  }

  var isEmpty: Bool { self == ManifestChange(from: [:], to: [:]) }

  private static func byName(_ list: JSONValue?) -> [String: JSONValue] {
    Dictionary((list?.array ?? []).compactMap { element in element["name"]?.string.map { ($0, element) } }) { first, _ in first }
  }
}
