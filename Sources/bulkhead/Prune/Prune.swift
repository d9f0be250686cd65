import CommandLine
import Platform
import Pruning

extension Commands {
  static let prune = RepositoryCommand(
    name: "prune",
    summary: "write the part of the repository that one service is built from",
    details: """
      Follows what the manifests declare from the service on, and writes the targets it reaches into DIR/full: sources, resources,
      headers, plugins and macros, and each Package.swift with just those targets, the products made of them, and the packages
      they use. DIR/manifest holds the manifests, Package.resolved and .swift-version alone: all that swift package resolve looks at,
      so that an image's layer with the fetched packages lasts until one of those changes.

      A manifest made of literals is cut, and comes out the same whatever is added to it elsewhere. The text of one that is computed
      stays, and a filter behind it takes out what is not needed. Links are replaced by what they lead to; one that leads out of the
      repository is refused. DIR is replaced as a whole if it is an earlier output, and nothing outside it is touched.

      SERVICE is an executable product, its target, or the folder it is in. docs/prune.md says how a Dockerfile uses it.
      """,
    operands: [Operand(name: "SERVICE", help: "an executable product, its target, or the service's folder or that folder's name")],
    options: [.pruneOutput, .withTests, .format],
    examples: [
      ("bulkhead prune scheduler-worker --out out", "what the service is built from, in out/manifest and out/full"),
      ("bulkhead prune services/api --out out --tests", "with the tests of the service itself"),
      ("bulkhead prune api --out out --format json", "the same, and a list of all that was taken"),
    ],
    run: { context in
      guard let out = context.arguments[.pruneOutput] else {
        throw UsageError("--out DIR is missing: the folder to write into")
      }
      do {
        let output = try PruneWriter.resolved(context.absolutePath(out))
        let writer = try PruneWriter(to: output)
        let repository = try context.loadRepository()
        let environment = context.environment.map { "\($0)=\($1)" }.sorted()
        let service = try PrunedService.find(context.arguments.operands[0], in: repository)
        context.progress.begin("pruning to \(service.product)")
        let plan = try PrunePlan(
          service, of: repository, tests: context.arguments.has(.withTests), output: output, environment: environment)
        try writer.write(plan) { folder in
          context.progress.begin("reading the pruned manifests")
          try ManifestCheck(environment: environment).check(plan, in: "\(folder)/manifest")
        }
        for note in plan.notes { context.note(note) }
        context.answer(json: plan.json.line(), text: PruneText(plan: plan, output: out).render())
        return .success
      } catch let error as PruneError {
        throw error.path == nil ? Failure("\(error)") : Failure(placed: "\(error)")
      }
    })
}

extension Option {
  static let pruneOutput = Option.value("--out", "DIR", "the folder to write: a new one, an empty one, or an earlier output, which is replaced")
  static let withTests = Option.flag("--tests", "take the tests of the service's own targets, too, with what they need")
}
