import ServiceDescription
import YAML

/// The objects that run one service: its Deployment, its Service, and its scaling.
struct Workload {
  let deployable: Deployable
  let calls: CallGraph

  /// The time in seconds in which routers and load balancers notice that a process is not ready any more.
  static let shutdownDelay = 5

  init(_ deployable: Deployable, _ calls: CallGraph) {
    self.deployable = deployable
    self.calls = calls
  }

  var objects: [YAML] { [deployment, service, disruptionBudget] + (scaler.map { [$0] } ?? []) }

  /// Returns the name of the ConfigMap with the files that a service brings along.
  static func filesName(of deployable: Deployable) -> String { "\(deployable.name)-files" }

  /// Returns the name of the ConfigMap with the addresses that a service watches.
  static func fleetName(of deployable: Deployable) -> String { "\(deployable.name)-fleet" }

  private var name: String { deployable.name }
  private var replicas: ServiceDescription.Deployment.Replicas { deployable.description.deployment.replicas }
  private var isScaled: Bool { replicas.maximum > replicas.minimum }

  // MARK: Objects

  private var deployment: YAML {
    Self.object(
      "apps/v1", "Deployment", name,
      .members([
        ("replicas", isScaled ? nil : .int(replicas.minimum)),
        ("revisionHistoryLimit", 5),
        ("strategy", strategy),
        ("selector", ["matchLabels": Self.selector(name)]),
        ("template", pod),
      ]), labels: deployable.description.database ? [.init(Self.databaseLabel, "true")] : [])
  }

  /// The strategy of updates: a worker with one replica must never run twice; anything else is replaced without a gap.
  private var strategy: YAML {
    if deployable.description.kind == .worker && replicas.maximum == 1 { return ["type": "Recreate"] }
    return ["type": "RollingUpdate", "rollingUpdate": ["maxUnavailable": 0, "maxSurge": 1]]
  }

  private var pod: YAML {
    let health = deployable.port(.health).map { "\($0)" } ?? "9000"
    let metadata: YAML = [
      "labels": Self.labels(name),
      "annotations": ["prometheus.io/scrape": "true", "prometheus.io/path": "/metrics", "prometheus.io/port": .string(health)],
    ]
    let spread: YAML? =
      replicas.maximum > 1
      ? [
        [
          "maxSkew": 1, "topologyKey": "kubernetes.io/hostname", "whenUnsatisfiable": "ScheduleAnyway",
          "labelSelector": ["matchLabels": Self.selector(name)],
        ]
      ] : nil
    return [
      "metadata": metadata,
      "spec": .members([
        ("automountServiceAccountToken", false),
        ("enableServiceLinks", false),
        ("terminationGracePeriodSeconds", .int(Draining(deployable, delay: Self.shutdownDelay).grace)),
        (
          "securityContext",
          [
            "runAsNonRoot": true, "runAsUser": .int(Image.userID), "runAsGroup": .int(Image.userID),
            "seccompProfile": ["type": "RuntimeDefault"],
          ]
        ),
        ("topologySpreadConstraints", spread),
        ("initContainers", Container(deployable, calls).migration.map { [$0] }),
        ("containers", [Container(deployable, calls).value]),
        ("volumes", Container(deployable, calls).volumes),
      ]),
    ]
  }

  private var service: YAML {
    let ports = [ServiceDescription.Port.http, .health].compactMap { port in
      deployable.port(port).map { number -> YAML in ["name": .string(port.rawValue), "port": .int(number), "targetPort": .string(port.rawValue)] }
    }
    // What has no port but its health is asked by those who watch it, also and above all while it is not ready.
    let isWatchedOnly = deployable.port(.http) == nil
    return Self.object(
      "v1", "Service", name,
      .members([("publishNotReadyAddresses", isWatchedOnly ? true : nil), ("selector", Self.selector(name)), ("ports", .list(ports))]))
  }

  private var disruptionBudget: YAML {
    Self.object("policy/v1", "PodDisruptionBudget", name, ["maxUnavailable": 1, "selector": ["matchLabels": Self.selector(name)]])
  }

  private var scaler: YAML? {
    guard isScaled else { return nil }
    return Self.object(
      "autoscaling/v2", "HorizontalPodAutoscaler", name,
      [
        "scaleTargetRef": ["apiVersion": "apps/v1", "kind": "Deployment", "name": .string(name)],
        "minReplicas": .int(replicas.minimum),
        "maxReplicas": .int(replicas.maximum),
        "metrics": [["type": "Resource", "resource": ["name": "cpu", "target": ["type": "Utilization", "averageUtilization": 70]]]],
      ])
  }

  // MARK: What objects share

  /// The label of Deployments with a container that migrates, by which the component `release` finds that container's image.
  private static let databaseLabel = "bulkhead/database"

  static func object(_ version: String, _ kind: String, _ name: String, _ spec: YAML, labels more: [YAML.Entry] = []) -> YAML {
    [
      "apiVersion": .string(version), "kind": .string(kind), "metadata": ["name": .string(name), "labels": labels(name, more)], "spec": spec,
    ]
  }

  static func labels(_ name: String, _ more: [YAML.Entry] = []) -> YAML {
    .map([.init("app.kubernetes.io/name", .string(name)), .init("app.kubernetes.io/part-of", .string(Monorepo.project))] + more)
  }

  static func selector(_ name: String) -> YAML { ["app.kubernetes.io/name": .string(name)] }
}
