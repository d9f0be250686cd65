import CommandLine
import PackageGraph

extension Commands {
  static let why = RepositoryCommand(
    name: "why",
    summary: "show how one module comes to import another",
    details: """
      Prints a shortest chain of imports from the one module to the other, with the place of each step, and every place where
      the first names the second itself. Imports of every #if branch count. A module that several packages have is named
      by its package's folder and target: packages/Kit:Kit.

      A chain goes over the repository's modules, whose sources are read: what a fetched module imports is not known.

      Exit codes: 0 there is a chain, 1 there is none, 2 a module, or what it imports, is not known.
      """,
    operands: [
      Operand(name: "FROM", help: "the importing module, or FOLDER:TARGET"),
      Operand(name: "TO", help: "the imported module, or FOLDER:TARGET"),
    ],
    options: [.format],
    examples: [
      ("bulkhead why Ingestion Foundation", "who brings Foundation into the service"),
      ("bulkhead why --format json App Database", "the same as data"),
    ],
    run: { context in
      var graph = try context.loadRepository(unreadable: .told).graph
      let from = try ModuleLookup.find(context.arguments.operands[0], in: graph)
      guard graph.modules[from].origin == .repository else {
        throw Failure(
          "what \(graph.modules[from].name) imports is not known, since only the repository's own sources are read: name one of its modules")
      }
      let name = context.arguments.operands[1]
      // Nobody imports it, which is what is asked.
      if !ModuleLookup.names(name, in: graph), PlatformModules.contains(name) { graph.modules.append(Module(name: name, origin: .platform)) }
      let to = try ModuleLookup.find(name, in: graph)
      let answer = WhyAnswer(graph: graph, from: from, to: to)
      context.answer(json: WhyJSON.render(answer), text: WhyText(answer: answer).render())
      return answer.chain.isEmpty ? .findings : .success
    })
}
