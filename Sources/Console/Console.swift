import ArchRules
import Platform
import ServiceKit

/// The app: a web console over the fleet and the architecture.
struct Console: Service {
  static let name = "console"
}

@main
enum Main {
  static func main() {
    let arguments = Array(CommandLine.arguments.dropFirst())
    if let code = WriteGraph.run(arguments, today: .today, complain: { try? StandardStream.error.write($0 + "\n") }) { ThisProcess.exit(code) }
  }
}
