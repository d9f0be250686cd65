import PackageGraph
import SwiftImports
import YAML

extension Invariant {
  static let pinnedToolchain = Invariant(
    id: "PINNED_TOOLCHAIN",
    summary: "One version of Swift builds everything, images are named by a version, and actions by a commit.",
    reason: "A build that takes what is newest today cannot be repeated tomorrow, and who can move a tag can change what is built.",
    remedy: "Write the version into .swift-version and the same into Dockerfiles and workflows; pin actions: uses: owner/name@<40 hex digits>.",
    breaches: { subject in
      let pinned = try PinnedSwift(subject.files)
      let version = pinned.version
      return try pinned.breaches + manifests(version, subject) + dockerfiles(version, subject.files) + workflows(version, subject.files)
        + deployments(subject)
    })

  private static func manifests(_ version: SwiftVersion?, _ subject: AuditSubject) -> [Breach] {
    guard let version else { return [] }
    return zip(subject.graph.packages, subject.repository.manifests).compactMap { package, loaded in
      let tools = loaded.manifest.toolsVersion
      if package.isExternal || !version.isBefore(tools.major, tools.minor) { return nil }
      return Breach(
        package.manifest, "swift-tools-version is \(tools.major).\(tools.minor), newer than the Swift \(version.text) of .swift-version.")
    }
  }

  private static func dockerfiles(_ version: SwiftVersion?, _ files: AuditedFiles) throws -> [Breach] {
    try files.dockerfiles().flatMap { path -> [Breach] in
      let file = try DockerfileText(lines: files.lines(path) ?? [], path: path)
      return file.stages.compactMap { stage in
        if stage.base == "scratch" || file.hasStage(stage.base) { return nil }
        return flaw(of: stage.base, version).map { Breach(path, stage.position, $0) }
      }
    }
  }

  private static func workflows(_ version: SwiftVersion?, _ files: AuditedFiles) throws -> [Breach] {
    try AuditSubject.workflowPaths(files).flatMap { path -> [Breach] in
      try (files.yaml(path) ?? []).flatMap { document in
        document["jobs"]?.map.map { $0.flatMap { job($0.value, version, path) } } ?? []
      }
    }
  }

  private static func job(_ job: YAML, _ version: SwiftVersion?, _ path: String) -> [Breach] {
    let containers =
      [job["container"]?["image"] ?? job["container"]].compactMap(\.self) + (job["services"]?.map ?? []).compactMap { $0.value["image"] }
    let images = containers.compactMap { value in value.string.flatMap { flaw(of: $0, version) }.map { Breach(path, value.place, $0) } }
    let uses = [job["uses"]].compactMap(\.self) + (job["steps"]?.list ?? []).compactMap { $0["uses"] }
    return images
      + uses.compactMap { value in
        guard let text = value.string, !text.hasPrefix("./"), !isPinned(text) else { return nil }
        return Breach(path, value.place, "The action \(text) is not named by a whole commit hash.")
      }
  }

  private static func isPinned(_ action: String) -> Bool {
    let version = action.split(separator: "@", maxSplits: 1).dropFirst().first ?? ""
    if action.hasPrefix("docker://") { return version.hasPrefix("sha256:") }
    return version.utf8.count == 40 && version.allSatisfy(\.isHexDigit)
  }

  /// Images of compose and Kubernetes.
  private static func deployments(_ subject: AuditSubject) throws -> [Breach] {
    var breaches: [Breach] = []
    let services = subject.services.map { "\($0.folder)/compose.yaml" }
    for path in [AuditSubject.developmentCompose, AuditSubject.productionCompose] + services {
      for composed in try subject.composeServices(in: path) ?? [] {
        guard let image = composed.value["image"], let text = image.string, let moving = ImageReference(text).movingPart else { continue }
        breaches.append(Breach(path, image.place, "The image \(text) can be another one tomorrow: \(moving)."))
      }
    }
    for service in subject.services {
      for workload in try subject.workloads(of: service) {
        for image in workload.containers.compactMap({ $0["image"] }) {
          guard let text = image.string, let moving = ImageReference(text).movingPart else { continue }
          breaches.append(Breach(workload.path, image.place, "The image \(text) can be another one tomorrow: \(moving)."))
        }
      }
    }
    return breaches
  }

  private static func flaw(of image: String, _ version: SwiftVersion?) -> String? {
    let reference = ImageReference(image)
    if let moving = reference.movingPart { return "The image \(image) can be another one tomorrow: \(moving)." }
    guard reference.shortName == "swift", let version, let tag = reference.tag else { return nil }
    let found = tag.prefix { $0 != "-" }
    return found == version.text ? nil : "The image is of Swift \(found), but .swift-version says \(version.text)."
  }
}

/// `6.3` or `6.3.1`.
struct SwiftVersion: Equatable {
  var text: String
  var numbers: [Int]

  init?(_ text: String) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false).map { Int($0) }
    guard (2...3).contains(parts.count), !parts.contains(nil) else { return nil }
    self.text = text
    numbers = parts.compactMap(\.self)
  }

  func isBefore(_ major: Int, _ minor: Int) -> Bool { (numbers[0], numbers[1]) < (major, minor) }
}

/// What `.swift-version` says.
private struct PinnedSwift {
  var version: SwiftVersion?
  var breaches: [Breach] = []

  init(_ files: AuditedFiles) throws {
    let path = ".swift-version"
    guard let text = try files.text(path) else {
      breaches = [Breach(path, "There is no .swift-version, so no version of Swift is the one that builds.")]
      return
    }
    let word = String(text.prefix { !$0.isWhitespace })
    version = SwiftVersion(word)
    if version == nil { breaches = [Breach(path, "Expected a version such as 6.3, found \"\(word)\".")] }
  }
}

extension AuditSubject {
  static let workflowFolder = ".github/workflows"

  /// Every workflow, in order.
  static func workflowPaths(_ files: AuditedFiles) throws -> [String] {
    try files.files(in: workflowFolder).filter { $0.hasSuffix(".yml") || $0.hasSuffix(".yaml") }.map { "\(workflowFolder)/\($0)" }
  }
}
