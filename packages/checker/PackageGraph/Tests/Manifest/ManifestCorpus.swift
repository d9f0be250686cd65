/// A manifest of the tests.
struct SampleManifest: Sendable, CustomStringConvertible {
  var name: String
  var text: String

  init(_ name: String, _ text: String) {
    self.name = name
    self.text = text
  }

  var description: String { name }

  /// A manifest whose targets are given, with a line for each.
  static func targets(_ name: String, version: String = "6.2", _ lines: String...) -> SampleManifest {
    package(name, version: version, "targets: [\n    " + lines.joined(separator: "\n    ") + "\n  ]")
  }

  /// A manifest whose package says its name and then `arguments`.
  static func package(_ name: String, version: String = "6.2", before: String = "", _ arguments: String) -> SampleManifest {
    SampleManifest(
      name, "// swift-tools-version:\(version)\nimport PackageDescription\n\(before)let package = Package(\n  name: \"p\", \(arguments)\n)\n")
  }
}

/// Manifests made of literals, many forms in each: the static reader takes all of them, and agrees with SwiftPM.
enum ManifestCorpus {
  static let accepted = kinds + dependencies + packages + texts + oldVersions + additions

  /// SwiftPM here runs on Linux, so that what is added there is added for it too.
  private static let additions: [SampleManifest] = [
    SampleManifest(
      "targets added behind the package, for all systems and for one",
      """
      // swift-tools-version: 6.2
      import PackageDescription

      let package = Package(name: "Additions", targets: [.target(name: "A")])
      package.targets += [.target(name: "B", dependencies: ["A"])]

      #if os(Linux)
        package.products += [.library(name: "C", targets: ["C"])]
        package.targets += [
          .target(name: "C", dependencies: ["B"], path: "c")
        ]
      #endif

      """),
    SampleManifest(
      "targets added to a package that has none",
      "// swift-tools-version: 6.2\nimport PackageDescription\nlet p = Package(name: \"p\")\n#if os(Linux)\np.targets += [.target(name: \"A\")]\n#endif"
    ),
  ]

