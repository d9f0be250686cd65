extension Invariant {
  /// Every invariant, in the order of reports: a service's own files first, then what is around it.
  static let all: [Invariant] = [
    serviceNames,
    testDiscovery,
    healthEndpoints,
    readinessGatesLocally,
    settingsDocumented,
    databaseOwned,
    archProbe,
    imagePerService,
    dockerCopiesClosure,
    nonRoot,
    ciBuildsAndPushes,
    prodComposeListsService,
    graceExceedsDrain,
    readmeSections,
    packagesAreLibraries,
    pinnedToolchain,
  ]
}
