/// One change of writer, with who wrote before.
public struct Handover: Sendable {
    public let stage: Stage.ID
    public let move: AuthorityMove
    /// The system that writes until then; nil when the plan names none.
    public let from: System.ID?
}

extension Plan {
    /// What each stage takes from whom, in the order of the plan; looks through the plan once.
    public func handovers() -> [[Handover]] {
        var map = AuthorityMap(authority)
        return stages.map { stage in
            let taken = stage.authority.map {
                Handover(stage: stage.id.value, move: $0, from: map.writer(of: $0.place)?.value)
            }
            map.apply(stage.authority)
            return taken
        }
    }
}
