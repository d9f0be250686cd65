extension Dockerfile {
  /// Adds the stage that becomes the image of a tool, which works in a mounted folder, and asks git what has changed in it.
  mutating func tool(_ image: Image) {
    let base = BaseImages.slim
    add("FROM", base)
    run([
      "apt-get update", "apt-get install --yes --no-install-recommends git", "rm -rf /var/lib/apt/lists/*",
      // The folder that is mounted belongs to somebody else than the process.
      "git config --system --add safe.directory '*'",
    ])
    add("COPY", "--from=binaries \(Self.results)/\(image.product)/ /usr/local/bin/")
    add("WORKDIR", "/repository")
    add("USER", Image.user)
    add("ENTRYPOINT", "[\"/usr/local/bin/\(image.product)\"]")
    add("CMD", "[\"--help\"]")
    origin(of: image, base: base, version: nil)
  }
}
