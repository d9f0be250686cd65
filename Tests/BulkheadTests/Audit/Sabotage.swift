import Testing

/// One way to break an invariant, and what is to be found.
struct Sabotage: Sendable, CustomTestStringConvertible {
  var invariant: String
  /// What was done to the model.
  var name: String
  var model: ModelMonorepo
  /// The file and line of the finding.
  var place: String
  /// Part of its message.
  var message: String
  /// How many findings there are.
  var count: Int

  init(_ invariant: String, _ name: String, _ model: ModelMonorepo, _ place: String, _ message: String, count: Int = 1) {
    self.invariant = invariant
    self.name = name
    self.model = model
    self.place = place
    self.message = message
    self.count = count
  }

  var testDescription: String { "\(invariant): \(name)" }

  static let all =
    names + tests + readmes + contract + settings + database + probes + libraries + images + users + closures + grace + compose + workflows
    + toolchain + health
}

/// A repository that cannot be judged.
struct Unjudgeable: Sendable, CustomTestStringConvertible {
  var name: String
  var model: ModelMonorepo
  /// How standard error begins.
  var diagnostic: String

  var testDescription: String { name }

  static let all = [
    Unjudgeable(
      name: "a service.json that is no JSON", model: ModelMonorepo().with("services/courier/service.json", "{\n  \"version\": 1,\n"),
      diagnostic: "services/courier/service.json:3:1: "),
    Unjudgeable(
      name: "a settings.json of another shape",
      model: ModelMonorepo().with("services/courier/settings.json", "{ \"version\": 1,\n  \"service\": 1 }"),
      diagnostic: "services/courier/settings.json:1:1: "),
    dockerfile("an unknown instruction", "RUM true", 17, 1, "there is no instruction RUM"),
    dockerfile("a heredoc", "RUN cat <<EOF\nEOF", 17, 9, "heredocs are not read here"),
    dockerfile("a quotation mark that is not closed", "LABEL name=\"courier", 17, 12, "this quotation mark is not closed"),
    dockerfile("a stage of an unknown image", "FROM ${BASE}", 17, 1, "what ${BASE} stands for is not known"),
    Unjudgeable(
      name: "a Dockerfile without a stage", model: ModelMonorepo().with("services/courier/Dockerfile", "# Nothing.\n"),
      diagnostic: "services/courier/Dockerfile:1:1: this Dockerfile has no FROM"),
    Unjudgeable(
      name: "a compose file with an anchor", model: ModelMonorepo().with("deploy/compose.prod.yaml", "services: &all\n  courier: {}\n"),
      diagnostic: "deploy/compose.prod.yaml:1:11: "),
    Unjudgeable(
      name: "a compose file without services", model: ModelMonorepo().with("deploy/compose.prod.yaml", "name: model\n"),
      diagnostic: "deploy/compose.prod.yaml:1:1: expected a map of services"),
    Unjudgeable(
      name: "a manifest that is no YAML", model: ModelMonorepo().with("deploy/kubernetes/base/courier.yaml", "kind: [\n"),
      diagnostic: "deploy/kubernetes/base/courier.yaml:"),
    Unjudgeable(
      name: "a workflow with a tab", model: ModelMonorepo().with(".github/workflows/images.yml", "on:\n\tpush:\n"),
      diagnostic: ".github/workflows/images.yml:2:"),
    Unjudgeable(
      name: "a grace period that is no time",
      model: ModelMonorepo().replacing("stop_grace_period: 45s", with: "stop_grace_period: long", in: "deploy/compose.prod.yaml"),
      diagnostic: "deploy/compose.prod.yaml:7:5: stop_grace_period is no duration such as 45s: long"),
  ]

  /// With a line more at the end of the Dockerfile.
  private static func dockerfile(_ name: String, _ line: String, _ number: Int, _ column: Int, _ message: String) -> Unjudgeable {
    let path = "services/courier/Dockerfile"
    let text = ModelMonorepo().files[path] ?? ""
    return Unjudgeable(
      name: name, model: ModelMonorepo().with(path, text + line + "\n"), diagnostic: "\(path):\(number):\(column): \(message)")
  }
}
