import CommandLine
import IO
import Platform
import ServiceDescription

/// `fleet up`: runs the services of the repository until it is told to stop.
enum UpCommand {
  static let command = Command<WritingAction>(
    name: "up",
    summary: "run the services of the repository, with all that they need",
    details: """
      Starts every service that has a service.json (services/*, and the app), or those named and what they need, in order of need.
      Each gets free ports, and its settings from the environment, from .env in the root, and from its service.json, in this order.
      Services with "database": true use the PostgreSQL that DATABASE_URL names, or else a private one that is started for them under
      .bulkhead/postgres, each with a schema and a role of its own. `fleet database` opens it.
      Waits until each is ready, prints where they are, and shows their logs. Ctrl-C (or SIGTERM, or the end of whoever reads the output)
      lets them drain in reverse order; a second one kills them at once. If fleet itself is killed, they are killed too.

      Exit codes: 0 all ended well, 1 one did not, 2 nothing was started, 130 or 143 killed by a second signal.
      """,
    operands: [Operand(name: "SERVICE", help: "what to run, with what it needs; everything if not given", isOptional: true, isRepeated: true)],
    options: [.watch, .build, .noBuild, .timeout, .logFormat],
    examples: [
      ("fleet up", "everything"),
      ("fleet up scheduler-worker --watch", "one service, built and started anew whenever its sources change"),
      ("fleet up --format json > fleet.log", "the logs as they are, for another program"),
    ],
    run: run)

  private static func run(_ arguments: Arguments) async throws -> ExitCode {
    let environment = ThisProcess.environment
    let root = try Checkout.findRoot(given: arguments[.root])
    let checkout = try Checkout(root: root)
    for name in arguments.operands { _ = try checkout.service(named: name) }
    let services = arguments.operands.isEmpty ? checkout.order.services : checkout.order.closure(of: arguments.operands)
    if arguments.has(.build) && arguments.has(.noBuild) { throw UsageError("--build and --no-build exclude each other") }
    let settings = try Settings(root: root, environment: environment)
    let build = Build(root: root, given: arguments[.configuration], tool: try File.realPath("/proc/self/exe"))
    let isWatching = arguments.has(.watch)
    let needsDatabase = services.contains(where: \.database) && !settings.hasDatabase
    let audience = Audience()
    let mixer = LogMixer(
      names: services.map(\.name) + (needsDatabase ? [DatabaseServer.name] : []), format: arguments.isJSON ? .json : .text,
      style: Style(choice: arguments[.color], isTerminal: StandardStream.output.isTerminal, environment: environment),
      write: audience.write)

    try Folder.create("\(root)/.bulkhead")
    guard let lock = try FileLock.take("\(root)/.bulkhead/fleet.lock", note: "\(ThisProcess.identifier)\n") else {
      throw Failure("another fleet up runs in \(root)\(holder(root)). End it first, or name another checkout with --root")
    }
    let database = needsDatabase ? try DatabasePlan.find(root: root, environment: environment, say: mixer.say) : .none
    let loops = try EventLoops(count: 1)
    defer { loops.stop() }
    let isBuilding = !arguments.has(.noBuild) && (arguments.has(.build) || isWatching)
    let plan = Fleet.Plan(
      checkout: checkout, build: build, settings: settings, services: services, startLimit: .seconds(arguments.number(.timeout)),
      isWatching: isWatching, database: database)
    let fleet = Fleet(plan, mixer: mixer, loop: loops.all[0])
    let builder = isBuilding ? Builder(build, mixer) : nil
    let isHeard = Signals.onTermination { _ in
      audience.hurry()
      builder?.cancel()
      fleet.tell(.interrupted)
    }
    // The kernel tells the end of a terminal to the process that leads its session, which may be a make that waits for this one.
    try NamedThread("audience") {
      StandardStream.output.waitUntilUnread()
      audience.hurry()
      fleet.tell(.interrupted)
    }.detach()
    if !isHeard { throw Failure("the system makes no thread to await signals on") }

    let watch = isWatching ? Watch(plan, builder: builder, mixer) { fleet.tell(.rebuilt($0)) } : nil
    var built: FileTimes?
    if let watch {
      built = await watch.build()
      if built == nil { throw Failure("nothing was started") }
    } else if let builder, await !builder.run() {
      throw Failure("the build failed; nothing was started")
    }
    try build.check(services.map(\.name))
    let unused = settings.unusedPorts
    if !unused.isEmpty {
      mixer.say("\(unused.joined(separator: ", ")): not passed on, for each process gets ports of its own; PORT in a service.json asks for one")
    }
    let watching = Task { [built] in if let built { await watch?.run(since: built) } }
    let code = await fleet.run()
    watching.cancel()
    withExtendedLifetime(lock) {}
    return code
  }

  /// Who holds the lock, in words.
  private static func holder(_ root: String) -> String {
    guard let bytes = try? File.read("\(root)/.bulkhead/fleet.lock"), let process = Int(String(decoding: bytes, as: UTF8.self).dropLast()) else {
      return ""
    }
    return " (process \(process))"
  }
}

extension Option {
  fileprivate static let watch = flag("--watch", "build and restart services whose sources, or packages they use, change")
  fileprivate static let build = flag("--build", "build before starting; what --watch does anyway")
  fileprivate static let noBuild = flag("--no-build", "never build; --watch then restarts what was built by somebody else")
  fileprivate static let timeout = number("--timeout", "SECONDS", in: 1...86_400, default: 60, "how long a service may take to become ready")
  fileprivate static let logFormat = choice("--format", ["text", "json"], "logs as a person reads them, or JSON lines; text if not given")
}
