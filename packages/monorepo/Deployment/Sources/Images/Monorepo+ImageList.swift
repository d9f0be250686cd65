import ServiceDescription

extension Monorepo {
  /// The images and the settings of their trial runs, as `bulkhead images` prints them for the scripts in deploy/images: lines with columns
  /// separated by tabs.
  public var imageList: String {
    images.map { image in
      let description = deployable(named: image.name)?.description
      let needs = ((description?.needs.map(\.name) ?? []) + (description?.database == true ? ["postgresql"] : [])).joined(separator: ",")
      let columns = [
        "image", image.name, image.kind, image.packaging.rawValue, image.dockerfile, needs.isEmpty ? "-" : needs,
        image.readsRepository ? "repository" : "closure",
      ]
      return columns.joined(separator: "\t") + "\n" + trialSettings(of: image).map { "setting\t\(image.name)\t\($0)\n" }.joined()
    }.joined()
  }

  /// Returns the settings for a checkout, without ports, which are the image's own. Files are where the repository is mounted.
  private func trialSettings(of image: Image) -> [String] {
    guard case .process(let deployment, _, let environment) = image.content else { return [] }
    // A server that is not there: a process that needs one is alive all the same, and ends when it is told to.
    let database =
      deployable(named: image.name)?.description.database == true
      ? ["\(ServiceDescription.databaseVariable)=postgresql://trial@127.0.0.1/trial"] : []
    return database
      + environment.filter { !["PORT", "HEALTH_PORT", "ADMIN_PORT"].contains($0.key) }.map { setting in
        "\(setting.key)=\(deployment.files.contains(setting.key) ? "/repository/" : "")\(setting.value)"
      }
  }
}
