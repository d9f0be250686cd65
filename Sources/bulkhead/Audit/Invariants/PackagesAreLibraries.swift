import PackageGraph
import Platform
import SwiftImports

extension Invariant {
  static let packagesAreLibraries = Invariant(
    id: "PACKAGES_ARE_LIBRARIES",
    summary: "A package runs nothing by itself, and none but ServiceKit reads the environment or handles signals.",
    reason: "What a package reads behind its caller's back can be neither documented nor tested, and two handlers of one signal undo each other.",
    remedy: "Take the value or the event as a parameter: ServiceKit reads and handles for the process, which hands on what a package needs.",
    breaches: { subject in
      try subject.graph.modules.indices.flatMap { id -> [Breach] in
        let module = subject.graph.modules[id]
        guard module.origin == .repository, !module.isTest, let folder = module.folder, PathText.contains("packages", folder) else { return [] }
        return try breaches(id, folder, subject)
      }
    })

  /// Packages that may: ServiceKit on behalf of the process that starts it, and Platform, which calls the system for all others; who
  /// calls it is judged as if they called the system.
  private static let keepers = ["ServiceKit", "Platform"]

  private static func breaches(_ id: ModuleID, _ folder: String, _ subject: AuditSubject) throws -> [Breach] {
    let module = subject.graph.modules[id]
    var breaches: [Breach] = []
    if module.kind == .executable {
      let place = subject.place(of: id)
      let remedy = "Declare it as .target, and put the program that uses it into services/ or Sources/."
      breaches.append(Breach(place.path, place.position, "\(module.target ?? "") in \(folder) is an executable target.", remedy: remedy))
    }
    let mayAccess = keepers.contains(module.name) || subject.isForTestsAlone(id)
    for file in subject.repository.sources[id] {
      let tokens = try subject.files.tokens(file.path)
      breaches += programs(file, tokens)
      if mayAccess { continue }
      breaches += ProcessAccess.uses(in: tokens).map { use in
        Breach(file.path, use.token.position, "\(module.name) \(use.kind.rawValue) of the process: \(use.text).")
      }
    }
    return breaches
  }

  private static func programs(_ file: SourceFile, _ tokens: [SwiftToken]) -> [Breach] {
    let remedy = "Move it into a process: a service, the app or a tool."
    if file.language == .clang {
      guard let index = tokens.indices.first(where: { tokens[$0].isAtFileScope && tokens[$0...].spells("main", "(") }) else { return [] }
      return [Breach(file.path, tokens[index].position, "A package has no main.", remedy: remedy)]
    }
    if file.path.lowercased().hasSuffix("/main.swift") { return [Breach(file.path, "A package has no main.swift.", remedy: remedy)] }
    if let index = tokens.indices.first(where: { tokens[$0...].spells("@", "main") }) {
      return [Breach(file.path, tokens[index].position, "A package has no @main.", remedy: remedy)]
    }
    guard let token = TopLevelCode.first(in: tokens) else { return [] }
    return [Breach(file.path, token.position, "A package has no code outside its declarations.", remedy: remedy)]
  }
}

extension AuditSubject {
  /// Whether a library imports a test framework, so that no process can be built with it.
  func isForTestsAlone(_ id: ModuleID) -> Bool {
    graph.imports.contains { $0.from == id && $0.kind == .import && ["Testing", "XCTest"].contains(graph.modules[$0.to].name) }
  }
}
