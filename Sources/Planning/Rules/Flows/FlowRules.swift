extension Rule {
    /// About critical flows (FLW).
    static let flowRules: [Rule] = []
}
