import Deployment
import Platform
import TestSupport

/// A repository with one service, to make files of.
enum SampleServices {
  static let header = GeneratedFile.header

  static func make() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write(
      """
      // swift-tools-version: 6.0
      import PackageDescription

      let package = Package(
        name: "sample",
        targets: [
          .executableTarget(name: "Clock", path: "services/clock/Sources"),
        ]
      )

      """, to: "Package.swift")
    try folder.write("6.3\n", to: ".swift-version")
    try folder.write("@main enum Clock { static func main() {} }\n", to: "services/clock/Sources/Clock.swift")
    try folder.write(
      "{ \"version\": 1, \"name\": \"clock\", \"kind\": \"worker\", \"purpose\": \"Ticks.\", \"ports\": [\"health\"] }\n",
      to: "services/clock/service.json")
    try folder.write(
      """
      { "version": 1, "service": "clock", "settings": [
        { "key": "TICK", "kind": "duration", "help": "How often.", "required": false, "secret": false, "own": true, "default": "1s" }
      ] }

      """, to: "services/clock/settings.json")
    try folder.write("# clock\n\n## Settings\n<!-- begin generated: settings -->\n<!-- end generated -->\n", to: "services/clock/README.md")
    return folder
  }
}

extension TemporaryFolder {
  func text(_ path: String) throws -> String { String(decoding: try File.read("\(self.path)/\(path)"), as: UTF8.self) }
}
