/// What a client verifies of a server.
///
/// It is no part of `TLSClientConfiguration`: whoever makes a context verifies everything, unless it names less in its code. That is for
/// protocols whose own specification has weaker ways, as PostgreSQL's `sslmode` has; HTTP has none.
public enum ServerVerification: Sendable, Hashable {
  /// Its certificate leads to an authority that is trusted, and is for the host that was asked for.
  case complete
  /// Its certificate leads to an authority that is trusted. Whoever has one of that authority's certificates may stand in between.
  case authorityOnly
  /// Nothing. Who listens reads nothing; whoever stands in between reads everything.
  case nothing
}
