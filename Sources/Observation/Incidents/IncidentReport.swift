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
