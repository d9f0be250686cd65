import PackageGraph

extension RuleCheck {
  /// Judges what each of these modules imports, and what it gets with that through re-exports.
  ///
  /// `refusal` gives why one module may not have another, or `nil` where it may. One finding for each place of an import; one for each
  /// re-export of an import, at its first place, unless that import is refused itself or the target names the re-exported module directly.
  mutating func judgeImports(of importers: [ModuleID], refusal: (ModuleID, ModuleID) -> String?) {
    for importer in importers {
      for link in links.links(from: importer) {
        if let because = refusal(importer, link.to), !ledger.excepts(importer, link.to) {
          for edge in links.places(link) { report(edge, because: because) }
        } else if link.isImport {
          judgeReexports(of: link, refusal: refusal)
        }
      }
    }
  }

  private mutating func judgeReexports(of link: ImportLink, refusal: (ModuleID, ModuleID) -> String?) {
    for reexport in links.reexports(of: link.to) {
      let module = reexport.module
      guard module != link.from, links.link(from: link.from, to: module) == nil, let because = refusal(link.from, module),
        !ledger.excepts(link.from, module)
      else { continue }
      let passed = zip(reexport.way, reexport.way.dropFirst()).compactMap { links.link(from: $0, to: $1).flatMap { links.exportedEdge($0) } }
      let between = reexport.way.dropFirst().dropLast().map { name($0) }
      let through = between.isEmpty ? "" : " through \(between.joined(separator: " → "))"
      report(
        chain: [links.first(link)] + passed,
        message: "\(name(link.from)) imports \(name(link.to)), which re-exports \(name(module))\(through); \(because)")
    }
  }
}
