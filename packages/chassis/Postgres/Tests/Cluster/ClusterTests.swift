import Platform
import PostgresTesting
import Testing

@Suite struct ClusterTests {
  @Test func `a cluster that nobody holds leaves nothing behind`() async throws {
    var cluster = try await PostgresCluster.make(for: "ClusterTests")
    guard let folder = cluster?.socketFolder else { return }
    let server = try String(decoding: File.read("\(folder)/data/postmaster.pid"), as: UTF8.self).prefix { $0 != "\n" }
    #expect(try File.status("/proc/\(server)") != nil)
    cluster = nil
    try await wait { try File.status(folder) == nil && File.status("/proc/\(server)") == nil }
  }
}
