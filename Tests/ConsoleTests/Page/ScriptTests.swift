import Platform
import TestSupport
import Testing

/// The page's scripts, read by an engine that is not a browser: quicker, and with line and column.
@Suite struct ScriptTests {
  @Test func `each script is a module that parses`() async throws {
    guard ChildProcess.file(ofProgram: "node") != nil else {
      print("each script is a module that parses: skipped, node is not installed")
      return
    }
    let folder = try TemporaryFolder()
    for name in try PageFolder.names() where name.hasSuffix(".js") {
      // The name says that it is a module, which a page says with its `type`.
      let module = try folder.write(String(decoding: File.read("\(PageFolder.path)/\(name)"), as: UTF8.self), to: "\(name.dropLast(3)).mjs")
      let outcome = try await onOwnThread {
        try ChildProcess.run(["node", "--check", module], environment: Environment.forChildren)
      }
      #expect(outcome.ending == .exit(0), "\(name): \(String(decoding: outcome.errorOutput, as: UTF8.self))")
    }
  }

  @Test func `everything that a script imports is exported there, and used`() throws {
    let scripts = try PageFolder.names().filter { $0.hasSuffix(".js") }
    var texts: [String: String] = [:]
    for name in scripts { texts[name] = String(decoding: try File.read("\(PageFolder.path)/\(name)"), as: UTF8.self) }
    for (name, text) in texts {
      let words = text.split { !($0.isLetter || $0.isNumber || $0 == "_" || $0 == "$") }
      for line in text.split(separator: "\n") where line.hasPrefix("import {") {
        let parts = line.split(separator: "\"")
        let source = try #require(texts[String(parts[1].dropFirst(2))], "\(name): \(line)")
        let names = line.drop { $0 != "{" }.dropFirst().prefix { $0 != "}" }
        for part in names.split(separator: ",") {
          let imported = part.drop { $0 == " " }.prefix { $0 != " " }
          let isExported = ["const", "function", "class"].contains { source.contains("export \($0) \(imported)") }
          #expect(isExported, "\(name) imports \(imported), which \(parts[1]) does not export")
          #expect(words.count { $0 == imported } > 1, "\(name) imports \(imported) and does not use it")
        }
      }
    }
  }
}
