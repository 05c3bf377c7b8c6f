import Gating

extension RunState {
    /// What keeps a gate shut though nothing is regressed, and ends by itself.
    public struct Obstacle: Sendable, Hashable, Codable {
        public enum Kind: String, Sendable, Hashable, Codable {
            /// A signal cannot be seen.
            case blind
            /// A reading is out of its bounds.
            case breach
            case incident
        }

        public var kind: Kind
        /// The signal or the incident.
        public var subject: String
        public var why: String

        public init(kind: Kind, subject: String, why: String) {
            self.kind = kind
            self.subject = subject
            self.why = why
        }
    }
}

extension Decision {
    /// Holds while something stands in the gate's way, and lets go when it does no more.
    mutating func mindObstacles(_ index: Int, _ verdicts: [SignalVerdict]) {
        let present = obstacle(index, verdicts)
        if case .gate(let known)? = state.hold {
            guard present?.kind != known.kind || present?.subject != known.subject else { return }
            release()
            if present == nil { remark(.hold, stage: state.stages[index].id, "\(known.subject) is well again") }
        }
        if let present, state.hold == nil { hold(.gate(present)) }
    }

    private func obstacle(_ index: Int, _ verdicts: [SignalVerdict]) -> RunState.Obstacle? {
        if let mismatch = state.split.mismatch { return .init(kind: .blind, subject: "the split", why: mismatch) }
        if let blind = verdicts.first(where: { $0.verdict == .blind }) {
            return .init(kind: .blind, subject: blind.signal, why: "\(blind.signal) cannot be seen: \(blind.reason)")
        }
        if let breach = verdicts.first(where: { $0.verdict == .regressed && $0.response == .hold }) {
            return .init(kind: .breach, subject: breach.signal, why: "\(breach.signal): \(breach.reason)")
        }
        return incidentObstacle(index)
    }
}
