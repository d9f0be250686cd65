extension Sabotage {
  private static let description = "services/courier/service.json"
  private static let dockerfile = "services/courier/Dockerfile"

  private static func image(_ invariant: String, _ old: String, _ new: String, _ line: Int, _ message: String, count: Int = 1) -> Sabotage {
    Sabotage(
      invariant, "\(old.isEmpty ? "nothing" : old) → \(new)", ModelMonorepo().replacing(old, with: new, in: dockerfile), "\(dockerfile):\(line)",
      message,
      count: count)
  }

  static let images = [
    Sabotage(
      "IMAGE_PER_SERVICE", "a line of the list as a comment",
      ModelMonorepo().replacing("courier\tservices", with: "# courier\tservices", in: "deploy/images/list.tsv"), "Makefile:7",
      "make images leaves courier out"),
    Sabotage(
      "IMAGE_PER_SERVICE", "the list in a folder that git ignores",
      ModelMonorepo().replacing("deploy/images/build", with: ".build/images", in: "Makefile").with(".gitignore", ".build/\n")
        .with(".build/images", "services/*/Dockerfile\n"), "Makefile:7", "make images leaves console out", count: 2),
    Sabotage(
      "IMAGE_PER_SERVICE", "the list in a binary file",
      ModelMonorepo().replacing("deploy/images/build", with: "bin/images", in: "Makefile").with("bin/images", "\0services/*/Dockerfile\n"),
      "Makefile:7", "make images leaves courier out", count: 2),
    Sabotage(
      "IMAGE_PER_SERVICE", "no Dockerfile", ModelMonorepo().without(dockerfile), "\(description):3", "There is no services/courier/Dockerfile."),
    image("IMAGE_PER_SERVICE", "ENTRYPOINT [\"/app/courier\"]", "ENTRYPOINT /app/courier", 16, "A shell starts courier, and keeps its signals"),
    image("IMAGE_PER_SERVICE", "ENTRYPOINT [\"/app/courier\"]", "ENTRYPOINT [\"/app/console\"]", 16, "ENTRYPOINT starts /app/console, not courier."),
    image("IMAGE_PER_SERVICE", "ENTRYPOINT", "CMD", 13, "The last stage has no ENTRYPOINT."),
    Sabotage(
      "IMAGE_PER_SERVICE", "not in the list",
      ModelMonorepo().replacing("courier\tservices/courier/Dockerfile\n", with: "", in: "deploy/images/list.tsv"),
      "Makefile:7", "make images leaves courier out: neither it nor what it runs names services/courier/Dockerfile."),
    Sabotage(
      "IMAGE_PER_SERVICE", "no target", ModelMonorepo().replacing("images:", with: "pictures:", in: "Makefile"), "Makefile:1",
      "There is no target images."),
  ]

  static let users = [
    image("NON_ROOT", "USER 1001:1001", "USER root", 15, "The user of courier is root, which is no number."),
    image("NON_ROOT", "USER 1001:1001", "USER 0:0", 15, "courier runs as root."),
    image("NON_ROOT", "USER 1001:1001", "USER 1001\nUSER 0", 16, "courier runs as root."),
    image("NON_ROOT", "USER 1001:1001", "ARG ID=0\nUSER ${ID}", 16, "courier runs as root."),
    image("NON_ROOT", "USER 1001:1001\n", "", 13, "The last stage has no USER"),
    Sabotage(
      "NON_ROOT", "compose as another", ModelMonorepo().replacing("user: \"1001:1001\"", with: "user: root", in: "deploy/compose.prod.yaml"),
      "deploy/compose.prod.yaml:10", "courier runs as root here, but its image has 1001.", count: 2),
    Sabotage(
      "NON_ROOT", "Kubernetes as another",
      ModelMonorepo().replacing("runAsUser: 1001", with: "runAsUser: 0", in: "deploy/kubernetes/base/courier.yaml"),
      "deploy/kubernetes/base/courier.yaml:11", "runAsUser of courier is 0, but its image has 1001."),
    Sabotage(
      "NON_ROOT", "Kubernetes as anybody",
      ModelMonorepo().replacing("runAsNonRoot: true", with: "runAsNonRoot: false", in: "deploy/kubernetes/base/courier.yaml"),
      "deploy/kubernetes/base/courier.yaml:10", "runAsNonRoot is not true."),
  ]

  private static func copies(_ old: String, _ new: String, _ line: Int, _ message: String, count: Int = 1) -> Sabotage {
    image("DOCKER_COPIES_CLOSURE", old, new, line, message, count: count)
  }

  static let closures = [
    Sabotage(
      "DOCKER_COPIES_CLOSURE", "a builder for all",
      ModelMonorepo().with(
        "deploy/images/Dockerfile",
        "FROM swift:6.3-bookworm\nCOPY Sources/Console packages/Platform/Sources ./\nRUN swift build --product console\nENTRYPOINT [\"/x\"]\n"),
      "deploy/images/Dockerfile:2", "packages/ServiceKit/Sources is not copied, but console is made of it.", count: 3),
    copies(
      "COPY packages/Platform/Sources packages/Platform/Sources\n", "", 8, "packages/Platform/Sources is not copied, but courier is made of it."),
    copies(
      "COPY packages/Kit/Sources", "COPY packages/TestSupport/Sources packages/TestSupport/Sources\nCOPY packages/Kit/Sources", 6,
      "packages/TestSupport/Sources is copied, but courier is not made of it."),
    copies("COPY packages/Kit/Sources packages/Kit/Sources", "COPY . .", 6, "The whole repository is copied, which is more than the 4 folders"),
    copies(
      "COPY packages/Kit/Sources packages/Kit/Sources", "COPY packages packages", 6, "packages is copied, which is more than the 3 folders in it"),
    copies("COPY packages/Kit/Sources packages/Kit/Sources", "COPY packages/*/Sources packages/", 6, "is a pattern", count: 2),
    copies(
      "COPY packages/Kit/Sources packages/Kit/Sources", "COPY packages/Kit/Sources packages/Kit", 6,
      "is copied to packages/Kit, where the manifest does not look for it."),
    copies(
      "COPY packages/Kit/Sources packages/Kit/Sources", "COPY packages/Kit/Sources/Kit.swift packages/Kit/Sources/Kit.swift", 6,
      "Only packages/Kit/Sources/Kit.swift is copied", count: 2),
    copies(
      "COPY packages/Kit/Sources packages/Kit/Sources", "# COPY packages/Kit/Sources packages/Kit/Sources", 9, "packages/Kit/Sources is not copied"),
    copies(
      "RUN swift build", "RUN --mount=type=bind,source=Sources,target=/build/Sources swift build", 10,
      "Sources is copied, but courier is not made of it."),
    copies(
      "COPY packages/Kit/Sources packages/Kit/Sources", "ADD --chown=0:0 ./packages/Kit/Sources/ ./packages/Kit/Source/", 6,
      "is copied to packages/Kit/Source"),
    copies("RUN swift build", "RUN make", 13, "No stage runs swift build"),
  ]
}
