import Platform
import Testing

@testable import HTTP

@Suite struct ConfigurationTests {
  @Test func `the README's table has every setting with its default`() throws {
    let package = #filePath.split(separator: "/").dropLast(3).map { "/\($0)" }.joined()
    let readme = String(decoding: try File.read("\(package)/README.md"), as: UTF8.self)
    let lines = readme.split(separator: "\n").drop { $0 != "All of `ServerConfiguration`:" }.dropFirst().prefix { $0.hasPrefix("|") }
    let rows = lines.compactMap { line -> String? in
      let cells = line.split(separator: "|").map { String($0.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()) }
      return cells.count == 3 && cells[0].hasPrefix("`") ? "\(cells[0]) \(cells[1])" : nil
    }
    #expect(rows == Self.settings(ServerConfiguration()))
  }

  private static func settings(_ value: Any, prefix: String = "") -> [String] {
    Mirror(reflecting: value).children.flatMap { child -> [String] in
      let name = "\(prefix)\(child.label ?? "")"
      return switch child.value {
      case let limits as MessageLimits: settings(limits, prefix: "\(name).")
      case let duration as Duration: ["`\(name)` \(text(duration))"]
      case let number as Int: ["`\(name)` \(text(number, isBytes: name.hasSuffix("Bytes")))"]
      default: []
      }
    }
  }

  private static func text(_ duration: Duration) -> String {
    duration < .seconds(1) ? "\(Int(duration / .milliseconds(1))) ms" : "\(duration.components.seconds) s"
  }

  private static func text(_ number: Int, isBytes: Bool) -> String {
    if number == .max { return "none" }
    if !isBytes { return "\(number)" }
    return number >= 1 << 20 ? "\(number >> 20) MiB" : "\(number >> 10) KiB"
  }
}
