public import Planning

/// What a stage needs from the world besides traffic, before it is exposed or taken back.
public enum StageWork: Sendable, Hashable, Codable {
    /// See that a proof is on record.
    case look(StageItinerary.Criterion)
    /// Do a step of the relocation: idempotent, it does only what is left.
    case step(RelocationStep)
    /// Move authority over the databases back to the old side.
    case wayBack

    /// `staging-passed`, `transfer`, `way-back`
    public var name: String {
        switch self {
        case .look(let criterion): criterion.rawValue
        case .step(let step): step.rawValue
        case .wayBack: "way-back"
        }
    }

    /// Whether it holds and moves writes, so that nobody else may tell the edge anything meanwhile.
    public var ownsEdge: Bool { self == .wayBack || self == .step(.handOver) }

    /// Whether it must be done again when the stage is begun again.
    var isOfOneAttempt: Bool {
        switch self {
        case .look, .wayBack, .step(.handOver), .step(.verify): true
        case .step: false
        }
    }
}

extension StageItinerary {
    /// Everything that must be done before the first step opens, in order: proofs first, the hand over last.
    var works: [StageWork] {
        let looks = entry.filter(\.isOnRecord).map(StageWork.look)
        let steps = RelocationStep.allCases.filter { carriesOut?.contains($0) ?? false }
        return looks + steps.map(StageWork.step)
    }
}
