import JSON
import Platform

/// `.bulkhead/fleet.json`: what runs and where, for the app. Written anew whenever it changes, so that a reader sees all or nothing.
struct FleetFile: Sendable {
  static let version = 1

  let path: String

  init(root: String) { path = "\(root)/.bulkhead/fleet.json" }

  func write(_ members: [Member]) throws {
    try File.write(Self.content(members).encoded() + [0x0A], to: path)
  }

  func remove() { try? File.remove(path) }

  static func content(_ members: [Member]) -> JSONValue {
    .object([.init("version", .number(version)), .init("processes", .array(members.map(process)))])
  }

  private static func process(_ member: Member) -> JSONValue {
    var members: [JSONValue.Member] = [
      .init("name", .string(member.name)),
      .init("kind", .string(member.kind.name)),
      .init("state", .string(state(member))),
    ]
    if let process = member.process { members.append(.init("pid", .number(Int(process)))) }
    if let health = member.addresses.health { members.append(.init("health", .string("http://\(ProcessAddresses.reachable(health))"))) }
    if let http = member.addresses.http { members.append(.init("url", .string("http://\(ProcessAddresses.reachable(http))"))) }
    if case .ended(let ending, _) = member.state {
      if let code = ending.exitCode { members.append(.init("exitCode", .number(Int(code)))) }
      members.append(.init("lastLines", .array(member.lastLines.map { .string($0) })))
    }
    return .object(members)
  }

  private static func state(_ member: Member) -> String {
    switch member.state {
    case .waiting, .starting: "starting"
    case .ready, .stopping: "running"
    case .ended: "exited"
    }
  }
}
