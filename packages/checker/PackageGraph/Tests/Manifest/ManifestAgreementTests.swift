import Platform
import Synchronization
import TestSupport
import Testing

@testable import PackageGraph

/// Both readers on the same manifests.
@Suite(.blocking) struct ManifestAgreementTests {
  @Test(arguments: ManifestCorpus.accepted + ManifestCorpus.withIdleBlocks)
  func `a manifest of literals is read without SwiftPM`(sample: SampleManifest) {
    #expect(StaticManifestReader.read(Array(sample.text.utf8)) != nil)
  }

  @Test func `the readers agree on every manifest that the static one takes`() throws {
    for (sample, answer) in try Self.askSwiftPM(ManifestCorpus.accepted + ManifestCorpus.withIdleBlocks) {
      let manifest = try answer.get()
      #expect(StaticManifestReader.read(Array(sample.text.utf8))?.manifest == manifest, "\(sample.name)")
    }
  }

  @Test func `the readers agree on the manifest of this repository`() throws {
    let folder = #filePath.split(separator: "/").dropLast(6).map { "/" + $0 }.joined()
    let loaded = try #require(StaticManifestReader.read(try File.read(folder + "/Package.swift"), folder: folder))
    #expect(try loaded.manifest == SwiftPMManifestReader.read(folder: folder, environment: Environment.forChildren))
  }

  /// What SwiftPM says of each, several at a time.
  static func askSwiftPM(_ samples: [SampleManifest]) throws -> [(SampleManifest, Result<Manifest, ManifestError>)] {
    let folder = try TemporaryFolder()
    for (index, sample) in samples.enumerated() { try folder.write(sample.text, to: "\(index)/Package.swift") }
    let next = Atomic<Int>(0)
    let answers = Mutex<[Int: Result<Manifest, ManifestError>]>([:])
    Threads.run(Threads.processorCount + 1) { _ in
      while true {
        let index = next.add(1, ordering: .relaxed).oldValue
        guard index < samples.count else { return }
        let answer = Result { () throws(ManifestError) in
          try SwiftPMManifestReader.read(folder: "\(folder.path)/\(index)", environment: Environment.forChildren)
        }
        answers.withLock { $0[index] = answer }
      }
    }
    return answers.withLock { answers in samples.indices.map { (samples[$0], answers[$0]!) } }
  }
}
