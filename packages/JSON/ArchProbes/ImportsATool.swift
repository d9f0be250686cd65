// probe: packages-import-packages-only
// A library that knows a process.
import Bulkhead
