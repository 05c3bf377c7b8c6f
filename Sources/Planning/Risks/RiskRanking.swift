/// The risks of a plan in the order in which they deserve attention.
public struct RiskRanking: Sendable {
    /// One risk with what was derived about it.
    public struct Entry: Sendable {
        /// From 1.
        public let rank: Int
        public let risk: Risk
        public let detection: Detection
        public let priority: ActionPriority
        /// The stages at which it may strike, in order.
        public let stages: [Stage.ID]
        /// Whether it may strike at any stage, for no stage alone is concerned.
        public let isEverywhere: Bool
    }

    /// The most urgent first: by priority, then severity, then how late it is seen, then how likely it is, then as the
    /// plan has them.
    public let entries: [Entry]

    public init(_ plan: Plan) {
        let detector = RiskDetector(plan)
        let judged = plan.risks.map { risk in
            let detection = detector.detection(of: risk)
            let priority = ActionPriority(
                severity: risk.severity.value, occurrence: risk.occurrence.value, detection: detection.value)
            return (risk: risk, detection: detection, priority: priority)
        }
        func key(_ place: Int) -> (ActionPriority, Int, Int, Int, Int) {
            let it = judged[place]
            return (it.priority, -it.risk.severity.value, -it.detection.value, -it.risk.occurrence.value, place)
        }
        entries = judged.indices.sorted { key($0) < key($1) }.enumerated().map { rank, place in
            let it = judged[place]
            let named = detector.namedStages(of: it.risk)
            return Entry(
                rank: rank + 1, risk: it.risk, detection: it.detection, priority: it.priority,
                stages: named ?? [], isEverywhere: named == nil)
        }
    }

    /// The entries of one cell of the severity × detectability picture, in order.
    public func entries(severity: Int, detection: Int) -> [Entry] {
        entries.filter { $0.risk.severity.value == severity && $0.detection.value == detection }
    }
}
