extension Invariant {
  static let prodComposeListsService = Invariant(
    id: "PROD_COMPOSE_LISTS_SERVICE",
    summary: "The compose file of production runs each service, from an image that the commit's hash names.",
    reason: "What it does not list does not run; what it names by a tag that moves is another program after the next restart.",
    remedy: "Run bulkhead sync, or list the service with image: <registry>/<name>:${SHA:?…} and without build.",
    breaches: { subject in
      if subject.services.isEmpty { return [] }
      guard let composed = try subject.composeServices(in: AuditSubject.productionCompose) else {
        return [Breach(AuditSubject.productionCompose, "There is no compose file of production.")]
      }
      return subject.services.flatMap { service -> [Breach] in
        guard let entry = composed.first(where: { $0.name == service.name }) else {
          return [Breach(AuditSubject.productionCompose, "\(service.name) is not among the services.")]
        }
        return breaches(entry)
      }
    })

  private static func breaches(_ entry: ComposedService) -> [Breach] {
    var breaches: [Breach] = []
    if let build = entry.value.entry("build") {
      breaches.append(Breach(entry.path, .init(build.keyPosition), "\(entry.name) is built on the machine that runs it."))
    }
    guard let image = entry.value["image"], let text = image.string else {
      return breaches + [Breach(entry.path, entry.position, "\(entry.name) names no image.")]
    }
    let reference = ImageReference(text)
    if reference.shortName != entry.name {
      breaches.append(Breach(entry.path, image.place, "\(entry.name) runs the image \(reference.shortName), which is not its own."))
    }
    if reference.digest == nil, !ImageReference.isCommit(reference.tag) {
      let found = reference.movingPart ?? "its tag is \(reference.tag ?? "")"
      breaches.append(Breach(entry.path, image.place, "The image of \(entry.name) is not named by a commit: \(found)."))
    }
    return breaches
  }
}

extension ImageReference {
  /// Whether a tag is a commit's whole hash, or a variable without a default.
  static func isCommit(_ tag: String?) -> Bool {
    guard let tag else { return false }
    if tag.utf8.count == 40, tag.allSatisfy(\.isHexDigit) { return true }
    guard tag.hasPrefix("$") else { return false }
    let name = tag.drop { "${".contains($0) }.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
    let modifier = tag.drop { "${".contains($0) }.dropFirst(name.count)
    return !name.isEmpty && (modifier.isEmpty || modifier == "}" || modifier.hasPrefix(":?") || modifier.hasPrefix("?"))
  }
}
