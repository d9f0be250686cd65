import ServiceDescription
import YAML

/// The container of a service's pods, and the one before it that brings its schema up to date.
struct Container {
  private let deployable: Deployable
  private let calls: CallGraph

  init(_ deployable: Deployable, _ calls: CallGraph) {
    self.deployable = deployable
    self.calls = calls
  }

  var value: YAML {
    .members([
      ("name", .string(deployable.name)),
      ("image", .string(Image.localName(of: deployable.name))),
      ("env", environment),
      ("envFrom", settings),
      ("ports", ports),
      ("startupProbe", probe("/livez", period: 1, failures: startLimit)),
      ("livenessProbe", probe("/livez", period: 10, failures: 3)),
      ("readinessProbe", probe("/readyz", period: 2, failures: 2)),
      ("resources", resources),
      ("securityContext", confinement),
      ("volumeMounts", mounts),
    ])
  }

  /// The container that runs to its end before the other starts; `nil` where the service has no schema.
  var migration: YAML? {
    if !deployable.description.database { return nil }
    return .members([
      ("name", "migrate"),
      ("image", .string(Image.localName(of: deployable.name))),
      ("args", YAML.strings(["--migrate"]).onOneLine),
      ("env", environment),
      ("envFrom", settings),
      ("resources", resources),
      ("securityContext", confinement),
      ("volumeMounts", mounts),
    ])
  }

  private var confinement: YAML {
    ["allowPrivilegeEscalation": false, "readOnlyRootFilesystem": true, "capabilities": ["drop": YAML.strings(["ALL"]).onOneLine]]
  }

  var volumes: YAML? {
    var volumes: [YAML] = []
    if hasFiles { volumes.append(["name": "files", "configMap": ["name": .string(Workload.filesName(of: deployable))]]) }
    if deployable.writesTemporaryFiles { volumes.append(["name": "tmp", "emptyDir": ["sizeLimit": "64Mi"]]) }
    return volumes.isEmpty ? nil : .list(volumes)
  }

  private var mounts: YAML? {
    var mounts: [YAML] = []
    if hasFiles { mounts.append(["name": "files", "mountPath": .string(DeployedFile.folder), "readOnly": true]) }
    if deployable.writesTemporaryFiles { mounts.append(["name": "tmp", "mountPath": "/tmp"]) }
    return mounts.isEmpty ? nil : .list(mounts)
  }

  private var hasFiles: Bool { !deployable.description.deployment.files.isEmpty }

  private var environment: YAML {
    let draining = Draining(deployable, delay: Workload.shutdownDelay)
    var variables = deployable.description.deployment.files.map { (key: $0, value: "\(DeployedFile.folder)/\($0)") }
    variables += deployable.addresses(calls) { $0.name }.filter { $0.key != Deployable.fleetVariable }
    variables += [(key: "SHUTDOWN_DELAY", value: "\(draining.delay)s"), (key: "SHUTDOWN_TIMEOUT", value: "\(draining.timeout)s")]
    return .list(variables.map { ["name": .string($0.key), "value": .string($0.value)] } + fleet + database)
  }

  /// The URL of the schema, from a Secret that must be there.
  private var database: [YAML] {
    if !deployable.description.database { return [] }
    let key = ServiceDescription.databaseVariable
    return [["name": .string(key), "valueFrom": ["secretKeyRef": ["name": .string(deployable.name), "key": .string(key)]]]]
  }

  /// The addresses of the watched services, from a ConfigMap, so that another service changes nothing here.
  private var fleet: [YAML] {
    if calls.watched(by: deployable).isEmpty { return [] }
    let key = Deployable.fleetVariable
    return [
      [
        "name": .string(key), "valueFrom": ["configMapKeyRef": ["name": .string(Workload.fleetName(of: deployable)), "key": .string(key)]],
      ]
    ]
  }

  /// The settings that an overlay adds: a ConfigMap and a Secret of the service's name, each key a setting.
  private var settings: YAML {
    let name: YAML = ["name": .string(deployable.name), "optional": true]
    return [["configMapRef": name], ["secretRef": name]]
  }

  private var ports: YAML {
    .list(
      deployable.description.ports.compactMap { port in
        deployable.port(port).map { ["name": .string(port.rawValue), "containerPort": .int($0)] }
      })
  }

  /// The seconds that a process may take until it is alive.
  private var startLimit: Int { 60 }

  private func probe(_ path: String, period: Int, failures: Int) -> YAML {
    [
      "httpGet": ["path": .string(path), "port": "health"], "periodSeconds": .int(period), "timeoutSeconds": 2, "failureThreshold": .int(failures),
    ]
  }

  private var resources: YAML {
    let resources = deployable.description.deployment.resources
    return [
      "requests": ["cpu": .string(resources.cpu), "memory": .string(resources.memory)], "limits": ["memory": .string(resources.memoryLimit)],
    ]
  }
}
