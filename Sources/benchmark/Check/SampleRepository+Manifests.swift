import JSON

extension SampleRepository {
  var rootManifest: String {
    var text = """
      // swift-tools-version: 6.0
      import PackageDescription

      let package = Package(
        name: "sample",
        products: [

      """
    for target in layers[3].targets { text += "    .library(name: \"\(name(of: target))\", targets: [\"\(name(of: target))\"]),\n" }
    text += "  ],\n  targets: [\n"
    for target in 0..<targetCount {
      text +=
        "    .target(name: \"\(name(of: target))\", dependencies: [\(dependencies(of: target).map { "\"\(name(of: $0))\"" }.joined(separator: ", "))]),\n"
    }
    return text + "  ]\n)\n"
  }

  func manifest(of target: Int) -> String {
    if layout.isMonorepo { return monorepoManifest(of: target) }
    let name = name(of: target)
    let dependencies = dependencies(of: target).map { self.name(of: $0) }
    var text = """
      // swift-tools-version: 6.0
      import PackageDescription

      let package = Package(
        name: "\(name)",
        products: [
          .library(name: "\(name)", targets: ["\(name)"])
        ],
        dependencies: [

      """
    for dependency in dependencies { text += "    .package(path: \"../\(dependency)\"),\n" }
    text += "  ],\n  targets: [\n    .target(\n      name: \"\(name)\",\n      dependencies: [\n"
    for dependency in dependencies { text += "        .product(name: \"\(dependency)\", package: \"\(dependency)\"),\n" }
    return text + "      ]\n    )\n  ]\n)\n"
  }

  /// A rule of each usual kind, all of which hold.
  var rules: String {
    func paths(_ layer: String) -> JSONValue {
      switch layout {
      case .onePackage: ["paths": [.string("Sources/\(layer)*")]]
      case .manyPackages: ["paths": [.string("packages/\(layer)*")]]
      case .monorepo, .fetchedMonorepo: ["paths": [.string("packages/\(layer)*/Sources")]]
      }
    }
    let outside: JSONValue = layout.isMonorepo ? ["toolchain", "third-parties"] : ["toolchain"]
    func and(_ groups: JSONValue...) -> JSONValue { .array(groups + (outside.array ?? [])) }
    var groups: [JSONValue.Member] = layers.map { .init($0.name.lowercased(), paths($0.name)) }
    groups.append(.init("toolchain", ["modules": ["Foundation", "Dispatch", "Glibc", "Darwin", "UIKit", "AppKit", "os", "Synchronization"]]))
    if layout.isMonorepo {
      groups.append(.init("third-parties", ["modules": .array(Self.thirdParties.map { .string($0.module) })]))
      groups.append(.init("tests", ["paths": ["packages/*/Tests"]]))
    }
    func rule(_ id: String, _ kind: String, _ rest: (String, JSONValue)...) -> JSONValue {
      .object(
        [.init("id", .string(id)), .init("kind", .string(kind))] + rest.map { JSONValue.Member($0.0, $0.1) } + [
          .init("reason", "The sample's walls.")
        ])
    }
    let rules: [JSONValue] = [
      rule("base-stands-alone", "allow", ("from", "base"), ("to", and())),
      rule("core-on-base", "allow", ("from", "core"), ("to", and("base"))),
      rule("features-on-core", "allow", ("from", "feature"), ("to", and("core", "base"))),
      rule("features-are-independent", "independent", ("in", "feature")),
      rule("only-apps-see-features", "restrict", ("to", "feature"), ("only", layout.isMonorepo ? ["app", "tests"] : ["app"])),
      rule("core-reaches-no-app", "forbid", ("from", "core"), ("to", "app"), ("transitive", true)),
      rule("layers", "layers", ("in", ["app", "feature", "core", "base"]), ("layers", ["app", "feature", "core", "base"])),
      rule("no-cycles", "acyclic"),
      rule("declared", "declared"),
      rule("used", "used"),
      rule("covered", "covered"),
    ]
    let file: JSONValue = .object([.init("version", 1), .init("groups", .object(groups)), .init("rules", .array(rules))])
    return String(decoding: file.encoded(.indented), as: UTF8.self) + "\n"
  }
}
