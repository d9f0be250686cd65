import JSON
import Platform
import TestSupport
import Testing
import YAML

/// What compose files and Kubernetes set is what the processes take: asked of the processes themselves.
@Suite(.blocking) struct DeployedSettingsTests {
  /// Each process with the settings of one environment.
  private static func environments() throws -> [(name: String, place: String, settings: [(key: String, value: String)])] {
    var found: [(name: String, place: String, settings: [(key: String, value: String)])] = []
    for path in ["compose.yaml", "deploy/compose.prod.yaml"] {
      for service in try YAML(parsing: Array(try Checkout.text(path).utf8))["services"]?.map ?? [] where !service.key.hasPrefix("postgres") {
        let settings = service.value["environment"]?.map?.compactMap { entry in entry.value.string.map { (entry.key, withoutVariable($0)) } }
        // What migrates is the process itself.
        let name = service.key.hasSuffix("-migrate") ? String(service.key.dropLast("-migrate".count)) : service.key
        found.append((name, path, settings ?? []))
      }
    }
    for file in try Checkout.files(endingIn: ".yaml", below: "deploy/kubernetes/base") {
      for object in try YAML.documents(parsing: Array(try Checkout.text(file).utf8)) where object["kind"] == "Deployment" {
        let pod = object["spec"]?["template"]?["spec"]
        for container in (pod?["containers"]?.list ?? []) + (pod?["initContainers"]?.list ?? []) {
          let given = container["env"]?.list?.filter { $0["valueFrom"]?["secretKeyRef"] == nil }
          let settings = given?.compactMap { entry in entry["name"]?.string.map { ($0, entry["value"]?.string ?? "") } }
          found.append((object["metadata"]?["name"]?.string ?? "", file, settings ?? []))
        }
      }
    }
    return found
  }

  /// `${KEY:-value}` as it is where KEY is not set.
  private static func withoutVariable(_ text: String) -> String {
    guard text.hasPrefix("${"), text.hasSuffix("}"), let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")) else { return text }
    return String(text[text.index(colon, offsetBy: 2)...].dropLast())
  }

  private func document(_ file: String, of name: String) throws -> JSONValue {
    try JSONValue(parsing: Array(try Checkout.text("\(name == "console" ? "Sources/Console" : "services/\(name)")/\(file)").utf8))
  }

  /// The settings as they would be here: files where they stand in the repository; what is required and kept apart, as secrets are, with a sample.
  private func variables(_ settings: [(key: String, value: String)], of name: String) throws -> [String] {
    var variables: [String] = []
    for (key, value) in settings where !value.hasPrefix("/run/secrets/") {
      let file = value.hasPrefix("/etc/bulkhead/") ? try document("service.json", of: name)["environment"]?[key]?.string : nil
      variables.append("\(key)=\(file.map { "\(Checkout.root)/\($0)" } ?? value)")
    }
    for setting in try document("settings.json", of: name)["settings"]?.array ?? [] where setting["required"]?.bool == true {
      guard let key = setting["key"]?.string, !settings.contains(where: { $0.key == key }) else { continue }
      let sample = key == "DATABASE_URL" ? "postgresql://sample@localhost/sample" : "a-sample-of-32-characters-at-least"
      variables.append("\(key)=\(setting["example"]?.string ?? sample)")
    }
    return variables
  }

  @Test func `every process takes what each environment sets`() throws {
    let environments = try Self.environments()
    #expect(Set(environments.map(\.name)) == Set(try Checkout.folders(in: "services") + ["console"]))
    let folder = BuiltTool.path.split(separator: "/").dropLast().map { "/\($0)" }.joined()
    for (name, place, settings) in environments {
      let program = "\(folder)/\(name)"
      if try File.status(program) == nil { return print("every process takes what each environment sets: skipped, \(name) is not built here") }
      let variables = try variables(settings, of: name)
      let outcome = try ChildProcess.run([program, "--check-config"], environment: Environment.forChildren + variables)
      #expect(outcome.ending == .exit(0), "\(place): \(name): \(String(decoding: outcome.errorOutput + outcome.output, as: UTF8.self))")
    }
  }
}
