import HTTP
import ServiceKit

/// Greets whoever asks.
@main
struct Greeter: Service {
  static let name = "greeter"
  static let kind = ServiceKind.server

  struct Settings: ServiceSettings {
    let greeting: String
    let guestLimit: Int

    init(from reader: inout SettingsReader) {
      greeting = reader.string("GREETING", "What every guest is told first.", default: "Hello")
      guestLimit = reader.int("GUEST_LIMIT", "Guests before the house is full.", default: 1_000_000, in: 1...1_000_000_000)
    }
  }

  static func run(_ settings: Settings, _ context: ServiceContext) async throws {
    let guests = GuestBook(limit: settings.guestLimit)
    let greetings = context.metrics.counter("greetings", help: "Guests who were greeted.")

    var router = Router()
    router.get("/greetings/{guest}") { request in
      guard guests.enter() else { throw Problem(.serviceUnavailable, "the house is full") }
      greetings.increment()
      return .text("\(settings.greeting), \(request.parameters["guest"] ?? "you")!\n")
    }

    // While it throws, /readyz answers 503 and says why.
    context.addCheck("room") { if guests.isFull { throw HouseIsFull() } }

    // Starts the parts in order, waits for SIGTERM, and stops them in reverse.
    try await context.run([context.server(router)])
  }
}
