extension Rule {
    /// About what the edge can do (EDG).
    static let edgeRules: [Rule] = []
}
