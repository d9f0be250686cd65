// probe: packages-import-lower-layers
// Packages of one layer are equals.
import Platform
