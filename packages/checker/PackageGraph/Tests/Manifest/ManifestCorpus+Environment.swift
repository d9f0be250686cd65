extension ManifestCorpus {
  /// Manifests with blocks that run only where a variable of the environment is set, which it is not. What is in the blocks is not read,
  /// so that a change there is for SwiftPM to judge alone.
  static let withIdleBlocks: [SampleManifest] = [
    withBlock("a comparison", #"if Context.environment["BULKHEAD_TEST_UNSET"] == "1" { package.targets = [] }"#),
    withBlock("a question", #"if Context.environment["BULKHEAD_TEST_UNSET"] != nil { package.targets = [] }"#),
    withBlock("a constant", #"if let path = Context.environment["BULKHEAD_TEST_UNSET"] { package.name = path }"#),
    withBlock("further conditions", #"if let x = Context.environment["BULKHEAD_TEST_UNSET"], !x.isEmpty, [x].count == 1 { package.name = x }"#),
    withBlock("a conjunction", #"if Context.environment["BULKHEAD_TEST_UNSET"] == "1" && package.targets.count > 3 { package.name = "x" }"#),
    withBlock("Foundation", imports: "import Foundation\n", #"if ProcessInfo.processInfo.environment["BULKHEAD_TEST_UNSET"] != nil {}"#),
    withBlock(
      "everything that could hide the end of the block",
      ##"""
      if Context.environment["BULKHEAD_TEST_UNSET"] == "1" {
        // } "
        /* } /* " */ } */
        let brace = "}\"}"; let raw = #"}"}"#
        let lines = """
          } " \(["}", "\("}" + brace)"].map { $0 + "}" }.joined())
          """
        for target in package.targets where target.name == "\(brace)\(raw)\(lines)" { target.dependencies = [] }
        #if os(Linux)
          package.name = #"\#(raw)}"#
        #endif
      }
      package.targets += [.target(name: "B")]
      if Context.environment["BULKHEAD_TEST_UNSET_TOO"] == "yes" { package.targets.removeLast() }
      """##),
  ]

  static func withBlock(_ name: String, version: String = "6.2", imports: String = "", _ block: String) -> SampleManifest {
    SampleManifest(
      name,
      """
      // swift-tools-version: \(version)
      \(imports)import PackageDescription
      let package = Package(name: "p", targets: [.target(name: "A")])
      \(block)
      """)
  }

  /// Blocks that run, or may, or cannot be skipped for certain.
  static let refusedBlocks: [SampleManifest] = [
    withBlock("a block of what is not set", #"if Context.environment["X"] == nil { package.targets = [] }"#),
    withBlock("a block of what is not equal", #"if Context.environment["X"] != "1" { package.targets = [] }"#),
    withBlock("an alternative condition", #"if Context.environment["X"] == "1" || true { package.targets = [] }"#),
    withBlock("an alternative among further conditions", #"if Context.environment["X"] == "1" && false || true { package.targets = [] }"#),
    withBlock("a block with an alternative", #"if Context.environment["X"] == "1" { } else { package.targets = [] }"#),
    withBlock("a block with an alternative on a new line", "if Context.environment[\"X\"] == \"1\" { }\nelse { package.targets = [] }"),
    withBlock("a condition on something else", "if package.targets.isEmpty { package.targets = [] }"),
    withBlock("a block without an end", #"if Context.environment["X"] == "1" { package.targets = []"#),
    withBlock("a block with brackets that do not match", #"if Context.environment["X"] == "1" { [ } ]"#),
    withBlock("a block with a regular expression", #"if Context.environment["X"] == "1" { _ = try? /}"/.wholeMatch(in: "") }"#),
    withBlock("a block with a raw regular expression", ##"if Context.environment["X"] == "1" { _ = #/}"/# }"##),
    withBlock("a block that asks Foundation, which is not there", #"if ProcessInfo.processInfo.environment["X"] == "1" { }"#),
    withBlock("a block that asks what an old version lacks", version: "5.5", #"if Context.environment["X"] == "1" { }"#),
    withBlock("a block for one system", "#if os(Linux)\nif Context.environment[\"X\"] == \"1\" { }\n#endif"),
    withBlock("a string in a block without an end", "if Context.environment[\"X\"] == \"1\" { _ = \"}\n }"),
  ]
}
