/// One thing that was looked at, and what was seen.
public struct VerificationFinding: Sendable, Hashable, Codable {
    public enum Area: String, Sendable, Hashable, Codable, CaseIterable {
        case rows, files, sites, staging
    }

    public enum State: String, Sendable, Hashable, Codable, CaseIterable {
        case passed, failed
        /// Nobody knows: never as good as passed.
        case notSeen = "not-seen"
    }

    public var area: Area
    /// What was looked for, such as `front page`.
    public var check: String
    /// What it was looked for in: a table, a site, a file.
    public var subject: String
    public var state: State
    /// Whether nothing may be said of the whole while this is not seen.
    public var isRequired: Bool
    public var detail: String
    /// The first of what is wrong, one thing a line.
    public var lines: [String]

    public init(
        _ area: Area, _ check: String, of subject: String, _ state: State, _ detail: String, isRequired: Bool = true,
        lines: [String] = []
    ) {
        (self.area, self.check, self.subject, self.state) = (area, check, subject, state)
        (self.isRequired, self.detail, self.lines) = (isRequired, detail, lines)
    }
}

/// Something that was left out of a verification, and why that is no loss.
public struct VerificationExclusion: Sendable, Hashable, Codable {
    public var subject: String
    public var what: String
    public var because: String
    /// How much it is, where that was counted.
    public var count: String?

    public init(_ subject: String, _ what: String, because: String, count: String? = nil) {
        (self.subject, self.what, self.because, self.count) = (subject, what, because, count)
    }
}

/// What a verification has found so far.
public struct Verification: Sendable, Hashable, Codable {
    public private(set) var findings: [VerificationFinding] = []
    public private(set) var exclusions: [VerificationExclusion] = []
    /// Counts by name, summed over everything that was looked at.
    public private(set) var figures: [String: Double] = [:]

    public init(
        _ findings: [VerificationFinding] = [], exclusions: [VerificationExclusion] = [],
        figures: [String: Double] = [:]
    ) {
        (self.findings, self.exclusions, self.figures) = (findings, exclusions, figures)
    }

    public mutating func add(_ more: Verification) {
        findings += more.findings
        exclusions += more.exclusions
        figures.merge(more.figures, uniquingKeysWith: +)
    }

    public func count(_ state: VerificationFinding.State) -> Int { findings.count { $0.state == state } }

    /// What stands against it: failures, and what had to be seen and was not.
    public var against: [VerificationFinding] {
        findings.filter { $0.state == .failed || ($0.state == .notSeen && $0.isRequired) }
    }

    /// Something was looked at, nothing failed, and nothing that had to be seen was not.
    public var passes: Bool { !findings.isEmpty && against.isEmpty }

    /// What a record keeps: the counts, and how many things were looked at.
    public var measures: [String: Double] {
        figures.merging(
            [
                "checks": Double(findings.count), "failed": Double(count(.failed)),
                "notSeen": Double(count(.notSeen)), "leftOut": Double(exclusions.count),
            ], uniquingKeysWith: { $1 })
    }
}
