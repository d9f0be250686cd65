extension SamplePackages {
  /// A service that is made of everything that SwiftPM builds, in one manifest of literals, beside what it does not need.
  static func everything() throws -> SamplePackages {
    let sample = try SamplePackages([
      "Package.swift": """
      // swift-tools-version: 6.1
      import CompilerPluginSupport
      import PackageDescription

      let package = Package(
        name: "everything",
        products: [.executable(name: "api", targets: ["API"]), .plugin(name: "Tidy", targets: ["Tidy"])],
        targets: [
          .executableTarget(
            name: "API", dependencies: ["CNumbers", "CClock", "Words"], resources: [.copy("Assets"), .process("Texts")],
            plugins: ["Constants"]),
          .target(name: "CNumbers", exclude: ["notes"], cSettings: [.headerSearchPath("../../shared/headers")]),
          .target(name: "Words", dependencies: ["WordMacros"]),
          .macro(name: "WordMacros"),
          .systemLibrary(name: "CClock", path: "System/CClock"),
          .plugin(name: "Constants", capability: .buildTool(), dependencies: ["MakeConstants"]),
          .executableTarget(name: "MakeConstants"),
          .plugin(name: "Tidy", capability: .command(intent: .sourceCodeFormatting())),
          .executableTarget(name: "Other", dependencies: ["Words"]),
          .testTarget(name: "APITests", dependencies: ["API"]),
        ]
      )

      #if os(Linux)
        package.targets += [.target(name: "Linux"), .target(name: "Unneeded")]
        package.targets += [.executableTarget(name: "LinuxService", dependencies: ["Linux"])]
      #endif

      """,
      "Sources/API/main.swift": """
      import CClock
      import CNumbers
      import Foundation
      import Words

      let text = try String(contentsOf: Bundle.module.url(forResource: "hello", withExtension: "txt")!, encoding: .utf8)
      let hidden = try String(contentsOf: Bundle.module.url(forResource: "Assets/.hidden", withExtension: nil)!, encoding: .utf8)
      print(text + hidden, number(), made, #word, shared, clock() >= 0)

      """,
      "Sources/API/Texts/hello.txt": "hello", "Sources/API/Assets/.hidden": " hidden", "Sources/API/.stray": "",
      "Sources/API/constants.list": "made\n", "shared/Shared.swift": "let shared = \"shared\"\n",
      "Sources/CNumbers/number.c":
        "#include \"number.h\"\n#include \"base.h\"\n  #  include \"../../shared/raw/raw.inc\"\nint number(void) { return BASE + RAW; }\n",
      "Sources/CNumbers/include/number.h": "int number(void);\n", "Sources/CNumbers/notes/read.me": "notes\n",
      "shared/headers/base.h": "#include \"deep/deep.h\"\n#define BASE DEEP\n", "shared/headers/deep/deep.h": "#define DEEP 40\n",
      "shared/headers/big.data": "not a header\n", "shared/raw/raw.inc": "#include \"more.inc\"\n", "shared/raw/more.inc": "#define RAW 2\n",
      "shared/raw/other.inc": "",
      "System/CClock/module.modulemap": "module CClock [system] { header \"clock.h\" export * }\n", "System/CClock/clock.h": "#include <time.h>\n",
      "Sources/Words/Words.swift":
        "@freestanding(expression) public macro word() -> String = #externalMacro(module: \"WordMacros\", type: \"Word\")\n",
      "Sources/WordMacros/main.swift": ##"""
      import Foundation

      // What a compiler asks, and what it is answered: eight bytes of length, and JSON.
      func read(_ count: Int) -> Data? {
        let data = FileHandle.standardInput.readData(ofLength: count)
        return data.count == count ? data : nil
      }

      while let length = read(8), let request = read(length.reversed().reduce(0) { $0 << 8 | Int($1) }) {
        let text = String(decoding: request, as: UTF8.self)
        let answer =
          text.contains("\"getCapability\"")
          ? #"{"getCapabilityResult":{"capability":{"protocolVersion":7}}}"#
          : #"{"expandMacroResult":{"expandedSource":"\"word\"","diagnostics":[]}}"#
        let count = UInt64(answer.utf8.count)
        FileHandle.standardOutput.write(Data((0..<8).map { UInt8(truncatingIfNeeded: count >> ($0 * 8)) }) + Data(answer.utf8))
      }

      """##,
      "Plugins/Constants/Constants.swift": """
      import Foundation
      import PackagePlugin

      @main struct Constants: BuildToolPlugin {
        func createBuildCommands(context: PluginContext, target: Target) throws -> [Command] {
          let list = target.directoryURL.appending(path: "constants.list")
          let output = context.pluginWorkDirectoryURL.appending(path: "Made.swift")
          let tool = try context.tool(named: "MakeConstants").url
          return [
            .buildCommand(
              displayName: "constants", executable: tool, arguments: [list.path(), output.path()], inputFiles: [list], outputFiles: [output])
          ]
        }
      }

      """,
      "Sources/MakeConstants/main.swift": """
      import Foundation

      let name = try String(contentsOfFile: CommandLine.arguments[1], encoding: .utf8).split(separator: "\\n")[0]
      try "let \\(name) = 7\\n".write(toFile: CommandLine.arguments[2], atomically: true, encoding: .utf8)

      """,
      "Plugins/Tidy/Tidy.swift": "this does not compile\n", "Sources/Other/main.swift": "this does not compile\n",
      "Tests/APITests/APITests.swift": "this does not compile\n", "Sources/Linux/Linux.swift": "", "Sources/Unneeded/Unneeded.swift": "",
      "Sources/LinuxService/main.swift": "import Linux\n",
    ])
    try sample.link("../../shared/Shared.swift", at: "Sources/API/Shared.swift")
    return sample
  }
}
