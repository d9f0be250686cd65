import JSON
import Platform

/// A made-up repository in four layers whose walls hold: the same bytes on every machine.
struct SampleRepository {
  enum Layout: String, CaseIterable {
    /// One manifest with all targets.
    case onePackage = "one package"
    /// A manifest for each target.
    case manyPackages = "100 packages"
    /// A manifest for each target and its tests, as a company's monorepo has them, with modules of third parties that nobody fetched.
    case monorepo = "300 packages"
    /// The same once they are fetched.
    case fetchedMonorepo = "300 packages and checkouts"

    var isMonorepo: Bool { self == .monorepo || self == .fetchedMonorepo }
    /// The word for folders and measurements.
    var slug: String {
      switch self {
      case .onePackage: "one-package"
      case .manyPackages: "many-packages"
      case .monorepo: "monorepo"
      case .fetchedMonorepo: "fetched-monorepo"
      }
    }
  }

  /// Counts what changes the bytes: a repository of an older edition is made anew.
  private static let edition = 1

  let layout: Layout
  let files: Int

  var layers: [(name: String, targets: Range<Int>)] {
    [("Base", 0, 20), ("Core", 20, 45), ("Feature", 45, 90), ("App", 90, 100)].map { ($0.0, $0.1 * scale..<$0.2 * scale) }
  }

  private var scale: Int { layout.isMonorepo ? 3 : 1 }

  /// The number of targets that are no tests.
  var targetCount: Int { 100 * scale }
  /// The number of test targets, each with one file.
  var testCount: Int { layout.isMonorepo ? targetCount : 0 }

  func name(of target: Int) -> String {
    let layer = layers.first { $0.targets.contains(target) }!
    return "\(layer.name)\(Self.subjects[(target - layer.targets.lowerBound) % Self.subjects.count])\(target / Self.subjects.count)"
  }

  /// The targets that `target` depends on: some of each layer below its own, the nearest most.
  func dependencies(of target: Int) -> [Int] {
    let own = layers.firstIndex { $0.targets.contains(target) }!
    var dice = Dice(seed: 1_000 + target)
    var chosen: Set<Int> = []
    for (distance, layer) in layers[..<own].reversed().enumerated() {
      for _ in 0..<max(1, 4 - distance) { chosen.insert(layer.targets.lowerBound + dice.roll(layer.targets.count)) }
    }
    return chosen.sorted()
  }

  func folder(of target: Int) -> String {
    layout == .onePackage ? "Sources/\(name(of: target))" : "packages/\(name(of: target))/Sources/\(name(of: target))"
  }

  /// Makes the repository in `folder`, unless it is there already.
  func make(in folder: String) throws(PlatformError) {
    let stamp = "\(folder)/.edition"
    let edition = "\(Self.edition) \(files)"
    if (try? File.read(stamp)).map({ String(decoding: $0, as: UTF8.self) }) == edition { return }
    if try File.status(folder) != nil { try Folder.remove(folder) }
    try Folder.create(folder)
    try write(rules, to: "\(folder)/arch-rules.json")
    if layout == .onePackage { try write(rootManifest, to: "\(folder)/Package.swift") }
    for target in 0..<targetCount {
      if layout != .onePackage {
        try Folder.create("\(folder)/packages/\(name(of: target))")
        try write(manifest(of: target), to: "\(folder)/packages/\(name(of: target))/Package.swift")
      }
      try writeSources(of: target, in: "\(folder)/\(self.folder(of: target))")
      if layout.isMonorepo { try writeTests(of: target, in: folder) }
    }
    if layout == .fetchedMonorepo { try writeCheckouts(in: folder) }
    try write(edition, to: stamp)
  }

  private func writeSources(of target: Int, in folder: String) throws(PlatformError) {
    let dependencies = dependencies(of: target).map { name(of: $0) } + thirdParties(of: target).map(\.module)
    for part in ["Model", "Store", "View"] { try Folder.create("\(folder)/\(part)") }
    for file in stride(from: target, to: files, by: targetCount) {
      var dice = Dice(seed: 10_000 + file)
      // The first file imports everything, so that each declared dependency is used.
      let imported = file == target ? dependencies : dependencies.filter { _ in dice.once(in: 3) }
      var source = SampleSource(dice: dice, name: "\(dice.pick(Self.subjects))\(file)", imports: imported)
      try write(source.text(), to: "\(folder)/\(["Model", "Store", "View"][file / targetCount % 3])/\(source.name).swift")
    }
  }

  func write(_ text: String, to path: String) throws(PlatformError) { try File.write(Array(text.utf8), to: path) }

  static let subjects = [
    "Account", "Billing", "Cache", "Calendar", "Catalog", "Chart", "Contact", "Crash", "Device", "Editor", "Export", "Feed", "Gallery", "History",
    "Invoice", "Journal", "Keychain", "Layout", "Locale", "Message", "Network", "Order", "Payment", "Player", "Profile", "Queue", "Report", "Search",
    "Session", "Settings", "Storage", "Theme", "Timeline", "Upload", "Wallet",
  ]
}
