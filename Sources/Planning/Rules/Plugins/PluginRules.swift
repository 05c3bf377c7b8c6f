extension Rule {
    /// About what the store depends on (PLG).
    static let pluginRules: [Rule] = []
}
