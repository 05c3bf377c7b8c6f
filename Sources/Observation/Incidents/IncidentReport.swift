/// What a source of incidents says of one: it is open, or it is over.
public struct IncidentReport: Sendable, Hashable, Codable, Identifiable {
    public enum Status: String, Sendable, Hashable, Codable {
        case opened, closed
    }

    /// One for each incident, with its source before it (`pagerduty:PT4KHLK`): what comes twice counts once.
    public var id: String
    /// `alertmanager`, `pagerduty`, or whoever told it by hand.
    public var source: String
    public var title: String
    /// In the source's own words (`critical`, `P1`, `high`); empty where it has none.
    public var severity: String
    public var status: Status
    /// When it was opened or closed, ms since 1970.
    public var at: Int
    /// Where people read on; http or https only.
    public var link: String?

    public init(
        id: String, source: String, title: String, severity: String, status: Status, at: Int, link: String? = nil
    ) {
        self.id = id
        self.source = source
        self.title = title
        self.severity = severity
        self.status = status
        self.at = at
        self.link = link
    }
}

/// The incidents known, whatever the number and order of the reports about them.
///
/// Sources repeat themselves and are repeated by the network, and what they send may overtake itself: only the time in a
/// report decides which is the newer word about an incident.
public struct IncidentBook: Sendable, Hashable, Codable {
    private struct Entry: Hashable, Codable {
        /// The report that brought the present status.
        var report: IncidentReport
        /// The time of the newest word about it.
        var last: Int
    }

    private var entries: [String: Entry] = [:]

    public init() {}

    /// Takes in one report.
    /// - Returns: whether it opened or closed an incident; false for a repeated or an overtaken one.
    @discardableResult
    public mutating func take(_ report: IncidentReport) -> Bool {
        guard let known = entries[report.id] else {
            entries[report.id] = Entry(report: report, last: report.at)
            return true
        }
        // At one moment, closing comes after opening.
        guard report.at > known.last || (report.at == known.last && report.status == .closed) else { return false }
        let turns = report.status != known.report.status
        entries[report.id] = Entry(report: turns ? report : known.report, last: report.at)
        return turns
    }

    /// Every incident by the report that brought its present status, oldest first.
    public var all: [IncidentReport] {
        entries.values.map(\.report).sorted { ($0.at, $0.id) < ($1.at, $1.id) }
    }

    /// Those that are open, oldest first.
    public var open: [IncidentReport] { all.filter { $0.status == .opened } }
}
