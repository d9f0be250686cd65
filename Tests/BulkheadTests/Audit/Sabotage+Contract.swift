extension Sabotage {
  private static let description = "services/courier/service.json"
  private static let testFile = "services/courier/Tests/CourierTests.swift"
  private static let call = "ServiceContract.brokenClauses(of: \"courier\")"

  static let contract = [
    Sabotage(
      "HEALTH_ENDPOINTS", "no call", ModelMonorepo().replacing("#expect(try await \(call) == [])", with: "", in: testFile), "\(description):3",
      "No test of courier calls ServiceContract.brokenClauses."),
    Sabotage(
      "HEALTH_ENDPOINTS", "a call in a comment", ModelMonorepo().replacing("#expect(try await \(call)", with: "// \(call)", in: testFile),
      "\(description):3", "No test of courier calls ServiceContract.brokenClauses."),
    Sabotage(
      "HEALTH_ENDPOINTS", "of another service", ModelMonorepo().replacing("\"courier\"", with: "\"console\"", in: testFile), "\(testFile):8",
      "ServiceContract.brokenClauses names \"console\"; expected \"courier\"."),
    Sabotage(
      "HEALTH_ENDPOINTS", "of a name that is computed", ModelMonorepo().replacing("\"courier\"", with: "name", in: testFile), "\(testFile):8",
      "names no service in a literal"),
    Sabotage(
      "HEALTH_ENDPOINTS", "an answer that nobody looks at",
      ModelMonorepo().replacing("#expect(try await \(call) == [])", with: "_ = try await \(call)", in: testFile),
      "\(testFile):8", "Nothing fails by its answer."),
    Sabotage(
      "HEALTH_ENDPOINTS", "a test that is off",
      ModelMonorepo().replacing("@Test func `it keeps", with: "@Test(.disabled()) func `it keeps", in: testFile),
      "\(testFile):8", "Its test does not always run: .disabled."),
    Sabotage(
      "HEALTH_ENDPOINTS", "a suite that may be off",
      ModelMonorepo().replacing("@Suite struct", with: "@Suite(.enabled(if: false)) struct", in: testFile),
      "\(testFile):8", "Its test does not always run: .enabled."),
    Sabotage(
      "HEALTH_ENDPOINTS", "no test", ModelMonorepo().replacing("@Test ", with: "", in: testFile), "\(testFile):8", "It stands in no test."),
    Sabotage(
      "READINESS_GATES_LOCALLY", "no proof of the whole contract", ModelMonorepo().replacing(call, with: "[]", in: testFile), "\(description):3",
      "No test of courier calls ServiceContract.brokenClauses."),
    Sabotage(
      "READINESS_GATES_LOCALLY", "no proof that nothing is claimed", ModelMonorepo().replacing("claimsWhileDraining", with: "claims", in: testFile),
      "\(description):3", "No test of courier calls ServiceContract.claimsWhileDraining."),
    Sabotage(
      "READINESS_GATES_LOCALLY", "a proof that nobody looks at",
      ModelMonorepo().replacing("#expect(try await ServiceContract.claims", with: "print(try await ServiceContract.claims", in: testFile),
      "\(testFile):12", "Nothing fails by its answer."),
  ]

  private static let settingsFile = "services/courier/settings.json"
  private static let source = "services/courier/Sources/CourierSettings.swift"
  private static let readme = "services/courier/README.md"

  static let settings = [
    Sabotage(
      "SETTINGS_DOCUMENTED", "no settings.json", ModelMonorepo().without(settingsFile), "\(description):3", "There is no \(settingsFile)."),
    Sabotage(
      "SETTINGS_DOCUMENTED", "no test", ModelMonorepo().replacing(call, with: "[]", in: testFile), "\(description):3",
      "No test of courier calls ServiceContract.brokenClauses."),
    Sabotage(
      "SETTINGS_DOCUMENTED", "a setting that is read and not listed", ModelMonorepo().replacing("\"ROUNDS\"", with: "\"ROUTES\"", in: source),
      "\(source):13", "ROUTES is read here, but is no setting of the service's own in \(settingsFile).", count: 2),
    Sabotage(
      "SETTINGS_DOCUMENTED", "a setting that is listed and not read",
      ModelMonorepo().replacing("settings.int(\"ROUNDS\", \"How often it goes.\", default: 2)", with: "2", in: source),
      "\(settingsFile):6", "ROUNDS is a setting of courier's own here, but none of its sources reads it."),
    Sabotage(
      "SETTINGS_DOCUMENTED", "a key that is computed", ModelMonorepo().replacing("\"ROUNDS\"", with: "key", in: source), "\(source):13",
      "not written as a plain literal"),
    Sabotage(
      "SETTINGS_DOCUMENTED", "a key with an interpolation", ModelMonorepo().replacing("\"ROUNDS\"", with: "\"\\(prefix)ROUNDS\"", in: source),
      "\(source):13", "not written as a plain literal"),
    Sabotage(
      "SETTINGS_DOCUMENTED", "read past the reader",
      ModelMonorepo().replacing("parcels = ", with: "_ = getenv(\"ROUNDS\")\n    parcels = ", in: source),
      "\(source):8", "courier reads the environment past its settings: getenv."),
    Sabotage(
      "SETTINGS_DOCUMENTED", "no row in the table", ModelMonorepo().replacing("| `ROUNDS` | how often it goes | 2 |\n", with: "", in: readme),
      "\(readme):9", "The table of settings has no row for `ROUNDS`."),
    Sabotage(
      "SETTINGS_DOCUMENTED", "a row too many", ModelMonorepo().replacing("`ROUNDS` |", with: "`ROUNDS`, `ROUTES` |", in: readme), "\(readme):14",
      "`ROUTES` is no setting of courier"),
    Sabotage("SETTINGS_DOCUMENTED", "no .env.example", ModelMonorepo().without(".env.example"), ".env.example:1", "There is no .env.example"),
    Sabotage(
      "SETTINGS_DOCUMENTED", "not in .env.example", ModelMonorepo().replacing("ROUNDS=", with: "MORE_ROUNDS=", in: ".env.example"), ".env.example:1",
      "ROUNDS of courier is not listed."),
  ]
}
