extension ServiceDescription {
  /// The deployment of a service: the contents of its image, the number of replicas, and their resources.
  public struct Deployment: Sendable, Equatable {
    /// The contents of an image beside the binary.
    public enum Packaging: String, Sendable, CaseIterable {
      /// Nothing: Swift's libraries are linked into the binary.
      case `static`
      /// The runtime libraries and the resources, for services that need the whole of Foundation.
      case runtime
    }

    /// The number of processes that run at the same time.
    public struct Replicas: Sendable, Equatable {
      /// The smallest number.
      public var minimum: Int
      /// The largest number.
      public var maximum: Int

      /// Creates a range of replicas.
      public init(minimum: Int = 1, maximum: Int = 1) {
        self.minimum = minimum
        self.maximum = maximum
      }
    }

    /// The resources of one process, as Kubernetes writes quantities: `50m` of a processor, `64Mi` of memory.
    public struct Resources: Sendable, Equatable {
      /// The share of processors that is reserved for it.
      public var cpu: String
      /// The memory that is reserved for it.
      public var memory: String
      /// The memory beyond which it is killed.
      public var memoryLimit: String

      /// Creates resources.
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

      /// Creates a snapshot.
      public init(setting: String, option: String) {
        self.setting = setting
        self.option = option
      }
    }

    /// The contents of the image beside the binary.
    public var packaging: Packaging
    /// The number of processes.
    public var replicas: Replicas
    /// The resources of each process.
    public var resources: Resources
    /// The settings of `environment` whose value is a file of the repository, which is brought along wherever the service runs.
    public var files: [String]
    /// The snapshot of the repository in the image, if there is one.
    public var snapshot: Snapshot?
    /// Whether it calls addresses outside the deployment.
    public var internet: Bool
    /// Whether it watches the health port of every other service, whose addresses it is given as `FLEET`.
    public var watches: Bool

    /// Creates a deployment.
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
