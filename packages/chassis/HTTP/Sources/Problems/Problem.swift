import JSON

/// Problem with a request, as the requester is told of it: `application/problem+json` (RFC 9457).
///
/// Thrown or answered:
///
/// ```swift
/// throw Problem(.conflict, "the run is archived already", instance: "/runs/17")
/// ```
///
/// All of it is sent: nothing internal belongs in it.
public struct Problem: ResponseError, Equatable {
  /// Status of the answer.
  public var status: Status
  /// URI that names the kind of problem; `nil` stands for `about:blank`, where the title is the status's own.
  public var type: String?
  /// Kind of problem in a few words, the same each time it occurs.
  public var title: String
  /// Sentence on what happened this time, and how to mend it.
  public var detail: String?
  /// URI of this occurrence.
  public var instance: String?
  /// Values in the request that are wrong, where it is they.
  public var errors: [Invalid]
  /// Members beside the standard ones, which they cannot replace.
  public var extensions: [JSONValue.Member]
  /// Fields to answer with beside the content type, such as `Allow` or `Retry-After`.
  public var fields: [(name: String, value: String)]

  /// Value in the request that is not as it must be.
  public struct Invalid: Sendable, Equatable {
    /// Place in a body, as a JSON Pointer (RFC 6901).
    public let pointer: String?
    /// Name of the query parameter.
    public let parameter: String?
    /// Sentence on what was expected and what was found.
    public let detail: String

    /// Makes a mistake in a body.
    public init(pointer: String, detail: String) {
      self.pointer = pointer
      self.parameter = nil
      self.detail = detail
    }

    /// Makes a mistake in a query.
    public init(parameter: String, detail: String) {
      self.pointer = nil
      self.parameter = parameter
      self.detail = detail
    }
  }

  /// Makes a problem; its title is the status's phrase where none is given.
  public init(
    _ status: Status, _ detail: String? = nil, type: String? = nil, title: String? = nil, instance: String? = nil, errors: [Invalid] = [],
    extensions: [JSONValue.Member] = [], fields: [(name: String, value: String)] = []
  ) {
    self.status = status
    self.type = type
    self.title = title ?? status.reason.description
    self.detail = detail
    self.instance = instance
    self.errors = errors
    self.extensions = extensions
    self.fields = fields
  }

  /// Whether both are answered alike.
  public static func == (left: Problem, right: Problem) -> Bool {
    left.json == right.json && left.fields.elementsEqual(right.fields) { $0.name == $1.name && $0.value == $1.value }
  }

  /// Problem details object (RFC 9457, section 3.1); a member that says nothing is left out.
  public var json: JSONValue {
    var members: [JSONValue.Member] = []
    if let type { members.append(.init("type", .string(type))) }
    members.append(.init("title", .string(title)))
    members.append(.init("status", .number(status.code)))
    if let detail { members.append(.init("detail", .string(detail))) }
    if let instance { members.append(.init("instance", .string(instance))) }
    if !errors.isEmpty { members.append(.init("errors", .array(errors.map(\.json)))) }
    let standard = ["type", "title", "status", "detail", "instance", "errors"]
    return .object(members + extensions.filter { !standard.contains($0.key) })
  }

  /// Response of the type `application/problem+json`.
  public var response: Response {
    var headers = Headers()
    headers.append("content-type", "application/problem+json")
    for field in fields { headers.append(field.name, field.value) }
    return Response(status, headers: headers, body: .bytes(json.encoded(.compact)))
  }
}

extension Problem.Invalid {
  fileprivate var json: JSONValue {
    var members: [JSONValue.Member] = []
    if let pointer { members.append(.init("pointer", .string("#" + pointer))) }
    if let parameter { members.append(.init("parameter", .string(parameter))) }
    members.append(.init("detail", .string(detail)))
    return .object(members)
  }
}
