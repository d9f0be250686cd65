import JSON
import Platform
import TestSupport
import YAML

/// PyYAML's reading of texts, with the scalars of YAML 1.1, which it knows, and of the core schema of 1.2.
enum Oracle {
  struct Reading {
    /// `nil` where PyYAML refuses the text.
    var core: JSONValue?
    var old: JSONValue?
    var error: String?
  }

  static func read(_ texts: [[UInt8]], python: String) throws -> [Reading] {
    let folder = try TemporaryFolder()
    let input = JSONValue.array(texts.map { .string(String(decoding: $0, as: UTF8.self)) })
    let path = "\(folder.path)/texts.json"
    try File.write(input.encoded(), to: path)
    let outcome = try ChildProcess.run([python, "-c", program, path], environment: Environment.forChildren)
    guard outcome.ending == .exit(0) else { throw OracleFailure(message: String(decoding: outcome.errorOutput, as: UTF8.self)) }
    return (try JSONValue(parsing: outcome.output).array ?? []).map { Reading(core: $0["core"], old: $0["old"], error: $0["error"]?.string) }
  }

  struct OracleFailure: Error { var message: String }

  /// In the shape that the program prints: `["s", "text"]`, `["m", [["key", …]]]`.
  static func shape(_ value: YAML) -> JSONValue {
    switch value.content {
    case .null: ["n"]
    case .bool(let value): ["b", .bool(value)]
    case .int(let value): ["i", .string(String(value))]
    case .decimal(let text): ["d", .string(text)]
    case .string(let text): ["s", .string(text)]
    case .list(let elements): ["l", .array(elements.map(shape))]
    case .map(let entries): ["m", .array(entries.map { [.string($0.key), shape($0.value)] })]
    }
  }

  private static let program = #"""
    import json, re, sys, yaml

    class Core(yaml.SafeLoader):
        yaml_implicit_resolvers = {}

    INT = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
    DECIMAL = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")

    def core(text):
        if text in ("", "~", "null", "Null", "NULL"): return ["n"]
        if text in ("true", "True", "TRUE"): return ["b", True]
        if text in ("false", "False", "FALSE"): return ["b", False]
        if INT.fullmatch(text):
            number = int(text, 0) if text[:2] in ("0o", "0x") else int(text)
            return ["i", str(number)] if -2**63 <= number < 2**63 else ["d", text]
        return ["d", text] if DECIMAL.fullmatch(text) else ["s", text]

    def old(node):
        kind = node.tag.rsplit(":", 1)[-1]
        if kind == "null": return ["n"]
        if kind == "bool": return ["b", yaml.SafeLoader.bool_values[node.value.lower()]]
        if kind == "int": return ["i", str(int(node.value))]
        return ["d" if kind == "float" else "s" if kind == "str" else kind, node.value]

    def shape(node, scalar):
        if isinstance(node, yaml.MappingNode): return ["m", [[key.value, shape(value, scalar)] for key, value in node.value]]
        if isinstance(node, yaml.SequenceNode): return ["l", [shape(value, scalar) for value in node.value]]
        return scalar(node)

    def plain_or_text(node): return core(node.value) if node.style is None else ["s", node.value]

    readings = []
    for text in json.load(open(sys.argv[1], encoding="utf-8")):
        try:
            node, again = yaml.compose(text, Loader=Core), yaml.compose(text, Loader=yaml.SafeLoader)
            reading = {"core": shape(node, plain_or_text) if node else ["n"]}
            try: reading["old"] = shape(again, old) if again else ["n"]
            except Exception as error: reading["error"] = str(error)
            readings.append(reading)
        except Exception as error:
            readings.append({"error": str(error)})
    json.dump(readings, sys.stdout)
    """#
}
