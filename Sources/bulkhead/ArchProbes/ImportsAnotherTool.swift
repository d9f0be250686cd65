// probe: tools-import-packages-only
// Each tool is built and used alone.
import Benchmark
