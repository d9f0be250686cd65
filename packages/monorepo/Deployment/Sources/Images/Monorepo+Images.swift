extension Monorepo {
  /// A Dockerfile for each image, with what of the repository it sees, and the one that compiles the binaries of all of them at once.
  public var dockerfiles: [GeneratedFile] { images.flatMap(files) + binaries }

  private func files(_ image: Image) -> [GeneratedFile] {
    var file = Dockerfile(text: GeneratedFile.header)
    file.comment(
      """

        docker build -f \(image.dockerfile) -t \(Image.localName(of: image.name)) .

      BINARIES may name an image that has the binary already: `make images` compiles those of all images once.
      """)
    file.add("ARG", "BINARIES=build")
    file.blank()
    file.build([image], from: image.closure, swift: swiftVersion)
    file.blank()
    file.comment("The stage above, or the image that BINARIES names.")
    file.add("FROM", "${BINARIES} AS binaries")
    file.blank()
    switch image.content {
    case .process(let deployment, let ports, _): file.process(image, deployment, ports: ports, swift: swiftVersion)
    case .tool: file.tool(image)
    }
    let context = image.readsRepository ? BuildContext.repository : BuildContext.only(image.closure)
    return [
      GeneratedFile(path: image.dockerfile, content: file.text),
      GeneratedFile(path: "\(image.dockerfile).dockerignore", content: context),
    ]
  }

  private var binaries: [GeneratedFile] {
    let path = "deploy/images/Dockerfile"
    let folders = Set(images.flatMap(\.closure)).sorted()
    var file = Dockerfile(text: GeneratedFile.header)
    file.comment("The binaries of all images, each package compiled once: `make images`. It is not run; the Dockerfiles of the images copy from it.")
    file.build(images, from: folders, swift: swiftVersion)
    file.blank()
    file.add("FROM", "scratch")
    file.add("COPY", "--from=build \(Dockerfile.results) \(Dockerfile.results)")
    return [GeneratedFile(path: path, content: file.text), GeneratedFile(path: "\(path).dockerignore", content: BuildContext.only(folders))]
  }
}
