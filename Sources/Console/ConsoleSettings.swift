import HTTP
import Platform
import ServiceKit

/// What the console can be told, beside what every process can.
struct ConsoleSettings: ServiceSettings {
  let repository: String?
  let graphFile: String?
  let fleet: [FleetMember]
  let fleetFile: String?
  let pollInterval: Duration
  let maxViewers: Int
  let allowedHosts: [String]

  init(from reader: inout SettingsReader) {
    repository = reader.optionalFolder(
      "REPOSITORY", "The checkout to draw; without it the one that the working directory is in.", example: "/src/bulkhead")
    graphFile = reader.optionalFile(
      "GRAPH_FILE", "What console --write-graph wrote, drawn where there is no checkout, as in an image.",
      maximumSize: ArchitectureDocument.maximumSize,
      example: "/etc/console/graph.json")
    let list = reader.list(
      "FLEET", "Processes to watch that nobody here started: each a name and the address of its health port.",
      example: "ingestion=http://10.0.0.4:9000,scribe=http://10.0.0.5:9000")
    let members = list.map(Self.member)
    if members.contains(where: { $0 == nil }) || Set(members.compactMap { $0?.name }).count < members.count {
      reader.reject("FLEET", expected: "name=http://host:port parts, each with a name of its own")
    }
    fleet = members.compactMap(\.self)
    fleetFile = reader.optionalFile(
      "FLEET_FILE", "What fleet up writes of the processes that it started; read again when it changes.", maximumSize: FleetList.maximumSize,
      mayBeMissing: true, example: ".bulkhead/fleet.json")
    pollInterval = reader.duration(
      "POLL_INTERVAL", "How often each process is looked at.", default: .seconds(1), in: .milliseconds(100) ... .seconds(60))
    maxViewers = reader.int("MAX_VIEWERS", "Pages that are kept up to date at the same time, at most.", default: 64, in: 1...10_000)
    allowedHosts = reader.list(
      "ALLOWED_HOSTS", "Names that browsers may know the console by, beside those of this machine; others are refused.",
      example: "console.example.com")
    if !allowedHosts.allSatisfy(Self.isHost) {
      reader.reject("ALLOWED_HOSTS", expected: "names or addresses as browsers send them, without scheme, port or wildcard")
    }
  }

  func load(_ reader: inout SettingsReader) {
    if let repository, reader.holds("REPOSITORY"), !RepositoryReader.isCheckout(repository) {
      reader.reject("REPOSITORY", expected: "a folder with arch-rules.json or Package.swift")
    }
    guard let graphFile, repository == nil, reader.holds("GRAPH_FILE") else { return }
    do { _ = try ArchitectureDocument(readingFrom: graphFile) } catch {
      reader.reject("GRAPH_FILE", because: ["\(error)"])
    }
  }

  private static func isHost(_ text: String) -> Bool {
    guard let url = try? HTTPURL("http://\(text)") else { return false }
    return url.target == "/" && url.authority == text && !text.contains("*") && (text.last == "]" || !text.contains(":"))
  }

  /// `nil` for what is no `name=http://host:port`.
  private static func member(_ text: String) -> FleetMember? {
    guard let sign = text.firstIndex(of: "=") else { return nil }
    let (name, address) = (String(text[..<sign]), text[text.index(after: sign)...])
    guard !name.isEmpty, let url = try? HTTPURL(String(address)), url.target == "/", !url.isSecure else { return nil }
    return FleetMember(name: name, health: "http://\(url.authority)")
  }
}
