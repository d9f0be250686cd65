import TestSupport
import Testing

@testable import Postgres

@Suite struct ExchangeTests {
  private typealias Kind = ServerMessage.Kind

  /// The events of the messages; `nil` in place of the first that may not come.
  private func events(_ plan: Exchange.Plan, _ kinds: [Kind]) -> [Exchange.Event?] {
    var exchange = Exchange(plan)
    var events: [Exchange.Event?] = []
    for kind in kinds {
      guard let event = try? exchange.take(kind) else { return events + [nil] }
      events.append(event)
    }
    return events
  }

  private let execution = Exchange.Plan(executions: 1)

  @Test func `the answer to an extended query`() {
    #expect(
      events(execution, [.bindComplete, .dataRow, .dataRow, .commandComplete, .readyForQuery]) == [.stepDone, .row, .row, .completed, .ready])
    #expect(
      events(
        Exchange.Plan(closes: 2, parses: true, describesStatement: true),
        [
          .closeComplete, .closeComplete, .parseComplete, .parameterDescription, .noData, .readyForQuery,
        ]) == [.stepDone, .stepDone, .stepDone, .parameterTypes, .noColumns, .ready])
    #expect(
      events(
        Exchange.Plan(parses: true, describesPortal: true, executions: 1),
        [
          .parseComplete, .bindComplete, .rowDescription, .commandComplete, .readyForQuery,
        ]) == [.stepDone, .stepDone, .columns, .completed, .ready])
  }

  @Test func `the answer to several executions`() {
    #expect(
      events(Exchange.Plan(executions: 2), [.bindComplete, .commandComplete, .bindComplete, .dataRow, .commandComplete, .readyForQuery])
        == [.stepDone, .completed, .stepDone, .row, .completed, .ready])
    #expect(events(Exchange.Plan(executions: 2), [.bindComplete, .commandComplete, .readyForQuery]) == [.stepDone, .completed, nil])
  }

  @Test func `more may be sent before the Sync`() throws {
    var exchange = Exchange(Exchange.Plan())
    for _ in 0..<2 {
      exchange.expect(execution)
      #expect(try exchange.take(.bindComplete) == .stepDone)
      #expect(try exchange.take(.commandComplete) == .completed)
    }
    #expect(try exchange.take(.readyForQuery) == .ready)
  }

  @Test func `the answer to a simple query`() {
    #expect(
      events(.simpleQuery, [.rowDescription, .dataRow, .commandComplete, .commandComplete, .emptyQuery, .readyForQuery])
        == [.columns, .row, .completed, .completed, .emptyQuery, .ready])
    #expect(events(.simpleQuery, [.copyIn, .commandComplete, .readyForQuery]) == [.copyInBegan, .completed, .ready])
    #expect(
      events(.simpleQuery, [.copyOut, .copyData, .copyDone, .commandComplete, .readyForQuery])
        == [.copyOutBegan, .copyData, .copyOutEnded, .completed, .ready])
  }

  @Test func `after an error only the end comes`() {
    #expect(events(execution, [.error, .notice, .readyForQuery]) == [.failed, .notice, .ready])
    #expect(events(execution, [.bindComplete, .error, .dataRow]) == [.stepDone, .failed, nil])
  }

  @Test func `what comes unasked is known at any time`() {
    #expect(
      events(execution, [.parameterStatus, .bindComplete, .notification, .commandComplete, .notice, .readyForQuery])
        == [.parameterStatus, .stepDone, .notification, .completed, .notice, .ready])
  }

  @Test func `nothing comes out of order`() {
    #expect(events(execution, [.dataRow]) == [nil])
    #expect(events(execution, [.readyForQuery]) == [nil])
    #expect(events(execution, [.authentication]) == [nil])
    #expect(events(execution, [.bindComplete, .copyData]) == [.stepDone, nil])
  }

  @Test func `messages in any order are events or errors, and the answer ends once`() {
    var generator = SeededGenerator(for: "ExchangeTests")
    for _ in 0..<2000 {
      var exchange = Exchange(
        Exchange.Plan(
          closes: Int.random(in: 0...2, using: &generator), parses: .random(using: &generator), describesStatement: .random(using: &generator),
          describesPortal: .random(using: &generator), executions: Int.random(in: 0...2, using: &generator),
          isSimpleQuery: .random(using: &generator)))
      var ends = 0
      for _ in 0..<60 {
        if let event = try? exchange.take(Kind.allCases.randomElement(using: &generator)!), event == .ready { ends += 1 }
      }
      #expect(ends <= 1 && exchange.hasEnded == (ends == 1))
    }
  }
}
