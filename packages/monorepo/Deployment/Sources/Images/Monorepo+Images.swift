extension Monorepo {
  /// The Dockerfiles, one for each image.
  public var dockerfiles: [GeneratedFile] { images.map(file) }

  private func file(_ image: Image) -> GeneratedFile {
    var file = Dockerfile(text: GeneratedFile.header)
    file.comment("docs/deployment.md tells how it is built. BINARIES may name an image that has the binary already.")
    file.add("ARG", "BINARIES=build")
    file.blank()
    file.build([image], from: image.closure, swift: swiftVersion)
    file.blank()
    file.add("FROM", "${BINARIES} AS binaries")
    file.blank()
    switch image.content {
    case .process(let deployment, let ports, _): file.process(image, deployment, ports: ports, swift: swiftVersion)
    case .tool: file.tool(image)
    }
    return GeneratedFile(path: image.dockerfile, content: file.text)
  }

  /// The Dockerfile that compiles the binaries of all images, each package once. Its image is not run; the Dockerfiles of the images copy
  /// from it. It is printed when it is needed, because it changes with every service.
  public var builderDockerfile: String {
    var file = Dockerfile(text: "")
    file.build(images, from: Set(images.flatMap(\.closure)).sorted(), swift: swiftVersion)
    file.blank()
    file.add("FROM", "scratch")
    file.add("COPY", "--from=build \(Dockerfile.results) \(Dockerfile.results)")
    return file.text
  }
}
