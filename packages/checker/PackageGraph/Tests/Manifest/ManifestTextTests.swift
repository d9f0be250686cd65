import Testing

@testable import PackageGraph

@Suite struct ManifestTextTests {
  private let sample = """
    // swift-tools-version: 6.2
    // What it is for.

    import PackageDescription

    // For all.
    let strict: [SwiftSetting] = [.enableUpcomingFeature("A")]
    private let other: [SwiftSetting] = [.define("B")]

    let package = Package(
      name: "p",  // its name
      products: [
        // What is run.
        .executable(name: "api", targets: ["API"]),
        .library(name: "Kit", targets: ["Kit"])  // for others
      ],
      dependencies: [.package(url: "https://example.com/a/Log.git", from: "1.0.0"), .package(path: "../near")],
      targets: [

        // Tools.
        .executableTarget(
          name: "API",
          // It needs this.
          dependencies: ["Kit"], swiftSettings: strict),

        .target(name: "Kit"), .target(name: "Far", swiftSettings: other),
      ])

    // Where it runs.
    #if os(Linux)
      package.targets += [
        .target(name: "Linux"),
        .testTarget(name: "Tests", dependencies: ["API"]),
      ]
      package.products += [.library(name: "Linux", targets: ["Linux"])]
    #endif

    if Context.environment["X"] == "1" {
      package.name = "q"
    }

    """

  private func text(_ text: String) throws -> ManifestText { try #require(ManifestText(Array(text.utf8))) }

  private func keeping(_ names: Set<String>, of text: String) throws -> String {
    String(decoding: try self.text(text).keeping { names.contains($0.name) }, as: UTF8.self)
  }

  private func inserting(_ value: String, after name: String, _ kind: ManifestText.Kind = .targets, in text: String) throws -> String {
    let text = try self.text(text)
    let element = try #require(text.elements.first { $0.kind == kind && $0.name == name })
    return String(decoding: text.inserting(value, after: element), as: UTF8.self)
  }

  // MARK: Finding

  @Test func `every element has its name and its place`() throws {
    let text = try text(sample)
    let found = text.elements.map { "\($0.kind) \($0.index) \($0.name)" }
    #expect(
      found == [
        "products 0 api", "products 1 Kit", "dependencies 0 Log", "dependencies 1 near", "targets 0 API", "targets 1 Kit", "targets 2 Far",
        "targets 3 Linux", "targets 4 Tests", "products 2 Linux",
      ])
    let kit = try #require(text.elements.first { $0.kind == .targets && $0.name == "Kit" })
    #expect(String(decoding: text.bytes[kit.range], as: UTF8.self) == ".target(name: \"Kit\")")
  }

  @Test(arguments: ManifestCorpus.accepted + ManifestCorpus.withIdleBlocks)
  func `every manifest of literals can be cut and added to`(sample: SampleManifest) throws {
    let text = try text(sample.text)
    let whole = try #require(StaticManifestReader.read(text.keeping { _ in true }))
    #expect(whole.manifest == text.manifest)
    for kind in ManifestText.Kind.allCases {
      #expect(text.elements.filter { $0.kind == kind }.map(\.index) == Array(0..<text.elements.count { $0.kind == kind }))
    }
    let bare = try #require(ManifestText(text.keeping { $0.kind != .products }))
    #expect(bare.manifest.products.isEmpty && bare.manifest.targets == text.manifest.targets)
    for element in text.elements where element.kind == .targets {
      let longer = try #require(ManifestText(text.inserting(".target(\n  name: \"Put in\")", after: element)), "\(element.name)")
      var targets = text.manifest.targets
      targets.insert(Manifest.Target(name: "Put in", kind: .library), at: element.index + 1)
      #expect(longer.manifest.targets == targets)
    }
  }

  @Test func `a list that is used twice cannot be cut`() {
    let text = """
      // swift-tools-version: 6.0
      import PackageDescription
      let products: [Product] = [.library(name: "L", targets: ["T"])]
      let package = Package(name: "p", products: products + products, targets: [.target(name: "T")])
      """
    #expect(StaticManifestReader.read(Array(text.utf8)) != nil)
    #expect(ManifestText(Array(text.utf8)) == nil)
  }

  // MARK: Keeping

  @Test func `what is kept stands on lines of its own, and nothing tells what else there was`() throws {
    let expected = """
      // swift-tools-version: 6.2
      // What it is for.

      import PackageDescription

      let strict: [SwiftSetting] = [.enableUpcomingFeature("A")]

      let package = Package(
        name: "p",  // its name
        products: [
          .executable(name: "api", targets: ["API"]),
          .library(name: "Kit", targets: ["Kit"]),
        ],
        dependencies: [],
        targets: [
          .executableTarget(
            name: "API",
            // It needs this.
            dependencies: ["Kit"], swiftSettings: strict),
          .target(name: "Kit"),
        ])

      if Context.environment["X"] == "1" {
        package.name = "q"
      }

      """
    #expect(try keeping(["api", "API", "Kit"], of: sample) == expected)
  }

