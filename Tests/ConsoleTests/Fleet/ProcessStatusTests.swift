import JSON
import Platform
import TestSupport
import Testing

@testable import Console

@Suite struct ProcessStatusTests {
  private func member(_ state: FleetMember.State?) -> FleetMember { FleetMember(name: "one", state: state, health: "http://127.0.0.1:1") }

  @Test func `a process is what it says of itself`() {
    for name in HealthReport.states {
      let status = ProcessStatus(member(.running), answer: .report(HealthReport(status: name), isLive: true))
      #expect(status.state.rawValue == name)
    }
    #expect(ProcessStatus(member(nil), answer: .report(HealthReport(status: "odd"), isLive: true)).state == .failing)
  }

  @Test func `who does not answer is down, unless it is just starting or has ended`() {
    let silent = ProcessStatus.Answer.none("connection refused")
    #expect(ProcessStatus(member(.running), answer: silent).state == .down)
    #expect(ProcessStatus(member(nil), answer: silent).message == "connection refused")
    #expect(ProcessStatus(member(.starting), answer: silent).state == .starting)
    #expect(ProcessStatus(member(.exited), answer: nil).state == .exited)
    #expect(ProcessStatus(FleetMember(name: "one", state: .starting), answer: nil).state == .starting)
  }

  @Test func `a database has no health port, and is what whoever started it says`() {
    var database = FleetMember(name: "postgresql", kind: "database", state: .running)
    #expect(ProcessStatus(database, answer: nil).state == .ready)
    database.state = .starting
    #expect(ProcessStatus(database, answer: nil).state == .starting)
  }

  @Test func `who is ready and not live is failing`() {
    #expect(ProcessStatus(member(.running), answer: .report(HealthReport(status: "ready"), isLive: false)).state == .failing)
  }

  @Test func `a figure that JSON cannot hold is left out`() throws {
    var status = ProcessStatus(member(.running), answer: .report(HealthReport(status: "ready"), isLive: true))
    status.figures = RequestFigures(perSecond: .infinity, median: .nan, ninetyFifth: 1)
    status.residentMemory = .infinity
    let json = try JSONValue(parsing: status.json.encoded(.compact))
    #expect(json["requestsPerSecond"] == nil && json["p50Seconds"] == nil && json["memoryBytes"] == nil)
    #expect(json["p95Seconds"]?.double == 1)
  }

  @Test func `the report of a process is read with its checks`() throws {
    let text = """
      {"service":"one","version":"1.2","status":"ready","uptimeSeconds":12.5,"checks":[
        {"name":"database","ok":false,"message":"refused","durationSeconds":0.001,"ageSeconds":1.2}]}
      """
    let report = try HealthReport(parsing: Array(text.utf8))
    #expect(report.version == "1.2" && report.uptimeSeconds == 12.5)
    #expect(report.checks == [.init(name: "database", isOK: false, message: "refused", seconds: 0.001)])
    #expect(throws: JSONMistakes.self) { try HealthReport(parsing: Array("{\"checks\": 1}".utf8)) }
  }
}

@Suite struct FleetListTests {
  private let other = FleetMember(name: "other", health: "http://10.0.0.1:9000")

  private func file(_ names: String...) -> String {
    let processes = names.map {
      "{ \"name\": \"\($0)\", \"kind\": \"worker\", \"state\": \"running\", \"health\": \"http://127.0.0.1:1\", \"new\": 1 }"
    }
    return "{ \"version\": 1, \"processes\": [\(processes.joined(separator: ","))] }"
  }

  @Test func `the file is read again when it changes, and names nobody once it is gone`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(file("one"), to: "fleet.json")
    var list = FleetList(fixed: [other], file: path)
    #expect(list.current().map(\.name) == ["one", "other"])
    try folder.write(file("one", "two"), to: "fleet.json")
    #expect(list.current().map(\.name) == ["one", "two", "other"])
    try File.remove(path)
    #expect(list.current().map(\.name) == ["other"] && list.problem == nil)
  }

  @Test func `of two with one name the file knows more`() throws {
    let folder = try TemporaryFolder()
    var list = FleetList(fixed: [other], file: try folder.write(file("other"), to: "fleet.json"))
    #expect(list.current().map(\.kind) == ["worker"])
  }

  @Test func `a broken file is told, and what it said before still counts`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(file("one"), to: "fleet.json")
    var list = FleetList(fixed: [], file: path)
    _ = list.current()
    try folder.write("{ \"version\": 2 }", to: "fleet.json")
    #expect(list.current().map(\.name) == ["one"])
    #expect(list.problem?.hasPrefix("\(path): ") == true)
  }
}
