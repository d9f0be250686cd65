/// Whether others call it: a server has a port of its own beside the one for health.
public enum ServiceKind: String, Sendable, CaseIterable {
  case server, worker
}
