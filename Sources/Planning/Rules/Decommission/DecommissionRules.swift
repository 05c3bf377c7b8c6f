extension Rule {
    /// About the end of the old side (DEC).
    static let decommissionRules: [Rule] = []
}
