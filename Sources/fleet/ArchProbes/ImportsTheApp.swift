// probe: tools-import-packages-only
// A tool reaches the app over the network alone.
import Console
