// probe: the-checker-runs-anywhere
// targets: packages/base/*/Sources packages/checker/*/Sources packages/monorepo/*/Sources Sources/bulkhead
// Teams run the checker where there are no event loops.
import IO
