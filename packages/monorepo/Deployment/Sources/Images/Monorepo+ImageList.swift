import ServiceDescription

extension Monorepo {
  /// The images as a table, for the scripts in deploy/images and for workflows, and the settings that each is tried with.
  public var imageList: [GeneratedFile] {
    var table =
      GeneratedFile.header
      + "# Columns: name, kind, packaging, Dockerfile, what it needs beside itself, what of the repository its content is made of.\n"
    var files: [GeneratedFile] = []
    for image in images {
      let needs = deployable(named: image.name)?.description.needs.map(\.name).joined(separator: ",") ?? ""
      table += "\(image.name)\t\(image.kind)\t\(image.packaging.rawValue)\t\(image.dockerfile)\t\(needs.isEmpty ? "-" : needs)"
      table += "\t\(image.readsRepository ? "repository" : "closure")\n"
      if case .process(let deployment, _, let environment) = image.content {
        files.append(Self.trial(of: image.name, environment, files: deployment.files))
      }
    }
    return [GeneratedFile(path: "deploy/images/images.tsv", content: table)] + files
  }

  /// The settings for a checkout, without ports: those of the image count. Files are where the repository is mounted.
  private static func trial(of name: String, _ settings: [ServiceDescription.Setting], files: [String]) -> GeneratedFile {
    var text = GeneratedFile.header
    for setting in settings where !["PORT", "HEALTH_PORT", "ADMIN_PORT"].contains(setting.key) {
      text += "\(setting.key)=\(files.contains(setting.key) ? "/repository/" : "")\(setting.value)\n"
    }
    return GeneratedFile(path: "deploy/images/trial/\(name).env", content: text)
  }
}
