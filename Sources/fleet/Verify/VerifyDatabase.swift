import CommandLine
import Platform
import PostgresInstallation
import ServiceDescription

/// A database for the time of an examination: a cluster in a folder of its own, for a service that has a schema where the settings name none.
final class VerifyDatabase: Sendable {
  private let folder: String
  private let cluster: PrivateCluster
  private let server: DatabaseServer
  /// The service's `DATABASE_URL`.
  let url: String

  /// Makes the cluster, and waits until it takes connections.
  init(for service: ServiceDescription, environment: [String: String]) async throws {
    let releases = try PostgresRelease.all(path: environment["PATH"] ?? "")
    if releases.isEmpty {
      throw Failure(
        "\(service.name) has a database, and PostgreSQL \(PostgresRelease.oldest) or later is not installed: install it, or name a database of "
          + "the service's own with \(Settings.database)")
    }
    folder = try File.realPath(Folder.createTemporary(prefix: "bulkhead-verify"))
    cluster = try PrivateCluster.locate(releases, root: folder)
    let (events, continuation) = AsyncStream.makeStream(of: Supervisor.Event.self)
    let mixer = LogMixer(names: [DatabaseServer.name], format: .text, style: Style(isColored: false)) { _, _ in }
    server = DatabaseServer(cluster, services: [service], mixer: mixer) { continuation.yield($0) }
    url = server.url(of: service.name) ?? ""
    server.start()
    do { try await Self.wait(for: events) } catch {
      remove()
      throw error
    }
  }

  private static func wait(for events: AsyncStream<Supervisor.Event>) async throws {
    for await event in events {
      switch event {
      case .ready: return
      case .notStarted(_, let reason): throw Failure("the database: \(reason)")
      case .ended(_, _, let lastLines): throw Failure("the database has ended: \(lastLines.joined(separator: "; "))")
      default: break
      }
    }
  }

  /// Kills the server, which has nothing to keep, and removes its folders.
  func remove() {
    server.kill()
    // Its children see that they are alone, and write until then.
    for _ in 0..<50 {
      if (try? cluster.remove()) != nil { break }
      _ = ThreadGate().wait(nanoseconds: 100_000_000)
    }
    try? Folder.remove(folder)
  }
}
