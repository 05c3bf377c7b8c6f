extension Rule {
    /// About credentials, permissions and tasks done by people (ACC).
    static let accessRules: [Rule] = []
}
