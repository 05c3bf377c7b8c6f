import Gating

/// Something that the migration asked of people.
public struct LoadEntry: Sendable, Hashable, Codable {
    public enum Kind: String, Sendable, Hashable, Codable {
        /// Somebody was called.
        case page
        /// Somebody did something by hand.
        case intervention
    }

    public var kind: Kind
    /// ms since 1970
    public var at: Int

    public init(kind: Kind, at: Int) {
        self.kind = kind
        self.at = at
    }
}

/// What a stage may ask of people.
public struct LoadTerms: Sendable, Hashable, Codable {
    /// The signal that watches it.
    public var signal: String
    /// By the hour.
    public var pages: Double?
    /// Open at once.
    public var incidents: Double?
    /// By the hour.
    public var interventions: Double?
    /// ms over which it is counted.
    public var over: Int

    public init(signal: String, pages: Double?, incidents: Double?, interventions: Double?, over: Int) {
        self.signal = signal
        self.pages = pages
        self.incidents = incidents
        self.interventions = interventions
        self.over = over
    }

    /// Holds what was asked of people up to now against the terms.
    func judge(_ entries: [LoadEntry], open: Int, now: Int) -> ExactResult {
        let recent = entries.filter { $0.at > now - over && $0.at <= now }
        let hours = Double(max(over, 1)) / 3_600_000
        let pages = recent.count { $0.kind == .page }
        let interventions = recent.count { $0.kind == .intervention }
        var found: [String] = []
        func bound(_ what: String, _ value: Double, _ most: Double?, _ unit: String) {
            guard let most, value > most else { return }
            found.append("\(what) \(Self.words(value))\(unit), at most \(Self.words(most))")
        }
        bound("people called", Double(pages) / hours, self.pages, " an hour")
        bound("open incidents", Double(open), incidents, "")
        bound("things done by hand", Double(interventions) / hours, self.interventions, " an hour")
        let figures = ["pages": pages, "incidents": open, "interventions": interventions]
        return ExactResult(
            compared: 3, mismatches: found.count,
            detail: found.isEmpty
                ? "\(pages) pages, \(open) open incidents, \(interventions) interventions in \(over / 60_000) min"
                : found.joined(separator: "; "), figures: figures)
    }

    private static func words(_ value: Double) -> String {
        value == value.rounded() ? "\(Int(value))" : "\((value * 10).rounded() / 10)"
    }
}
