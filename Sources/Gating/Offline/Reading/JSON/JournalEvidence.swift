/// Which looks of a journal are a stage's: those under a decision that was made for its unit.
struct JournalEvidence {
    /// Nil for those of every unit.
    let unit: String?
    private var decisions: Set<String> = []
    /// The last decision for each unit.
    private var known: [String: String] = [:]
    /// Whether the unit is the one that is exposed now.
    private(set) var isOpen = false
    private var isExposed = false
    /// The decision under which the last look was taken.
    private var seen: String?
    /// Results that came before the first look of their step.
    private var waiting: [String: ExactResult] = [:]

    init(unit: String?) { self.unit = unit }

    /// Notes what the edge is to be told. True where the unit is taken back.
    mutating func intended(_ content: [String: PlacedJSON.Member]) throws(EvidenceFileError) -> Bool {
        guard let unit,
            let units = try content["action"]?.value.members()["expose"]?.value.members()["_0"]?.value.members()[
                "units"]?.value,
            let ours = try units.members()[unit]?.value.members()
        else { return false }
        let below = try ours["newBelow"]?.value.count() ?? 0
        var changed: Set<String> = []
        for member in try units.list() {
            let decision = try member.value.members()["decision"]?.value.text() ?? ""
            if known.updateValue(decision, forKey: member.name) != decision { changed.insert(member.name) }
        }
        if below > 0, let decision = known[unit] { decisions.insert(decision) }
        if !changed.isEmpty { isOpen = below > 0 && changed.contains(unit) }
        if changed.contains(unit) { waiting = [:] }
        defer { isExposed = below > 0 }
        return isExposed && below == 0
    }

    /// Whether a look is taken. It is, if its decision was made for the unit.
    /// - Parameter decision: `generation/decision`, as a batch carries it.
    mutating func isOurs(_ decision: String) -> Bool {
        guard unit != nil else { return !decision.isEmpty }
        let own = String(decision.split(separator: "/").last ?? "")
        guard decisions.contains(own) else { return false }
        seen = own
        return true
    }

    /// Whether results may be taken now; those that come before the first look of their step wait for it.
    mutating func mayTake(_ found: [String: ExactResult]) -> Bool {
        guard let unit, seen != known[unit] else { return true }
        waiting.merge(found) { $1 }
        return false
    }

    mutating func takeWaiting() -> [String: ExactResult] {
        defer { waiting = [:] }
        return waiting
    }
}
