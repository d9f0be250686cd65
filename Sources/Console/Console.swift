import ServiceKit

/// The app: a web console over the fleet and the architecture.
@main
struct Console: Service {
  static let name = "console"

  static func main() {}
}
