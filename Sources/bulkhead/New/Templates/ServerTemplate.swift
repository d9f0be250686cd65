/// A server: one route with checked input, a setting, a metric.
enum ServerTemplate {
  static let purpose = "Says again what it is told, until it does more."

  static var template: Template {
    let folder = "services/{{name}}"
    return Template(
      files: sources + tests + documents + ServiceTemplate.probes + ServiceTemplate.tests,
      targets: TemplateTargets(
        sources: "\(folder)/Sources", tests: "\(folder)/Tests", dependencies: ["HTTP", "JSON", "ServiceKit", "Telemetry"],
        testDependencies: ["HTTP", "HTTPTesting", "IO", "JSON", "Telemetry", "TestSupport", "{{Module}}"], arguments: "swiftSettings: chassis"))
  }
}
