extension ServiceDescription {
  /// How a service is deployed: what its image holds, how many run, and what they are given.
  public struct Deployment: Sendable, Equatable {
    /// What an image holds beside the binary.
    public enum Packaging: String, Sendable, CaseIterable {
      /// Nothing: the binary has all that it needs of Swift's libraries in it.
      case `static`
      /// The runtime libraries and the resources, as services need that use the whole of Foundation.
      case runtime
    }

    /// How many run at the same time.
    public struct Replicas: Sendable, Equatable {
      public var minimum: Int
      public var maximum: Int

      public init(minimum: Int = 1, maximum: Int = 1) {
        self.minimum = minimum
        self.maximum = maximum
      }
    }

    /// What one process may use, as Kubernetes writes quantities: `50m` of a processor, `64Mi` of memory.
    public struct Resources: Sendable, Equatable {
      /// The share of processors that is kept for it.
      public var cpu: String
      /// The memory that is kept for it.
      public var memory: String
      /// The memory beyond which it is ended.
      public var memoryLimit: String

      public init(cpu: String = "50m", memory: String = "64Mi", memoryLimit: String = "256Mi") {
        self.cpu = cpu
        self.memory = memory
        self.memoryLimit = memoryLimit
      }
    }

    /// A file that the process itself makes of the whole repository while its image is built.
    public struct Snapshot: Sendable, Equatable {
      /// The setting that names the file in the image.
      public var setting: String
      /// The option that writes it, followed by the file's path.
      public var option: String

      public init(setting: String, option: String) {
        self.setting = setting
        self.option = option
      }
    }

    public var packaging: Packaging
    public var replicas: Replicas
    public var resources: Resources
    /// Settings of `environment` whose value is a file of the repository, which is brought along wherever the service runs.
    public var files: [String]
    public var snapshot: Snapshot?
    /// Whether it calls addresses outside the deployment.
    public var internet: Bool
    /// Whether it watches the health port of every other service, whose addresses it is given as `FLEET`.
    public var watches: Bool

    public init(
      packaging: Packaging = .static, replicas: Replicas = Replicas(), resources: Resources = Resources(), files: [String] = [],
      snapshot: Snapshot? = nil, internet: Bool = false, watches: Bool = false
    ) {
      self.packaging = packaging
      self.replicas = replicas
      self.resources = resources
      self.files = files
      self.snapshot = snapshot
      self.internet = internet
      self.watches = watches
    }
  }
}
