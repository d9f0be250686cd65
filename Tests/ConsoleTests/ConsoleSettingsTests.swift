import ServiceKit
import TestSupport
import Testing

@testable import Console

@Suite struct ConsoleSettingsTests {
  private func read(_ variables: [String: String]) -> (settings: ConsoleSettings, mistakes: [String]) {
    var reader = SettingsReader(SettingsEnvironment(variables))
    let settings = ConsoleSettings(from: &reader)
    return (settings, reader.mistakes.map(\.key))
  }

  @Test func `the fleet is names with the addresses of health ports`() {
    let (settings, mistakes) = read(["FLEET": "scribe=http://10.0.0.5:9000/,six=http://[::1]:9000"])
    #expect(settings.fleet == [FleetMember(name: "scribe", health: "http://10.0.0.5:9000"), FleetMember(name: "six", health: "http://[::1]:9000")])
    #expect(mistakes.isEmpty)
  }

  @Test(arguments: [
    "scribe", "=http://a:1", "scribe=https://a:1", "scribe=http://", "scribe=http://a:1/x", "scribe=http://u@a:1", "scribe=http://a:b",
    "a=http://a:1,a=http://b:1",
  ])
  func `what is no fleet is a mistake`(text: String) { #expect(read(["FLEET": text]).mistakes == ["FLEET"]) }

  @Test func `a file that is named counts before the checkout that the program happens to be in`() {
    let named = ArchitectureStore.Source(read(["GRAPH_FILE": "/etc/graph.json"]).settings)
    guard case .file("/etc/graph.json") = named else {
      Issue.record("\(named)")
      return
    }
    guard case .repository(let reader) = ArchitectureStore.Source(read(["GRAPH_FILE": "/etc/graph.json", "REPOSITORY": "/src"]).settings) else {
      Issue.record("REPOSITORY was passed over")
      return
    }
    #expect(reader.root == "/src")
  }

  @Test(arguments: ["a b", "http://x", "*", "x/y", "x:80", "a,,b c"])
  func `a name that no browser sends is refused`(hosts: String) {
    #expect(read(["ALLOWED_HOSTS": hosts]).mistakes.count == 1)
  }

  @Test func `a checkout is the very folder that holds one, and the file of a graph is one that was written`() throws {
    let folder = try TemporaryFolder()
    let manifest = try folder.write("", to: "checkout/Package.swift")
    let text = try folder.write("root:x:0:0:", to: "passwd")
    let graph = try folder.write(#"{ "version": 1, "modules": [], "maps": {} }"#, to: "graph.json")
    func mistakes(_ variables: [String: String]) -> [String] {
      var reader = SettingsReader(SettingsEnvironment(variables))
      let settings = ConsoleSettings(from: &reader)
      settings.load(&reader)
      return reader.mistakes.map(\.key)
    }
    let checkout = String(manifest.dropLast("/Package.swift".count))
    _ = try folder.write("", to: "checkout/inner/file")
    #expect(mistakes(["REPOSITORY": checkout]) == [] && mistakes(["REPOSITORY": "\(checkout)/"]) == [])
    #expect(mistakes(["REPOSITORY": "\(checkout)/inner"]) == ["REPOSITORY"] && mistakes(["REPOSITORY": folder.path]) == ["REPOSITORY"])
    #expect(mistakes(["GRAPH_FILE": graph]) == [])
    #expect(mistakes(["GRAPH_FILE": text]) == ["GRAPH_FILE"] && mistakes(["GRAPH_FILE": "/dev/zero"]) == ["GRAPH_FILE"])
  }

  @Test(arguments: ["console.example.com", "10.0.0.4,[::1]"])
  func `names and addresses are taken`(hosts: String) { #expect(read(["ALLOWED_HOSTS": hosts]).mistakes == []) }
}
