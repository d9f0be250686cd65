/// A worker: a loop that claims units of work while the process is ready, a setting, a metric.
enum WorkerTemplate {
  static let purpose = "Counts units of work, until it does more."

  static var template: Template {
    let folder = "services/{{name}}"
    return Template(
      files: sources + tests + documents + ServiceTemplate.probes + ServiceTemplate.tests,
      targets: TemplateTargets(
        sources: "\(folder)/Sources", tests: "\(folder)/Tests", dependencies: ["IO", "Lifecycle", "ServiceKit", "Telemetry"],
        testDependencies: ["HTTP", "IO", "JSON", "Lifecycle", "Telemetry", "TestSupport", "{{Module}}"], arguments: "swiftSettings: chassis"))
  }
}
