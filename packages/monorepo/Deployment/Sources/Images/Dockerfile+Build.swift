import ServiceDescription

extension Dockerfile {
  /// The folder of the build stage from which images copy: it has a folder for each product, and the backtracer.
  static let results = "/out"

  /// Adds a stage that compiles the images' products and leaves them in `results`.
  ///
  /// - Parameters:
  ///   - folders: The folders that are copied; a change of anything else compiles nothing.
  ///   - swift: The toolchain's version.
  mutating func build(_ images: [Image], from folders: [String], swift: String) {
    add("FROM", "\(BaseImages.builder(swift: swift)) AS build")
    add("WORKDIR", "/build")
    add("COPY", "Package.swift ./")
    for folder in folders { add("COPY", "\(folder) \(folder)") }
    // Builds of several images meet in this cache: each package is compiled once for all of them.
    run(
      options: ["--mount=type=cache,target=/build/.build,id=bulkhead-swift-\(swift),sharing=locked"],
      images.flatMap(Self.steps) + [
        "cp \"$(dirname \"$(readlink -f \"$(command -v swift)\")\")/../libexec/swift/linux/swift-backtrace-static\" \(Self.results)/swift-backtrace"
      ])
  }

  /// Returns the steps that compile one product. The variable makes the manifest leave out the targets whose folders were not copied.
  private static func steps(_ image: Image) -> [String] {
    let product = image.product
    let folder = "\(results)/\(product)"
    switch image.packaging {
    case .static:
      return [
        "BULKHEAD_PRESENT_TARGETS_ONLY=1 swift build --manifest-cache none -c release --static-swift-stdlib --product \(product)",
        "install -D .build/release/\(product) \(folder)/\(product)",
        "strip -g \(folder)/\(product)",
      ]
    case .runtime:
      // In a scratch folder of its own, where all resources are its own.
      return [
        "BULKHEAD_PRESENT_TARGETS_ONLY=1 swift build --manifest-cache none -c release --scratch-path .build/\(product) --product \(product)",
        "install -D .build/\(product)/release/\(product) \(folder)/\(product)",
        "strip -g \(folder)/\(product)",
        "find .build/\(product)/release/ -maxdepth 1 -name '*.resources' -exec cp -R {} \(folder)/ ';'",
      ]
    }
  }
}
