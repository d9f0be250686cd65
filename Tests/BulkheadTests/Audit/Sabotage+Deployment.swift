extension Sabotage {
  private static let production = "deploy/compose.prod.yaml"
  private static let manifest = "deploy/kubernetes/base/courier.yaml"
  private static let workflow = ".github/workflows/images.yml"
  private static let image = ".github/workflows/image.yml"

  private static func edit(
    _ invariant: String, _ path: String, _ old: String, _ new: String, _ line: Int, _ message: String, count: Int = 1
  ) -> Sabotage {
    Sabotage(
      invariant, "\(path): \(old) → \(new)", ModelMonorepo().replacing(old, with: new, in: path), "\(path):\(line)", message, count: count)
  }

  static let grace = [
    edit("GRACE_EXCEEDS_DRAIN", production, "stop_grace_period: 45s", "stop_grace_period: 35s", 7, "has 35s to stop, but drains for 35 s.", count: 2),
    edit(
      "GRACE_EXCEEDS_DRAIN", production, "    stop_grace_period: 45s\n", "", 2, "has no stop_grace_period, so 10 s, but drains for 35 s.", count: 2),
    edit(
      "GRACE_EXCEEDS_DRAIN", production, "SHUTDOWN_DELAY: 5s", "SHUTDOWN_DELAY: 1m", 13, "courier has 45s to stop, but drains for 90 s.", count: 2),
    edit("GRACE_EXCEEDS_DRAIN", manifest, "Seconds: 45", "Seconds: 34", 8, "courier has 34 s to stop, but drains for 35 s."),
    edit("GRACE_EXCEEDS_DRAIN", manifest, "      terminationGracePeriodSeconds: 45\n", "", 4, "so 30 s, but drains for 35 s."),
    edit("GRACE_EXCEEDS_DRAIN", manifest, "value: 5s", "value: 15s", 8, "courier has 45 s to stop, but drains for 45 s."),
    Sabotage(
      "GRACE_EXCEEDS_DRAIN", "the image drains for longer",
      ModelMonorepo().replacing("USER", with: "ENV SHUTDOWN_TIMEOUT=2m A=b\nUSER", in: "services/courier/Dockerfile"), "\(manifest):8",
      "courier has 45 s to stop, but drains for 125 s.", count: 2),
    Sabotage(
      "GRACE_EXCEEDS_DRAIN", "a patch that takes time away",
      ModelMonorepo().with(
        "deploy/kubernetes/overlays/patch.yaml",
        "kind: Deployment\nmetadata: { name: courier }\nspec:\n  template:\n    spec:\n      terminationGracePeriodSeconds: 20\n      containers: []\n"
      ),
      "deploy/kubernetes/overlays/patch.yaml:6", "courier has 20 s to stop, but drains for 30 s."),
  ]

  static let compose = [
    Sabotage(
      "PROD_COMPOSE_LISTS_SERVICE", "no file", ModelMonorepo().without(production), "\(production):1", "There is no compose file of production."),
    edit("PROD_COMPOSE_LISTS_SERVICE", production, "  courier:\n", "  postman:\n", 1, "courier is not among the services."),
    edit("PROD_COMPOSE_LISTS_SERVICE", production, "courier:${SHA:?the commit}", "courier:latest", 9, "is not named by a commit: its tag is latest."),
    edit(
      "PROD_COMPOSE_LISTS_SERVICE", production, "courier:${SHA:?the commit}", "courier:${SHA:-latest}", 9, "its tag is latest where none is given."),
    edit("PROD_COMPOSE_LISTS_SERVICE", production, "courier:${SHA:?the commit}", "courier", 9, "it has no tag, which is latest."),
    edit("PROD_COMPOSE_LISTS_SERVICE", production, "courier:${SHA:?the commit}", "courier:1.2", 9, "its tag is 1.2."),
    edit("PROD_COMPOSE_LISTS_SERVICE", production, "model/courier:", "model/console:", 9, "courier runs the image console, which is not its own."),
    edit("PROD_COMPOSE_LISTS_SERVICE", production, "  courier:\n", "  courier:\n    build: .\n", 9, "courier is built on the machine that runs it."),
  ]

  static let workflows = [
    edit("CI_BUILDS_AND_PUSHES", image, "x:${{ github.sha }}", "x:latest", 11, "An image is pushed under latest, which is no commit's hash."),
    edit("CI_BUILDS_AND_PUSHES", image, "x:${{ github.sha }}", "x:${{ github.ref_name }}", 11, "which is no commit's hash."),
    edit("CI_BUILDS_AND_PUSHES", image, "x:${{ github.sha }}", "x:${{ github.sha }},ghcr.io/model/x:main", 11, "under main"),
    edit("CI_BUILDS_AND_PUSHES", image, "/x:${{ github.sha }}", "/x", 11, "under no tag, which is latest"),
    edit("CI_BUILDS_AND_PUSHES", workflow, "run: deploy/images/build", "run: docker push ghcr.io/model/courier:main", 11, "under main", count: 3),
    Sabotage(
      "CI_BUILDS_AND_PUSHES", "nothing is pushed", ModelMonorepo().replacing("push: true", with: "push: false", in: image), "\(workflow):1",
      "No workflow that runs on pushes to a branch pushes an image."),
    edit(
      "CI_BUILDS_AND_PUSHES", workflow, "push:\n    branches: [main]", "workflow_dispatch:", 1,
      "No workflow that runs on pushes to a branch pushes an image."),
    Sabotage(
      "CI_BUILDS_AND_PUSHES", "a service left out",
      ModelMonorepo().replacing("courier\tservices/courier/Dockerfile\n", with: "", in: "deploy/images/list.tsv"), "\(workflow):1",
      "courier is left out: neither this workflow nor what it runs names services/courier/Dockerfile."),
  ]

  static let toolchain = [
    Sabotage("PINNED_TOOLCHAIN", "no version", ModelMonorepo().without(".swift-version"), ".swift-version:1", "There is no .swift-version"),
    edit("PINNED_TOOLCHAIN", ".swift-version", "6.3", "newest", 1, "Expected a version such as 6.3, found \"newest\"."),
    Sabotage(
      "PINNED_TOOLCHAIN", "an older version", ModelMonorepo().replacing("6.3", with: "6.1", in: ".swift-version"), "Package.swift:1",
      "swift-tools-version is 6.2, newer than the Swift 6.1", count: 4),
    edit(
      "PINNED_TOOLCHAIN", "services/courier/Dockerfile", "ARG VERSION=6.3", "ARG VERSION=6.2", 3,
      "The image is of Swift 6.2, but .swift-version says 6.3."),
    edit("PINNED_TOOLCHAIN", "services/courier/Dockerfile", "cc-debian12:nonroot", "cc-debian12", 13, "it has no tag, which is latest."),
    edit("PINNED_TOOLCHAIN", workflow, "swift:6.3-noble", "swift:6.1-noble", 8, "The image is of Swift 6.1"),
    edit("PINNED_TOOLCHAIN", workflow, "swift:6.3-noble", "swift:latest", 8, "its tag is latest."),
    edit(
      "PINNED_TOOLCHAIN", workflow, "checkout@3d3c42e5aac5ba805825da76410c181273ba90b1", "checkout@v7", 10,
      "actions/checkout@v7 is not named by a whole commit hash."),
    edit("PINNED_TOOLCHAIN", production, "courier:${SHA:?the commit}", "courier:latest", 9, "its tag is latest."),
    edit("PINNED_TOOLCHAIN", manifest, "model/courier:dev", "model/courier", 14, "it has no tag, which is latest."),
  ]

  static let health = [
    edit(
      "HEALTH_ENDPOINTS", manifest, "livenessProbe:\n            httpGet: { path: /livez", "livenessProbe:\n            httpGet: { path: /readyz", 21,
      "livenessProbe of courier asks /readyz, not /livez."),
    edit("HEALTH_ENDPOINTS", manifest, "readinessProbe:", "otherProbe:", 13, "courier has no readinessProbe."),
  ]
}
