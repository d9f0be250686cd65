// probe: plugins-start-tools
// targets: Plugins/*
// A plugin can only start a tool.
import Platform
