/// What is tried, and for how long.
struct Campaign {
    /// The repository's path: where the plans are.
    var repository: String
    var seed: Int
    /// The number of the first input.
    var first: Int
    /// Whether only the first is tried.
    var isSingle: Bool
    var seconds: Int
    /// Seconds of processor time for one input.
    var limit: Double
    /// Bytes of memory.
    var memory: Int
    /// Bytes of a large plan.
    var size: Int
    /// Whether each input gets a line.
    var tells: Bool
}

enum CampaignError: Error, CustomStringConvertible {
    case noPlans(String)
    case noProgress(String)

    var description: String {
        switch self {
        case .noPlans(let path):
            "There is no plan under \(path)/Examples or \(path)/Tests. Start plan-fuzz in the repository."
        case .noProgress(let path): "\(path) cannot be written. Check that its folder exists and has room."
        }
    }
}
