import ArchRules
import Calendar
import Platform
import Synchronization

/// The architecture as it is now: of a checkout, read again when it changes, or of a file made at build time.
final class ArchitectureStore: Sendable {
  /// Origin of the architecture.
  enum Source: Sendable {
    case repository(RepositoryReader)
    /// Path of a file that `--write-graph` wrote.
    case file(String)
    /// No origin, and the way to give one.
    case none(String)
  }

  enum Content: Sendable {
    case document(ArchitectureDocument, tag: String)
    /// Reason why there is nothing to show.
    case problem(String)

    /// Entity tag: changes when the content does.
    var tag: String {
      switch self {
      case .document(_, let tag): tag
      case .problem(let reason): ContentTag.of(Array(reason.utf8))
      }
    }
  }

  private struct State {
    var content = Content.problem("The architecture is being read.")
    /// Fingerprint of the files as they were read; `nil` where they may have changed meanwhile.
    var fingerprint: Fingerprint?
    /// Day by which exceptions were judged.
    var day: CalendarDate?
  }

  private let source: Source
  private let state = Mutex(State())

  init(_ source: Source) { self.source = source }

  var content: Content { state.withLock { $0.content } }

  /// Reads the architecture, unless it is as it was. Blocks: a checkout takes tens of milliseconds, so no event loop calls this.
  ///
  /// - Returns: whether there is something new.
  func refresh(today: CalendarDate) -> Bool {
    let before = state.withLock { $0 }
    switch source {
    case .repository(let reader):
      if let known = before.fingerprint, before.day == today, known.now() == known { return false }
      do {
        let start = ThisProcess.secondsSince1970 * 1_000_000_000
        let reading = try reader.read(today: today)
        let isSettled = reading.fingerprint.latest < start
        return replace(Self.content(ArchitectureDocument(reading.architecture)), isSettled ? reading.fingerprint : nil, today)
      } catch {
        return replace(.problem("\(error)"))
      }
    case .file(let path):
      if case .document = before.content { return false }
      do {
        return replace(Self.content(try ArchitectureDocument(readingFrom: path)))
      } catch {
        return replace(.problem("\(error)"))
      }
    case .none(let reason): return replace(.problem(reason))
    }
  }

  private func replace(_ content: Content, _ fingerprint: Fingerprint? = nil, _ day: CalendarDate? = nil) -> Bool {
    state.withLock { state in
      let isNew = state.content.tag != content.tag
      state = State(content: content, fingerprint: fingerprint, day: day)
      return isNew
    }
  }

  private static func content(_ document: ArchitectureDocument) -> Content {
    .document(document, tag: ContentTag.of(document.bytes))
  }
}
