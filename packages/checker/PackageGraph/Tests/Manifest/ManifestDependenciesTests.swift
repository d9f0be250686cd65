import TestSupport
import Testing

@testable import PackageGraph

@Suite struct ManifestDependenciesTests {
  /// A manifest with one target declared so, in the target's own text alone.
  private func manifest(_ target: String, newline: String = "\n") -> String {
    """
    // swift-tools-version: 6.0
    import PackageDescription
    let shared: [Target.Dependency] = ["S"]
    let package = Package(
      name: "p",
      dependencies: [.package(url: "https://example.com/a/x.git", from: "1.0.0")],
      targets: [
        .target(name: "A"), .target(name: "B"), .target(name: "S"),
        \(target),
      ])

    """.replacing("\n", with: newline)
  }

  private func adding(_ name: String, to target: String, newline: String = "\n") throws -> String? {
    try changing(target, newline) { $0.addingDependency(Manifest.TargetDependency(.byName(name: name)), toTarget: "T")?.bytes }
  }

  private func removing(_ index: Int, from target: String, newline: String = "\n") throws -> String? {
    try changing(target, newline) { $0.removingDependency(at: index, ofTarget: "T") }
  }

  /// The target's text after a change that must touch nothing else.
  private func changing(_ target: String, _ newline: String, _ change: (ManifestText) -> [UInt8]?) throws -> String? {
    let target = target.replacing("\n", with: newline)
    let text = manifest(target, newline: newline)
    guard let changed = change(try #require(ManifestText(Array(text.utf8)), "\(text)")) else { return nil }
    let result = String(decoding: changed, as: UTF8.self)
    let place = try #require(text.firstRange(of: target))
    #expect(result.hasPrefix(text[..<place.lowerBound]) && result.hasSuffix(text[place.upperBound...]), "\(result)")
    #expect(StaticManifestReader.read(changed) != nil, "\(result)")
    return String(result.dropFirst(text[..<place.lowerBound].count).dropLast(text[place.upperBound...].count))
  }

  static let additions: [(before: String, after: String)] = [
    (#".target(name: "T")"#, #".target(name: "T", dependencies: ["N"])"#),
    (#".target(name: "T", path: "x")"#, #".target(name: "T", dependencies: ["N"], path: "x")"#),
    (#".target(name: "T", dependencies: [])"#, #".target(name: "T", dependencies: ["N"])"#),
    (#".target(name: "T", dependencies: [ ], path: "x")"#, #".target(name: "T", dependencies: ["N"], path: "x")"#),
    (#".target(name: "T", dependencies: ["A"])"#, #".target(name: "T", dependencies: ["A", "N"])"#),
    (#".target(name: "T", dependencies: ["A",])"#, #".target(name: "T", dependencies: ["A", "N",])"#),
    (#".target(name: "T", dependencies: ["A" /* a */])"#, #".target(name: "T", dependencies: ["A" /* a */, "N"])"#),
    (#".target(name: "T", dependencies: [ /* none */ ])"#, #".target(name: "T", dependencies: [ /* none */ "N" ])"#),
    (
      #".target(name: "T", dependencies: [.target(name: "A"), .product(name: "X", package: "x", condition: .when(platforms: [.linux]))])"#,
      #".target(name: "T", dependencies: [.target(name: "A"), .product(name: "X", package: "x", condition: .when(platforms: [.linux])), "N"])"#
    ),
    (".target(\n      name: \"T\"\n    )", ".target(\n      name: \"T\",\n      dependencies: [\"N\"]\n    )"),
    (
      ".target(\n      name: \"T\",  // its name\n      path: \"x\")",
      ".target(\n      name: \"T\",  // its name\n      dependencies: [\"N\"],\n      path: \"x\")"
    ),
    (".target(name: \"T\",\n            path: \"x\")", ".target(name: \"T\", dependencies: [\"N\"],\n            path: \"x\")"),
    (
      ".target(\n\t\tname: \"T\",\n\t\tdependencies: [\n\t\t\t\"A\",\n\t\t\t\"B\"\n\t\t]\n\t)",
      ".target(\n\t\tname: \"T\",\n\t\tdependencies: [\n\t\t\t\"A\",\n\t\t\t\"B\",\n\t\t\t\"N\"\n\t\t]\n\t)"
    ),
    (
      ".target(name: \"T\", dependencies: [\n      \"A\",  // first\n      // Then:\n      \"B\",  // second\n    ])",
      ".target(name: \"T\", dependencies: [\n      \"A\",  // first\n      // Then:\n      \"B\",  // second\n      \"N\",\n    ])"
    ),
    (
      ".target(name: \"T\", dependencies: [\n      \"A\", // first\n      \"B\" // second\n    ])",
      ".target(name: \"T\", dependencies: [\n      \"A\", // first\n      \"B\", // second\n      \"N\"\n    ])"
    ),
    (
      ".target(name: \"T\", dependencies: [\n      \"A\", \"B\",\n    ])", ".target(name: \"T\", dependencies: [\n      \"A\", \"B\", \"N\",\n    ])"
    ),
    (".target(name: \"T\", dependencies: [\n      \"A\",\n      \"B\"])", ".target(name: \"T\", dependencies: [\n      \"A\",\n      \"B\", \"N\"])"),
    (
      ".target(name: \"T\", dependencies: [\n      // None yet.\n    ])",
      ".target(name: \"T\", dependencies: [\n      // None yet.\n      \"N\",\n    ])"
    ),
    (".target(name: \"T\", dependencies: [\n    ])", ".target(name: \"T\", dependencies: [\"N\"])"),
    (#".target(name: "T", dependencies: ["A", "b", "S"])"#, #".target(name: "T", dependencies: ["A", "b", "N", "S"])"#),
    (#".target(name: "T", dependencies: ["S", "T2"])"#, #".target(name: "T", dependencies: ["N", "S", "T2"])"#),
    (#".target(name: "T", dependencies: ["S", "A", "X"])"#, #".target(name: "T", dependencies: ["S", "A", "X", "N"])"#),
    (
      ".target(name: \"T\", dependencies: [\n      \"S\",  // s\n      \"X\"\n    ])",
      ".target(name: \"T\", dependencies: [\n      \"N\",\n      \"S\",  // s\n      \"X\"\n    ])"
    ),
    (
      ".target(name: \"T\", dependencies: [\n      \"A\",  // a\n      // Then:\n      \"S\"\n    ])",
      ".target(name: \"T\", dependencies: [\n      \"A\",  // a\n      \"N\",\n      // Then:\n      \"S\"\n    ])"
    ),
    (
      ".target(name: \"T\", dependencies: [\n      .product(\n        name: \"X\",\n        package: \"x\"\n      ),\n    ])",
      ".target(name: \"T\", dependencies: [\n      .product(\n        name: \"X\",\n        package: \"x\"\n      ),\n      \"N\",\n    ])"
    ),
  ]

  @Test("a dependency is added in the form of the others", arguments: additions)
  func addition(before: String, after: String) throws {
    #expect(try adding("N", to: before) == after)
    #expect(try adding("N", to: before, newline: "\r\n") == after.replacing("\n", with: "\r\n"))
  }

  static let removals: [(index: Int, before: String, after: String)] = [
    (0, #".target(name: "T", dependencies: ["A"])"#, #".target(name: "T")"#),
    (0, #".target(name: "T", dependencies: ["A"], path: "x")"#, #".target(name: "T", path: "x")"#),
    (
      0, ".target(\n      name: \"T\",\n      dependencies: [\n        \"A\",\n      ],  // all\n      path: \"x\"\n    )",
      ".target(\n      name: \"T\",\n      path: \"x\"\n    )"
    ),
    (
      0, ".target(\n      name: \"T\",  // its name\n      dependencies: [\"A\"]\n    )", ".target(\n      name: \"T\"  // its name\n    )"
    ),
    (0, #".target(name: "T", dependencies: ["A", "B", "S"])"#, #".target(name: "T", dependencies: ["B", "S"])"#),
    (1, #".target(name: "T", dependencies: ["A", "B", "S"])"#, #".target(name: "T", dependencies: ["A", "S"])"#),
    (2, #".target(name: "T", dependencies: ["A", "B", "S"])"#, #".target(name: "T", dependencies: ["A", "B"])"#),
    (1, #".target(name: "T", dependencies: [ "A", "B", ])"#, #".target(name: "T", dependencies: [ "A", ])"#),
    (0, #".target(name: "T", dependencies: [ "A", "B" ])"#, #".target(name: "T", dependencies: [ "B" ])"#),
    (0, #".target(name: "T", dependencies: ["A" /* a */, /* b */ "B"])"#, #".target(name: "T", dependencies: [/* b */ "B"])"#),
    (1, #".target(name: "T", dependencies: ["A" /* a */, "B"])"#, #".target(name: "T", dependencies: ["A" /* a */])"#),
    (1, #".target(name: "T", dependencies: ["A", /* b */ "B"])"#, #".target(name: "T", dependencies: ["A" /* b */ ])"#),
    (
      1,
      ".target(name: \"T\", dependencies: [\n      // All of it.\n      \"A\",  // first\n      \"B\",  // second\n      // Last.\n      \"S\",\n    ])",
      ".target(name: \"T\", dependencies: [\n      // All of it.\n      \"A\",  // first\n      // Last.\n      \"S\",\n    ])"
    ),
    (
      1, ".target(name: \"T\", dependencies: [\n      \"A\", // first\n      \"B\" // second\n    ])",
      ".target(name: \"T\", dependencies: [\n      \"A\" // first\n    ])"
    ),
    (1, ".target(name: \"T\", dependencies: [\n      \"A\",\n      \"B\"])", ".target(name: \"T\", dependencies: [\n      \"A\"])"),
    (1, ".target(name: \"T\", dependencies: [\n      \"A\", // a\n      \"B\"])", ".target(name: \"T\", dependencies: [\n      \"A\" // a\n      ])"),
    (
      0, ".target(name: \"T\", dependencies: [\n      \"A\", \"B\",\n      \"S\",\n    ])",
      ".target(name: \"T\", dependencies: [\n      \"B\",\n      \"S\",\n    ])"
    ),
    (
      1, ".target(name: \"T\", dependencies: [\n      \"A\", \"B\",  // b\n      \"S\",\n    ])",
      ".target(name: \"T\", dependencies: [\n      \"A\",  // b\n      \"S\",\n    ])"
    ),
    (0, ".target(name: \"T\", dependencies: [\n      \"A\"  // a\n    ])", ".target(name: \"T\")"),
    (
      0, ".target(name: \"T\", dependencies: [\n      // Why.\n      \"A\",\n    ])", ".target(name: \"T\", dependencies: [\n      // Why.\n    ])"
    ),
    (
      0, ".target(name: \"T\", dependencies: [\n\t\t.product(\n\t\t\tname: \"X\", package: \"x\"\n\t\t),\n\t\t\"A\",\n\t])",
      ".target(name: \"T\", dependencies: [\n\t\t\"A\",\n\t])"
    ),
  ]

  @Test("a dependency is removed with its comma, its line and the comment behind it", arguments: removals)
  func removal(index: Int, before: String, after: String) throws {
    #expect(try removing(index, from: before) == after)
    #expect(try removing(index, from: before, newline: "\r\n") == after.replacing("\n", with: "\r\n"))
  }

  @Test func `an empty list stays where the manifest has others`() throws {
    let text = manifest(#".target(name: "U", dependencies: []), .target(name: "T", dependencies: ["A"])"#)
    let changed = try #require(ManifestText(Array(text.utf8))?.removingDependency(at: 0, ofTarget: "T"))
    #expect(String(decoding: changed, as: UTF8.self) == text.replacing("[\"A\"]", with: "[]"))
  }

  @Test(arguments: [
    #".target(name: "T", dependencies: shared)"#, #".target(name: "T", dependencies: ["A"] + shared)"#,
    ".target(name: \"T\", dependencies: shared + [])",
  ])
  func `a list that is computed is not touched`(target: String) throws {
    #expect(try adding("N", to: target) == nil)
    #expect(try removing(0, from: target) == nil)
  }

  @Test func `a comma that leads the next line is not touched`() throws {
    #expect(try removing(0, from: ".target(name: \"T\", dependencies: [\"A\"\n      , \"B\"])") == nil)
  }

  @Test func `a target that is a constant or is added for one system is changed where it is written`() throws {
    let text = """
      // swift-tools-version: 6.0
      import PackageDescription
      let one: Target = .target(name: "One")
      let package = Package(name: "p", targets: [one])
      #if os(Linux)
        package.targets += [.target(name: "Two", dependencies: ["One"])]
      #endif
      """
    let manifest = try #require(ManifestText(Array(text.utf8)))
    let two = Manifest.TargetDependency(.byName(name: "Two"))
    let one = try #require(manifest.addingDependency(two, toTarget: "One")?.bytes)
    #expect(String(decoding: one, as: UTF8.self) == text.replacing("(name: \"One\")", with: "(name: \"One\", dependencies: [\"Two\"])"))
    let less = try #require(manifest.removingDependency(at: 0, ofTarget: "Two"))
    #expect(String(decoding: less, as: UTF8.self) == text.replacing(", dependencies: [\"One\"]", with: ""))
    #expect(manifest.addingDependency(two, toTarget: "Three") == nil)
  }

  static let packages: [(before: String, after: String)] = [
    (#"name: "p", targets: []"#, #"name: "p", dependencies: [N], targets: []"#),
    (
      "\n  name: \"p\",\n  platforms: [.macOS(.v13)],\n  products: [],\n  targets: []\n",
      "\n  name: \"p\",\n  platforms: [.macOS(.v13)],\n  products: [],\n  dependencies: [N],\n  targets: []\n"
    ),
    (#"name: "p", dependencies: [], targets: []"#, #"name: "p", dependencies: [N], targets: []"#),
    (
      "\n  name: \"p\",\n  dependencies: [\n    .package(path: \"../y\"),\n  ],\n  targets: []",
      "\n  name: \"p\",\n  dependencies: [\n    .package(path: \"../y\"),\n    N,\n  ],\n  targets: []"
    ),
  ]

  @Test("a package is added in its place among the arguments", arguments: packages)
  func package(before: String, after: String) throws {
    let head = "// swift-tools-version: 6.0\nimport PackageDescription\nlet package = Package("
    let text = try #require(ManifestText(Array("\(head)\(before))\n".utf8)))
    let changed = try #require(text.addingPackage(".package(path: \"../N\")"))
    #expect(String(decoding: changed, as: UTF8.self) == "\(head)\(after.replacing("N", with: ".package(path: \"../N\")")))\n")
    #expect(StaticManifestReader.read(changed)?.manifest.dependencies.last?.location == .path("../N"))
  }

  @Test func `however a list is laid out, a change of it declares that and nothing else`() throws {
    var generator = SeededGenerator(for: "however a list is laid out, a change of it declares that and nothing else")
    func gap() -> String {
      (0..<Int.random(in: 0...2, using: &generator)).map { _ in
        ["", " ", "\n      ", "\n\t", " /* \"B\", */ ", " // ]\n    "].randomElement(using: &generator)!
      }.joined()
    }
    for _ in 0..<1000 {
      let names = ["A", "B", "S"].prefix(Int.random(in: 0...3, using: &generator))
      let elements = names.map { "\"\($0)\"" + gap() }.joined(separator: "," + gap() + " ")
      let trailing = names.isEmpty || Bool.random(using: &generator) ? "" : "," + gap()
      let target = ".target(name: \"T\"\(gap()), dependencies: [\(gap())\(elements)\(trailing)])"
      let longer = try #require(try adding("N", to: target), "\(target)")
      #expect(try dependencies(longer) == (names.count > 1 ? (names + ["N"]).sorted() : names + ["N"]), "\(target)\n\(longer)")
      for index in names.indices {
        guard let shorter = try removing(index, from: target) else { continue }
        var expected = Array(names)
        expected.remove(at: index)
        #expect(try dependencies(shorter) == expected, "\(target)\n\(shorter)")
      }
    }
  }

  private func dependencies(_ target: String) throws -> [String] {
    // What a target may not depend on is no question of its text.
    let text = manifest(target).replacing(".target(name: \"B\")", with: ".target(name: \"B\"), .target(name: \"N\")")
    let read = try #require(StaticManifestReader.read(Array(text.utf8))?.manifest, "\(target)")
    return try #require(read.targets.first { $0.name == "T" }).dependencies.map(\.name)
  }

  @Test(arguments: ManifestCorpus.accepted + ManifestCorpus.withIdleBlocks)
  func `in every manifest of literals a change declares that and nothing else`(sample: SampleManifest) throws {
    let text = try #require(ManifestText(Array(sample.text.utf8)))
    for (place, target) in text.manifest.targets.enumerated() {
      let added = Manifest.TargetDependency(.byName(name: "Put in"))
      if let (longer, index) = text.addingDependency(added, toTarget: target.name) {
        var expected = text.manifest
        expected.targets[place].dependencies.insert(added, at: index)
        // What needs no dependencies, such as a module map, takes none.
        if let read = StaticManifestReader.read(longer)?.manifest {
          #expect(read == expected)
          let back = try #require(ManifestText(longer)?.removingDependency(at: index, ofTarget: target.name))
          #expect(StaticManifestReader.read(back)?.manifest == text.manifest)
        } else {
          #expect([.system, .binary, .plugin].contains(target.kind), "\(String(decoding: longer, as: UTF8.self))")
        }
      }
      for index in target.dependencies.indices {
        guard let shorter = text.removingDependency(at: index, ofTarget: target.name) else { continue }
        var expected = text.manifest
        expected.targets[place].dependencies.remove(at: index)
        #expect(StaticManifestReader.read(shorter)?.manifest == expected, "\(String(decoding: shorter, as: UTF8.self))")
      }
    }
  }
}
