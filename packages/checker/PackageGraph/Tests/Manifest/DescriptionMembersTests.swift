import TestSupport
import Testing

@testable import PackageGraph

/// The tables of names against the compiler's own `PackageDescription`.
@Suite(.blocking) struct DescriptionMembersTests {
  private static let constants: [(type: String, names: [String: ToolsVersion])] = [
    ("Platform", DescriptionType.platforms),
    ("SupportedPlatform.MacOSVersion", DescriptionType.macOSVersions),
    ("SupportedPlatform.MacCatalystVersion", DescriptionType.macCatalystVersions),
    ("SupportedPlatform.IOSVersion", DescriptionType.iOSVersions),
    ("SupportedPlatform.TVOSVersion", DescriptionType.iOSVersions),
    ("SupportedPlatform.WatchOSVersion", DescriptionType.watchOSVersions),
    ("SupportedPlatform.VisionOSVersion", DescriptionType.visionOSVersions),
    ("SupportedPlatform.DriverKitVersion", DescriptionType.driverKitVersions),
    ("SwiftVersion", DescriptionType.swiftLanguageModes),
    ("CLanguageStandard", DescriptionType.cLanguageStandards),
    ("CXXLanguageStandard", DescriptionType.cxxLanguageStandards),
  ]

  /// A manifest that names all of them, and how many of them came later than its version.
  private static func manifest(_ version: ToolsVersion, naming isNamed: (ToolsVersion) -> Bool = { _ in true }) -> (
    sample: SampleManifest, later: Int
  ) {
    var later = 0
    var lines: [String] = []
    for (index, constant) in constants.enumerated() {
      later += constant.names.values.count { $0 > version }
      // Each on a line of its own: the compiler stops at the first fault of an expression.
      for (number, name) in constant.names.filter({ isNamed($0.value) }).keys.sorted().enumerated() {
        lines.append("let c\(index)x\(number): \(constant.type) = .\(name)\n")
      }
    }
    let sample = SampleManifest.package("\(version)", version: "\(version.major).\(version.minor)", before: lines.joined(), "targets: []")
    return (sample, later)
  }

  @Test func `what the tables name is there from the version on that they give, and not before`() throws {
    let versions = Set(Self.constants.flatMap(\.names.values)).sorted()
    let manifests = versions.map { Self.manifest($0) }
    #expect(versions.first == .min && manifests.last?.later == 0)
    for (index, (sample, answer)) in try ManifestAgreementTests.askSwiftPM(manifests.map(\.sample)).enumerated() {
      let later = manifests[index].later
      #expect((StaticManifestReader.read(Array(sample.text.utf8)) == nil) == (later > 0), "\(sample.name)")
      switch answer {
      case .success: #expect(later == 0, "\(sample.name)")
      case .failure(let error): #expect(error.message.split(separator: "\n").count == later, "\(sample.name): \(error)")
      }
    }
  }

  @Test func `the static reader takes what a version has`() {
    for version in Set(Self.constants.flatMap(\.names.values)) {
      let sample = Self.manifest(version) { $0 <= version }.sample
      #expect(StaticManifestReader.read(Array(sample.text.utf8)) != nil, "\(sample.name)")
    }
  }
}
