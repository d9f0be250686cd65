extension ManifestCorpus {
  /// Manifests that the static reader must not take.
  static let refused = computed + malformed + unsound + unavailable + badVersions + refusedBlocks

  private static let computed: [SampleManifest] = [
    .package("a condition of the compiler", before: "#if os(Linux)\nlet x = true\n#else\nlet x = false\n#endif\n", "targets: []"),
    .package("an interpolation", before: "let x = \"a\"\n", #"targets: [.target(name: "\(x)Tests")]"#),
    .package("a function", before: "func f() -> [Target] { [] }\n", "targets: f()"),
    .package("a closure", #"targets: ["a"].map { .target(name: $0) }"#),
    .package("a ternary", #"targets: true ? [] : [.target(name: "A")]"#),
    .package("the environment", #"targets: Context.environment["X"] == nil ? [] : []"#),
    .package(
      "an extension", before: "extension Target.Dependency { static let x: Self = \"x\" }\n", #"targets: [.target(name: "A", dependencies: [.x])]"#),
    .package("another module", before: "import Glibc\n", "targets: []"),
    .package("a constant that computes", before: "let x = [\"a\"].first!\n", "targets: [.target(name: x)]"),
    .package("a loop before", before: "for _ in 0..<1 {}\n", "targets: []"),
    .package("a cast", #"targets: [.target(name: "A", dependencies: ["B"] as [Target.Dependency])]"#),
    .package("a computed package", before: "var x: Package { Package(name: \"x\") }\n", "targets: []"),
    .package("a computed constant of itself", before: "var x: [String] { x + x }\n", #"targets: [.target(name: "A", exclude: x)]"#),
    SampleManifest("a change behind", accepted[0].text + "\npackage.targets = []\n"),
    SampleManifest("a loop behind", accepted[0].text + "\nfor target in package.targets { target.dependencies = [] }\n"),
    SampleManifest("an addition behind", accepted[0].text + "\npackage.dependencies += [.package(path: \"../x\")]\n"),
    SampleManifest("an addition to another", accepted[0].text + "\nother.targets += []\n"),
    SampleManifest("an addition of another type", accepted[0].text + "\npackage.targets += [\"A\"]\n"),
    SampleManifest("a target added twice", accepted[0].text + "\npackage.targets += [.target(name: \"Plain\")]\n"),
    SampleManifest(
      "an addition before the package", "// swift-tools-version:6.2\nimport PackageDescription\np.targets += []\nlet p = Package(name: \"p\")\n"),
    SampleManifest("two branches", accepted[0].text + "\n#if os(Linux)\npackage.targets += []\n#else\npackage.targets += []\n#endif\n"),
    SampleManifest("a condition without an end", accepted[0].text + "\n#if os(Linux)\npackage.targets += []\n"),
    SampleManifest("a condition on the compiler", accepted[0].text + "\n#if compiler(>=6)\npackage.targets += []\n#endif\n"),
    SampleManifest("two conditions", accepted[0].text + "\n#if os(Linux) || os(macOS)\npackage.targets += []\n#endif\n"),
    SampleManifest("a constant for one system", accepted[0].text + "\n#if os(Linux)\nlet x = 1\n#endif\n"),
    SampleManifest("two packages", accepted[0].text + "\nlet second = Package(name: \"q\")\n"),
  ]

  private static let malformed: [SampleManifest] = [
    .targets("an unknown label", #".target(nme: "A")"#), .targets("labels out of order", #".target(name: "A", path: "x", dependencies: [])"#),
    .targets("a label twice", #".target(name: "A", path: "x", path: "y")"#), .targets("no name", ".target(dependencies: [])"),
    .targets("an unknown kind", #".framework(name: "A")"#), .targets("a missing comma", #".target(name: "A") .target(name: "B")"#),
    .targets("a name of another type", ".target(name: 1)"), .targets("an unfinished string", #".target(name: "A)"#),
    .targets("parentheses on the next line", ".target\n(name: \"A\")"), .targets("a space behind the dot", #". target(name: "A")"#),
    .targets("a setting that is none", #".target(name: "A", swiftSettings: [.headerSearchPath("x")])"#),
    .targets("a condition without a condition", #".target(name: "A", swiftSettings: [.define("X", .when())])"#),
    .targets("a capability that is missing", #".plugin(name: "A")"#), .targets("a control character", ".target(name: \"A\u{1}\")"),
    .targets("a macro without its module", #".macro(name: "M")"#),
    .package("strings where dependencies belong", before: "let x = [\"A\"]\n", #"targets: [.target(name: "A", dependencies: x)]"#),
    .package("an unknown name", "targets: all"),
    SampleManifest(
      "a name used before it is there",
      "// swift-tools-version:6.0\nimport PackageDescription\nlet package = Package(name: \"p\", targets: all)\nlet all: [Target] = []\n"),
    .package("a name twice", before: "let x = \"a\"\nlet x = \"b\"\n", "targets: []"),
    .package("a word for a name", before: "let class = \"a\"\n", "targets: []"),
    .package("two statements on a line", before: "let x = \"a\" let y = \"b\"\n", "targets: []"),
    .package("uneven spaces around =", before: "let x= \"a\"\n", "targets: []"), .package("uneven spaces around +", "targets: [] +[]"),
    .package("a type that is none", before: "let x: Widget = \"a\"\n", "targets: []"),
    .package("deep nesting", "targets: " + String(repeating: "[", count: 5000) + String(repeating: "]", count: 5000)),
    SampleManifest("no package", "// swift-tools-version:6.0\nimport PackageDescription\n"),
    SampleManifest("no import", "// swift-tools-version:6.0\nlet package = Package(name: \"p\")\n"), SampleManifest("nothing", ""),
    SampleManifest("a byte order mark", "\u{FEFF}" + accepted[0].text),
  ]

  private static let unsound: [SampleManifest] = [
    .package("a product of an unknown target", #"products: [.library(name: "L", targets: ["Q"])], targets: [.target(name: "A")]"#),
    .package("a product of nothing", #"products: [.library(name: "L", targets: [])], targets: [.target(name: "A")]"#),
    .package(
      "a dynamic library of binaries",
      #"products: [.library(name: "L", type: .dynamic, targets: ["B"])], targets: [.binaryTarget(name: "B", path: "b.zip")]"#),
    .targets("two targets of a name", #".target(name: "A"), .testTarget(name: "A")"#),
    .targets("a product of an unknown package", #".target(name: "A", dependencies: [.product(name: "P", package: "q")])"#),
    .targets("a binary of no known form", #".binaryTarget(name: "B", path: "b.tar")"#),
    .targets("a binary over HTTP", #".binaryTarget(name: "B", url: "http://example.com/b.zip", checksum: "0")"#),
    .targets("an absolute source", #".target(name: "A", sources: ["/x"])"#),
    .targets("an absolute exclusion", #".target(name: "A", exclude: ["~/x"])"#),
    .targets("a variable of Xcode", #".target(name: "A", cSettings: [.define("$(X)")])"#),
    .targets("an alias twice", #".target(name: "A", dependencies: [.product(name: "P", package: "q", moduleAliases: ["a": "b", "a": "c"])])"#),
    .targets("a trait that is not declared", #".target(name: "A", dependencies: [.target(name: "A", condition: .when(traits: ["X"]))])"#),
    .package("no platforms", "platforms: [], targets: []"), .package("a platform twice", "platforms: [.macOS(.v13), .macOS(.v14)], targets: []"),
    .package("a platform's version that is none", #"platforms: [.macOS("9.0")], targets: []"#),
    .package("a version that is none", #"dependencies: [.package(url: "https://example.com/x", from: "1.0")]"#),
    .package("a range that ends before it begins", #"dependencies: [.package(url: "https://example.com/x", "2.0.0"..<"1.0.0")]"#),
    .package("an identifier that is none", #"dependencies: [.package(id: "mona", from: "1.0.0")]"#),
    .package("a repository that may be a folder", #"dependencies: [.package(url: "../x", from: "1.0.0")]"#),
    .package("a repository by file URL", #"dependencies: [.package(url: "file:///x", from: "1.0.0")]"#),
    .package("a folder from the root", #"dependencies: [.package(path: "/x")]"#),
    .package("the user's folder", #"dependencies: [.package(path: "~/x")]"#),
    .package("a trait that enables nothing known", #"traits: [.trait(name: "X", enabledTraits: ["Y"])], targets: []"#),
  ]

  private static let unavailable: [SampleManifest] = [
    .targets("an executable target before 5.4", version: "5.3", #".executableTarget(name: "A")"#),
    .targets("resources before 5.3", version: "5.2", #".target(name: "A", resources: [])"#),
    .targets("a product without its package", #".target(name: "A", dependencies: [.product(name: "P")])"#),
    .package("a new platform in an old manifest", version: "5.9", "platforms: [.macOS(.v15)], targets: []"),
    .package("traits before 6.1", version: "6.0", "traits: [], targets: []"),
    .package("language modes before 6.0", version: "5.10", "targets: [], swiftLanguageModes: []"),
    .package("an exact version before 5.6", version: "5.5", #"dependencies: [.package(url: "https://example.com/x", exact: "1.0.0")]"#),
  ]

  private static let badVersions: [SampleManifest] = [
    "// swift-tools-version:5.1", "// swift-tools-version:4.2", "// swift-tools-version:6.9", "// swift-tools-version:7.0",
    "// swift-tools-version:999.0",
    "// swift-tools-version:6", "// swift-tools-version 6.0", "//swift-tools-version=6.0", "/// swift-tools-version:6.0",
    "/* swift-tools-version:6.0 */",
    "// swift-tools-version:6.0 ", "// swift-tools-version:6.0.1.2", "// swift-tools-version:6.0-dev",
    "// swift-tools-version:6.3;(experimentalCGen)",
    "//swift-tools-version:5.3", "// swift-tools-version: 5.3", "\r// swift-tools-version:5.3", "// License\n// swift-tools-version:5.9",
    "// License",
    "// swift-tools-version:６.０",
  ].map { SampleManifest("the first line \($0.debugDescription)", $0 + "\nimport PackageDescription\nlet package = Package(name: \"p\")\n") }
}
