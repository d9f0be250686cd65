import ServiceDescription

extension Dockerfile {
  /// The folder of a process's binary and files in its image.
  private static let home = Image.home

  /// Adds the stage that becomes the image of a service or the app, and the one from which it copies a snapshot.
  mutating func process(_ image: Image, _ deployment: ServiceDescription.Deployment, ports: [Int], swift: String) {
    let product = image.product
    let home = Self.home
    let path = "\(home)/\(product)"
    if let snapshot = deployment.snapshot {
      comment("What the process makes of the whole repository. Only this stage sees all of it.")
      add("FROM", "\(BaseImages.builder(swift: swift)) AS snapshot")
      add("COPY", "--from=binaries \(Self.results)/\(product)/ \(home)/")
      add("WORKDIR", "/repository")
      add("COPY", ". .")
      add("RUN", "[\"\(path)\", \"\(snapshot.option)\", \"\(home)/snapshot\"]")
      blank()
    }
    let base = deployment.packaging == .static ? BaseImages.static : BaseImages.runtime(swift: swift)
    add("FROM", base)
    add("WORKDIR", home)
    add("COPY", "--from=binaries \(Self.results)/swift-backtrace \(home)/")
    add("COPY", "--from=binaries \(Self.results)/\(product)/ \(home)/")
    if deployment.snapshot != nil { add("COPY", "--from=snapshot \(home)/snapshot \(home)/") }
    add("USER", Image.user)
    var environment = [
      "HOST=0.0.0.0", "LOG_FORMAT=json",
      "SWIFT_BACKTRACE=enable=yes,color=no,interactive=no,sanitize=yes,swift-backtrace=\(home)/swift-backtrace",
    ]
    if let snapshot = deployment.snapshot { environment.append("\(snapshot.setting)=\(home)/snapshot") }
    add("ENV", each: environment)
    if !ports.isEmpty { add("EXPOSE", ports.map { "\($0)" }.joined(separator: " ")) }
    add("STOPSIGNAL", "SIGTERM")
    add("HEALTHCHECK", "--interval=10s --timeout=5s --start-period=30s CMD [\"\(path)\", \"--check-health\"]")
    add("ENTRYPOINT", "[\"\(path)\"]")
    origin(of: image, base: base, version: "SERVICE_VERSION")
  }
}
