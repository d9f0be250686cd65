import Platform

/// Which processors the server has and which the load, so that neither takes the other's: commands to be put before theirs.
///
/// Without `taskset`, or with too few processors, the system places them, and figures differ more from run to run.
struct Placement {
  let server: [String]
  let load: [String]
  let description: String

  init(serverThreads: Int) {
    let count = Threads.processorCount
    if serverThreads < count, Processes().exists("taskset") {
      server = ["taskset", "-c", "0-\(serverThreads - 1)"]
      load = ["taskset", "-c", "\(serverThreads)-\(count - 1)"]
      description = "each on processors of its own"
    } else {
      (server, load) = ([], [])
      description = "sharing \(count) processor\(count == 1 ? "" : "s")"
    }
  }
}
