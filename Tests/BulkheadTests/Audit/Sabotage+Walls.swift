extension Sabotage {
  private static let probe = "ArchProbes/Services.swift"

  static let probes = [
    Sabotage(
      "ARCH_PROBE", "none",
      ModelMonorepo().without(probe).replacing("services/*/Sources Sources", with: "Sources", in: "ArchProbes/Shipped.swift"),
      "services/courier/service.json:3", "No written probe speaks for courier."),
    Sabotage(
      "ARCH_PROBE", "none of a tool", ModelMonorepo().replacing("import Fleet\n", with: "", in: probe), "services/courier/service.json:3",
      "No written probe of courier imports a tool: Fleet."),
    Sabotage(
      "ARCH_PROBE", "an import in a comment", ModelMonorepo().replacing("import Console", with: "// import Console", in: probe),
      "services/courier/service.json:3", "imports the app or another service: Console."),
    Sabotage(
      "ARCH_PROBE", "none of what is made for tests",
      ModelMonorepo().replacing(" Sources/Console", with: "", in: "ArchProbes/Shipped.swift"), "Sources/Console/service.json:3",
      "No written probe of console imports what is made for tests: TestSupport."),
    Sabotage(
      "ARCH_PROBE", "no rule named", ModelMonorepo().replacing("// probe: walls", with: "// walls", in: probe), "\(probe):1",
      "The first line does not name the rule"),
  ]

  private static let kit = "packages/Kit/Sources/Kit.swift"

  /// A line in a function of the package Kit.
  private static func kit(_ code: String) -> ModelMonorepo {
    ModelMonorepo().replacing("public struct Parcel {}", with: "public func run() {\n  \(code)\n}", in: kit)
  }

  private static func access(_ code: String, _ message: String) -> Sabotage {
    Sabotage("PACKAGES_ARE_LIBRARIES", code, kit(code), "\(kit):4", message)
  }

  static let libraries = [
    access("_ = getenv(\"HOME\")", "Kit reads the environment of the process: getenv."),
    access("_ = Glibc.getenv(\"HOME\")", "Kit reads the environment of the process: getenv."),
    access("print(\"\\(getenv(\"HOME\"))\")", "Kit reads the environment of the process: getenv."),
    access("_ = environ", "Kit reads the environment of the process: environ."),
    access("_ = ProcessInfo.processInfo.environment", "Kit reads the environment of the process: ProcessInfo."),
    access("_ = CommandLine.arguments", "Kit reads the environment of the process: CommandLine.arguments."),
    access("_ = ThisProcess.environment[\"HOME\"]", "Kit reads the environment of the process: ThisProcess.environment."),
    access("signal(SIGTERM, SIG_IGN)", "Kit handles signals of the process: signal."),
    access("_ = sigaction(SIGTERM, nil, nil)", "Kit handles signals of the process: sigaction."),
    access("_ = signalfd(-1, &set, 0)", "Kit handles signals of the process: signalfd."),
    access("_ = DispatchSource.makeSignalSource(signal: 15)", "Kit handles signals of the process: makeSignalSource."),
    access("Signals.holdTermination()", "Kit handles signals of the process: Signals.holdTermination."),
    Sabotage(
      "PACKAGES_ARE_LIBRARIES", "a main.swift", ModelMonorepo().with("packages/Kit/Sources/main.swift", "\n"), "packages/Kit/Sources/main.swift:1",
      "A package has no main.swift.", count: 2),
    Sabotage(
      "PACKAGES_ARE_LIBRARIES", "@main", ModelMonorepo().replacing("public struct", with: "@main public struct", in: kit), "\(kit):3",
      "A package has no @main."),
    Sabotage(
      "PACKAGES_ARE_LIBRARIES", "a statement",
      ModelMonorepo().replacing("public struct", with: "for number in 1...3 { print(number) }\npublic struct", in: kit),
      "\(kit):3", "A package has no code outside its declarations."),
    Sabotage(
      "PACKAGES_ARE_LIBRARIES", "a call",
      ModelMonorepo().replacing("public struct Parcel {}", with: "public struct Parcel {}\nParcel.start()", in: kit),
      "\(kit):4", "A package has no code outside its declarations."),
    Sabotage(
      "PACKAGES_ARE_LIBRARIES", "an executable target",
      ModelMonorepo().replacing(".target(name: \"Kit\"", with: ".executableTarget(name: \"Kit\"", in: "Package.swift"), "Package.swift:12",
      "Kit in packages/Kit/Sources is an executable target."),
    Sabotage(
      "PACKAGES_ARE_LIBRARIES", "C with a main",
      ModelMonorepo().replacing(
        ".target(name: \"Kit\"", with: ".target(name: \"CKit\", path: \"packages/CKit/Sources\"),\n    .target(name: \"Kit\"", in: "Package.swift"
      ).with("packages/CKit/Sources/kit.c", "#include <stdlib.h>\n\nint main(void) { return 0; }\n").with("packages/CKit/Sources/include/kit.h", ""),
      "packages/CKit/Sources/kit.c:3", "A package has no main."),
  ]
}
