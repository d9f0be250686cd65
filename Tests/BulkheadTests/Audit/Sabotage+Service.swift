extension Sabotage {
  private static let description = "services/courier/service.json"
  private static let readme = "services/courier/README.md"

  static let names = [
    Sabotage(
      "SERVICE_NAMES", "a call of what is gone",
      ModelMonorepo().replacing("[\"health\"]", with: "[\"health\"],\n  \"calls\": [\"scribe\"]", in: description), "\(description):7",
      "courier names scribe, which is no service here."),
    Sabotage(
      "SERVICE_NAMES", "another name", ModelMonorepo().replacing("\"courier\"", with: "\"postman\"", in: description), "\(description):3",
      "The name is \"postman\", but the folder is services/courier.", count: 2),
    Sabotage(
      "SERVICE_NAMES", "another product", ModelMonorepo().replacing("name: \"courier\"", with: "name: \"post\"", in: "Package.swift"),
      "\(description):3", "The executable product of the target Courier is named \"post\""),
    Sabotage("SERVICE_NAMES", "no service.json", ModelMonorepo().without(description), "\(description):1", "services/courier has no service.json"),
    Sabotage(
      "SERVICE_NAMES", "no target", ModelMonorepo().with("services/scribe/README.md", "# scribe\n"), "services/scribe/service.json:1",
      "services/scribe has no service.json"),
  ]

  static let tests = [
    Sabotage(
      "TEST_DISCOVERY", "no test", ModelMonorepo().replacing("@Test", with: "// @Test\n", in: "services/courier/Tests/CourierTests.swift"),
      "Package.swift:20", "The test target CourierTests of courier has no test in it."),
    Sabotage(
      "TEST_DISCOVERY", "no dependency", ModelMonorepo().replacing("[\"Courier\", \"TestSupport\"]", with: "[\"TestSupport\"]", in: "Package.swift"),
      "\(description):3", "No test target depends on Courier and is in services/courier."),
    Sabotage(
      "TEST_DISCOVERY", "a file of no target",
      ModelMonorepo().replacing("services/courier/Tests\"", with: "services/courier/Tests\", exclude: [\"More\"]", in: "Package.swift")
        .with("services/courier/Tests/More/MoreTests.swift", "@Test func more() {}\n"), "services/courier/Tests/More/MoreTests.swift:1",
      "No test target compiles this file"),
    Sabotage(
      "TEST_DISCOVERY", "a part of the tests", ModelMonorepo().replacing("--skip-build", with: "--filter KitTests", in: "Makefile"), "Makefile:5",
      "make test leaves tests out: --filter."),
    Sabotage(
      "TEST_DISCOVERY", "a part of the tests by a variable", ModelMonorepo().replacing("-Xswiftc", with: "--skip Slow -Xswiftc", in: "Makefile"),
      "Makefile:5", "make test leaves tests out: --skip."),
    Sabotage(
      "TEST_DISCOVERY", "no tests run", ModelMonorepo().replacing("swift test", with: "true", in: "Makefile"), "Makefile:3", "does not run swift test"
    ),
    Sabotage(
      "TEST_DISCOVERY", "no target", ModelMonorepo().replacing("test:", with: "tests:", in: "Makefile"), "Makefile:1", "There is no target test."),
    Sabotage("TEST_DISCOVERY", "no Makefile", ModelMonorepo().without("Makefile"), "Makefile:1", "There is no Makefile"),
  ]

  static let readmes = [
    Sabotage("README_SECTIONS", "no README", ModelMonorepo().without(readme), "\(readme):1", "The service courier has no README."),
    Sabotage(
      "README_SECTIONS", "another title", ModelMonorepo().replacing("# courier", with: "# Courier", in: readme), "\(readme):1",
      "The first line is not \"# courier\"."),
    Sabotage(
      "README_SECTIONS", "no section", ModelMonorepo().replacing("## Settings", with: "### Settings", in: readme), "\(readme):1",
      "There is no section \"## Settings\"."),
    Sabotage(
      "README_SECTIONS", "a section in code", ModelMonorepo().replacing("## Settings", with: "```\n## Settings\n```", in: readme), "\(readme):1",
      "There is no section \"## Settings\"."),
    Sabotage(
      "README_SECTIONS", "an empty section", ModelMonorepo().replacing("Deliver twice.", with: "", in: readme), "\(readme):16",
      "The section \"## What it does not do\" is empty."),
    Sabotage(
      "README_SECTIONS", "no words", ModelMonorepo().replacing("Delivers parcels.", with: "", in: readme), "\(readme):1",
      "No paragraph below the title says what it is."),
    Sabotage("README_SECTIONS", "no example", ModelMonorepo().replacing("```", with: "", in: readme), "\(readme):1", "No block of code shows how"),
    Sabotage(
      "README_SECTIONS", "a package without limits", ModelMonorepo().replacing("## What", with: "## Why", in: "packages/Kit/README.md"),
      "packages/Kit/README.md:1", "There is no section \"## What it does not do\"."),
  ]
}
