import Platform
import TestSupport
import Testing

/// What is applied to a cluster, as `kubectl` renders it and Kubernetes' own schemas judge it.
@Suite(.blocking) struct KubernetesTests {
  private static let folder = "\(Checkout.root)/deploy/kubernetes"

  /// Rendered by kustomize; `nil` where kubectl is not installed.
  private func rendered(_ folder: String, for test: String) throws -> String? {
    guard let outcome = try? ChildProcess.run(["kubectl", "kustomize", "\(Self.folder)/\(folder)"], environment: Environment.forChildren) else {
      print("\(test): skipped, kubectl is not installed")
      return nil
    }
    try #require(outcome.ending == .exit(0), "\(String(decoding: outcome.errorOutput, as: UTF8.self))")
    return String(decoding: outcome.output, as: UTF8.self)
  }

  /// What the schemas say against some objects, and how many they were.
  private func mistakes(_ text: String, _ python: String) throws -> (objects: Int, mistakes: String) {
    let folder = try TemporaryFolder()
    let path = try folder.write(text, to: "objects.yaml")
    let script = """
      import sys, warnings, yaml, kubernetes_validate
      warnings.simplefilter("ignore")
      objects = [o for o in yaml.safe_load_all(open(sys.argv[1])) if o]
      print(len(objects))
      for o in objects:
          try:
              kubernetes_validate.validate(o, "1.33", strict=True)
          except kubernetes_validate.ValidationError as error:
              print(o["kind"], o["metadata"]["name"], list(error.path), error.message)
      """
    let outcome = try ChildProcess.run([python, "-c", script, path], environment: Environment.forChildren)
    try #require(outcome.ending == .exit(0), "\(String(decoding: outcome.errorOutput, as: UTF8.self))")
    let lines = String(decoding: outcome.output, as: UTF8.self).split(separator: "\n", maxSplits: 1)
    return (Int(lines.first ?? "") ?? 0, lines.count > 1 ? String(lines[1]) : "")
  }

  @Test(arguments: ["base", "overlays/staging", "overlays/production"])
  func `every object is as Kubernetes has it`(folder: String) throws {
    let test = "every object is as Kubernetes has it (\(folder))"
    guard let text = try rendered(folder, for: test), let python = Python.withPackages(for: test) else { return }
    let (objects, mistakes) = try mistakes(text, python)
    #expect(objects >= 10 && mistakes.isEmpty, "\(mistakes)")
  }

  @Test func `an object with a member that Kubernetes does not know is refused`() throws {
    let test = "an object with a member that Kubernetes does not know is refused"
    guard let text = try rendered("base", for: test), let python = Python.withPackages(for: test) else { return }
    #expect(try !mistakes(text.replacing("readOnlyRootFilesystem:", with: "readOnlyRootFileSystem:"), python).mistakes.isEmpty)
  }

  @Test(arguments: ["staging", "production"])
  func `an overlay runs images of one commit from one registry, in a namespace that refuses more than they need`(overlay: String) throws {
    guard let text = try rendered("overlays/\(overlay)", for: "an overlay runs images of one commit") else { return }
    let images = text.split(separator: "\n").map(\.trimmed).filter { $0.hasPrefix("image: ") }
    let services = try Checkout.folders(in: "services") + ["console"]
    let commit = String(repeating: "0", count: 40)
    #expect(Set(images) == Set(services.map { "image: ghcr.io/OWNER/bulkhead/\($0):\(commit)" }))
    #expect(text.contains("pod-security.kubernetes.io/enforce: restricted"))
    // What names the release is no object of the cluster.
    #expect(!text.contains("name: release"))
  }

  @Test func `an overlay's own file takes the place of the one that was brought along, and its name changes`() throws {
    let folder = try TemporaryFolder()
    for path in try Checkout.files(endingIn: ".yaml", below: "deploy/kubernetes/base") { try folder.write(try Checkout.text(path), to: path) }
    try folder.write("{ \"version\": 1, \"schedules\": [] }\n", to: "overlay/schedules.json")
    try folder.write(
      """
      apiVersion: kustomize.config.k8s.io/v1beta1
      kind: Kustomization
      resources: [../deploy/kubernetes/base]
      configMapGenerator:
        - name: scheduler-worker-files
          behavior: replace
          files: [SCHEDULES_FILE=schedules.json]
      """, to: "overlay/kustomization.yaml")
    guard let before = try rendered("base", for: "an overlay's own file takes the place") else { return }
    let outcome = try ChildProcess.run(["kubectl", "kustomize", "\(folder.path)/overlay"], environment: Environment.forChildren)
    let after = String(decoding: outcome.output, as: UTF8.self)
    #expect(after.contains("{ \"version\": 1, \"schedules\": [] }"))
    let names = { (text: String) in Set(text.split(separator: "\n").map(\.trimmed).filter { $0.hasPrefix("name: scheduler-worker-files-") }) }
    #expect(names(before).count == 1 && names(after).count == 1 && names(before) != names(after))
  }
}
