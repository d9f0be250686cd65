import Calendar
import Platform
import TestSupport
import Testing

@Suite(.blocking) struct HTTPDateTests {
  @Test(arguments: [
    (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT"), (0, "Thu, 01 Jan 1970 00:00:00 GMT"), (951_782_400, "Tue, 29 Feb 2000 00:00:00 GMT"),
    (4_102_444_799, "Thu, 31 Dec 2099 23:59:59 GMT"),
  ])
  func `a date is written as the standard has it, and read back`(seconds: Int, text: String) {
    #expect(UnixTime(seconds: seconds).httpDate == text)
    #expect(UnixTime(httpDate: text) == UnixTime(seconds: seconds))
  }

  @Test(arguments: [
    ("Sunday, 06-Nov-94 08:49:37 GMT", 784_111_777), ("Sun Nov  6 08:49:37 1994", 784_111_777), ("Sunday, 01-Jan-40 00:00:00 GMT", 2_208_988_800),
    ("Sat, 31 Dec 2016 23:59:60 GMT", 1_483_228_800),
  ])
  func `forms of the past and leap seconds are read`(text: String, seconds: Int) {
    #expect(UnixTime(httpDate: text) == UnixTime(seconds: seconds))
  }

  @Test(arguments: [
    "", "yesterday", "Sun, 06 Nov 1994 08:49:37", "Sun, 06 Nov 1994 08:49:37 CET", "Sun, 06 Nov 1994 25:49:37 GMT", "Sun, 06 Nov 1994 08:60:37 GMT",
    "Sun, 06 Nov 1994 08:49:61 GMT", "Sun, 06 Nov 1994 8:49:37 GMT", "Sun, 00 Nov 1994 08:49:37 GMT", "Fri, 30 Feb 2024 00:00:00 GMT",
    "Sun, 06 nov 1994 08:49:37 GMT", "Wed, 31 Dec 1969 23:59:59 GMT", "Sun, 06 Nov 94 08:49:37 GMT", "Sunday, 06-Nov-1994 08:49:37 GMT",
    "Sun, +6 Nov 1994 08:49:37 GMT", "Sun Nov  6 08:49:37 94",
  ])
  func `what is no date is not read`(text: String) { #expect(UnixTime(httpDate: text) == nil) }

  @Test func `Python writes the same dates`() throws {
    guard let python = Python.withoutPackages(for: "Python writes the same dates") else { return }
    var generator = SeededGenerator(for: "Python writes the same dates")
    let seconds = (0..<2000).map { _ in Int.random(in: 0...253_402_300_799, using: &generator) }
    let folder = try TemporaryFolder()
    let list = try folder.write(seconds.map { "\($0)\n" }.joined(), to: "seconds")
    let program = """
      import sys
      from email.utils import formatdate
      for line in open(sys.argv[1]):
          print(formatdate(int(line), usegmt=True))
      """
    let outcome = try ChildProcess.run([python, "-c", program, list], environment: Environment.forChildren)
    let answers = String(decoding: outcome.output, as: UTF8.self).split(separator: "\n").map(String.init)
    #expect(answers == seconds.map { UnixTime(seconds: $0).httpDate })
    #expect(answers.map { UnixTime(httpDate: $0)?.seconds } == seconds)
  }
}
