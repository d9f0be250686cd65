import Testing

@testable import PackageGraph

struct HiddenImportTests {
  private func notices(flags: String, _ setting: String = "swiftSettings") throws -> [String] {
    let sample = try SampleFolder([
      "Package.swift": SampleFolder.manifest("Shop", "targets: [.target(name: \"Cart\", \(setting): [.unsafeFlags([\(flags)])])]"),
      "Sources/Cart/Cart.swift": "",
    ])
    return try sample.load().noticeLines
  }

  @Test(arguments: [
    #""-Xfrontend", "-import-module", "-Xfrontend", "Money""#, #""-O", "Elsewhere/Money.swift""#,
    #""@flags.txt""#,
  ])
  func `a flag that imports without a word in the sources is a notice`(flags: String) throws {
    #expect(try notices(flags: flags) == ["hidden-import Package.swift"])
  }

  @Test(arguments: [#""-module-alias", "Innocent=Money""#, #""-Xfrontend", "-module-alias", "-Xfrontend", "Innocent=Money""#])
  func `an alias in the flags means its module`(flags: String) throws {
    let sample = try SampleFolder([
      "Package.swift": SampleFolder.manifest(
        "Shop",
        """
        targets: [
          .target(name: "Cart", dependencies: ["Money"], swiftSettings: [.unsafeFlags([\(flags)])]), .target(name: "Money"), .target(name: "Innocent"),
        ]
        """),
      "Sources/Cart/Cart.swift": "import Innocent\n", "Sources/Money/Money.swift": "import Innocent\n", "Sources/Innocent/i.swift": "",
    ])
    let repository = try sample.load()
    #expect(repository.noticeLines == [])
    #expect(repository.edges == ["Cart -> Money Sources/Cart/Cart.swift:1:8", "Money -> Innocent Sources/Money/Money.swift:1:8"])
  }

  @Test func `other flags, and those of the linker, are none`() throws {
    #expect(try notices(flags: #""-Ounchecked", "-Xfrontend", "-warn-long-function-bodies=100""#) == [])
    #expect(try notices(flags: #""-import-module""#, "linkerSettings") == [])
  }
}
