import JSON
import Platform
import TestSupport
import Testing

/// `fleet up` with the real processes of this repository, in a terminal, as a person has it.
/// One after the other: two fleets that start in the same moment may both find the port of the console free.
@Suite(.blocking, .serialized) struct RealFleetTests {
  /// Runs the fleet on a terminal of its own, asks for the page that it names, crashes a process, and presses Ctrl-C.
  private static let visitor = #"""
    import json, os, pty, re, select, signal, sys, time, urllib.request
    fleet, root = sys.argv[1:3]
    process, terminal = pty.fork()
    if process == 0:
        os.chdir(root)
        os.execve(fleet, [fleet, "up", "--configuration", "debug"], {**os.environ, "TERM": "xterm"})
    output = ""
    def read_until(pattern):
        global output
        limit = time.monotonic() + 120
        while not re.search(pattern, output):
            if time.monotonic() > limit: sys.exit("no '%s' in:\n%s" % (pattern, output))
            if not read(): sys.exit("the end before '%s' in:\n%s" % (pattern, output))
    def read():
        global output
        if not select.select([terminal], [], [], 0.1)[0]: return True
        try: data = os.read(terminal, 65536)
        except OSError: data = b""
        output += data.decode(errors="replace")
        return data != b""
    read_until("Ctrl-C stops")
    link = re.search("Open .*?(http://[0-9.:]+/)", output)[1]
    with urllib.request.urlopen(link, timeout=60) as page: status = page.status
    with open(root + "/.bulkhead/fleet.json") as file: state = json.load(file)
    groups = [os.getpgid(each["pid"]) for each in state["processes"]]
    if len(sys.argv) > 3:
        victim = next(each["pid"] for each in state["processes"] if each["name"] == sys.argv[3])
        os.kill(victim, signal.SIGKILL)
        read_until("was ended by signal 9")
        urllib.request.urlopen(link, timeout=60).close()
    os.write(terminal, b"\x03")
    while read(): pass
    code = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    left = [each["pid"] for each in state["processes"] if os.path.exists("/proc/%d" % each["pid"])]
    print(json.dumps({"output": output, "page": status, "state": state, "groups": groups, "code": code, "left": left, "fleet": process}))
    """#

  private func visit(_ python: String, crashing victim: String? = nil) throws -> JSONValue {
    // A checkout of its own, so that it has nothing to do with a fleet that somebody runs in this one.
    let folder = try TemporaryFolder()
    for path in ["Sources", ".build"] { try Folder.create("\(folder.path)/\(path)") }
    try folder.link("\(Repository.root)/services", at: "services")
    try folder.link("\(Repository.root)/Sources/Console", at: "Sources/Console")
    try folder.link(Repository.products, at: ".build/debug")
    let outcome = try ChildProcess.run(
      [python, "-c", Self.visitor, Repository.fleet, folder.path] + (victim.map { [$0] } ?? []), environment: Environment.forChildren)
    try #require(outcome.ending == .exit(0), "\(String(decoding: outcome.output + outcome.errorOutput, as: UTF8.self))")
    return try JSONValue(parsing: outcome.output)
  }

  @Test func `everything starts, the console answers where it is said to be, and Ctrl-C ends all well`() throws {
    guard let python = Python.withoutPackages(for: "everything starts") else { return }
    let visit = try visit(python)
    let output = try #require(visit["output"]?.string)
    let processes = try #require(visit["state"]?["processes"]?.array)
    #expect(visit["page"]?.int == 200)
    #expect(processes.compactMap { $0["name"]?.string }.sorted() == VerifyTests.services.sorted())
    #expect(processes.allSatisfy { $0["state"]?.string == "running" && $0["health"]?.string != nil })
    // Each leads a process group, which the fleet's own is not.
    #expect(visit["groups"]?.array?.compactMap(\.int) == processes.compactMap { $0["pid"]?.int })
    for service in VerifyTests.services {
      #expect(output.contains("\(service) is ready after "))
      #expect(output.contains("m\(service)"), "its name has a colour")
    }
    #expect(output.contains("stopping; once more to kill at once"))
    #expect(visit["code"]?.int == 0, "\(output)")
    #expect(visit["left"]?.array?.isEmpty == true)
  }

  @Test func `a process that is killed is shown, and the console goes on`() throws {
    guard let python = Python.withoutPackages(for: "a process that is killed is shown") else { return }
    let visit = try visit(python, crashing: "scheduler-worker")
    let output = try #require(visit["output"]?.string)
    #expect(output.contains("scheduler-worker was ended by signal 9 (SIGKILL)"))
    #expect(output.contains("; its last lines:"))
    #expect(visit["code"]?.int == 1)
    #expect(visit["left"]?.array?.isEmpty == true)
  }
}
