import Platform

/// Looks for changes of the sources, builds, and says which services are to be started anew.
///
/// A failed build leaves running what runs; its services are remembered until one succeeds.
struct Watch: Sendable {
  private let plan: Fleet.Plan
  private let builder: Builder?
  private let mixer: LogMixer
  private let onRebuilt: @Sendable ([String]) -> Void
  private let sources: SourceFolders
  /// As the files were when the watch was made: what changes while the first build runs is a change.
  private let first: FileTimes

  /// - Parameter builder: `nil` where somebody else builds, and the programs themselves are watched.
  init(_ plan: Fleet.Plan, builder: Builder?, _ mixer: LogMixer, onRebuilt: @escaping @Sendable ([String]) -> Void) {
    self.plan = plan
    self.builder = builder
    self.mixer = mixer
    self.onRebuilt = onRebuilt
    sources = SourceFolders(plan.checkout)
    first = Self.look(plan, builder == nil ? nil : sources)
  }

  /// The first build, again at each change until it goes well.
  ///
  /// - Returns: the files as they were when it began; `nil` where it was cancelled.
  func build() async -> FileTimes? {
    guard let builder else { return first }
    var seen = first
    while await !builder.run() {
      if builder.isCancelled { return nil }
      mixer.say(mixer.style.red("the build failed") + "; waiting for a change")
      guard let now = await waitForChange(from: seen) else { return nil }
      seen = now
    }
    return seen
  }

  /// Until the task is cancelled.
  ///
  /// - Parameter built: the files as they were when what runs was built.
  func run(since built: FileTimes) async {
    var seen = built
    var pending: Set<String> = []
    while true {
      guard let now = await waitForChange(from: seen) else { return }
      let changed = now.changed(since: seen)
      seen = now
      let services = concerned(changed)
      if services.isEmpty { continue }
      pending.formUnion(services)
      let ordered = plan.services.map(\.name).filter { pending.contains($0) }
      let files = changed.count == 1 ? changed[0] : "\(changed[0]) and \(changed.count - 1) more"
      if let builder {
        mixer.say("\(files) changed: building for \(ordered.joined(separator: ", "))")
        if await !builder.run() {
          if !Task.isCancelled { mixer.say(mixer.style.red("the build failed") + "; what runs goes on") }
          continue
        }
      }
      mixer.say("starting \(ordered.joined(separator: ", ")) anew")
      pending = []
      onRebuilt(ordered)
    }
  }

  /// What is there once it has changed and then stayed as it is for a moment; `nil` when the task or the builder is cancelled.
  private func waitForChange(from seen: FileTimes) async -> FileTimes? {
    var last = seen
    while true {
      do { try await Task.sleep(for: .milliseconds(200)) } catch { return nil }
      if let builder, builder.isCancelled { return nil }
      let now = Self.look(plan, builder == nil ? nil : sources)
      if now == last && now != seen { return now }
      last = now
    }
  }

  /// At the sources, or at the programs where there are none to look at.
  private static func look(_ plan: Fleet.Plan, _ sources: SourceFolders?) -> FileTimes {
    let root = plan.checkout.root
    if let sources { return FileTimes(root: root, sources.all + ["Package.swift"]) }
    return FileTimes(root: root, plan.services.map { programPath($0.name, plan) })
  }

  private func concerned(_ changed: [String]) -> [String] {
    let running = plan.services.map(\.name)
    if builder == nil { return running.filter { changed.contains(Self.programPath($0, plan)) } }
    let services = Set(changed.flatMap { sources.services(using: $0) })
    return running.filter { services.contains($0) }
  }

  private static func programPath(_ name: String, _ plan: Fleet.Plan) -> String {
    String(plan.build.program(name).dropFirst(plan.build.root.count + 1))
  }
}
