import Platform
import TestSupport
import Testing

@testable import Bulkhead

/// Changes that only look certain.
@Suite(.blocking) struct FixDoubtTests {
  private static let used = #"{ "version": 1, "rules": [{ "id": "used", "kind": "used", "reason": "r" }] }"#
  private static let both = """
    { "version": 1, "rules": [{ "id": "declared", "kind": "declared", "reason": "r" }, { "id": "used", "kind": "used", "reason": "r" }] }
    """

  /// A repository of packages: the arguments of each, and sources by path without `.swift`.
  private func repository(
    _ packages: KeyValuePairs<String, String>, _ sources: KeyValuePairs<String, String>, rules: String = used, version: String = "6.0"
  ) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write(rules, to: "arch-rules.json")
    for (place, arguments) in packages {
      let text = "// swift-tools-version: \(version)\nimport PackageDescription\nlet package = Package(\(arguments))\n"
      try folder.write(text, to: "\(place)/Package.swift")
    }
    for (path, text) in sources { try folder.write(text, to: "\(path).swift") }
    return folder
  }

  /// Expects that nothing changes, for one reason, which the plain check gives as well.
  private func expectDoubt(_ text: String, _ folder: TemporaryFolder, _ places: [String] = ["."], at location: SourceLocation = #_sourceLocation)
    throws
  {
    let read = { try places.map { try File.read("\(folder.path)/\($0)/Package.swift") } }
    let before = try read()
    let plain = Run("check", in: folder)
    let run = Run("check", "--fix", in: folder)
    #expect(try read() == before, "\(run.diagnostics)", sourceLocation: location)
    #expect(run.diagnostics.contains(text), "\(run.diagnostics)\(run.output)", sourceLocation: location)
    #expect(plain.output.contains(text), "\(plain.output)", sourceLocation: location)
    #expect(run.output == plain.output, sourceLocation: location)
  }

  @Test(arguments: ["import B", "#if os(Linux)\nimport B\n#endif"])
  func `a dependency through which the target itself has a module stays`(source: String) throws {
    let folder = try repository(
      [".": #"name: "p", targets: [.target(name: "A", dependencies: ["D"]), .target(name: "D", dependencies: ["B"]), .target(name: "B")]"#],
      ["Sources/A/x": source, "Sources/D/x": "import B", "Sources/B/x": ""])
    try expectDoubt("A imports B and has it through this dependency alone", folder)
  }

  @Test func `a dependency through which another target has a module stays, across packages as well`() throws {
    let folder = try repository(
      [
        "a": #"name: "a", dependencies: [.package(path: "../b")], targets: [.target(name: "X", dependencies: [.product(name: "A", package: "b")])]"#,
        "b": """
        name: "b", products: [.library(name: "A", targets: ["A"])],
        targets: [.target(name: "A", dependencies: ["D"]), .target(name: "D", dependencies: ["B"]), .target(name: "B")]
        """,
      ], ["a/Sources/X/x": "import A\nimport B", "b/Sources/A/x": "let a = 1", "b/Sources/D/x": "import B", "b/Sources/B/x": ""])
    try expectDoubt("X imports B and has it through this dependency alone", folder, ["a", "b"])
  }

  @Test func `a dependency through which a folder module has a module stays`() throws {
    let folder = try repository(
      [".": #"name: "p", targets: [.target(name: "A", dependencies: ["D"]), .target(name: "D", dependencies: ["B"]), .target(name: "B")]"#],
      ["Sources/A/x": "let a = 1", "Sources/D/x": "import B", "Sources/B/x": "", "App/x": "import A\nimport B"],
      rules: """
        { "version": 1, "groups": { "app": { "sources": ["App"] } }, "rules": [
          { "id": "used", "kind": "used", "reason": "r" }, { "id": "app", "kind": "forbid", "from": "app", "to": { "modules": ["D"] }, "reason": "r" }] }
        """)
    try expectDoubt("app imports B and has it through this dependency alone", folder)
  }

  @Test func `a dependency with which unread packages come stays where a module may be theirs`() throws {
    let folder = try repository(
      [
        ".": """
        name: "p", dependencies: [.package(url: "https://example.com/web.git", from: "1.0.0")], targets: [
          .target(name: "A", dependencies: ["D"]), .target(name: "D", dependencies: [.product(name: "Web", package: "web")])]
        """
      ], ["Sources/A/x": "import Sockets", "Sources/D/x": "import Web"])
    try expectDoubt("A imports Sockets and has it through this dependency alone", folder)
  }

  @Test func `a dependency stays while it is not known what its target imports`() throws {
    let arguments = #"name: "p", targets: [.target(name: "A", dependencies: ["D"]), .target(name: "D")]"#
    let folder = try repository([".": arguments], ["Sources/A/x": "<<<<<<< HEAD\nimport D\n=======\n>>>>>>> other\n", "Sources/D/x": ""])
    try expectDoubt("what A imports is not known while there is bulkhead/conflict-marker at Sources/A/x.swift", folder)
    let linked = try repository([".": arguments], ["Sources/A/x": "let a = 1", "Sources/D/x": ""])
    try File.link("\(linked.path)/Sources/A/y.swift", to: "nowhere.swift")
    try expectDoubt("what A imports is not known while there is bulkhead/foreign-source at Sources/A/y.swift", linked)
  }

  @Test func `a dependency that a rule requires stays`() throws {
    let folder = try repository(
      [".": #"name: "p", targets: [.target(name: "A", dependencies: ["D"]), .target(name: "D")]"#], ["Sources/A/x": "let a = 1", "Sources/D/x": ""],
      rules: """
        { "version": 1, "rules": [{ "id": "used", "kind": "used", "reason": "r" },
          { "id": "wants", "kind": "require", "from": { "modules": ["A"] }, "to": { "modules": ["D"] }, "reason": "r" }] }
        """)
    try expectDoubt("wants requires such an import", folder)
  }

  @Test func `a cycle that ends with a needless dependency is none, and one run mends both`() throws {
    let folder = try repository(
      [".": #"name: "p", targets: [.target(name: "A", dependencies: ["B"]), .target(name: "B")]"#],
      ["Sources/A/x": "let a = 1", "Sources/B/x": "import A"], rules: Self.both)
    let plain = Run("check", in: folder)
    #expect(plain.output.contains("Add \"A\", to the dependencies of B in Package.swift:3."), "\(plain.output)")
    let run = Run("check", "--fix", in: folder)
    #expect(run.code == .success, "\(run.output)\(run.diagnostics)")
    #expect(
      try String(decoding: File.read("\(folder.path)/Package.swift"), as: UTF8.self)
        .contains(#"targets: [.target(name: "A"), .target(name: "B", dependencies: ["A"])]"#))
  }

  @Test func `a second package of the same identity is not added`() throws {
    let library = #"name: "Kit", products: [.library(name: "Other", targets: ["Other"])], targets: [.target(name: "Other")]"#
    let folder = try repository(
      [
        "app": """
        name: "app", dependencies: [.package(url: "https://example.com/kit.git", from: "1.0.0")],
        targets: [.target(name: "App", dependencies: [.product(name: "KitUI", package: "kit")])]
        """, "libraries/Kit": library,
      ], ["app/Sources/App/x": "import KitUI\nimport Other", "libraries/Kit/Sources/Other/x": ""], rules: Self.both)
    try expectDoubt("there would be two packages that SwiftPM calls kit", folder, ["app"])
  }

  @Test func `a package is not added to one of its own identity, nor beside one that comes with another`() throws {
    let library = { (name: String) in
      #"name: "\#(name)", products: [.library(name: "\#(name)", targets: ["\#(name)"])], targets: [.target(name: "\#(name)")]"#
    }
    let folder = try repository(
      [
        "a/Kit": #"name: "a", targets: [.target(name: "A")]"#, "b/Kit": library("B"),
        "c": #"name: "c", dependencies: [.package(path: "../d")], targets: [.target(name: "C")]"#,
        "d": #"name: "d", dependencies: [.package(path: "../e/Kit")], targets: [.target(name: "D")]"#, "e/Kit": library("E"),
      ],
      [
        "a/Kit/Sources/A/x": "import B", "b/Kit/Sources/B/x": "", "c/Sources/C/x": "import B", "d/Sources/D/x": "", "e/Kit/Sources/E/x": "",
      ], rules: Self.both)
    try expectDoubt("there would be two packages that SwiftPM calls kit", folder, ["a/Kit", "c"])
    let reasons = Run("check", "--fix", in: folder).diagnostics.split(separator: "\n").map { $0.suffix(50) }
    #expect(reasons == Array(repeating: "there would be two packages that SwiftPM calls kit", count: 2))
  }

  @Test func `the name of the clone's folder is not written, nor told`() throws {
    let folder = try repository(
      [
        ".": #"name: "Root", products: [.library(name: "R", targets: ["R"])], targets: [.target(name: "R")]"#,
        "tools/t": #"name: "t", dependencies: [.package(path: "../..")], targets: [.target(name: "T")]"#,
      ], ["Sources/R/x": "", "tools/t/Sources/T/x": "import R"], rules: Self.both)
    try expectDoubt("SwiftPM names the package by its folder, which each clone may call otherwise", folder, ["tools/t"])
    #expect(!Run("check", in: folder).output.contains(PathText.name(folder.path)))
  }

  @Test func `of modules of one name in several packages none is chosen`() throws {
    let library = { (name: String) in #"name: "\#(name)", products: [.library(name: "\#(name)", targets: ["U"])], targets: [.target(name: "U")]"# }
    let folder = try repository(
      ["p1": library("p1"), "p2": library("p2"), "s": #"name: "s", targets: [.target(name: "S")]"#],
      ["p1/Sources/U/x": "", "p2/Sources/U/x": "", "s/Sources/S/x": "import U"], rules: Self.both)
    try expectDoubt("several packages have a module of that name: p1, p2", folder, ["s"])
  }

  @Test func `packages may depend on each other where both are for 6 and no target does`() throws {
    for (version, isAllowed) in [("6.0", true), ("5.9", false)] {
      let folder = try repository(
        [
          "a": """
          name: "a", products: [.library(name: "A", targets: ["A"])], dependencies: [.package(path: "../b")],
          targets: [.target(name: "A", dependencies: [.product(name: "B", package: "b")])]
          """,
          "b": """
          name: "b", products: [.library(name: "B", targets: ["B"])], targets: [.target(name: "B"), .target(name: "C")]
          """,
        ], ["a/Sources/A/x": "import B", "b/Sources/B/x": "", "b/Sources/C/x": "import A"], rules: Self.both, version: version)
      if isAllowed {
        let run = Run("check", "--fix", in: folder)
        #expect(run.code == .success, "\(run.output)\(run.diagnostics)")
      } else {
        try expectDoubt("the packages would be a cycle: b → a → b", folder, ["b"])
      }
    }
  }

  @Test func `a path with a tab is written as Swift writes it`() throws {
    let folder = try repository(
      [
        "kit\there": #"name: "k", products: [.library(name: "K", targets: ["K"])], targets: [.target(name: "K")]"#,
        "app": #"name: "app", targets: [.target(name: "App")]"#,
      ], ["kit\there/Sources/K/x": "", "app/Sources/App/x": "import K"], rules: Self.both)
    let run = Run("check", "--fix", in: folder)
    let text = try String(decoding: File.read("\(folder.path)/app/Package.swift"), as: UTF8.self)
    #expect(text.contains(#".package(path: "../kit\there")"#) && !text.contains("\t"), "\(text)\(run.diagnostics)")
  }

  @Test func `a manifest that is a link is not written through`() throws {
    let folder = try repository(
      ["elsewhere": #"name: "p", targets: [.target(name: "A", dependencies: ["D"]), .target(name: "D")]"#],
      ["p/Sources/A/x": "let a = 1", "p/Sources/D/x": "", "elsewhere/Sources/A/x": "import D", "elsewhere/Sources/D/x": ""])
    try File.link("\(folder.path)/p/Package.swift", to: "../elsewhere/Package.swift")
    try expectDoubt("the manifest is a symbolic link", folder, ["elsewhere"])
  }
}
