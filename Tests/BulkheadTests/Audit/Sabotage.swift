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

  static let all = names + tests + readmes + contract + settings + probes + libraries
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
  ]
}
