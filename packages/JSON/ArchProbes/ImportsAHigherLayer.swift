// probe: packages-import-lower-layers
// A package of layer 1 that reaches up to layer 3.
import ArchRules
