import SwiftImports

extension Collection<SwiftToken> {
  /// Whether it begins with these: words, and signs of one byte.
  func spells(_ texts: String...) -> Bool {
    var rest = self[...]
    for text in texts {
      guard let token = rest.popFirst(), token.isSpelled(text) else { return false }
    }
    return true
  }
}

extension SwiftToken {
  func isSpelled(_ text: String) -> Bool {
    switch kind {
    case .word(let word): word == text
    case .sign(let byte): text.utf8.elementsEqual([byte])
    case .string: false
    }
  }
}
