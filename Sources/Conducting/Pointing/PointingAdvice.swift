package import Relocation

/// What a look at the names comes to: what people do next, and whether they may.
package enum PointingAdvice: Sendable, Hashable {
    /// Every server leads every name where it shall.
    case settled
    /// The move has begun: these changes are left, and then there is only waiting.
    case under([NameChange])
    /// Servers of the zone say nothing: what cannot be seen is not ready.
    case unseen([NameLine])
    /// These TTLs are to be lowered first.
    case lower([Lowering.High])
    /// TTLs are low, and not for long enough; ms.
    case wait(until: Int)
    /// The goal shows certificates that browsers refuse.
    case certificates([CertificateLine])
    /// These changes may be made now.
    case move([NameChange])

    package init(_ view: PointingView, _ certificates: [CertificateLine]) {
        let refused = certificates.filter(\.isRefused)
        if view.isWhole {
            self = refused.isEmpty ? .settled : .certificates(refused)
        } else if view.hasBegun {
            // What was begun cannot be refused any more: half a move is worse than one that came early.
            self = .under(view.changes)
        } else {
            switch view.lowering.state {
            case .unseen(let lines): self = .unseen(lines)
            case .high(let high): self = .lower(high)
            case .waiting(_, let until): self = .wait(until: until)
            case .done: self = refused.isEmpty ? .move(view.changes) : .certificates(refused)
            }
        }
    }

    /// Whether names must not be moved yet.
    package var isRefusal: Bool {
        switch self {
        case .lower, .wait, .unseen: true
        case .settled, .under, .certificates, .move: false
        }
    }
}
