import PackageGraph
import Platform
import SwiftImports

extension Invariant {
  static let dockerCopiesClosure = Invariant(
    id: "DOCKER_COPIES_CLOSURE",
    summary: "The stage that compiles a service copies the folders of the targets that it is made of, and no other.",
    reason: "What is missing breaks the build; what is too much builds the image anew at changes that are none of the service's.",
    remedy: "Run bulkhead sync, which writes the COPY lines, or write one for each folder: COPY packages/Kit/Sources packages/Kit/Sources.",
    breaches: { subject in
      let own = try subject.services.flatMap { service -> [Breach] in
        guard let file = try subject.dockerfile(of: service), let module = service.module else { return [] }
        return breaches(file, subject.closure(of: [module], service.name))
      }
      return try own + shared(subject)
    })

  /// Dockerfiles that are no service's, such as a builder for all: the products that they build say what they are made of.
  private static func shared(_ subject: AuditSubject) throws -> [Breach] {
    let services = Set(subject.services.map { "\($0.folder)/Dockerfile" })
    return try subject.files.dockerfiles().filter { !services.contains($0) }.flatMap { path -> [Breach] in
      let file = try DockerfileText(lines: subject.files.lines(path) ?? [], path: path)
      guard let stage = compiling(file) else { return [] }
      let words = stage.all("RUN").flatMap(\.words).map(\.text)
      let products = zip(words, words.dropFirst()).filter { $0.0 == "--product" }.map(\.1)
      let targets = products.compactMap { subject.target(ofProduct: $0) }
      return targets.isEmpty ? [] : breaches(file, subject.closure(of: targets, products.count == 1 ? products[0] : path))
    }
  }

  /// The stage that runs the compiler.
  private static func compiling(_ file: DockerfileText) -> DockerfileText.Stage? {
    file.stages.first { $0.all("RUN").contains { $0.text.contains("swift build") } }
  }

  /// What may be copied besides: what the package manager reads.
  private static let manifests: Set<String> = ["Package.swift", "Package.resolved", ".swift-version"]

  private static func breaches(_ file: DockerfileText, _ closure: AuditSubject.Closure) -> [Breach] {
    guard let stage = compiling(file) else {
      return [Breach(file.path, file.final.position, "No stage runs swift build, so what \(closure.name) is made of cannot be told.")]
    }
    let copies = CopiedPath.all(in: stage)
    var breaches = copies.compactMap { copy -> Breach? in
      if manifests.contains(copy.source) { return nil }
      if closure.folders.contains(copy.source) {
        guard copy.destination != copy.source else { return nil }
        return Breach(file.path, copy.position, "\(copy.source) is copied to \(copy.destination), where the manifest does not look for it.")
      }
      return Breach(file.path, copy.position, tooMuch(copy.source, closure))
    }
    let place = stage.instructions.last { $0.name == "COPY" || $0.name == "ADD" }?.position ?? stage.position
    for folder in closure.folders where !copies.contains(where: { CopiedPath.covers($0.source, folder) }) {
      breaches.append(Breach(file.path, place, "\(folder) is not copied, but \(closure.name) is made of it."))
    }
    return breaches
  }

  private static func tooMuch(_ source: String, _ closure: AuditSubject.Closure) -> String {
    let held = closure.folders.count { CopiedPath.covers(source, $0) }
    if source.contains(where: { "*?[".contains($0) }) { return "\(source) is a pattern, and takes in what comes later; name the folders." }
    if held > 0 {
      return
        "\(source == "." ? "The whole repository" : source) is copied, which is more than the \(held) folders in it that \(closure.name) is made of."
    }
    if let folder = closure.folders.first(where: { CopiedPath.covers($0, source) }) { return "Only \(source) is copied of \(folder)." }
    return "\(source) is copied, but \(closure.name) is not made of it."
  }
}

/// What a stage takes from the build context.
private struct CopiedPath {
  /// Without `./` and a slash at its end; `.` for all.
  var source: String
  /// As seen from the stage's working folder.
  var destination: String
  var position: SourcePosition

  static func all(in stage: DockerfileText.Stage) -> [CopiedPath] {
    var folder = "/"
    return stage.instructions.flatMap { instruction -> [CopiedPath] in
      switch instruction.name {
      case "WORKDIR":
        folder = PathText.resolve(instruction.text, from: folder)
        return []
      case "COPY", "ADD":
        guard instruction.flag("from") == nil, let last = instruction.words.last else { return [] }
        let sources = instruction.words.dropLast()
        let target = PathText.resolve(last.text, from: folder)
        return sources.map { word in
          let source = PathText.normalized(word.text.hasPrefix("/") ? String(word.text.dropFirst()) : word.text)
          let isWithin = target == folder || target.hasPrefix(folder == "/" ? "/" : "\(folder)/")
          let seen = isWithin ? String(target.dropFirst(folder == "/" ? 1 : folder.utf8.count + 1)) : target
          return CopiedPath(
            source: source, destination: seen.isEmpty ? "." : seen, position: sources.count > 1 ? word.position : instruction.position)
        }
      case "RUN":
        return instruction.flags.filter { $0.name == "mount" }.compactMap { mount in
          let options = mount.value.split(separator: ",").map { $0.split(separator: "=", maxSplits: 1).map(String.init) }
          func option(_ names: String...) -> String? { options.first { names.contains($0[0]) && $0.count == 2 }?[1] }
          guard (option("type") ?? "bind") == "bind", option("from") == nil else { return nil }
          let source = PathText.normalized(option("source", "src") ?? ".")
          return CopiedPath(source: source, destination: source, position: instruction.position)
        }
      default: return []
      }
    }
  }

  /// Whether a copy of `source` brings `folder` along.
  static func covers(_ source: String, _ folder: String) -> Bool { PathText.contains(source, folder) }
}

extension AuditSubject {
  /// What something is built from.
  struct Closure {
    var name: String
    /// The folders of its target and of all that it declares, directly or not; in order.
    var folders: [String]
  }

  func closure(of targets: [ModuleID], _ name: String) -> Closure {
    Closure(name: name, folders: graph.closureFolders(of: targets))
  }

  /// The target of an executable product.
  func target(ofProduct name: String) -> ModuleID? {
    graph.modules.indices.first { id in
      guard let package = graph.modules[id].package, let target = graph.modules[id].target, graph.modules[id].kind == .executable else {
        return false
      }
      return repository.manifests[package].manifest.products.contains { $0.name == name && $0.targets.contains(target) }
    }
  }
}
