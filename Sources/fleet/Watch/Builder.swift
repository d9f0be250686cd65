import Platform
import Synchronization

/// Runs the build and shows what it says.
final class Builder: Sendable {
  static let name = "build"

  private struct State {
    var process: GuardedProcess?
    var isCancelled = false
  }

  private let build: Build
  private let mixer: LogMixer
  private let state = Mutex(State())

  init(_ build: Build, _ mixer: LogMixer) {
    self.build = build
    self.mixer = mixer
  }

  /// Whether no build is wanted any more.
  var isCancelled: Bool { state.withLock { $0.isCancelled } }

  /// Builds everything. Whether it went well; what went wrong has been shown.
  func run() async -> Bool {
    mixer.begin(Self.name)
    let environment = ThisProcess.environment.merging(Build.variables) { $1 }.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    let ending = await withCheckedContinuation { (continuation: CheckedContinuation<GuardedProcess.Ending?, Never>) in
      // Held so that the process is known before it can end, and none is started once the build is not wanted any more.
      state.withLock { state in
        if state.isCancelled { return continuation.resume(returning: nil) }
        do {
          state.process = try GuardedProcess(
            starting: build.command, guardedBy: ["/proc/self/exe", "guard"], environment: environment, in: build.root
          ) { [mixer] event in
            switch event {
            case .output(let bytes), .errorOutput(let bytes): _ = mixer.add(bytes, of: Self.name, isError: false)
            case .ended(let ending):
              _ = mixer.finish(Self.name)
              continuation.resume(returning: ending)
            }
          }
        } catch {
          mixer.say("\(error)")
          continuation.resume(returning: nil)
        }
      }
    }
    state.withLock { $0.process = nil }
    return ending == .exit(0)
  }

  /// Ends the build that runs; none is started from here on.
  func cancel() {
    state.withLock { state in
      state.isCancelled = true
      state.process?.kill()
    }
  }
}