  private static let kinds: [SampleManifest] = [
    SampleManifest(
      "targets of every kind, with all that they can say",
      """
      // swift-tools-version: 6.2
      import CompilerPluginSupport
      import PackageDescription

      let package = Package(
        name: "Kinds",
        products: [
          .library(name: "Plain", targets: ["Plain"]), .library(name: "Static", type: .static, targets: ["Plain", "Headers"]),
          .library(name: "Dynamic", type: .dynamic, targets: ["Plain"]), .library(name: "Nil", type: nil, targets: ["Plain"]),
          .executable(name: "tool", targets: ["Tool"]), .plugin(name: "Plug", targets: ["Plug"]),
          .library(name: "Binary", targets: ["Binary"]),
        ],
        dependencies: [],
        targets: [
          .target(name: "Plain"),
          .target(
            name: "Headers", dependencies: ["Plain"], path: "C/Headers", exclude: ["README.md", "sub/x"], sources: ["a.c", "b"],
            resources: [
              .process("r", localization: .default), .process("s", localization: .base), .copy("./t/../w/"), .embedInCode("u"),
              .process("v", localization: nil),
            ],
            publicHeadersPath: "inc", packageAccess: false,
            cSettings: [
              .headerSearchPath("x"), .define("A"), .define("B", to: "1"), .define("C", .when(configuration: .debug)),
              .define("D", to: "2", .when(platforms: [.linux])), .unsafeFlags(["-x"]), .treatAllWarnings(as: .error),
              .treatWarning("w", as: .warning), .enableWarning("e"), .disableWarning("d", .when(platforms: [.macOS], configuration: .release)),
            ],
            cxxSettings: [.define("X")],
            swiftSettings: [
              .define("S"), .enableUpcomingFeature("F"), .enableExperimentalFeature("G"), .strictMemorySafety(),
              .interoperabilityMode(.Cxx), .swiftLanguageMode(.v5), .treatAllWarnings(as: .error), .treatWarning("w", as: .error),
              .defaultIsolation(MainActor.self), .defaultIsolation(nil), .unsafeFlags(["-y", "-z"], .when(configuration: .debug)),
            ],
            linkerSettings: [.linkedLibrary("z"), .linkedFramework("F", .when(platforms: [.macOS, .iOS])), .unsafeFlags(["-l"])],
            plugins: ["Plug", .plugin(name: "Plug"), .plugin(name: "P", package: "q")]),
          .executableTarget(name: "Tool", dependencies: ["Plain", "Mac"], path: nil, exclude: [], sources: nil),
          .testTarget(name: "PlainTests", dependencies: ["Plain"], resources: [.copy("f")], packageAccess: true),
          .macro(name: "Mac", dependencies: ["Plain"], path: "m", exclude: ["x"], sources: ["y"], packageAccess: true, plugins: []),
          .plugin(name: "Plug", capability: .buildTool()),
          .plugin(name: "Plug2", capability: .buildTool, dependencies: ["Tool"], path: "p2", exclude: ["a"], sources: ["b"], packageAccess: false),
          .plugin(
            name: "Plug3",
            capability: .command(
              intent: .custom(verb: "do", description: "does it"),
              permissions: [
                .writeToPackageDirectory(reason: "r"), .allowNetworkConnections(scope: .all(ports: [80, 443]), reason: "n"),
                .allowNetworkConnections(scope: .none, reason: "o"),
              ])),
          .plugin(name: "Plug4", capability: .command(intent: .documentationGeneration())),
          .systemLibrary(name: "Csys", path: "sys", pkgConfig: "sys", providers: [.brew(["a"]), .apt(["b", "c"]), .yum(["d"])]),
          .binaryTarget(name: "Binary", path: "b/B.xcframework"),
          .binaryTarget(name: "Remote", url: "https://example.com/r.zip", checksum: "0123"),
        ],
        swiftLanguageModes: [.v6])
      """),
    .targets(
      "paths and names as they stand", #".target(name: "a-b c", path: "./x/../y/", exclude: ["./q", ""], sources: ["."]),"#,
      #".target(name: "E", path: "", sources: []), .target(name: "Ünï", path: "ä/ö"), .target(name: "F", path: "../out"),"#),
  ]

  private static let dependencies: [SampleManifest] = [
    .package(
      "dependencies on packages in every form",
      """
      dependencies: [
          .package(path: "../Near"), .package(path: "Inner/./x//y/"), .package(path: ".."), .package(name: "Called", path: "../../Far"),
          .package(path: "../t", traits: []), .package(name: "N", path: "../u", traits: [.defaults, "A", .trait(name: "B")]),
          .package(url: "https://example.com/a/From.git", from: "1.2.3"), .package(url: "https://example.com/Exact", exact: "1.0.0-beta.1+b"),
          .package(url: "git@example.com:x/Branch.git", branch: "main"), .package(url: "ssh://git@example.com/Revision/", revision: "abc"),
          .package(url: "https://example.com/Half", "1.0.0"..<"2.0.0"), .package(url: "https://example.com/Closed", "1.0.0"..."1.9.9"),
          .package(url: "https://example.com/Minor", .upToNextMinor(from: "1.2.3")),
          .package(url: "https://example.com/Major", .upToNextMajor(from: Version(1, 2, 3))),
          .package(name: "Old", url: "https://example.com/old", from: "1.0.0"), .package(url: "https://example.com/o2", .branch("x")),
          .package(url: "https://example.com/o3", .exact("1.0.0")), .package(name: "O4", url: "https://example.com/o4", .revision("x")),
          .package(url: "https://example.com/tr", from: .init(1, 0, 0), traits: ["A", .init(name: "B")]),
          .package(id: "mona.LinkedList", from: "1.0.0"), .package(id: "mona.Other", exact: "1.0.0", traits: ["Q"]),
          .package(id: "mona.Third", "1.0.0"..<"2.0.0"), Package.Dependency.package(path: "../Explicit"),
        ],
        targets: [
          .target(
            name: "T",
            dependencies: [
              "U", .byName(name: "V"), .target(name: "U"), .product(name: "P", package: "near"), .product(name: "P", package: "Called"),
              .product(name: "P", package: "From"), .product(name: "P", package: "revision"), .product(name: "P", package: "MONA.linkedlist"),
              .product(name: "P", package: "Old", moduleAliases: ["x": "y", "a": "b"]), Target.Dependency.product(name: "P", package: "Half"),
              .product(name: "P", package: "Closed", moduleAliases: nil, condition: nil), .product(name: "P", package: "y"),
            ]),
          .target(name: "U"),
        ]
      """),
    .package(
      "conditions",
      """
      traits: ["X", .trait(name: "Y", description: "why", enabledTraits: ["X"]), .init(name: "Z"), .default(enabledTraits: ["Y"])],
        dependencies: [.package(path: "../q", traits: [.trait(name: "A", condition: .when(traits: ["X"]))])],
        targets: [
          .target(
            name: "T",
            dependencies: [
              .target(name: "U", condition: .when(platforms: [.linux, .macOS, .iOS, .tvOS, .watchOS, .visionOS, .macCatalyst, .driverKit])),
              .byName(name: "V", condition: .when(platforms: [.windows, .android, .wasi, .openbsd, .custom("Haiku")], traits: ["Y", "X"])),
              .product(name: "P", package: "q", moduleAliases: ["b": "c", "a": "d"], condition: .when(traits: ["Z", "X", "Y"])),
              .target(name: "U", condition: .when(platforms: [])), .target(name: "U", condition: nil),
            ]),
          .target(name: "U"),
        ]
      """),
  ]

  private static let packages: [SampleManifest] = [
    .package(
      "everything that a package can say", version: "6.1",
      """
      defaultLocalization: "en",
        platforms: [
          .macOS(.v15), .iOS("13.4"), .tvOS(.v13), .watchOS("6.0"), .visionOS(.v2), .macCatalyst(.v14), .driverKit(.v20),
          .custom("haiku", versionString: "1.0"),
        ],
        pkgConfig: "pc", providers: [.brew(["x"])], products: [], traits: [], dependencies: [], targets: [],
        swiftLanguageModes: [.v4, .v4_2, .v5, .v6], cLanguageStandard: .gnu2x, cxxLanguageStandard: .gnucxx20
      """),
    .package("nothing but a name", "targets: []"),
    SampleManifest(
      "constants that are made at each use",
      """
      // swift-tools-version: 6.2
      import PackageDescription
      let package = Package(name: "p", targets: [.target(name: "T", swiftSettings: settings)] + more)
      var settings: [SwiftSetting] { [.define("A")] }
      var more: [Target] {
        return [.target(name: "U", swiftSettings: settings)]
      }
      """),
    .package("the older name of language modes", version: "6.0", "targets: [], swiftLanguageVersions: [.v5]"),
    .package(
      "constants",
      before: """
        import Foundation
        private let prefix = "Ab"
        let name: String = prefix + "cd"
        let settings: [SwiftSetting] = [.enableUpcomingFeature("A"), .define("B")]
        var more: [SwiftSetting]? = [.define("C")]
        let common: [Target.Dependency] = ["X", .target(name: "Y")]
        let one: Target.Dependency = .product(name: "Z", package: "z")
        let other = Target.Dependency.byName(name: "W")
        let names = ["x.swift", "y.swift"]; let aliases: [String: String] = ["a": "b"]
        let at: Version = "1.2.3"
        let first: Target = .target(name: "First", dependencies: common + [one], swiftSettings: settings + [.define("D")])
        let rest: [PackageDescription.Target] = [.target(name: name, dependencies: [one, other], exclude: names, swiftSettings: more)]
        let access = true

        """,
      """
      dependencies: [.package(url: "https://example.com/" + "z", from: at)],
        targets: [first] + rest + [.target(name: "Last", sources: names + ["z"], packageAccess: access)]
          + [.target(name: "Q", dependencies: common + common + [.product(name: "Z", package: "z", moduleAliases: aliases)])]
      """),
  ]

  private static let texts: [SampleManifest] = [
    SampleManifest(
      "strings of every kind",
      ##"""
      // swift-tools-version: 6.0
      import PackageDescription
      let package = Package(name: #"ra"w\n"#, targets: [
        .target(name: "a\tb\\c\"d\'\u{e9}\u{1F6A2}"), .target(name: ###"x"##y"###), .target(name: """
          one
            two\
           three \("")
          """),
        .target(name: #"""

           raw \n "" text
          "quoted"
          """#), .target(name: "é"),
      ])
      """##.replacing(#" \("")"#, with: "")),
    SampleManifest(
      "comments and spaces everywhere",
      """
      // swift-tools-version: 6.1
      /* a /* nested */ comment */ import/**/PackageDescription // "
      // let package = Package(name: "no")
      let/* */package
        = Package /* here */ (
          name :"p" , // the name
          products: [ ] ,

          targets : [ . target ( name : "A" , dependencies : [ ] , ) , .target(name: "B", /* ) */ dependencies: ["A" /* , */,],), ],
        );
      """.replacing(". target", with: ".target")),
    SampleManifest(
      "carriage returns", "// swift-tools-version: 6.2\r\nimport PackageDescription\r\n\r\nlet package = Package(\r\n  name: \"p\"\r\n)\r\n"),
    SampleManifest(
      "a tools version behind a license", "// License\n//\n\n\n  //swift-tools-version:6.0\nimport PackageDescription\nlet p = Package(name: \"p\")"),
    SampleManifest(
      "a tools version with spaces", " \n\t//   Swift-Tools-Version:\t5.9.2;anything\nimport PackageDescription\nlet p: Package = .init(name: \"p\")"),
    SampleManifest(
      "an explicit initializer",
      "// swift-tools-version:5.10\nimport PackageDescription; var package: Package = Package.init(name: \"p\", targets: [Target.target(name: \"T\")])"
    ),
  ]

  private static let oldVersions: [SampleManifest] = [
    SampleManifest(
      "tools version 5.2",
      """
      // swift-tools-version:5.2
      import PackageDescription
      let package = Package(
        name: "old", platforms: [.macOS(.v10_15), .iOS(.v13)], products: [.executable(name: "run", targets: ["Run"])],
        dependencies: [.package(name: "Named", url: "https://example.com/n.git", .upToNextMinor(from: "1.0.0")), .package(path: "../q")],
        targets: [
          .target(name: "Run", dependencies: ["A", .product(name: "N", package: "Named")]),
          .target(name: "A", cSettings: [.define("X", .when(platforms: [.linux], configuration: .debug))]),
          .testTarget(name: "ATests", dependencies: ["A"]),
        ],
        swiftLanguageVersions: [.v5], cLanguageStandard: .c99, cxxLanguageStandard: .cxx1z)
      """),
    .targets(
      "tools version 5.3", version: "5.3",
      #".target(name: "T", dependencies: [.target(name: "U", condition: .when(platforms: [.macOS]))], resources: [.process("r")]),"#,
      #".target(name: "U"), .binaryTarget(name: "B", path: "b.xcframework")"#),
    .targets("tools version 5.4", version: "5.4", #".executableTarget(name: "T"), .target(name: "U", publicHeadersPath: "h")"#),
    .targets(
      "tools version 5.5", version: "5.5", #".executableTarget(name: "T", plugins: ["P"]), .plugin(name: "P", capability: .buildTool())"#),
    .package(
      "tools version 5.7", version: "5.7",
      """
      dependencies: [.package(id: "a.b", from: "1.0.0")],
        targets: [.target(name: "T", dependencies: [.product(name: "P", package: "a.b", moduleAliases: ["x": "y"])])]
      """),
    .targets("tools version 5.8", version: "5.8", #".target(name: "T", swiftSettings: [.enableUpcomingFeature("F")])"#),
  ]
}
