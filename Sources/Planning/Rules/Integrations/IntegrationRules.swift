extension Rule {
    /// About what goes between systems (INT).
    static let integrationRules: [Rule] = []
}
