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
    #""-module-alias", "Innocent=Money""#, #""-Xfrontend", "-import-module", "-Xfrontend", "Money""#, #""-O", "Elsewhere/Money.swift""#,
    #""@flags.txt""#,
  ])
  func `a flag that imports without a word in the sources is a notice`(flags: String) throws {
    #expect(try notices(flags: flags) == ["hidden-import Package.swift"])
  }

  @Test func `other flags, and those of the linker, are none`() throws {
    #expect(try notices(flags: #""-Ounchecked", "-Xfrontend", "-warn-long-function-bodies=100""#) == [])
    #expect(try notices(flags: #""-import-module""#, "linkerSettings") == [])
  }
}
