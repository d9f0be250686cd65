/// Makes checks, several at a time, and tells what they found in their order.
struct Examination: Sendable {
  private let checks: [Check]
  private let subject: Subject
  private let jobs: Int

  /// - Parameter jobs: how many checks are made at a time, at most.
  init(_ checks: [Check], of subject: Subject, jobs: Int) {
    self.checks = checks
    self.subject = subject
    self.jobs = jobs
  }

  /// - Parameter tell: called for each check once it and all before it are made.
  func run(_ tell: (VerifyReport.Result) throws -> Void) async throws {
    try await withThrowingTaskGroup(of: (Int, VerifyReport.Result).self) { group in
      var results = [VerifyReport.Result?](repeating: nil, count: checks.count)
      var started = 0
      var told = 0
      while told < checks.count {
        while started < checks.count, started - results.count(where: { $0 != nil }) < jobs {
          group.addTask { [started] in (started, try await result(of: checks[started])) }
          started += 1
        }
        guard let (index, result) = try await group.next() else { return }
        results[index] = result
        while told < checks.count, let result = results[told] {
          try tell(result)
          told += 1
        }
      }
    }
  }

  /// What is no finding is thrown.
  private func result(of check: Check) async throws -> VerifyReport.Result {
    var failure: String?
    do {
      try await check.run(subject)
    } catch let error as CheckFailure {
      failure = error.description
    } catch let error as RawError {
      failure = error.description
    }
    return VerifyReport.Result(name: check.name, clause: check.clause, failure: failure)
  }
}
