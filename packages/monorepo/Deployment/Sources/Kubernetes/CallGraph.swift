/// The graph of the calls between services, which decides on the traffic that is allowed between them.
struct CallGraph {
  private let deployables: [Deployable]

  init(_ monorepo: Monorepo) { deployables = monorepo.deployables }

  /// Returns the services whose own port a service calls, in order of name.
  func callees(of caller: Deployable) -> [Deployable] {
    let names = Set(caller.description.calls.map(\.name))
    return deployables.filter { names.contains($0.name) && $0.port(.http) != nil }
  }

  /// Returns the services that call a service's own port.
  func callers(of callee: Deployable) -> [Deployable] { deployables.filter { caller in callees(of: caller).contains { $0.name == callee.name } } }

  /// Returns the services whose health a service watches.
  func watched(by watcher: Deployable) -> [Deployable] {
    watcher.description.deployment.watches ? deployables.filter { $0.name != watcher.name } : []
  }

  /// Returns the services that watch the health of a service.
  func watchers(of watched: Deployable) -> [Deployable] {
    deployables.filter { $0.description.deployment.watches && $0.name != watched.name }
  }
}
