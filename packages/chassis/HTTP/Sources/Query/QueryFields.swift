/// A query's parameters, read by name.
///
/// ```swift
/// let (limit, branch) = try request.readQuery { query in
///   (query.int("limit", default: 50, in: 1...1000), query.optionalString("branch"))
/// }
/// ```
///
/// Every mistake is gathered: the requester learns of all of them at once, as a problem (400) that names each parameter.
/// Parameters that nobody asks for are ignored, as is the custom of the web.
public struct QueryFields {
  private let query: Query
  private(set) var mistakes: [Problem.Invalid] = []

  init(_ query: Query) { self.query = query }

  public mutating func string(_ name: String, default: String? = nil) -> String {
    read(name, "a value", `default`, placeholder: "") { $0 }
  }

  public mutating func optionalString(_ name: String) -> String? { optional(name, "a value") { $0 } }

  /// Every value of the name.
  public func strings(_ name: String) -> [String] { query.values(name) }

  public mutating func int(_ name: String, default: Int? = nil, in range: ClosedRange<Int> = Int.min...Int.max) -> Int {
    read(name, Self.integer(range), `default`, placeholder: range.lowerBound) { Int($0).flatMap { range.contains($0) ? $0 : nil } }
  }

  public mutating func optionalInt(_ name: String, in range: ClosedRange<Int> = Int.min...Int.max) -> Int? {
    optional(name, Self.integer(range)) { Int($0).flatMap { range.contains($0) ? $0 : nil } }
  }

  public mutating func double(_ name: String, default: Double? = nil) -> Double {
    read(name, "a number", `default`, placeholder: 0) { Double($0).flatMap { $0.isFinite ? $0 : nil } }
  }

  /// `true` or `false`; a name without a value is true: `?verbose`.
  public mutating func bool(_ name: String, default: Bool = false) -> Bool {
    optional(name, "true or false") { $0.isEmpty || $0 == "true" ? true : $0 == "false" ? false : nil } ?? `default`
  }

  /// One of the values of an enumeration, written as its raw value.
  public mutating func choice<Choice>(_ name: String, of _: Choice.Type = Choice.self, default: Choice) -> Choice
  where Choice: RawRepresentable<String> & CaseIterable {
    optional(name, "one of \(Choice.allCases.map(\.rawValue).joined(separator: ", "))") { Choice(rawValue: $0) } ?? `default`
  }

  /// What `parse` makes of the value; `nil` from it is a mistake. `expected` says in words what must stand there: "a date".
  public mutating func optionalParsed<Result>(_ name: String, _ expected: String, _ parse: (String) -> Result?) -> Result? {
    optional(name, expected, parse)
  }

  /// Records that a parameter is not as it must be.
  public mutating func refuse(_ name: String, _ message: String) { mistakes.append(.init(parameter: name, detail: message)) }

  private mutating func read<Result>(
    _ name: String, _ expected: String, _ default: Result?, placeholder: Result, _ convert: (String) -> Result?
  ) -> Result {
    if query[name] == nil {
      if let `default` { return `default` }
      refuse(name, "expected \(expected), found no parameter \"\(name)\"")
    }
    return optional(name, expected, convert) ?? placeholder
  }

  private mutating func optional<Result>(_ name: String, _ expected: String, _ convert: (String) -> Result?) -> Result? {
    let values = query.values(name)
    guard let value = values.first else { return nil }
    if values.count > 1 {
      refuse(name, "expected one value, found \(values.count)")
      return nil
    }
    if let result = convert(value) { return result }
    refuse(name, "expected \(expected), found \(value.utf8.count <= 64 ? "\"\(value)\"" : "a text of \(value.count) characters")")
    return nil
  }

  private static func integer(_ range: ClosedRange<Int>) -> String {
    switch (range.lowerBound, range.upperBound) {
    case (.min, .max): "an integer"
    case (_, .max): "an integer of \(range.lowerBound) or more"
    default: "an integer from \(range.lowerBound) to \(range.upperBound)"
    }
  }
}

extension Request {
  /// Reads the query's parameters with `body`, or throws a `Problem` (400) that names each one that is not as it must be.
  public func readQuery<Result>(_ body: (inout QueryFields) -> Result) throws(Problem) -> Result {
    var fields = QueryFields(try Query(query))
    let result = body(&fields)
    if fields.mistakes.isEmpty { return result }
    let count = fields.mistakes.count
    let detail = count == 1 ? "one parameter of the query is not as it must be" : "\(count) parameters of the query are not as they must be"
    throw Problem(.badRequest, detail, errors: fields.mistakes)
  }
}
