import CommandLine
import Platform

/// Which build of the services runs, and where its programs are.
struct Build: Sendable, Equatable {
  enum Configuration: String, Sendable { case debug, release }

  let root: String
  let configuration: Configuration

  /// - Parameters:
  ///   - given: the value of `--configuration`.
  ///   - tool: the path of this program: a fleet of a repository runs what was built with it.
  init(root: String, given: String?, tool: String) {
    self.root = root
    if let configuration = given.flatMap(Configuration.init(rawValue:)) {
      self.configuration = configuration
    } else {
      let isDebug = tool.hasPrefix("\(root)/.build/") && tool.split(separator: "/").dropLast().last == "debug"
      configuration = isDebug ? .debug : .release
    }
  }

  /// The program of a service.
  func program(_ service: String) -> String { "\(root)/.build/\(configuration)/\(service)" }

  /// What of the services' programs is missing, in words.
  func check(_ services: [String]) throws {
    let missing = try services.filter { try File.status(program($0))?.kind != .file }
    if missing.isEmpty { return }
    let advice = configuration == .release ? "run `make build`" : "run `swift build`"
    throw Failure(
      "\(missing.joined(separator: ", ")): not built, there is no \(program(missing[0])): \(advice), or start with --build")
  }

  /// Variables of the command. Without the checker's plugin, which is for other packages, the checker is compiled once.
  static let variables = ["BULKHEAD_WITHOUT_PLUGIN": "1"]

  /// Builds everything, as `make build` does, so that neither has to do the other's work again.
  var command: [String] {
    switch configuration {
    case .debug: ["swift", "build"]
    case .release: ["swift", "build", "-c", "release", "--static-swift-stdlib"]
    }
  }
}
