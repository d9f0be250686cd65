/// What every service has, of whatever kind.
enum ServiceTemplate {
  /// What says what a service is, and the settings of its own.
  ///
  /// - Parameters:
  ///   - ports: as JSON: `["health"]`.
  ///   - replicas: as JSON: `{ "minimum": 1, "maximum": 1 }`.
  ///   - setting: the one setting that it has, as `settings.json` has it.
  static func descriptions(ports: String, replicas: String, setting: String) -> [Template.File] {
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
          "calls": [],
          "environment": {},
          "replicas": \##(replicas),
          "resources": { "cpu": "50m", "memory": "32Mi", "memoryLimit": "128Mi" }
        }

        """##),
      Template.File(
        "services/{{name}}/settings.json", "{\n  \"version\": 1,\n  \"service\": \"{{name}}\",\n  \"settings\": [\n\(setting)\n  ]\n}\n"),
    ]
  }

  /// The text of a README from its settings on.
  ///
  /// - Parameters:
  ///   - watching: what to look at while it runs, as a list.
  ///   - limits: what it does not do, a sentence.
  static func readmeEnd(watching: String, limits: String) -> String {
    """
    ## Settings

    Those that every process has are in [environments](../../docs/environments.md).

    <!-- begin generated: settings -->
    <!-- end generated -->

    ## Watching it

    \(watching)

    ## What it does not do

    \(limits)

    """
  }
}
