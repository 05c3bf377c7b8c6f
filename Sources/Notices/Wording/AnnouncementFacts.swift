/// What people want to know next to the plan's own message. Absent facts leave no line.
public struct AnnouncementFacts: Sendable, Hashable {
    /// What led to it.
    public var why: String?
    /// The gate's verdict and its reason.
    public var verdict: String?
    public var decides: [String]
    public var executes: [String]
    /// Until when a decision is wanted, in ms since 1970.
    public var decideBy: Int?
    /// The address of the live page.
    public var page: String?

    public init(
        why: String? = nil, verdict: String? = nil, decides: [String] = [], executes: [String] = [],
        decideBy: Int? = nil, page: String? = nil
    ) {
        self.why = why
        self.verdict = verdict
        self.decides = decides
        self.executes = executes
        self.decideBy = decideBy
        self.page = page
    }

    /// One line a fact, as ``Announcement/details``.
    public var lines: [String] {
        [
            why.map { "Why: \($0)" },
            verdict.map { "Verdict: \($0)" },
            decides.isEmpty ? nil : "Decides: " + decides.joined(separator: ", "),
            executes.isEmpty ? nil : "Executes: " + executes.joined(separator: ", "),
            decideBy.map { "Decide by: " + Moment($0).forPeople },
            page.map { "Live page: \($0)" },
        ].compactMap { $0 }
    }
}
