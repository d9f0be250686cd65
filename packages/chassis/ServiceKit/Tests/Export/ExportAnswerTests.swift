import HTTP
import Testing

@testable import ServiceKit

@Suite struct ExportAnswerTests {
  private func answer(_ status: Int, retryAfter: String? = nil, _ body: String = "") -> ExportAnswer {
    ExportAnswer(status: Status(status), retryAfter: retryAfter, body: Array(body.utf8))
  }

  @Test(
    arguments: [
      ("", 0, nil), ("{}", 0, nil), (#"{"partialSuccess":{}}"#, 0, nil), (#"{"partialSuccess":{"rejectedSpans":"3"}}"#, 3, nil),
      (#"{"partialSuccess":{"rejectedSpans":3,"errorMessage":"too old"}}"#, 3, "too old"),
      // A word without a refusal is a warning.
      (#"{"partialSuccess":{"rejectedSpans":"0","errorMessage":"use gzip"}}"#, 0, "use gzip"),
      (#"{"partialSuccess":{"rejectedSpans":"-5","errorMessage":""}}"#, 0, nil), (#"{"partialSuccess":[]}"#, 0, nil), ("no JSON", 0, nil),
      (#"{"partialSuccess":{"rejectedSpans":1.5}}"#, 0, nil),
    ] as [(String, Int, String?)])
  func `what was taken, and what not`(body: String, refused: Int, message: String?) {
    #expect(answer(200, body) == .taken(refused: refused, message: message))
  }

  @Test(arguments: [429, 502, 503, 504]) func `these are for another time`(status: Int) {
    #expect(answer(status) == .later(nil, reason: "the collector answered \(status)"))
    #expect(answer(status, retryAfter: "7") == .later(.seconds(7), reason: "the collector answered \(status)"))
  }

  @Test(arguments: [("0", .zero), ("999999999999", .seconds(3600)), ("-1", nil), ("soon", nil), ("1.5", nil)] as [(String, Duration?)])
  func `a time to wait is a number of seconds, within reason`(field: String, wait: Duration?) {
    #expect(answer(503, retryAfter: field) == .later(wait, reason: "the collector answered 503"))
  }

  @Test(arguments: [301, 400, 401, 404, 413, 500, 501]) func `everything else is for good`(status: Int) {
    #expect(answer(status) == .refused(reason: "the collector answered \(status)"))
    #expect(answer(status, #"{"code":3,"message":"bad span"}"#) == .refused(reason: "the collector answered \(status): bad span"))
  }
}
