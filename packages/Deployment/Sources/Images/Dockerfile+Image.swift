extension Dockerfile {
  /// The stage that becomes the image, and those that it copies from.
  mutating func image(_ image: Image, swift: String) {
    let product = image.product
    let path = "\(Image.home)/\(product)"
    comment("The stage above, or the image that BINARIES names.")
    add("FROM", "${BINARIES} AS binaries")
    blank()
    if let snapshot = image.snapshot {
      comment("What the process makes of the whole repository. Only this stage sees all of it.")
      add("FROM", "\(BaseImages.builder(swift: swift)) AS snapshot")
      add("COPY", "--from=binaries \(Self.results)/\(product)/ \(Image.home)/")
      add("WORKDIR", "/repository")
      add("COPY", ". .")
      add("RUN", "[\"\(path)\", \"\(snapshot.option)\", \"\(Image.home)/snapshot\"]")
      blank()
    }
    let base = image.packaging == .static ? BaseImages.static : BaseImages.runtime(swift: swift)
    add("FROM", base)
    add("WORKDIR", Image.home)
    add("COPY", "--from=binaries \(Self.results)/swift-backtrace \(Image.home)/")
    add("COPY", "--from=binaries \(Self.results)/\(product)/ \(Image.home)/")
    if image.snapshot != nil { add("COPY", "--from=snapshot \(Image.home)/snapshot \(Image.home)/") }
    add("USER", Image.user)
    var environment = [
      "HOST=0.0.0.0", "LOG_FORMAT=json",
      "SWIFT_BACKTRACE=enable=yes,color=no,interactive=no,sanitize=yes,swift-backtrace=\(Image.home)/swift-backtrace",
    ]
    if let snapshot = image.snapshot { environment.append("\(snapshot.setting)=\(Image.home)/snapshot") }
    add("ENV", each: environment)
    if !image.ports.isEmpty { add("EXPOSE", image.ports.map { "\($0)" }.joined(separator: " ")) }
    add("STOPSIGNAL", "SIGTERM")
    comment("The process asks itself; the OCI format has no place for it, and orchestrators ask /livez and /readyz.")
    add("HEALTHCHECK", "--interval=10s --timeout=5s --start-period=30s CMD [\"\(path)\", \"--check-health\"]")
    add("ENTRYPOINT", "[\"\(path)\"]")
    comment("Last, because they differ from commit to commit.")
    add("ARG", "VERSION=dev")
    add("ARG", "REVISION=unknown")
    add("ARG", "SOURCE=unknown")
    add("ENV", "SERVICE_VERSION=${VERSION}")
    add(
      "LABEL",
      each: [
        ("title", Self.quoted(image.name)), ("description", Self.quoted(image.purpose)), ("licenses", Self.quoted(Image.licenses)),
        ("base.name", Self.quoted(base)), ("version", "\"${VERSION}\""), ("revision", "\"${REVISION}\""), ("source", "\"${SOURCE}\""),
      ].map { "org.opencontainers.image.\($0)=\($1)" })
  }
}