  @Test func `what is added for one system stays under its condition`() throws {
    let kept = try keeping(["Kit", "Linux"], of: sample)
    #expect(
      kept.contains(
        """
          targets: [
            .target(name: "Kit"),
          ])

        #if os(Linux)
          package.targets += [
            .target(name: "Linux"),
          ]

          package.products += [
            .library(name: "Linux", targets: ["Linux"]),
          ]
        #endif

        if Context
        """))
    #expect(!kept.contains("strict"))
  }

  @Test func `targets, products, comments, constants and conditions of others leave no trace`() throws {
    let kept: Set<String> = ["API", "Kit", "Log"]
    let before = try keeping(kept, of: sample)
    var changed = sample
    for (old, new) in [
      ("targets: [\n", "targets: [\n    .target(name: \"First\"),\n"), ("    // Tools.", "    // Tools and more.\n    // And more."),
      (".target(name: \"Kit\"),", ".target(name: \"Kit\"),\n\n  /* new */ .target(name: \"New\", swiftSettings: news),\n\n"),
      ("    // What is run.", "    .library(name: \"Before\", targets: [\"Far\"]),"), ("// For all.\n", "// For all but one.\n\n"),
      ("private let other", "let news: [SwiftSetting] = []\n\nprivate let other"),
      ("#if os(Linux)", "#if os(macOS)\n  package.targets += [.target(name: \"Mac\")]\n#endif\n#if os(Linux)"),
      (".package(path: \"../near\")", ".package(path: \"../near\"), .package(path: \"../far\")"),
    ] {
      #expect(changed.contains(old))
      changed = changed.replacing(old, with: new)
    }
    #expect(try keeping(kept, of: changed) == before)
    #expect(try keeping(kept, of: sample.replacing("[\"Kit\"], swift", with: "[\"Kit\", \"Log\"], swift")) != before)
  }

  @Test func `a constant stays where a block that is skipped names it`() throws {
    #expect(try !keeping(["Kit"], of: sample).contains("strict"))
    #expect(try keeping(["Kit"], of: sample.replacing("= \"q\"", with: "= \"\\(strict)\"")).contains("let strict"))
  }

  @Test func `constants of constants stay, and elements in constants are cut`() throws {
    let text = """
      // swift-tools-version: 6.0
      import PackageDescription
      let a = "x"
      let b = "y"
      let paths: [String] = [a]
      let more: [Target] = [.target(name: "T", exclude: paths), .target(name: "U", exclude: [b])]
      let single: Target = .target(name: "V")
      let package = Package(name: "p", targets: [single] + more)
      """
    let expected = """
      // swift-tools-version: 6.0
      import PackageDescription

      let a = "x"
      let paths: [String] = [a]
      let more: [Target] = [
        .target(name: "T", exclude: paths),
      ]

      let package = Package(name: "p", targets: [] + more)

      """
    #expect(try keeping(["T"], of: text) == expected)
  }

  @Test func `line ends and tabs are those of the text`() throws {
    let text =
      "// swift-tools-version:6.2\r\nimport PackageDescription\r\nlet p = Package(\r\n\tname: \"p\",\r\n\ttargets: [.target(name: \"A\")])\r\n"
    let kept =
      "// swift-tools-version:6.2\r\nimport PackageDescription\r\n\r\nlet p = Package(\r\n\tname: \"p\",\r\n\ttargets: [\r\n\t\t.target(name: \"A\"),\r\n\t])\r\n"
    #expect(try keeping(["A"], of: text) == kept)
    #expect(try keeping(["A"], of: kept) == kept)
  }

  // MARK: Inserting

  @Test func `a value behind an element gets a line and a comma as the element has them`() throws {
    #expect(
      try inserting(".target(\n  name: \"New\")", after: "Linux", in: sample)
        == sample.replacing(".target(name: \"Linux\"),\n", with: ".target(name: \"Linux\"),\n    .target(\n      name: \"New\"),\n"))
    #expect(
      try inserting(".library(name: \"New\", targets: [])", after: "Kit", .products, in: sample)
        == sample.replacing(
          "[\"Kit\"])  // for others\n", with: "[\"Kit\"]),  // for others\n    .library(name: \"New\", targets: [])\n"))
  }

  @Test func `a value behind an element that shares its line goes there too`() throws {
    #expect(
      try inserting(".target(name: \"New\")", after: "Kit", in: sample)
        == sample.replacing(".target(name: \"Kit\"), ", with: ".target(name: \"Kit\"), .target(name: \"New\"), "))
    #expect(
      try inserting(".package(path: \"../x\")", after: "near", .dependencies, in: sample)
        == sample.replacing("(path: \"../near\")]", with: "(path: \"../near\"), .package(path: \"../x\")]"))
  }

  @Test func `a text is written as Swift reads it`() {
    #expect(Manifest.literal("a\"b\\c\n\u{1}\u{e9}") == "\"a\\\"b\\\\c\\n\\u{1}\u{e9}\"")
  }
}
