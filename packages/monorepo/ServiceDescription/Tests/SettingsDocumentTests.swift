import JSON
import Platform
import ServiceDescription
import TestSupport
import Testing

@Suite struct SettingsDocumentTests {
  @Test func `what the services of this repository print is read`() throws {
    let root = #filePath.split(separator: "/").dropLast(5).map { "/\($0)" }.joined()
    let own = try SettingsDocument(parsing: File.read("\(root)/services/scheduler-worker/settings.json"))
    #expect(!own.settings.contains { !$0.isOwn })
    let chassis = try ChassisSettingsDocument(parsing: File.read("\(root)/\(ChassisSettingsDocument.path)"))
    let document = own.adding(chassis, for: .worker)
    #expect(document["PORT"] == nil && own.adding(chassis, for: .server)["PORT"]?.defaultValue == "8080")
    #expect(document.service == "scheduler-worker")
    #expect(document["SCHEDULES_FILE"]?.isRequired == true)
    #expect(document["MAX_RUNS"]?.range == ["1", "10000"])
    #expect(document["HEALTH_PORT"].map { $0.isOwn } == false)
    #expect(document["ADMIN_TOKEN"]?.isSecret == true)
    #expect(document["LOG_FORMAT"]?.choices.contains("json") == true)
    #expect(document["NO_SUCH_KEY"] == nil)
  }

  @Test func `mistakes are named with their place`() {
    let text = """
      { "version": 1, "service": "a",
        "settings": [{ "key": "A", "kind": "string", "help": "H.", "required": 1, "secret": false, "own": true }] }
      """
    #expect(throws: JSONMistakes.self) { try SettingsDocument(parsing: Array(text.utf8)) }
    #expect(throws: JSONMistakes.self) { try SettingsDocument(parsing: Array("{".utf8)) }
  }
}
