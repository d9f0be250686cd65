import CommandLine
import Platform

/// The processor time and memory of a process, as the system counts them.
struct ProcessFigures {
  let identifier: Int32

  /// The processor time that its threads have used so far, in microseconds.
  func processorTime() throws -> Double {
    var nanoseconds = 0
    let threads = try Folder.entries("/proc/\(identifier)/task")
    for thread in threads {
      // Nanoseconds on a processor, nanoseconds waiting for one, and how often.
      guard let used = try text(of: "task/\(thread.name)/schedstat").split(separator: " ").first.flatMap({ Int($0) }) else {
        throw Failure("/proc/…/schedstat is not understood")
      }
      nanoseconds += used
    }
    return Double(nanoseconds) / 1000
  }

  /// What is in memory now, in bytes, shared pages among it.
  func residentMemory() throws -> Int {
    for line in try text(of: "status").split(separator: "\n") where line.hasPrefix("VmRSS:") {
      let words = line.split(whereSeparator: { $0 == " " || $0 == "\t" })
      if words.count > 1, let kilobytes = Int(words[1]) { return kilobytes * 1024 }
    }
    throw Failure("/proc/…/status says nothing of VmRSS")
  }

  private func text(of file: String) throws -> String {
    let path = "/proc/\(identifier)/\(file)"
    return String(decoding: try File.read(path), as: UTF8.self)
  }
}
