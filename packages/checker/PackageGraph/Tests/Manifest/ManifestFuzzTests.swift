import TestSupport
import Testing

@testable import PackageGraph

/// Texts that are not quite manifests.
@Suite(.blocking) struct ManifestFuzzTests {
  @Test func `no bytes stop the static reader`() {
    var generator = SeededGenerator(for: "no bytes stop the static reader")
    let samples = ManifestCorpus.accepted.map { Array($0.text.utf8) }
    for _ in 0..<2000 {
      let sample = samples.randomElement(using: &generator)!
      _ = StaticManifestReader.read(generator.mutated(sample))
      _ = StaticManifestReader.read(Array(sample.prefix(Int.random(in: 0...sample.count, using: &generator))))
      _ = StaticManifestReader.read(Array("// swift-tools-version:6.0\n".utf8) + generator.bytes(upTo: 200))
    }
  }

  @Test func `what the static reader takes of changed manifests, SwiftPM takes the same way`() throws {
    var mutation = ManifestMutation(generator: SeededGenerator(for: "what the static reader takes of changed manifests"))
    var changed: [SampleManifest] = []
    while changed.count < 6 {
      let sample = ManifestCorpus.accepted.randomElement(using: &mutation.generator)!
      let text = mutation.mutated(sample.text)
      guard text != sample.text, StaticManifestReader.read(Array(text.utf8)) != nil else { continue }
      changed.append(SampleManifest(sample.name, text))
    }
    for (sample, answer) in try ManifestAgreementTests.askSwiftPM(changed) {
      switch answer {
      case .success(let manifest): #expect(StaticManifestReader.read(Array(sample.text.utf8))?.manifest == manifest, "\(sample.text)")
      case .failure(let error): Issue.record("\(error)\n\(sample.text)")
      }
    }
  }
}
