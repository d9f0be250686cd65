/// The parts that the templates of all kinds of services share.
enum ServiceTemplate {
  /// Returns the service's description and the list of its own settings.
  ///
  /// - Parameters:
  ///   - ports: The ports, as JSON: `["health"]`.
  ///   - replicas: The replicas, as JSON: `{ "minimum": 1, "maximum": 1 }`.
  ///   - settings: Its own settings, in the form of `settings.json`.
  ///   - members: Further members of the description, each with a comma at its end.
  static func descriptions(ports: String, replicas: String, settings: String, members: String = "") -> [Template.File] {
    [
      Template.File(
        "services/{{name}}/service.json",
        ##"""
        {
          "$schema": "../../docs/schemas/service.schema.json",
          "version": 1,
          "name": "{{name}}",
          "kind": "{{kind}}",
          "purpose": "{{purpose}}",
          "ports": \##(ports),
          "needs": [],
          "calls": [],\##(members)
          "environment": {},
          "replicas": \##(replicas),
          "resources": { "cpu": "50m", "memory": "32Mi", "memoryLimit": "128Mi" }
        }

        """##),
      Template.File(
        "services/{{name}}/settings.json", "{\n  \"version\": 1,\n  \"service\": \"{{name}}\",\n  \"settings\": [\n\(settings)\n  ]\n}\n"),
    ]
  }

  /// Tests that hold the real process to its contract.
  ///
  /// - Parameters:
  ///   - modules: what they import beside `TestSupport`; in order before it.
  ///   - more: tests besides the one that every service has.
  static func contractTests(importing modules: [String] = [], _ more: String = "") -> Template.File {
    Template.File(
      "services/{{name}}/Tests/ContractTests.swift",
      modules.map { "import \($0)\n" }.joined()
        + ##"""
        import TestSupport
        import Testing

        @Suite struct ContractTests {
          @Test func `the process keeps what every service promises`() async throws {
            for clause in try await ServiceContract.brokenClauses(of: "{{name}}") { Issue.record("\(clause)") }
          }

        """## + more + "}\n")
  }

  /// Returns the end of a README, from the settings on.
  ///
  /// - Parameters:
  ///   - watching: The logs and metrics to watch while it runs.
  ///   - limits: What it does not do, a sentence.
  static func readmeEnd(watching: String, limits: String) -> String {
    """
    ## Settings

    The settings that every process has are in [environments](../../docs/environments.md).

    <!-- begin generated: settings -->
    <!-- end generated -->

    ## Watching it

    \(watching)

    ## What it does not do

    \(limits)

    """
  }
}
