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
      for service in try YAML(parsing: Array(try Checkout.text(path).utf8))["services"]?.map ?? [] {
        let settings = service.value["environment"]?.map?.compactMap { entry in entry.value.string.map { (entry.key, withoutVariable($0)) } }
        found.append((service.key, path, settings ?? []))
      }
    }
    for file in try Checkout.files(endingIn: ".yaml", below: "deploy/kubernetes/base") {
      for object in try YAML.documents(parsing: Array(try Checkout.text(file).utf8)) where object["kind"] == "Deployment" {
        for container in object["spec"]?["template"]?["spec"]?["containers"]?.list ?? [] {
          let settings = container["env"]?.list?.compactMap { entry in entry["name"]?.string.map { ($0, entry["value"]?.string ?? "") } }
          found.append((container["name"]?.string ?? "", file, settings ?? []))
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

  /// Where the file of a setting stands in the repository.
  private func source(of key: String, _ name: String) throws -> String {
    let folder = name == "console" ? "Sources/Console" : "services/\(name)"
    let path = try JSONValue(parsing: Array(try Checkout.text("\(folder)/service.json").utf8))["environment"]?[key]?.string
    return "\(Checkout.root)/\(try #require(path))"
  }

  @Test func `every process takes what each environment sets`() throws {
    let environments = try Self.environments()
    #expect(Set(environments.map(\.name)) == Set(try Checkout.folders(in: "services") + ["console"]))
    let folder = BuiltTool.path.split(separator: "/").dropLast().map { "/\($0)" }.joined()
    for (name, place, settings) in environments {
      let program = "\(folder)/\(name)"
      if try File.status(program) == nil { return print("every process takes what each environment sets: skipped, \(name) is not built here") }
      let variables = try settings.map { key, value in
        value.hasPrefix("/etc/bulkhead/") ? "\(key)=\(try source(of: key, name))" : "\(key)=\(value)"
      }
      let outcome = try ChildProcess.run([program, "--check-config"], environment: Environment.forChildren + variables)
      #expect(outcome.ending == .exit(0), "\(place): \(name): \(String(decoding: outcome.errorOutput + outcome.output, as: UTF8.self))")
    }
  }
}
