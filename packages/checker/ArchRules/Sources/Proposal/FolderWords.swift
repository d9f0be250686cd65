/// The folder names that say what is in a folder, by the customs of Swift repositories; compared in lower case.
enum FolderWords {
  /// Folders of SwiftPM's layout, which say nothing of what is in them.
  static let layout: Set = ["sources", "source", "src", "srcs", "tests"]
  /// Folders that hold packages or modules of any kind.
  static let structure: Set = [
    "packages", "package", "modules", "module", "libraries", "library", "libs", "lib", "frameworks", "targets", "projects", "swift",
  ]
  /// Folders whose members are alike and stand beside one another.
  static let peers: Set = [
    "features", "feature", "services", "service", "plugins", "plugin", "apps", "adapters", "drivers", "providers", "integrations", "middleware",
    "middlewares", "screens", "scenes", "flows", "domains", "tools", "commands", "exporters", "backends", "connectors",
  ]
  static let examples: Set = ["examples", "example", "demos", "demo", "samples", "sample", "tutorials", "playgrounds", "snippets"]
  static let benchmarks: Set = ["benchmarks", "benchmark", "performance", "performancetests"]
  /// Folders whose contents tests and generators read, and no build of the repository compiles.
  static let testData: Set = [
    "fixtures", "fixture", "testdata", "testfixtures", "testinputs", "testresources", "inputs", "templates", "template", "scaffolds", "goldens",
    "expectedoutputs",
  ]

  /// A folder's name as these lists spell it: in lower case, without the dashes and underscores in it.
  static func plain(_ name: Substring) -> String { name.lowercased().filter { $0 != "_" && $0 != "-" } }
}
