import CommandLine
import JSON
import Platform
import Synchronization

/// Writes the lines of all processes to standard output, each with the name in front, and what the fleet itself has to say.
///
/// Called from the threads that read: one that writes faster than the terminal shows is read more slowly, and nothing piles up.
final class LogMixer: Sendable {
  enum Format: String, Sendable { case text, json }

  private struct Source {
    var output = LineSplitter()
    var errorOutput = LineSplitter()
    var lastLines: [String] = []
  }

  /// How many lines of a process are kept for when it ends.
  static let keptLines = 20

  let format: Format
  let style: Style
  private let names: [String]
  private let width: Int
  private let write: @Sendable (StandardStream, String) -> Void
  private let sources = Mutex<[String: Source]>([:])
  private let writing = Mutex(())

  init(names: [String], format: Format, style: Style, write: @escaping @Sendable (StandardStream, String) -> Void) {
    self.names = names
    self.format = format
    self.style = style
    self.write = write
    width = names.map(\.count).max() ?? 0
  }

  /// Writes what a process wrote, and returns the records among its lines.
  func add(_ bytes: [UInt8], of name: String, isError: Bool) -> [OutputLine] {
    let lines = sources.withLock { sources in
      isError ? sources[name, default: Source()].errorOutput.add(bytes) : sources[name, default: Source()].output.add(bytes)
    }
    return lines.map { show($0, of: name) }
  }

  /// Writes what stands behind the last line's end of a process that has ended; its last lines.
  func finish(_ name: String) -> [String] {
    let rests = sources.withLock { sources in
      [sources[name, default: Source()].output.finish(), sources[name, default: Source()].errorOutput.finish()]
    }
    for rest in rests.compactMap({ $0 }) { _ = show(rest, of: name) }
    return sources.withLock { $0[name]?.lastLines ?? [] }
  }

  /// Forgets the lines of an earlier run.
  func begin(_ name: String) { sources.withLock { $0[name] = Source() } }

  /// Says something of the fleet itself, a line or several.
  func say(_ text: String) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let marked = lines.map { "\(style.bold("fleet"))\(String(repeating: " ", count: max(0, width - 5))) \(style.dim("|")) \($0)\n" }.joined()
    writing.withLock { _ in write(.error, marked) }
  }

  /// Prints a result: to standard output, unless that is to hold records alone.
  func show(_ text: String) { writing.withLock { _ in write(format == .text ? .output : .error, text) } }

  private func show(_ bytes: [UInt8], of name: String) -> OutputLine {
    let line = OutputLine(bytes)
    let plain = line.readable(Style(isColored: false))
    sources.withLock { sources in
      sources[name, default: Source()].lastLines.append(plain)
      if sources[name]!.lastLines.count > Self.keptLines { sources[name]!.lastLines.removeFirst() }
    }
    let text: String
    switch format {
    case .text:
      let index = names.firstIndex(of: name) ?? 0
      let padded = name + String(repeating: " ", count: max(0, width - name.count))
      text = "\(style.name(padded, index)) \(style.dim("|")) \(style.isColored ? line.readable(style) : plain)\n"
    case .json:
      text = String(decoding: record(line, name), as: UTF8.self) + "\n"
    }
    writing.withLock { _ in write(.output, text) }
    return line
  }

  /// A record as it is; other text as a record of its own.
  private func record(_ line: OutputLine, _ name: String) -> [UInt8] {
    if line.record != nil { return line.bytes }
    let text = JSONValue.string(String(decoding: line.bytes, as: UTF8.self))
    return JSONValue.object([.init("service", .string(name)), .init("message", text)]).encoded(.compact)
  }
}
