/// What people had to do, as the run counts it: pages sent to them, incidents, manual interventions. A value; the same
/// entries give the same ledger in whatever order they come.
public struct LoadLedger: Sendable, Hashable, Codable {
    public enum Kind: Sendable, Hashable, Codable {
        /// Somebody was called.
        case page
        /// An incident was opened, or is open again; by its id.
        case incidentOpened(String)
        case incidentClosed(String)
        /// Somebody did by hand what the run should have done.
        case intervention
    }

    /// What is in a window.
    public struct Counts: Sendable, Hashable, Codable {
        public var pages: Int
        /// Open at the window's end, whenever they were opened.
        public var openIncidents: Int
        public var interventions: Int

        public init(pages: Int = 0, openIncidents: Int = 0, interventions: Int = 0) {
            self.pages = pages
            self.openIncidents = openIncidents
            self.interventions = interventions
        }
    }

    private struct Turn: Hashable, Codable {
        var at: Int
        var isOpen: Bool
    }

    private var pages: [Int] = []
    private var interventions: [Int] = []
    private var incidents: [String: [Turn]] = [:]

    public init() {}

    /// Notes one thing that happened; `at` in ms since 1970. An incident's repeated word changes nothing.
    public mutating func add(_ kind: Kind, at: Int) {
        switch kind {
        case .page: Self.insert(at, into: &pages)
        case .intervention: Self.insert(at, into: &interventions)
        case .incidentOpened(let id): turn(id, Turn(at: at, isOpen: true))
        case .incidentClosed(let id): turn(id, Turn(at: at, isOpen: false))
        }
    }

    /// Takes in what a source of incidents says.
    public mutating func add(_ report: IncidentReport) {
        add(report.status == .opened ? .incidentOpened(report.id) : .incidentClosed(report.id), at: report.at)
    }

    /// What happened after `from` and not after `to`, both ms since 1970.
    public func counts(after from: Int, upTo to: Int) -> Counts {
        Counts(
            pages: Self.count(pages, from, to), openIncidents: incidents.count { Self.isOpen($0.value, at: to) },
            interventions: Self.count(interventions, from, to))
    }

    /// Drops what no window that ends later can hold: all before `time`, but for incidents still open then.
    public mutating func forget(before time: Int) {
        pages.removeAll { $0 < time }
        interventions.removeAll { $0 < time }
        for (id, turns) in incidents {
            var kept = turns.filter { $0.at >= time }
            if let last = turns.last(where: { $0.at < time }), last.isOpen { kept.insert(last, at: 0) }
            incidents[id] = kept.isEmpty ? nil : kept
        }
    }

    private mutating func turn(_ id: String, _ turn: Turn) {
        var turns = incidents[id, default: []]
        guard !turns.contains(turn) else { return }
        // At one moment, closing comes after opening.
        let place = turns.firstIndex { ($0.at, $0.isOpen ? 0 : 1) > (turn.at, turn.isOpen ? 0 : 1) }
        turns.insert(turn, at: place ?? turns.count)
        incidents[id] = turns
    }

    private static func isOpen(_ turns: [Turn], at time: Int) -> Bool {
        turns.last { $0.at <= time }?.isOpen ?? false
    }

    // Times come nearly in order: the place is near the end.
    private static func insert(_ time: Int, into times: inout [Int]) {
        times.insert(time, at: (times.lastIndex { $0 <= time } ?? -1) + 1)
    }

    private static func count(_ times: [Int], _ from: Int, _ to: Int) -> Int {
        times.count { $0 > from && $0 <= to }
    }
}
