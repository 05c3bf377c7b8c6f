extension Rule {
    /// About the map of systems (MAP).
    static let mapRules: [Rule] = []
}
