import PackageGraph
import Testing

@testable import Pruning

@Suite struct ManifestFilterTests {
  @Test(arguments: [
    ("let package = Package(\n  name: \"p\")", "package"), ("let p = Package(name: \"p\")", "p"),
    ("public let  p: Package =\n  .init(name: \"p\")", "p"),
    ("let a = 1\nvar b : Package = { Package(name: \"p\") }()", "b"), ("#if X\n  let c = PackageDescription.Package(name: \"p\")\n#endif", "c"),
    ("let d =\n  Package(\n  )", "d"), ("let package = make()", "package"), ("let x = [1]\nlet package2 = makePackage()", nil),
    ("let packages = Packages()", nil),
  ])
  func `the constant that is the package is found`(text: String, name: String?) {
    #expect(PackageVariable.name(in: text) == name)
  }

  @Test(arguments: [
    (Manifest.Dependency.Location.url("https://example.com/a/Swift-Log.git"), "swift-log"), (.url("git@example.com:a/b.git"), "b"),
    (.url("https://example.com/a/b/"), "b"), (.path("../Near"), "near"), (.path(".."), "above"), (.registry("Mona.List"), "mona.list"),
  ])
  func `packages are told apart as SwiftPM does`(location: Manifest.Dependency.Location, identity: String) {
    #expect(Manifest.Dependency(location: location).identity(from: "/x/Above/here") == identity)
  }
}
