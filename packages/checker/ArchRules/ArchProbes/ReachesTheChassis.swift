// probe: the-checker-runs-anywhere
// Teams run the checker where there are no event loops.
import IO
