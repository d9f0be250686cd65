/// The row of a new service in `docs/services.md`, by the titles of the table that is there.
struct ServiceRow {
  let name: String
  /// Its folder, relative to the root: `services/billing`.
  let folder: String
  let kind: String
  let purpose: String
  /// Whether somebody has said what it is for; else a plan that is there says it better.
  let isPurposeGiven: Bool

  /// The document with the service as one that is built: in the place of the plan for it, or behind the last that is built.
  func added(to document: String) -> String? {
    guard let titles = TableEdit.titles(in: document, first: "service") else { return nil }
    let isPlan = { (cells: [String]) in cells.first == name && cells.count == titles.count }
    let change = { (cells: [String]) in
      zip(titles, cells).map { title, cell in
        switch title {
        case "purpose": isPurposeGiven ? purpose : cell
        case "talks to": cell
        default: self.cell(title)
        }
      }
    }
    let planned = TableEdit.changing(document, row: isPlan, to: change)
    let parent = folder.prefix { $0 != "/" }
    return planned
      ?? TableEdit.adding(titles.map(cell), to: document) { $0.count == titles.count && $0.first?.contains("](../\(parent)/") == true }
  }

  private func cell(_ title: String) -> String {
    switch title {
    case "service": "[\(name)](../\(folder))"
    case "kind": kind
    case "purpose": purpose
    case "talks to": "nobody yet"
    case "state": "built"
    default: " "
    }
  }
}
