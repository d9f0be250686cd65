import CommandLine

extension Commands {
  static let why = RepositoryCommand(
    name: "why",
    summary: "show how one module comes to import another",
    details: """
      Prints a shortest chain of imports from the one module to the other, with the place of each step, and every place where
      the first names the second itself. Imports of every #if branch count. A module that several packages have is named
      by its package's folder and target: packages/Kit:Kit.

      Exit codes: 0 there is a chain, 1 there is none, 2 a module is not known.
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
      let graph = try context.loadRepository(unreadable: .told).graph
      let from = try ModuleLookup.find(context.arguments.operands[0], in: graph)
      let to = try ModuleLookup.find(context.arguments.operands[1], in: graph)
      let answer = WhyAnswer(graph: graph, from: from, to: to)
      context.answer(json: WhyJSON.render(answer), text: WhyText(answer: answer).render())
      return answer.chain.isEmpty ? .findings : .success
    })
}
