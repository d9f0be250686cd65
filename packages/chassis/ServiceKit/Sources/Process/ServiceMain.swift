import HTTP
import IO
import Platform

/// The command line of a service, which runs it or answers an option.
enum ServiceMain<S: Service> {
  static func main() {
    // Signals are blocked before there is a second thread, which inherits the mask.
    Signals.holdTermination()
    ThisProcess.ignoreBrokenPipes()
    ThisProcess.openMissingStreams()
    let arguments = Array(CommandLine.arguments.dropFirst())
    if arguments.count == 1 { answer(arguments[0]) }
    guard let option = CommandLineOption(arguments: arguments) else { misunderstood(arguments) }
    switch option {
    case .help: succeed(usage + "\n" + documentation.environmentFile)
    case .printEnvironment: succeed(documentation.environmentFile)
    case .printEnvironmentAsJSON: succeed(String(decoding: documentation.json.encoded(), as: UTF8.self) + "\n")
    case .printOwnSettings:
      let own = SettingsText(service: S.name, settings: documented.filter(\.isOwn))
      succeed(String(decoding: own.json.encoded(), as: UTF8.self) + "\n")
    case .version: succeed("\(S.name) \(chassisSettings.version)\n")
    case .checkConfiguration:
      let (reader, _, _) = readOrExit()
      for unknown in reader.unknown { try? StandardStream.error.write("\(S.name): warning: \(unknown)\n") }
      succeed("\(S.name): \(reader.settings.count) settings hold\n")
    case .checkHealth: checkHealth()
    case .run:
      let (reader, settings, chassis) = readOrExit()
      RunningService.run(S.self, settings, chassis, unknown: reader.unknown)
    }
  }

  private static func checkHealth() -> Never {
    let settings = chassisSettings
    let health = OwnHealth(service: S.name, host: settings.host, port: settings.healthPort)
    onEventLoop { loops in
      let answer = await health.ask(Client(on: loops))
      if answer.isReady { succeed(answer.line + "\n") }
      fail(answer.line + "\n", ExitStatus.failure)
    }
  }

  /// Calls what ends the process, on an event loop of its own. A signal ends it at once.
  private static func onEventLoop(_ body: @escaping @Sendable (EventLoops) async -> Void) -> Never {
    do {
      let loops = try EventLoops(count: 1)
      Task(executorPreference: loops.all[0]) { await body(loops) }
    } catch {
      fail("\(S.name): cannot start: \(error)\n", ExitStatus.failure)
    }
    Signals.awaitTermination { _ in ThisProcess.exitAtOnce(ExitStatus.failure) }
  }

  private static var usage: String { CommandLineOption.usage(S.name, S.options.map { ($0.form, $0.help) }) }

  private static func misunderstood(_ arguments: [String]) -> Never {
    fail("\(S.name): '\(arguments.joined(separator: " "))' is not understood\n\(usage)", ExitStatus.usage)
  }

  /// Answers and exits, if the argument is one of the service's own options.
  private static func answer(_ whole: String) {
    for option in S.options {
      let (isAsked, argument) = option.matches(whole)
      if !isAsked { continue }
      let settings = readOrExit().settings
      onEventLoop { _ in
        do {
          guard let text = try await option.answer(settings, argument) else { misunderstood([whole]) }
          succeed(text)
        } catch {
          fail("\(S.name): \(error)\n", ExitStatus.failure)
        }
      }
    }
  }

  /// The chassis's settings alone, without a look at the service's own: those may have become wrong since the process that is asked
  /// started, and an orchestrator asks every few seconds.
  private static var chassisSettings: ChassisSettings {
    var reader = SettingsReader(.ofThisProcess)
    return ChassisSettings(kind: S.kind, version: S.version, from: &reader)
  }

  /// The settings as they are declared, whatever the environment says.
  private static var documented: [Setting] { read(SettingsEnvironment([:])).reader.settings }

  private static var documentation: SettingsText { SettingsText(service: S.name, settings: documented) }

  private static func read(_ environment: SettingsEnvironment) -> (reader: SettingsReader, settings: S.Settings, chassis: ChassisSettings) {
    var reader = SettingsReader(environment)
    let settings = S.Settings(from: &reader)
    let chassis = ChassisSettings(kind: S.kind, version: S.version, from: &reader)
    return (reader, settings, chassis)
  }

  private static func readOrExit() -> (reader: SettingsReader, settings: S.Settings, chassis: ChassisSettings) {
    var result = read(.ofThisProcess)
    result.reader.checkPaths()
    result.settings.load(&result.reader)
    result.chassis.load(&result.reader)
    let mistakes = result.reader.mistakes
    if mistakes.isEmpty { return result }
    var text = "\(S.name): \(mistakes.count) wrong or missing setting\(mistakes.count == 1 ? "" : "s"); nothing was started\n"
    for mistake in mistakes { text += "  \(mistake)\n" }
    let missed = Set(mistakes.compactMap(\.nearMiss))
    for unknown in result.reader.unknown where !missed.contains(unknown.key) { text += "  warning: \(unknown)\n" }
    fail(text + "`\(S.name) --print-env` prints every setting with its meaning.\n", ExitStatus.configuration)
  }

  private static func succeed(_ text: String) -> Never {
    do { try StandardStream.output.write(text) } catch { ThisProcess.exitAtOnce(error.isBrokenPipe ? ExitStatus.clean : ExitStatus.failure) }
    ThisProcess.exitAtOnce(ExitStatus.clean)
  }

  private static func fail(_ text: String, _ status: Int32) -> Never {
    try? StandardStream.error.write(text)
    ThisProcess.exitAtOnce(status)
  }
}
