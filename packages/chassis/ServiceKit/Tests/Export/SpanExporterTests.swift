import Telemetry
import Testing

@testable import ServiceKit

@Suite(.timeLimit(.minutes(15))) struct SpanExporterTests {
  @Test func `spans wait until there is a batch of them`() async {
    let harness = ExportHarness([], ["OTEL_BSP_MAX_EXPORT_BATCH_SIZE": "3"])
    harness.end("a", "b", "c")
    var documents = harness.collector.documents.makeAsyncIterator()
    #expect(await documents.next() == ["a", "b", "c"])
    harness.end("d")
    await harness.exporter.shutDown(within: .seconds(400))
    #expect(harness.collector.received == [["a", "b", "c"], ["d"]])
    #expect(harness.sent == 4)
  }

  @Test func `what does not fill a batch is sent when its time has come`() async {
    let harness = ExportHarness([], ["OTEL_BSP_SCHEDULE_DELAY": "99000"])
    harness.end("a")
    var documents = harness.collector.documents.makeAsyncIterator()
    #expect(await documents.next() == ["a"])
    await harness.exporter.shutDown(within: .seconds(400))
  }

  @Test func `the end sends what is left, in batches`() async {
    let harness = ExportHarness([], ["OTEL_BSP_MAX_EXPORT_BATCH_SIZE": "2"], passing: { _ in false })
    harness.end("a", "b", "c", "d", "e")
    await harness.exporter.shutDown(within: .seconds(400))
    #expect(harness.collector.received.flatMap { $0 } == ["a", "b", "c", "d", "e"])
    #expect(harness.collector.received.allSatisfy { $0.count <= 2 })
    #expect(harness.sent == 5)
    harness.end("late")
    #expect(harness.dropped("queue_full") == 1, "what ends after the end is counted as well")
  }

  @Test func `a batch that cannot be taken is sent again, and the log says so once`() async {
    let busy = ExportAnswer.later(nil, reason: "the collector answered 503")
    let harness = ExportHarness([.gives(busy), .fails, .gives(busy)], ["OTEL_BSP_MAX_EXPORT_BATCH_SIZE": "1"])
    harness.end("a")
    var documents = harness.collector.documents.makeAsyncIterator()
    for _ in 0..<4 { #expect(await documents.next() == ["a"]) }
    await harness.exporter.shutDown(within: .seconds(400))
    #expect(harness.sent == 1)
    #expect(harness.dropped("failed") == 0)
    let pauses = harness.pauses.all
    #expect(pauses.count == 3)
    for (pause, middle) in zip(pauses, [1.0, 2, 4]) {
      #expect(pause >= .seconds(middle * 0.5) && pause <= .seconds(middle * 1.5), "\(pauses)")
    }
    #expect(harness.output.lines.filter { $0.contains("traces cannot be sent") }.count == 1)
    #expect(harness.output.lines.filter { $0.contains("traces are sent again") }.count == 1)
  }

  @Test func `a collector that says when is not asked before`() async {
    let harness = ExportHarness([.gives(.later(.seconds(17), reason: "the collector answered 429"))], ["OTEL_BSP_MAX_EXPORT_BATCH_SIZE": "1"])
    harness.end("a")
    var documents = harness.collector.documents.makeAsyncIterator()
    for _ in 0..<2 { #expect(await documents.next() == ["a"]) }
    #expect(harness.pauses.all == [.seconds(17)])
    await harness.exporter.shutDown(within: .seconds(400))
  }

  @Test func `patience ends, the batch is counted, and the next one is tried`() async {
    let answers = [ScriptedCollector.Answer](repeating: .gives(.later(.seconds(4), reason: "the collector answered 503")), count: 4)
    let harness = ExportHarness(answers, ["OTEL_BSP_MAX_EXPORT_BATCH_SIZE": "1", "OTEL_BSP_EXPORT_TIMEOUT": "10000"])
    harness.end("a", "b")
    var documents = harness.collector.documents.makeAsyncIterator()
    var names: [String] = []
    for _ in 0..<5 { names += await documents.next() ?? [] }
    #expect(names == ["a", "a", "a", "a", "b"])
    #expect(harness.pauses.all.reduce(.zero, +) == .seconds(10))
    await harness.exporter.shutDown(within: .seconds(400))
    #expect(harness.dropped("failed") == 1)
    #expect(harness.sent == 1)
  }

  @Test func `what the collector refuses is not sent again`() async {
    let refused = ExportAnswer.refused(reason: "the collector answered 400: bad")
    let harness = ExportHarness([.gives(refused), .gives(.taken(refused: 1, message: "name too long"))], ["OTEL_BSP_MAX_EXPORT_BATCH_SIZE": "2"])
    harness.end("a", "b", "c", "d")
    await harness.exporter.shutDown(within: .seconds(400))
    #expect(harness.collector.received == [["a", "b"], ["c", "d"]])
    #expect(harness.dropped("rejected") == 3)
    #expect(harness.sent == 1)
    #expect(harness.output.lines.contains { $0.contains("name too long") && $0.contains("\"refused\":1") })
  }

  @Test func `a collector that takes more back than it got is not believed`() async {
    let harness = ExportHarness([.gives(.taken(refused: 1_000_000, message: nil))])
    harness.end("a")
    await harness.exporter.shutDown(within: .seconds(400))
    #expect(harness.dropped("rejected") == 1)
    #expect(harness.sent == 0)
  }

  @Test func `the queue is bounded, and what found no room is counted`() async {
    let harness = ExportHarness([.hangs], ["OTEL_BSP_MAX_QUEUE_SIZE": "4", "OTEL_BSP_MAX_EXPORT_BATCH_SIZE": "2"], passing: { _ in false })
    harness.end("a", "b")
    var documents = harness.collector.documents.makeAsyncIterator()
    #expect(await documents.next() == ["a", "b"])
    for number in 0..<10 { harness.end("\(number)") }
    #expect(harness.dropped("queue_full") == 6)
  }

  @Test func `the end does not wait for a collector that does not answer`() async {
    let harness = ExportHarness([.hangs], ["OTEL_BSP_MAX_EXPORT_BATCH_SIZE": "2"], passing: { $0 == .milliseconds(300) })
    harness.end("a", "b", "c")
    var documents = harness.collector.documents.makeAsyncIterator()
    #expect(await documents.next() == ["a", "b"])
    await harness.exporter.shutDown(within: .milliseconds(300))
    #expect(harness.output.lines.contains { $0.contains("traces were left unsent at the end") && $0.contains("\"spans\":3") })
    #expect(harness.collector.received.count == 1)
  }

  @Test func `the end breaks off a pause, and tries once more`() async {
    let busy = ExportAnswer.later(.seconds(20), reason: "the collector answered 503")
    for answers in [[ScriptedCollector.Answer.gives(busy)], [.gives(busy), .gives(busy), .gives(busy)]] {
      let harness = ExportHarness(answers, ["OTEL_BSP_MAX_EXPORT_BATCH_SIZE": "1"], passing: { _ in false })
      harness.end("a", "b")
      // The answer comes after the document, and the pause after the answer.
      var pauses = harness.pauses.begun.makeAsyncIterator()
      #expect(await pauses.next() != nil)
      await harness.exporter.shutDown(within: .seconds(400))
      #expect(harness.collector.received == [["a"], ["a"], ["b"]])
      #expect(harness.sent == (answers.count == 1 ? 2 : 0))
      #expect(harness.dropped("failed") == (answers.count == 1 ? 0 : 2))
    }
  }
}
