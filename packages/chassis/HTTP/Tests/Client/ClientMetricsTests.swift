import Telemetry
import Testing

@testable import HTTP

@Suite(.onEventLoop) struct ClientMetricsTests {
  @Test func `requests are counted by method, host, status and error`() async throws {
    let metrics = Metrics()
    var configuration = ClientConfiguration.forTests
    configuration.retries = ClientRetryPolicy(attempts: 2, backoff: .milliseconds(1))
    let answers = Parts(["200", "503", "404", ""].map { Array($0.utf8) })
    let peers = try ScriptedPeers(configuration, metrics: metrics) { peer, _ in
      while let answer = answers.next() {
        try await peer.receiveHead()
        if answer.isEmpty { return }
        try await peer.send("HTTP/1.1 \(String(decoding: answer, as: UTF8.self)) x\r\ncontent-length: 0\r\n\r\n")
      }
      await peer.readToEnd()
    }
    for _ in 0..<2 { _ = try await peers.ask() }
    await #expect(throws: ClientError.self) { try await peers.ask(.post) }

    let text = String(decoding: metrics.write(.prometheus), as: UTF8.self)
    let common = #"http_client_request_duration_seconds_count{http_request_method="#
    for (method, status, error) in [("GET", "200", ""), ("GET", "503", "503"), ("GET", "404", "404"), ("POST", "", "disconnected")] {
      let labels = #""\#(method)",server_address="peer.test",server_port="80",http_response_status_code="\#(status)",error_type="\#(error)"} 1"#
      #expect(text.contains(common + labels))
    }
    #expect(text.contains(#"http_client_request_retries_total{server_address="peer.test",server_port="80"} 1"#))
    #expect(text.contains("http_client_active_requests 0"))
    #expect(text.contains(#"http_client_open_connections{http_connection_state="active"} 0"#))
    #expect(text.contains(#"http_client_open_connections{http_connection_state="idle"} 0"#))
  }
}
