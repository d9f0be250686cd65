extension Dockerfile {
  /// Adds the labels of the image and its origin: last, because they differ from commit to commit.
  ///
  /// - Parameter version: The variable that tells the process its version.
  mutating func origin(of image: Image, base: String, version: String?) {
    add("ARG", "VERSION=dev")
    add("ARG", "REVISION=unknown")
    add("ARG", "SOURCE=unknown")
    if let version { add("ENV", "\(version)=${VERSION}") }
    let labels = [
      ("title", Self.quoted(image.name)), ("description", Self.quoted(image.purpose)), ("licenses", Self.quoted(Image.licenses)),
      ("base.name", Self.quoted(base)), ("version", "\"${VERSION}\""), ("revision", "\"${REVISION}\""), ("source", "\"${SOURCE}\""),
    ]
    add("LABEL", each: labels.map { "org.opencontainers.image.\($0)=\($1)" })
  }
}
