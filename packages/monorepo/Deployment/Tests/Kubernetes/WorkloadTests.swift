import Deployment
import ServiceDescription
import Testing
import YAML

@Suite struct WorkloadTests {
  private func pod(_ service: String) throws -> YAML {
    try #require(SampleFleet.object("Deployment", service)?.at("spec/template/spec"))
  }

  private func container(_ service: String) throws -> YAML { try #require(try pod(service).at("containers/0")) }

  private func environment(_ service: String) throws -> [String: String] {
    let variables = try #require(try container(service)["env"]?.list)
    return Dictionary(uniqueKeysWithValues: variables.map { ($0["name"]?.string ?? "", $0["value"]?.string ?? "") })
  }

  @Test(arguments: ["api", "auth", "console", "courier", "scribe"])
  func `each process may do as little as it needs`(service: String) throws {
    let pod = try pod(service)
    #expect(
      pod["securityContext"] == [
        "runAsNonRoot": true, "runAsUser": 1001, "runAsGroup": 1001, "seccompProfile": ["type": "RuntimeDefault"],
      ])
    #expect(
      pod.at("containers/0/securityContext") == [
        "allowPrivilegeEscalation": false, "readOnlyRootFilesystem": true, "capabilities": ["drop": ["ALL"]],
      ])
    #expect(pod["automountServiceAccountToken"] == false)
    // Variables named for every Service would be taken for settings.
    #expect(pod["enableServiceLinks"] == false)
  }

  @Test(arguments: ["api", "courier"])
  func `health is asked on its own port`(service: String) throws {
    let container = try container(service)
    for (probe, path) in [("startupProbe", "/livez"), ("livenessProbe", "/livez"), ("readinessProbe", "/readyz")] {
      #expect(container.at("\(probe)/httpGet") == ["path": .string(path), "port": "health"], "\(probe)")
    }
    let ports = try #require(container["ports"]?.list).map { [$0["name"]?.string ?? "": $0["containerPort"]?.int ?? 0] }
    #expect(ports == (service == "api" ? [["http": 8080], ["health": 9000]] : [["health": 9000], ["admin": 9001]]))
  }

  @Test func `a pod is given longer than the delay and the drain of its process`() throws {
    let environment = try environment("api")
    #expect(environment["SHUTDOWN_DELAY"] == "5s" && environment["SHUTDOWN_TIMEOUT"] == "60s")
    #expect(try pod("api")["terminationGracePeriodSeconds"] == 75)
  }

  @Test func `the load decides how many run where it may, and no number is written then`() throws {
    let scaler = try #require(SampleFleet.object("HorizontalPodAutoscaler", "api"))
    #expect(scaler.at("spec/minReplicas") == 2 && scaler.at("spec/maxReplicas") == 6)
    #expect(scaler.at("spec/scaleTargetRef") == ["apiVersion": "apps/v1", "kind": "Deployment", "name": "api"])
    #expect(SampleFleet.object("Deployment", "api")?.at("spec/replicas") == nil)
    #expect(SampleFleet.object("HorizontalPodAutoscaler", "auth") == nil)
    #expect(SampleFleet.object("Deployment", "auth")?.at("spec/replicas") == 2)
  }

  @Test func `a worker of which there is one never runs twice, and what serves is replaced without a gap`() throws {
    #expect(SampleFleet.object("Deployment", "courier")?.at("spec/strategy") == ["type": "Recreate"])
    #expect(
      SampleFleet.object("Deployment", "scribe")?.at("spec/strategy") == [
        "type": "RollingUpdate", "rollingUpdate": ["maxUnavailable": 0, "maxSurge": 1],
      ])
  }

  @Test func `a process is told whom it calls and whom it watches`() throws {
    #expect(try environment("api")["SCRIBE_URL"] == "http://scribe:8080")
    #expect(try environment("api")["AUTH_URL"] == "http://auth:8080")
    #expect(try environment("scribe")["AUTH_URL"] == "http://auth:8080")
    let fleet = try #require(try container("console")["env"]?.list?.first { $0["name"] == "FLEET" })
    #expect(fleet["valueFrom"] == ["configMapKeyRef": ["name": "console-fleet", "key": "FLEET"]])
    let base = SampleFleet.objects("deploy/kubernetes/base/kustomization.yaml")[0]
    #expect(
      base["configMapGenerator"]?.list?.first == [
        "name": "console-fleet",
        "literals": ["FLEET=api=http://api:9000,auth=http://auth:9000,courier=http://courier:9000,scribe=http://scribe:9000"],
      ])
    #expect(try environment("auth").keys.sorted() == ["SHUTDOWN_DELAY", "SHUTDOWN_TIMEOUT"])
  }

  @Test func `files are brought along, each named for its setting`() throws {
    let courier = try container("courier")
    #expect(try environment("courier")["ROUTES_FILE"] == "/etc/bulkhead/ROUTES_FILE")
    #expect(courier["volumeMounts"] == [["name": "files", "mountPath": "/etc/bulkhead", "readOnly": true]])
    #expect(try pod("courier")["volumes"] == [["name": "files", "configMap": ["name": "courier-files"]]])
    let base = SampleFleet.objects("deploy/kubernetes/base/kustomization.yaml")[0]
    #expect(base["configMapGenerator"]?.list?.dropFirst() == [["name": "courier-files", "literals": ["ROUTES_FILE=a: 1\nb: \"2\"\n"]]])
  }

  @Test func `only what needs the whole of Foundation has a place for temporary files`() throws {
    #expect(try pod("scribe")["volumes"] == [["name": "tmp", "emptyDir": ["sizeLimit": "64Mi"]]])
    #expect(try container("scribe")["volumeMounts"] == [["name": "tmp", "mountPath": "/tmp"]])
    #expect(try pod("api")["volumes"] == nil)
  }

  @Test func `memory is limited, and a processor is shared`() throws {
    #expect(
      try container("api")["resources"] == [
        "requests": ["cpu": "250m", "memory": "64Mi"], "limits": ["memory": "192Mi"],
      ])
  }

  @Test func `the base lists every file that is made, and no other`() throws {
    let listed = try #require(SampleFleet.objects("deploy/kubernetes/base/kustomization.yaml")[0]["resources"]?.list).compactMap(\.string)
    let made = SampleFleet.monorepo.generatedFiles.map(\.path).filter { $0.hasPrefix("deploy/kubernetes/base/") }
    #expect(Set(listed.map { "deploy/kubernetes/base/\($0)" } + ["deploy/kubernetes/base/kustomization.yaml"]) == Set(made))
  }

  @Test func `a worker that is not ready can still be watched, a server that is not ready gets no requests`() {
    #expect(SampleFleet.object("Service", "courier")?.at("spec/publishNotReadyAddresses") == true)
    #expect(SampleFleet.object("Service", "api")?.at("spec/publishNotReadyAddresses") == nil)
  }
}
