import Platform
import TestSupport

extension SamplePackages {
  /// A service that is a package, with a manifest that is computed; it stands on a package in the repository, which stands on one within it,
  /// and on one in a Git repository beside.
  static func computed() throws -> SamplePackages {
    let sample = try SamplePackages([:])
    let git = "\(sample.folder.path)/log"
    try sample.folder.write(
      "// swift-tools-version: 5.9\nimport PackageDescription\nlet package = Package(name: \"log\", products: [.library(name: \"Log\", targets: [\"Log\"])], targets: [.target(name: \"Log\")])\n",
      to: "log/Package.swift")
    try sample.folder.write("public let version = \"1.0.0\"\n", to: "log/Sources/Log/Log.swift")
    try sample.run("git", "-C", git, "init", "-q")
    try sample.run("git", "-C", git, "add", ".")
    try sample.run("git", "-C", git, "-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "-qm", "first")
    try sample.run("git", "-C", git, "tag", "1.0.0")

    try sample.write(
      """
      // swift-tools-version: 6.0
      import PackageDescription

      let services = ["api", "worker"]

      func service(_ name: String) -> Target {
        .executableTarget(name: name, dependencies: [.product(name: "Kit", package: "Kit"), .product(name: "Log", package: "log")])
      }

      let everything: Package = Package(
        name: "services", products: services.map { .executable(name: $0, targets: ["\\($0)"]) },
        dependencies: [
          .package(path: "../../packages/Kit"), .package(url: "\(git)", from: "1.0.0"),
          .package(url: "https://packages.invalid/never.git", from: "1.0.0"),
        ])

      for name in services { everything.targets.append(service(name)) }
      everything.targets.append(.target(name: "Uses", dependencies: [.product(name: "Never", package: "never")]))
      """, to: "services/api/Package.swift")
    try sample.write("import Kit\nimport Log\nprint(kit, version)\n", to: "services/api/Sources/api/main.swift")
    try sample.write("this does not compile\n", to: "services/api/Sources/worker/main.swift")
    try sample.write("", to: "services/api/Sources/Uses/Uses.swift")
    let revision = try ChildProcess.run(["git", "-C", git, "rev-parse", "HEAD"], environment: Environment.forChildren).output
    try sample.write(
      """
      { "pins": [{ "identity": "log", "kind": "localSourceControl", "location": "\(git)",
          "state": { "revision": "\(String(decoding: revision.dropLast(), as: UTF8.self))", "version": "1.0.0" } },
        { "identity": "never", "kind": "remoteSourceControl", "location": "https://packages.invalid/never.git",
          "state": { "revision": "0000000000000000000000000000000000000000", "version": "1.0.0" } }], "version": 2 }
      """, to: "services/api/Package.resolved")

    try sample.write(
      """
      // swift-tools-version: 6.0
      import PackageDescription

      let package = Package(
        name: "Kit", products: [.library(name: "Kit", targets: ["Kit"]), .library(name: "Heavy", targets: ["Heavy"])],
        dependencies: [.package(path: "inner"), .package(path: "../../../outside")],
        targets: [
          .target(name: "Kit", dependencies: [.product(name: "Inner", package: "inner")]),
          .target(name: "Heavy", dependencies: [.product(name: "Outside", package: "outside")]),
        ])
      """, to: "packages/Kit/Package.swift")
    try sample.write("import Inner\npublic let kit = \"kit \" + inner\n", to: "packages/Kit/Sources/Kit/Kit.swift")
    try sample.write("this does not compile\n", to: "packages/Kit/Sources/Heavy/Heavy.swift")
    try sample.write(
      """
      // swift-tools-version: 5.5
      import PackageDescription

      let package: Package = {
        let package = Package(name: "inner", products: [.library(name: "Inner", targets: ["Inner"])])
        for name in ["Inner", "Outer"] { package.targets += [.target(name: name)] }
        return package
      }()
      """, to: "packages/Kit/inner/Package.swift")
    try sample.write("public let inner = \"inner\"\n", to: "packages/Kit/inner/Sources/Inner/Inner.swift")
    try sample.write("this does not compile\n", to: "packages/Kit/inner/Sources/Outer/Outer.swift")
    return sample
  }
}
