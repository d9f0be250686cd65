import JSON
import Platform
import ServiceDescription
import TestSupport
import Testing

/// Holds the published schema to the parser: what one takes the other takes.
@Suite(.blocking) struct SchemaTests {
  private static let root = #filePath.split(separator: "/").dropLast(5).map { "/\($0)" }.joined()
  private static let schema = "\(root)/docs/schemas/service.schema.json"

  private static let texts = [
    #"{"version":1,"name":"a","kind":"worker","purpose":"P.","ports":["health"]}"#,
    #"{"$schema":"x","version":1,"name":"a-b2","kind":"server","purpose":"P.","ports":["http","health","admin"],"needs":["c"],"calls":["c"],"environment":{"A_1":""}}"#,
    #"{"version":2,"name":"a","kind":"worker","purpose":"P.","ports":["health"]}"#,
    #"{"name":"a","kind":"worker","purpose":"P.","ports":["health"]}"#,
    #"{"version":1,"name":"a","kind":"worker","purpose":"","ports":["health"]}"#,
    #"{"version":1,"name":"a","kind":"worker","purpose":"P.","ports":[]}"#,
    #"{"version":1,"name":"a","kind":"worker","purpose":"P.","ports":["health","health"]}"#,
    #"{"version":1,"name":"a","kind":"worker","purpose":"P.","ports":["health","http"]}"#,
    #"{"version":1,"name":"a","kind":"worker","purpose":"P.","ports":["health","other"]}"#,
    #"{"version":1,"name":"a","kind":"server","purpose":"P.","ports":["health"]}"#,
    #"{"version":1,"name":"a--b","kind":"worker","purpose":"P.","ports":["health"]}"#,
    #"{"version":1,"name":"1a","kind":"worker","purpose":"P.","ports":["health"]}"#,
    #"{"version":1,"name":"a","kind":"both","purpose":"P.","ports":["health"]}"#,
    #"{"version":1,"name":"a","kind":"worker","purpose":"P.","ports":["health"],"needs":["b","b"]}"#,
    #"{"version":1,"name":"a","kind":"worker","purpose":"P.","ports":["health"],"needs":"b"}"#,
    #"{"version":1,"name":"a","kind":"worker","purpose":"P.","ports":["health"],"calls":["B"]}"#,
    #"{"version":1,"name":"a","kind":"worker","purpose":"P.","ports":["health"],"environment":{"a":"b"}}"#,
    #"{"version":1,"name":"a","kind":"worker","purpose":"P.","ports":["health"],"environment":{"A":1}}"#,
    #"{"version":1,"name":"a","kind":"worker","purpose":"P.","ports":["health"],"extra":1}"#,
    deployed(#""packaging":"runtime","internet":true,"watches":false"#),
    deployed(#""packaging":"both""#),
    deployed(#""replicas":{"minimum":2,"maximum":5}"#),
    deployed(#""replicas":{"minimum":2}"#),
    deployed(#""replicas":{"minimum":0,"maximum":5}"#),
    deployed(#""resources":{"cpu":"1.5","memory":"64Mi","memoryLimit":"1Gi"}"#),
    deployed(#""resources":{"cpu":"much"}"#),
    deployed(#""resources":{"memory":"64"}"#),
    deployed(#""resources":{"memory":"1.2.3Mi"}"#),
    deployed(#""environment":{"A":"b.json"},"files":["A"]"#),
    deployed(#""environment":{"A":"b.json"},"files":["A","A"]"#),
    deployed(#""snapshot":{"setting":"A","option":"--write"}"#),
    deployed(#""snapshot":{"setting":"A"}"#),
    deployed(#""snapshot":{"setting":"","option":"--write"}"#),
    deployed(#""internet":"yes""#),
  ]

  private static func deployed(_ members: String) -> String {
    #"{"version":1,"name":"a","kind":"worker","purpose":"P.","ports":["health"],\#(members)}"#
  }

  @Test func `the schema takes what the parser takes`() throws {
    guard let python = Python.withPackages(for: "the schema takes what the parser takes") else { return }
    let folder = try TemporaryFolder()
    let document = try folder.write("[\(Self.texts.joined(separator: ","))]", to: "texts.json")
    let script = """
      import json, sys, jsonschema
      texts, schema = (json.load(open(path)) for path in sys.argv[1:])
      jsonschema.Draft7Validator.check_schema(schema)
      validator = jsonschema.Draft7Validator(schema)
      print(json.dumps([validator.is_valid(text) for text in texts]))
      """
    let outcome = try ChildProcess.run([python, "-c", script, document, Self.schema], environment: Environment.forChildren)
    try #require(outcome.ending == .exit(0), "\(String(decoding: outcome.errorOutput, as: UTF8.self))")
    let accepted = try #require(try JSONValue(parsing: outcome.output).array)
    try #require(accepted.count == Self.texts.count)
    for (text, isAccepted) in zip(Self.texts, accepted) {
      let description = try? ServiceDescription(parsing: Array(text.utf8))
      #expect((description != nil) == isAccepted.bool, "\(text)")
    }
    #expect(accepted.contains(true) && accepted.contains(false))
  }

  @Test func `the schema has the members and words of the parser`() throws {
    let properties = try #require(try JSONValue(parsing: File.read(Self.schema))["properties"])
    #expect(properties["kind"]?["enum"]?.array?.map(\.string) == ServiceDescription.Kind.allCases.map(\.rawValue))
    #expect(properties["ports"]?["items"]?["enum"]?.array?.map(\.string) == ServiceDescription.Port.allCases.map(\.rawValue))
    #expect(properties["version"]?["const"]?.int == ServiceDescription.version)
    #expect(properties.object?.allSatisfy { $0.value["description"] != nil } == true)
  }

  @Test func `the descriptions of this repository are read, and named as their folders`() throws {
    var files = ["Sources/Console/service.json"]
    for entry in try Folder.entries("\(Self.root)/services") where entry.kind == .folder {
      files.append("services/\(entry.name)/service.json")
      let description = try ServiceDescription(parsing: File.read("\(Self.root)/services/\(entry.name)/service.json"))
      #expect(description.name == entry.name)
    }
    let entries = try files.map { ServiceOrder.Entry(try ServiceDescription(parsing: File.read("\(Self.root)/\($0)")), path: $0) }
    #expect(try ServiceOrder(entries).services.count == files.count)

    guard let python = Python.withPackages(for: "the descriptions of this repository are read, and named as their folders") else { return }
    let outcome = try ChildProcess.run(
      [python, "-m", "check_jsonschema", "--schemafile", Self.schema] + files.map { "\(Self.root)/\($0)" }, environment: Environment.forChildren)
    #expect(outcome.ending == .exit(0), "\(String(decoding: outcome.output, as: UTF8.self))")
  }
}
