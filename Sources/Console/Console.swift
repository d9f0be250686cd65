import ArchRules
import HTTP
import Platform
import ServiceKit

/// The app: a web console over the fleet and the architecture.
struct Console: Service {
  static let name = "console"
  static let kind = ServiceKind.server

  static func run(_ settings: NoSettings, _ context: ServiceContext) async throws {
    var router = Router()
    router.get("/") { _ in .text("Console\n") }
    try await context.run([context.server(router)])
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
