extension Rule {
    /// About search engines and addresses (SEO).
    static let searchRules: [Rule] = []
}
