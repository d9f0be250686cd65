import PackageGraph
import SwiftImports

/// A setting where the sources of a service read it: `reader.int("MAX_RUNS", …)`.
struct DeclaredSetting: Sendable {
  /// `nil` where the key is not written as a literal.
  var key: String?
  var path: String
  var position: SourcePosition
}

extension AuditSubject {
  /// The settings that a service's own sources declare, in order.
  func declaredSettings(of service: AuditedService) throws -> [DeclaredSetting] {
    guard let module = service.module else { return [] }
    return try repository.sources[module].flatMap { file -> [DeclaredSetting] in
      let tokens = try files.tokens(file.path)
      let readers = Set(
        tokens.indices.compactMap { index in
          tokens[index...].dropFirst().spells(":", "inout", "SettingsReader") ? tokens[index].word : nil
        })
      return tokens.indices.compactMap { index in
        guard let name = tokens[index].word, readers.contains(name), index == 0 || !tokens[index - 1].isSign(".") else { return nil }
        let call = tokens[(index + 1)...]
        guard call.count > 3, call.first?.isSign(".") == true, let method = call.dropFirst().first?.word, call.dropFirst(2).first?.isSign("(") == true
        else { return nil }
        // These speak of a setting that is declared elsewhere.
        if method == "reject" || method == "holds" { return nil }
        guard case .string(let key) = call[call.startIndex + 3].kind else {
          return DeclaredSetting(key: nil, path: file.path, position: call[call.startIndex + 3].position)
        }
        return DeclaredSetting(key: key, path: file.path, position: call[call.startIndex + 3].position)
      }
    }
  }
}
