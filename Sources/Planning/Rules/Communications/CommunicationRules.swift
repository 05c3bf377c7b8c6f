extension Rule {
    /// About what is said to whom (COM).
    static let communicationRules: [Rule] = []
}
