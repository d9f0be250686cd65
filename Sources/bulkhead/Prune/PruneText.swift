import CommandLine
import Platform
import Pruning

/// What was written, for people.
struct PruneText {
  let plan: PrunePlan
  /// As the caller named it.
  let output: String

  func render() -> String {
    let targets = plan.packages.reduce(0) { $0 + $1.targets.count }
    let kilobytes = (plan.files.reduce(0) { $0 + $1.size } + 1023) / 1024
    let packages = Report.count(plan.packages.count, "package")
    var text = "\(plan.service.product): \(Report.count(targets, "target")) of \(packages), \(Report.count(plan.files.count, "file")), "
    text += "\(kilobytes) KiB\n"
    for package in plan.packages {
      let names = package.targets.map(\.name).joined(separator: ", ")
      let filtered = package.manifests.contains { $0.form == .filtered } ? " (computed manifest, filtered)" : ""
      text += "  \(package.folder): \(names)\(filtered)\n"
      if !package.dependencies.isEmpty { text += "    on \(package.dependencies.joined(separator: ", "))\n" }
    }
    let folder = PathText.normalized("\(output)/full/\(plan.packageFolder)")
    return VisibleText.lines(text + "Build it: swift build --package-path \(folder) --product \(plan.service.product)\n")
  }
}
