import SwiftImports
import YAML

extension Invariant {
  static let ciBuildsAndPushes = Invariant(
    id: "CI_BUILDS_AND_PUSHES",
    summary: "A workflow builds each service's image and pushes it under the commit's hash, and under no tag that moves.",
    reason: "Only a tag that never moves says what runs, and what to go back to; an image that nobody pushes is built by hand when it is urgent.",
    remedy: "Let a workflow that runs on pushes to the main branch push every image with tags: <registry>/<name>:${{ github.sha }}.",
    breaches: { subject in
      if subject.services.isEmpty { return [] }
      let workflows = try AuditSubject.workflowPaths(subject.files).flatMap { path in
        try (subject.files.yaml(path) ?? []).map { Workflow(path: path, document: $0) }
      }
      let pushing = workflows.filter { !$0.pushes.isEmpty }
      var breaches = pushing.flatMap(\.breaches)
      // A workflow that others call is started by them.
      let started = workflows.filter { workflow in
        workflow.runsOnBranches && (!workflow.pushes.isEmpty || pushing.contains { workflow.calls($0.path) })
      }
      guard let first = started.first else {
        return breaches + [Breach("\(AuditSubject.workflowFolder)/images.yml", "No workflow that runs on pushes to a branch pushes an image.")]
      }
      let texts = try started.flatMap { try FileMentions(files: subject.files).reached(from: subject.files.text($0.path) ?? "") }
      for service in subject.services where !texts.contains(where: { FileMentions.names("\(service.folder)/Dockerfile", in: $0) }) {
        let message = "\(service.name) is left out: neither this workflow nor what it runs names \(service.folder)/Dockerfile."
        breaches.append(Breach(first.path, message))
      }
      return breaches
    })
}

/// A workflow of GitHub Actions, as far as it pushes images.
private struct Workflow {
  /// A step that pushes, and the tag that it pushes under.
  struct Push {
    var tag: String
    var position: SourcePosition
  }

  let path: String
  let document: YAML

  private var jobs: [YAML] { document["jobs"]?.map?.map(\.value) ?? [] }
  private var steps: [YAML] { jobs.flatMap { $0["steps"]?.list ?? [] } }

  /// `on: push`, `on: [push]`, or with branches; tags alone are releases.
  var runsOnBranches: Bool {
    guard let on = document["on"] else { return false }
    if on.string == "push" || on.list?.contains(where: { $0.string == "push" }) == true { return true }
    guard let push = on.entry("push") else { return false }
    return push.value["branches"] != nil || push.value["tags"] == nil
  }

  func calls(_ other: String) -> Bool { jobs.contains { $0["uses"]?.string == "./\(other)" } }

  var pushes: [Push] { steps.flatMap { Self.actionPushes($0) + Self.commandPushes($0) } }

  /// The tags that are no commit's.
  var breaches: [Breach] {
    if !runsOnBranches, document["on"]?["push"] != nil { return [] }
    return pushes.filter { !Self.isCommit($0.tag) }.map { push in
      Breach(path, push.position, "An image is pushed under \(push.tag.isEmpty ? "no tag, which is latest" : push.tag), which is no commit's hash.")
    }
  }

  private static func isCommit(_ tag: String) -> Bool {
    ["${{ github.sha }}", "${{github.sha}}", "$GITHUB_SHA", "${GITHUB_SHA}"].contains(tag)
  }

  /// docker/build-push-action, unless it is told not to push.
  private static func actionPushes(_ step: YAML) -> [Push] {
    guard step["uses"]?.string?.hasPrefix("docker/build-push-action@") == true, let push = step["with"]?["push"], push.bool != false else {
      return []
    }
    guard let tags = step["with"]?["tags"], let text = tags.string else { return [Push(tag: "", position: push.place)] }
    let lines = text.split(whereSeparator: { $0 == "\n" || $0 == "," })
    return lines.map { Push(tag: tag(of: String($0)), position: tags.place) }
  }

  /// `docker push`, `buildah push`, and tags that are given to what is in the registry.
  private static func commandPushes(_ step: YAML) -> [Push] {
    guard let run = step["run"], let text = run.string else { return [] }
    return text.split(separator: "\n").flatMap { line -> [Push] in
      let words = ShellCommand(String(line), position: run.place)
      if words.runs("docker", "push") || words.runs("buildah", "push") || words.runs("podman", "push") {
        return words.words.last.map { [Push(tag: tag(of: $0), position: run.place)] } ?? []
      }
      guard words.runs("imagetools", "create") else { return [] }
      return zip(words.words, words.words.dropFirst()).filter { $0.0 == "--tag" || $0.0 == "-t" }.map {
        Push(tag: tag(of: $0.1), position: run.place)
      }
    }
  }

  /// What follows the last colon outside braces, behind the last slash.
  private static func tag(of image: String) -> String {
    let image = image.drop { $0 == " " }
    var depth = 0
    var tag: String?
    for character in image {
      if character == "{" { depth += 1 }
      if character == "}" { depth -= 1 }
      if depth == 0, character == ":" {
        tag = ""
      } else if depth == 0, character == "/" {
        tag = nil
      } else if tag != nil {
        tag?.append(character)
      }
    }
    var text = tag ?? ""
    while text.last == " " { text.removeLast() }
    return text
  }
}
