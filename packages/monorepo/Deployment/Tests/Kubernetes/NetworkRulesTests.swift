import Deployment
import ServiceDescription
import Testing
import YAML

@Suite struct NetworkRulesTests {
  /// A way from one service to a port of another.
  private struct Way: Hashable, Comparable, CustomStringConvertible {
    let from: String
    let to: String
    let port: Int

    var description: String { "\(from) -> \(to):\(port)" }
    static func < (left: Way, right: Way) -> Bool { left.description < right.description }
  }

  /// What one direction of a policy lets through: the names of pods, or of namespaces' labels, with a port each.
  private func peers(_ service: String, _ direction: String, _ peer: String) throws -> Set<String> {
    let policy = try #require(SampleFleet.object("NetworkPolicy", service))
    #expect(policy.at("spec/podSelector/matchLabels") == ["app.kubernetes.io/name": .string(service)])
    #expect(policy.at("spec/policyTypes") == ["Ingress", "Egress"])
    var found: Set<String> = []
    for rule in try #require(policy.at("spec/\(direction)")?.list) {
      for other in try #require((rule["from"] ?? rule["to"])?.list) {
        guard let labels = other.at("\(peer)/matchLabels")?.map else { continue }
        for port in try #require(rule["ports"]?.list) {
          if other.at("\(peer)/matchLabels") == ["app.kubernetes.io/part-of": "bulkhead"] {
            for name in SampleFleet.monorepo.deployables.map(\.name) where name != service { found.insert("\(name):\(port["port"]?.int ?? 0)") }
            continue
          }
          found.insert(
            "\(labels[0].key == "app.kubernetes.io/name" ? "" : labels[0].key + "=")\(labels[0].value.string ?? "?"):\(port["port"]?.int ?? 0)")
        }
      }
    }
    return found
  }

  @Test func `exactly the calls and the watching are let through, on both sides`() throws {
    let names = SampleFleet.monorepo.deployables.map(\.name)
    var ways: Set<Way> = []
    for from in names {
      for to in names {
        for port in [8080, 9000, 9001, 1] where try peers(from, "egress", "podSelector").contains("\(to):\(port)") {
          let isLetIn = try peers(to, "ingress", "podSelector").contains("\(from):\(port)")
          #expect(isLetIn, "\(from) is let out to \(to):\(port), and not let in there")
          ways.insert(Way(from: from, to: to, port: port))
        }
        for port in [8080, 9000, 9001, 1] where try peers(to, "ingress", "podSelector").contains("\(from):\(port)") {
          #expect(ways.contains(Way(from: from, to: to, port: port)), "\(from) is let in to \(to):\(port), and not let out there")
        }
      }
    }
    #expect(
      ways.sorted().map(\.description) == [
        "api -> auth:8080", "api -> scribe:8080", "console -> api:9000", "console -> auth:9000", "console -> courier:9000",
        "console -> scribe:9000", "courier -> scribe:8080", "scribe -> auth:8080",
      ])
  }

  @Test func `from outside, what nobody within calls is reached, and health by what monitors`() throws {
    #expect(try peers("api", "ingress", "namespaceSelector") == ["bulkhead/ingress=true:8080", "bulkhead/monitoring=true:9000"])
    #expect(try peers("scribe", "ingress", "namespaceSelector") == ["bulkhead/monitoring=true:9000"])
    #expect(try peers("courier", "ingress", "namespaceSelector") == ["bulkhead/monitoring=true:9000"])
  }

  @Test func `every service may ask for names and send traces, and no more`() throws {
    for service in SampleFleet.monorepo.deployables.map(\.name) {
      let outside = try peers(service, "egress", "namespaceSelector")
      #expect(outside == ["kubernetes.io/metadata.name=kube-system:53", "bulkhead/monitoring=true:4318"], "\(service)")
    }
  }

  @Test func `the Internet is for those that say so, and private addresses are no part of it`() throws {
    let blocks = { (service: String) throws -> [YAML] in
      try #require(SampleFleet.object("NetworkPolicy", service)?.at("spec/egress")?.list).flatMap { $0["to"]?.list ?? [] }
        .compactMap { $0["ipBlock"] }
    }
    #expect(try blocks("api").isEmpty)
    let open = try blocks("courier")
    #expect(open.map { $0["cidr"]?.string } == ["0.0.0.0/0", "::/0"])
    #expect(open[0]["except"]?.list?.contains("10.0.0.0/8") == true && open[0]["except"]?.list?.contains("169.254.0.0/16") == true)
  }

  @Test func `what is not let through is refused for every pod`() throws {
    let policy = SampleFleet.objects("deploy/kubernetes/base/default-deny.yaml")[0]
    #expect(policy["spec"] == ["podSelector": .map([]), "policyTypes": ["Ingress", "Egress"]])
  }
}
