/// Everything an edge starts from, on disk.
public enum EdgeFiles {
    /// Writes configuration, script and maps. The policy map is written only where there is none: what was last
    /// acknowledged outlives any restart.
    /// - Throws: ``TrafficError/fileFailed(path:operation:reason:)``
    public static func write(_ configuration: HAProxyConfiguration) throws(TrafficError) {
        let layout = configuration.layout
        try MapFile.makeFolder(layout.maps)
        try MapFile.makeFolder(layout.run)
        for (name, text) in configuration.fixedMaps { try MapFile.write(text, to: layout.maps + "/" + name) }
        try MapFile.write(configuration.holdScript, to: layout.holdScript)
        try MapFile.write(configuration.text, to: layout.configuration)
        if !MapFile.exists(layout.policyMap) { try MapFile.write(PolicyTable.initial.text, to: layout.policyMap) }
    }
}
