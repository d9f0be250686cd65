/// Who asks whom, which decides what is let through between them.
struct CallGraph {
  private let deployables: [Deployable]

  init(_ monorepo: Monorepo) { deployables = monorepo.deployables }

  /// Those that a service asks on their own port, in order of name.
  func callees(of caller: Deployable) -> [Deployable] {
    let names = Set(caller.description.calls.map(\.name))
    return deployables.filter { names.contains($0.name) && $0.port(.http) != nil }
  }

  /// Those that ask a service on its own port.
  func callers(of callee: Deployable) -> [Deployable] { deployables.filter { caller in callees(of: caller).contains { $0.name == callee.name } } }

  /// Those whose health a service watches.
  func watched(by watcher: Deployable) -> [Deployable] {
    watcher.description.deployment.watches ? deployables.filter { $0.name != watcher.name } : []
  }

  /// Those that watch the health of a service.
  func watchers(of watched: Deployable) -> [Deployable] {
    deployables.filter { $0.description.deployment.watches && $0.name != watched.name }
  }
}
