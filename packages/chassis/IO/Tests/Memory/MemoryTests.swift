import Testing

@testable import IO

@Suite struct MemoryTests {
  private func limits(_ files: [String: String]) -> [Int] { MemoryLimit.controlGroups { path in files[path].map { Array($0.utf8) } } }

  @Test func `a container's limit is found, and those of the groups around it`() {
    #expect(limits(["/proc/self/cgroup": "0::/\n", "/sys/fs/cgroup/memory.max": "268435456\n"]) == [268_435_456])
    #expect(
      limits([
        "/proc/self/cgroup": "0::/a/b\n", "/sys/fs/cgroup/a/b/memory.max": "max\n", "/sys/fs/cgroup/a/memory.max": "1048576\n",
      ]) == [1_048_576])
  }

  @Test func `version 1 has a hierarchy for memory, and a number for no limit`() {
    let groups = "9:cpu,cpuacct:/x\n4:memory:/x/y\n0::/\n"
    #expect(limits(["/proc/self/cgroup": groups, "/sys/fs/cgroup/memory/memory.limit_in_bytes": "134217728\n"]) == [134_217_728])
    #expect(limits(["/proc/self/cgroup": groups, "/sys/fs/cgroup/memory/x/y/memory.limit_in_bytes": "9223372036854771712\n"]) == [])
    #expect(limits([:]) == [])
  }

  @Test func `accounts share a budget, and hold no more than it has`() {
    let budget = MemoryBudget(limit: 1 << 20)
    do {
      var one = MemoryAccount(budget)
      var other = MemoryAccount(budget)
      let first = one.hasRoom(for: 700 << 10)
      one.charge(700 << 10)
      let (tooMuch, second) = (other.hasRoom(for: 400 << 10), other.hasRoom(for: 200 << 10))
      other.charge(200 << 10)
      #expect(first && !tooMuch && second)
      #expect(budget.used <= 1 << 20)
      one.credit(700 << 10)
      let third = other.hasRoom(for: 400 << 10)
      // What was begun is ended, also beyond the limit.
      other.charge(2 << 20)
      let fourth = one.hasRoom(for: 1 << 20)
      #expect(third && !fourth && budget.used >= 2 << 20)
    }
    #expect(budget.used == 0)
  }
}
