import CommandLine
import Deployment

extension Commands {
  static let images = RepositoryCommand(
    name: "images",
    summary: "list the images of the repository, for scripts that build and try them",
    details: """
      Prints what service.json and the manifest say of each image, in lines whose columns are separated by tabs:

        image    NAME  KIND  PACKAGING  DOCKERFILE  NEEDS  READS
        setting  NAME  KEY=VALUE

      KIND is server, worker or tool, PACKAGING static or runtime. NEEDS are the services that it needs beside itself, and
      postgresql for one with a database, - for none; READS is closure where the image holds nothing but what is compiled,
      repository where a stage looks at all of it. The settings are those that it is tried with; files that they name are where the
      repository is mounted, /repository.

      Exit codes: 0 done, 2 a file could not be read or understood.
      """,
    options: [.imagesBuilder],
    examples: [
      ("bulkhead images | cut -f 2 | sort -u", "the names of all images"),
      ("bulkhead images --builder | docker build -f - .", "compile the binaries of all images, each package once"),
    ],
    run: { context in
      let monorepo = try context.loadMonorepo(context.loadRepository())
      context.output.write(context.arguments.has(.imagesBuilder) ? monorepo.builderDockerfile : monorepo.imageList)
      return .success
    })
}

extension Option {
  static let imagesBuilder = Option.flag("--builder", "print the Dockerfile that compiles the binaries of all images instead")
}
