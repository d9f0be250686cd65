// probe: base-stands-alone
// A library that knows a process.
import Bulkhead
