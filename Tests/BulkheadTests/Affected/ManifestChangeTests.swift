import JSON
import Testing

@testable import Bulkhead

@Suite struct ManifestChangeTests {
  private let old: JSONValue = [
    "name": "demo", "platforms": [], "packageKind": ["root": ["/a"]], "dependencies": [["url": "x"]],
    "products": [["name": "Kit", "targets": ["Core"]], ["name": "Old", "targets": ["Net"]]],
    "targets": [["name": "Core", "settings": []], ["name": "Net", "settings": []], ["name": "Gone", "settings": []]],
  ]

  @Test func `a manifest that says the same in another place changes nothing`() {
    var members = old.object!
    members[2] = .init("packageKind", ["root": ["/b"]])
    #expect(ManifestChange(from: old, to: .object(members)).isEmpty)
  }

  @Test func `targets that are new or differ in anything are named, those that are gone are not`() {
    let new: JSONValue = [
      "name": "demo", "platforms": [], "dependencies": [["url": "x"]], "products": old["products"]!,
      "targets": [["name": "Core", "settings": [["kind": "unsafeFlags"]]], ["name": "Net", "settings": []], ["name": "New", "settings": []]],
    ]
    let change = ManifestChange(from: old, to: new)
    #expect(change.targets == ["Core", "New"])
    #expect(change.products.isEmpty && !change.hasOtherDependencies && change.settings.isEmpty)
  }

  @Test func `products count when they are new, gone or other`() {
    let new: JSONValue = [
      "name": "demo", "platforms": [], "dependencies": [], "targets": old["targets"]!,
      "products": [["name": "Kit", "targets": ["Core", "Net"]], ["name": "New", "targets": ["Net"]]],
    ]
    let change = ManifestChange(from: old, to: new)
    #expect(change.products == ["Kit", "New", "Old"])
    #expect(change.hasOtherDependencies)
  }

  @Test func `what is neither target nor product nor dependency is a setting of all`() {
    let new: JSONValue = [
      "name": "demo", "platforms": [["platformName": "macos"]], "dependencies": old["dependencies"]!,
      "products": old["products"]!, "targets": old["targets"]!,
    ]
    #expect(ManifestChange(from: old, to: new).settings == ["platforms"])
  }

  @Test func `a new package is all new, and one that is gone has no targets`() {
    #expect(ManifestChange(from: [:], to: old).targets == ["Core", "Gone", "Net"])
    let gone = ManifestChange(from: old, to: [:])
    #expect(gone.targets.isEmpty && gone.settings.isEmpty && gone.products == ["Kit", "Old"])
  }
}
