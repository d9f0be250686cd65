import Platform
import SwiftImports
import Synchronization

/// The reading and scanning of many files, shared by the processors.
struct SourceScan {
  /// The imports of each file, in order of the paths given.
  private(set) var results: [SourceImports] = []
  /// The times for reading and for scanning, in nanoseconds, summed over the threads.
  private(set) var readTime = 0
  private(set) var scanTime = 0

  /// - Parameter paths: relative to `root`.
  init(_ paths: [String], root: String, workers: Int) throws(RepositoryError) {
    let readTime = Atomic<Int>(0)
    let scanTime = Atomic<Int>(0)
    // Runs are short, so that the threads end together, and long enough that they seldom meet at the counter.
    let results = Threads.map(paths.count, workers: workers, run: 8, state: FileReader(folder: root)) { reader, index in
      var watch = Stopwatch()
      let result = Result { () throws(PlatformError) in
        try reader.read(paths[index]) { bytes in
          readTime.add(watch.lap(), ordering: .relaxed)
          return ImportScanner.scan(bytes)
        }
      }
      scanTime.add(watch.lap(), ordering: .relaxed)
      return result
    }
    self.results.reserveCapacity(results.count)
    for result in results { self.results.append(try reading { () throws(PlatformError) in try result.get() }) }
    self.readTime = readTime.load(ordering: .relaxed)
    self.scanTime = scanTime.load(ordering: .relaxed)
  }
}
