import ArchRules
import TestSupport
import Testing

@Suite struct GlobTests {
  @Test(
    arguments: [
      ("services/billing", "services/billing", true), ("services/billing", "services/billing/Sources/Core", true),
      ("services/billing", "services", false), ("services/billing", "services/billings", false), ("services/*", "services/billing/Sources", true),
      ("services/*", "services", false), ("services/*/Sources", "services/billing/Sources", true),
      ("services/*/Sources", "services/a/b/Sources", false), ("services/**/Sources", "services/a/b/Sources", true),
      ("services/**/Sources", "services/Sources", true), ("**/Tests", "a/b/Tests/Unit", true), ("**/Tests", "a/b/Testing", false),
      ("**", ".", true), (".", ".", true), (".", "a", true), ("*", ".", false), ("*", "a/b", true), ("./a/", "a", true), ("a/**", "a", true),
      ("a/**/b/**/c", "a/x/b/b/y/c", true), ("a/**/b/**/c", "a/x/c", false), ("packages/*API", "packages/BillingAPI", true),
      ("packages/*API", "packages/API", true), ("packages/*API", "packages/APIs", false), ("a*b*c", "aXbXbc", true), ("a*b*c", "acb", false),
      ("v?", "v1", true), ("v?", "v", false), ("v?", "v12", false), ("caf?", "café", true), ("?", "é", true), ("??", "é", false),
    ])
  func `a path glob matches the folders that it names and those below`(_ glob: String, _ folder: String, _ isMatch: Bool) throws {
    #expect((try Glob(path: glob).matchFolder(FolderPath(folder)) != nil) == isMatch)
  }

  @Test(
    arguments: [
      ("Foundation", "Foundation", true), ("Foundation", "FoundationXML", false), ("Foundation*", "FoundationXML", true), ("*", "Any", true),
      ("**", "Any", true), ("NIO?", "NIO1", true), ("*Tests", "Tests", true), ("foundation", "Foundation", false),
    ])
  func `a module glob matches whole names`(_ glob: String, _ name: String, _ isMatch: Bool) throws {
    #expect((try Glob(module: glob).matchName(name) != nil) == isMatch)
  }

  @Test func `a name binds the segment that it stands for`() throws {
    let bindings = try Glob(path: "services/{name}/{part}").matchFolder(FolderPath("services/billing/Sources/Core"))
    #expect(bindings?["name"] == "billing")
    #expect(bindings?["part"] == "Sources")
    #expect(bindings?["other"] == nil)
  }

  @Test func `a name binds what stands between plain text, and never nothing`() throws {
    let glob = try Glob(path: "packages/Lib{name}API")
    #expect(glob.matchFolder(FolderPath("packages/LibBillingAPI"))?["name"] == "Billing")
    #expect(glob.matchFolder(FolderPath("packages/LibAPI")) == nil)
    #expect(try Glob(module: "{name}Tests").matchName("Tests") == nil)
  }

  @Test func `the highest folder that matches decides what is bound`() throws {
    let bindings = try Glob(path: "**/{name}/Sources").matchFolder(FolderPath("a/Sources/b/Sources"))
    #expect(bindings?["name"] == "a")
  }

  @Test func `a binding that a double star has to give up is forgotten`() throws {
    let bindings = try Glob(path: "**/{name}/x/y").matchFolder(FolderPath("a/x/b/x/y"))
    #expect(bindings == Bindings([("name", "b")]))
  }

  @Test(
    arguments: [
      ("", "a path glob has no empty segment"), ("/a", "a path glob is relative to the repository's root"),
      ("a//b", "a path glob has no empty segment"),
      ("a/../b", "a path glob cannot lead out of the repository"), ("a**/b", "\"**\" stands alone between slashes"),
      ("{a,b}/c", "braces bind a name and hold no alternatives; write one glob for each"),
      ("{a/b", "a brace has no partner; a binding is written {name}"),
      ("a}/b", "a brace has no partner; a binding is written {name}"), ("{}/b", "a binding's name is made of letters, digits, \"-\" and \"_\""),
      ("{a}/{a}", "a name is bound once in a glob"), ("{a}*", "a segment with a binding has no other wildcard, so that what it binds is plain"),
    ])
  func `what is no path glob is refused with the reason`(_ text: String, _ message: String) {
    let mistake = #expect(throws: Glob.Mistake.self) { try Glob(path: text) }
    #expect(mistake?.message == message)
  }

  @Test func `a module glob has no slash`() {
    let mistake = #expect(throws: Glob.Mistake.self) { try Glob(module: "a/b") }
    #expect(mistake?.message == "a module's name has no slash; folders are selected by \"paths\"")
  }

  @Test func `globs that tempt to try every split are matched at once`() throws {
    let name = String(repeating: "a", count: 3000)
    #expect(try Glob(module: String(repeating: "*a", count: 40) + "b").matchName(name) == nil)
    let folder = FolderPath(Array(repeating: "a", count: 3000).joined(separator: "/"))
    #expect(try Glob(path: String(repeating: "**/a/", count: 40) + "b").matchFolder(folder) == nil)
  }

  @Test func `matching agrees with trying every split`() throws {
    var generator = SeededGenerator(for: "matching agrees with trying every split")
    for _ in 0..<3000 {
      let pattern = (0..<Int.random(in: 1...4, using: &generator)).map { _ in
        Bool.random(using: &generator)
          ? "**"
          : (0..<Int.random(in: 1...3, using: &generator)).map { _ in ["a", "b", "*", "?"].randomElement(using: &generator)! }
            .joined()
      }.map { $0.contains("**") ? "**" : $0 }
      let folder = (0..<Int.random(in: 1...5, using: &generator)).map { _ in
        (0..<Int.random(in: 1...3, using: &generator)).map { _ in ["a", "b"].randomElement(using: &generator)! }.joined()
      }
      let isMatch = try Glob(path: pattern.joined(separator: "/")).matchFolder(FolderPath(folder.joined(separator: "/"))) != nil
      #expect(isMatch == matchesByTrying(pattern[...], folder[...]), "\(pattern) \(folder)")
    }
  }

  private func matchesByTrying(_ pattern: ArraySlice<String>, _ folder: ArraySlice<String>) -> Bool {
    guard let first = pattern.first else { return true }
    if first == "**" { return (0...folder.count).contains { matchesByTrying(pattern.dropFirst(), folder.dropFirst($0)) } }
    guard let segment = folder.first else { return false }
    return segmentMatches(Array(first)[...], Array(segment)[...]) && matchesByTrying(pattern.dropFirst(), folder.dropFirst())
  }

  private func segmentMatches(_ pattern: ArraySlice<Character>, _ text: ArraySlice<Character>) -> Bool {
    switch pattern.first {
    case nil: text.isEmpty
    case "*": (0...text.count).contains { segmentMatches(pattern.dropFirst(), text.dropFirst($0)) }
    case let first?: text.first.map { (first == "?" || first == $0) && segmentMatches(pattern.dropFirst(), text.dropFirst()) } ?? false
    }
  }
}
