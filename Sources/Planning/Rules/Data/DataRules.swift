extension Rule {
    /// About what is carried over and how it is compared (DAT).
    static let dataRules: [Rule] = []
}
