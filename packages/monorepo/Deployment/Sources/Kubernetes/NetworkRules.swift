import ServiceDescription
import YAML

/// The traffic that is allowed to a service and from it: the calls in the descriptions, and nothing else.
struct NetworkRules {
  private let deployable: Deployable
  private let calls: CallGraph

  init(_ deployable: Deployable, _ calls: CallGraph) {
    self.deployable = deployable
    self.calls = calls
  }

  /// The policy that denies all traffic of every pod of the namespace.
  static var defaultDeny: YAML {
    [
      "apiVersion": "networking.k8s.io/v1", "kind": "NetworkPolicy", "metadata": ["name": "default-deny"],
      "spec": ["podSelector": .map([]), "policyTypes": both],
    ]
  }

  /// The policy that allows the service's traffic.
  var policy: YAML {
    Workload.object(
      "networking.k8s.io/v1", "NetworkPolicy", deployable.name,
      [
        "podSelector": ["matchLabels": Workload.selector(deployable.name)], "policyTypes": Self.both, "ingress": .list(ingress),
        "egress": .list(egress),
      ])
  }

  private static let both = YAML.strings(["Ingress", "Egress"]).onOneLine

  // MARK: To the service

  private var ingress: [YAML] {
    var rules: [YAML] = []
    if let port = deployable.port(.http) {
      let callers = calls.callers(of: deployable)
      // What nobody calls from within is what people and other systems reach from outside.
      rules.append(Self.rule("from", callers.isEmpty ? [Self.namespace(labelled: "bulkhead/ingress")] : callers.map(Self.pods), ports: [port]))
    }
    if let port = deployable.port(.health) {
      rules.append(
        Self.rule("from", [Self.namespace(labelled: "bulkhead/monitoring")] + calls.watchers(of: deployable).map(Self.pods), ports: [port]))
    }
    return rules
  }

  // MARK: From the service

  private var egress: [YAML] {
    var rules: [YAML] = [
      ["to": [Self.namespace("kubernetes.io/metadata.name", "kube-system")], "ports": [Self.port(53, "UDP"), Self.port(53)]],
      Self.rule("to", [Self.namespace(labelled: "bulkhead/monitoring")], ports: [Self.collectorPort]),
    ]
    for callee in calls.callees(of: deployable) {
      if let port = callee.port(.http) { rules.append(Self.rule("to", [Self.pods(callee)], ports: [port])) }
    }
    // Who watches, watches all; each of them lets in nobody else.
    let ports = Set(calls.watched(by: deployable).compactMap { $0.port(.health) }).sorted()
    if !ports.isEmpty { rules.append(Self.rule("to", [Self.everyPod], ports: ports)) }
    if deployable.description.database {
      rules.append(Self.rule("to", [Self.namespace(labelled: "bulkhead/database")], ports: [Self.databasePort]))
    }
    if deployable.description.deployment.internet { rules.append(["to": Self.internet]) }
    return rules
  }

  /// The port of OTLP over HTTP (OpenTelemetry Protocol Exporter, default endpoint).
  private static let collectorPort = 4318

  /// The port of PostgreSQL.
  private static let databasePort = 5432

  /// All addresses but those that no router of the Internet forwards (RFC 6890).
  private static let internet: YAML = [
    [
      "ipBlock": [
        "cidr": "0.0.0.0/0",
        "except": .strings(["10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16"]),
      ]
    ],
    ["ipBlock": ["cidr": "::/0", "except": .strings(["fc00::/7", "fe80::/10"])]],
  ]

  // MARK: Parts of rules

  private static func rule(_ direction: String, _ peers: [YAML], ports: [Int]) -> YAML {
    .members([(direction, .list(peers)), ("ports", .list(ports.map { port($0) }))])
  }

  private static func port(_ number: Int, _ transport: String = "TCP") -> YAML { ["protocol": .string(transport), "port": .int(number)] }

  private static func pods(_ deployable: Deployable) -> YAML { ["podSelector": ["matchLabels": Workload.selector(deployable.name)]] }

  /// The selector of the pods of all services.
  private static let everyPod: YAML = ["podSelector": ["matchLabels": ["app.kubernetes.io/part-of": .string(Monorepo.project)]]]

  private static func namespace(labelled label: String) -> YAML { namespace(label, "true") }

  private static func namespace(_ label: String, _ value: String) -> YAML {
    ["namespaceSelector": ["matchLabels": .map([.init(label, .string(value))])]]
  }
}
