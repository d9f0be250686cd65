import ArchRules
import JSON
import Platform
import SwiftImports
import TestSupport
import Testing

@testable import Bulkhead

@Suite(.blocking) struct SARIFTests {
  private func sarif(_ findings: [Finding]) throws -> [UInt8] {
    SARIFReport(report: Samples.report(findings: findings), sources: SourceLines(root: try Samples.repository().path)).render()
  }

  private var everyShape: [Finding] {
    Samples.report().findings + Samples.hostileTexts.map(Samples.hostile)
      + [Finding(rule: "no-cycles", path: "a.swift", message: "No place.", cycle: ["A", "B"])]
  }

  @Test func `each result names a rule of the driver`() throws {
    let run = try #require(JSONValue(parsing: sarif(everyShape))["runs"]?.array?.first)
    let rules = try #require(run["tool"]?["driver"]?["rules"]?.array)
    let results = try #require(run["results"]?.array)
    #expect(results.count == everyShape.count)
    for result in results {
      let index = try #require(result["ruleIndex"]?.int)
      #expect(rules[index]["id"] == result["ruleId"])
      #expect(["error", "warning"].contains(result["level"]?.string))
      let location = try #require(result["locations"]?.array?.first?["physicalLocation"])
      #expect(location["artifactLocation"]?["uriBaseId"] == "SRCROOT")
      #expect(try #require(location["region"]?["startLine"]?.int) >= 1)
      #expect(location["artifactLocation"]?["uri"]?.string?.utf8.allSatisfy { (0x21..<0x7F).contains($0) } == true)
    }
  }

  @Test func `what is outside the repository has an absolute address`() throws {
    let finding = Finding(rule: "no-cycles", path: "/etc/my rules.json", position: SourcePosition(line: 1, column: 1), message: "m")
    let result = try JSONValue(parsing: sarif([finding]))["runs"]?.array?[0]["results"]?.array?[0]
    #expect(result?["locations"]?.array?[0]["physicalLocation"]?["artifactLocation"] == ["uri": "file:///etc/my%20rules.json"])
  }

  @Test func `fingerprints stay when lines move, and differ within a run`() throws {
    let fingerprints = { (findings: [Finding]) in
      try JSONValue(parsing: sarif(findings))["runs"]!.array![0]["results"]!.array!.map { $0["partialFingerprints"]!["bulkheadFinding/v1"]!.string! }
    }
    var moved = everyShape
    for index in moved.indices { moved[index].position?.line += 100 }
    #expect(try fingerprints(moved) == fingerprints(everyShape))
    // The same import twice in a file, under two conditions.
    let doubled = try fingerprints(everyShape + [everyShape[0]])
    #expect(Set(doubled).count == doubled.count)
  }

  @Test func `the published schema accepts it`() throws {
    let schema = "\(Checkout.root)/../shared/schemas/sarif-2.1.0.json"
    guard try File.status(schema) != nil else { return print("SARIF schema: skipped, \(schema) is not there") }
    guard let python = Python.withPackages(for: "SARIF schema") else { return }
    let folder = try TemporaryFolder()
    let file = try folder.write(String(decoding: sarif(everyShape), as: UTF8.self), to: "report.sarif")
    let program = """
      import json, sys, jsonschema
      schema, report = (json.load(open(path, encoding="utf-8")) for path in sys.argv[1:])
      for error in jsonschema.validators.validator_for(schema)(schema).iter_errors(report): print(error.json_path, error.message)
      """
    let outcome = try ChildProcess.run([python, "-c", program, schema, file], environment: Environment.forChildren)
    #expect(String(decoding: outcome.errorOutput, as: UTF8.self) == "")
    #expect(String(decoding: outcome.output, as: UTF8.self) == "")
    #expect(outcome.ending == .exit(0))
  }
}
