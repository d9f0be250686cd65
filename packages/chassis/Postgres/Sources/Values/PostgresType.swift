/// A type of the database, by its number in `pg_type`. The built-in ones have the same number in every database.
public struct PostgresType: RawRepresentable, Hashable, Sendable {
  public let rawValue: UInt32

  public init(rawValue: UInt32) { self.rawValue = rawValue }

  public static let bool = PostgresType(rawValue: 16)
  public static let bytea = PostgresType(rawValue: 17)
  public static let char = PostgresType(rawValue: 18)
  public static let name = PostgresType(rawValue: 19)
  public static let int8 = PostgresType(rawValue: 20)
  public static let int2 = PostgresType(rawValue: 21)
  public static let int4 = PostgresType(rawValue: 23)
  public static let text = PostgresType(rawValue: 25)
  public static let oid = PostgresType(rawValue: 26)
  public static let json = PostgresType(rawValue: 114)
  public static let xml = PostgresType(rawValue: 142)
  public static let float4 = PostgresType(rawValue: 700)
  public static let float8 = PostgresType(rawValue: 701)
  public static let unknown = PostgresType(rawValue: 705)
  public static let bpchar = PostgresType(rawValue: 1042)
  public static let varchar = PostgresType(rawValue: 1043)
  public static let date = PostgresType(rawValue: 1082)
  public static let timestamp = PostgresType(rawValue: 1114)
  public static let timestamptz = PostgresType(rawValue: 1184)
  public static let interval = PostgresType(rawValue: 1186)
  public static let numeric = PostgresType(rawValue: 1700)
  public static let uuid = PostgresType(rawValue: 2950)
  public static let jsonb = PostgresType(rawValue: 3802)

  /// The first number of a type that is not built in.
  private static let firstOther: UInt32 = 16_384

  private static let names: [PostgresType: String] = [
    bool: "bool", bytea: "bytea", char: "char", name: "name", int8: "int8", int2: "int2", int4: "int4", text: "text", oid: "oid",
    json: "json", xml: "xml", float4: "float4", float8: "float8", unknown: "unknown", bpchar: "bpchar", varchar: "varchar", date: "date",
    timestamp: "timestamp", timestamptz: "timestamptz", interval: "interval", numeric: "numeric", uuid: "uuid", jsonb: "jsonb",
  ]

  /// The type of an array's elements; `nil` for what is no array of a type named here.
  var element: PostgresType? {
    switch rawValue {
    case 1000: .bool
    case 1001: .bytea
    case 1002: .char
    case 1003: .name
    case 1016: .int8
    case 1005: .int2
    case 1007: .int4
    case 1009: .text
    case 1028: .oid
    case 199: .json
    case 143: .xml
    case 1021: .float4
    case 1022: .float8
    case 1014: .bpchar
    case 1015: .varchar
    case 1182: .date
    case 1115: .timestamp
    case 1185: .timestamptz
    case 1187: .interval
    case 1231: .numeric
    case 2951: .uuid
    case 3807: .jsonb
    default: nil
    }
  }

  /// Whether the binary form of its values is their text.
  var isText: Bool {
    switch self {
    case .text, .varchar, .bpchar, .name, .json, .xml, .unknown, .char: true
    // An enumeration, or a type of an extension, which is text where it is read as such.
    default: rawValue >= Self.firstOther
    }
  }
}

extension PostgresType: CustomStringConvertible {
  public var description: String {
    if let element { return "\(element)[]" }
    return Self.names[self] ?? "the type \(rawValue)"
  }
}
