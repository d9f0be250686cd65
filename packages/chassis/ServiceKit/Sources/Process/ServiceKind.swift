/// The kind of a service: a server has a port of its own beside the one for health, a worker has none.
public enum ServiceKind: String, Sendable, CaseIterable {
  case server, worker
}
