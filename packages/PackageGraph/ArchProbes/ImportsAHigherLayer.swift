// probe: packages-import-lower-layers
// A package of layer 2 that reaches up to layer 3.
import ArchRules
