import ArchRules
import Platform
import ServiceKit

/// The app: a web console over the fleet and the architecture.
struct Console: Service {
  static let name = "console"
  static let kind = ServiceKind.server

  typealias Settings = ConsoleSettings

  static func run(_ settings: ConsoleSettings, _ context: ServiceContext) async throws {
    let broadcast = Broadcast(limit: settings.maxViewers)
    let store = ArchitectureStore(.init(settings))
    let probe = FleetProbe(client: context.client)
    let fleet = FleetWatch(
      list: FleetList(fixed: settings.fleet, file: settings.fleetFile), interval: settings.pollInterval, broadcast: broadcast,
      look: { await probe.look($0) })
    let site = Site(store: store, broadcast: broadcast)
    try await context.run([
      ArchitectureWatch(store: store, broadcast: broadcast, logger: context.logger), fleet, context.server(site.router(hosts: settings.allowedHosts)),
    ])
  }
}

extension ArchitectureStore.Source {
  /// Origin by the settings: the checkout that is named, or the file that is, or else the checkout around the working directory.
  init(_ settings: ConsoleSettings) {
    if let folder = settings.repository {
      self = .repository(RepositoryReader(root: folder))
    } else if let file = settings.graphFile {
      self = .file(file)
    } else if let reader = (try? Folder.current()).flatMap(RepositoryReader.find) {
      self = .repository(reader)
    } else {
      self = .none("There is no checkout here and no GRAPH_FILE: start the console in a checkout, set REPOSITORY, or set GRAPH_FILE.")
    }
  }
}

@main
enum Main {
  static func main() {
    let arguments = Array(CommandLine.arguments.dropFirst())
    if let code = WriteGraph.run(arguments, today: .today, complain: { try? StandardStream.error.write($0 + "\n") }) { ThisProcess.exit(code) }
    Console.main()
  }
}
