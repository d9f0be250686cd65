import CommandLine

/// What the fleet prints once all have come as far as they will: a line a process, and below them where to look.
struct ProcessTable: Sendable {
  let rows: [[String]]
  /// The addresses of the apps that are ready.
  let links: [String]

  /// - Parameter apps: the names of those that are for people.
  init(_ members: [Member], apps: Set<String>) {
    links = members.filter { apps.contains($0.name) && $0.isReady }.compactMap {
      $0.addresses.http.map { "http://\(ProcessAddresses.reachable($0))/" }
    }
    rows = members.map { member in
      let link = { (address: String?) in address.map { "http://\(ProcessAddresses.reachable($0))" } ?? "-" }
      return [member.name, Self.state(member), link(member.addresses.http), link(member.addresses.health)]
    }
  }

  func text(_ style: Style) -> String {
    let all = [["service", "state", "url", "health"]] + rows
    let widths = (0..<4).map { column in all.map { $0[column].count }.max() ?? 0 }
    let table = all.enumerated().map { index, row in
      let cells = row.enumerated().map { column, cell in
        column == 3 ? cell : cell + String(repeating: " ", count: widths[column] - cell.count)
      }
      let line = cells.joined(separator: "  ")
      return (index == 0 ? style.bold(line) : line) + "\n"
    }.joined()
    return table + links.map { "\nOpen \(style.bold($0))\n" }.joined() + "Ctrl-C stops \(rows.count == 1 ? "it" : "them").\n"
  }

  private static func state(_ member: Member) -> String {
    switch member.state {
    case .waiting: "waiting"
    case .starting: "not ready"
    case .ready: "ready"
    case .stopping: "stopping"
    case .ended: "ended"
    }
  }
}
