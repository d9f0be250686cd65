extension Router {
  /// Answers GET and HEAD below a prefix with files.
  ///
  /// ```swift
  /// router.files(at: "/assets", from: MemoryFiles(assets))
  /// router.files(from: try FolderFiles("/srv/site"))
  /// ```
  ///
  /// A path is refused as if nothing were there when one of its segments is empty, begins with a dot (but `.well-known`), or has an
  /// encoded slash or a backslash in it; dot segments are refused by the router before.
  public mutating func files(at prefix: String = "", from source: some FileSource, cacheControl: String = "no-cache") {
    get("\(prefix)/{path...}") { request in
      guard let path = FilePath(request), let found = try source.find(path.segments) else {
        return Problem(.notFound, "there is nothing at this path").response
      }
      switch (found, path.endsWithSlash) {
      case (.file(let file), false), (.folder(let file), true): return try file.response(to: request, cacheControl: cacheControl)
      case (.file, true): return Problem(.notFound, "there is nothing at this path").response
      case (.folder, false):
        let query = request.query.map { "?\($0)" } ?? ""
        return Response(.permanentRedirect, headers: ["location": "\(request.path)/\(query)"])
      }
    }
  }
}

/// The segments of a path below a prefix, checked.
private struct FilePath {
  let segments: [String]
  let endsWithSlash: Bool

  init?(_ request: Request) {
    let whole = request.path.lowercased()
    // Decoded, an encoded slash could not be told from one that parts segments.
    if whole.contains("%2f") || whole.contains("%5c") || whole.contains("\\") { return nil }
    guard let rest = request.parameters["path"] else { return nil }
    var segments = rest.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    endsWithSlash = segments.last?.isEmpty ?? true
    if endsWithSlash, !segments.isEmpty { segments.removeLast() }
    if segments.contains(where: { $0.isEmpty || $0.hasPrefix(".") && $0 != ".well-known" || $0.utf8.contains(0) }) { return nil }
    self.segments = segments
  }
}
