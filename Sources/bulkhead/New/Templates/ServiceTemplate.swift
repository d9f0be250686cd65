/// What every service has, of whatever kind.
enum ServiceTemplate {
  /// Imports that the walls must refuse, one of each kind.
  static let probes: [Template.File] = [
    Template.File(
      "services/{{name}}/ArchProbes/CallsTheCLibrary.swift",
      ##"""
      // probe: services-import-packages-only
      // System calls are the packages' business.
      import Glibc

      """##),
    Template.File(
      "services/{{name}}/ArchProbes/ImportsAService.swift",
      ##"""
      // probe: services-import-packages-only
      // Services speak over the network: a change of one must not rebuild another.
      import {{OtherModule}}

      """##),
    Template.File(
      "services/{{name}}/ArchProbes/ImportsATool.swift",
      ##"""
      // probe: services-import-packages-only
      // A service does not know who starts it.
      import Fleet

      """##),
    Template.File(
      "services/{{name}}/ArchProbes/ImportsTestSupport.swift",
      ##"""
      // probe: only-tests-use-what-is-made-for-tests
      // What is made for tests is not shipped.
      import TestSupport

      """##),
    Template.File(
      "services/{{name}}/ArchProbes/ImportsTheApp.swift",
      ##"""
      // probe: services-import-packages-only
      // A service knows nothing of the app.
      import Console

      """##),
    Template.File(
      "services/{{name}}/ArchProbes/LinksFoundation.swift",
      ##"""
      // probe: services-import-packages-only
      // All of Foundation would make the service ten times as large.
      import Foundation

      """##),
  ]

  /// The promises that every service keeps.
  static let tests: [Template.File] = [
    Template.File(
      "services/{{name}}/Tests/Process/ContractTests.swift",
      ##"""
      import TestSupport
      import Testing

      @Suite struct ContractTests {
        /// Health, readiness that ends first, draining, settings and a current settings.json among them:
        /// `fleet verify {{name}}` shows them all.
        @Test func `it keeps the contract of every service`() async throws {
          for promise in try await ServiceContract.brokenPromises(of: "{{name}}") { Issue.record("\(promise)") }
        }
      }

      """##)
  ]
}
