package import Planning

/// What doing one item came to.
package struct MaintenanceOutcome: Sendable, Hashable, Codable {
    package enum State: String, Sendable, Hashable, Codable {
        case good, short
        /// Nobody could tell, which is no better.
        case notSeen = "not-seen"
    }

    package var id: String
    package var what: String
    package var state: State
    package var why: String
    package var figures: [String: Double]
    /// One a line: what was found, by name.
    package var findings: [String]

    package init(
        _ item: MaintenanceItem, _ state: State, _ why: String, figures: [String: Double] = [:],
        findings: [String] = []
    ) {
        (id, what, self.state, self.why) = (item.id.value.rawValue, item.what.value.rawValue, state, why)
        (self.figures, self.findings) = (figures, findings)
    }

    static func notSeen(_ item: MaintenanceItem, _ why: String) -> MaintenanceOutcome {
        MaintenanceOutcome(item, .notSeen, why)
    }
}
