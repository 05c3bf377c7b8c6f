/// The one map value a unit's policy is written as: `newBelow:controlFrom:decision:pinsFrom:flags`.
///
/// The share stands first because HAProxy reads a string as the integer it begins with, so that the commonest
/// comparison needs no splitting; the flags stand last, so that one comparison of the value's end (`:-`) tells a policy
/// without any from the rest.
package struct PolicyText: Hashable {
    /// What stands for a policy that only carries segments.
    static let absentDecision = "-"

    /// Flags, each one upper-case letter, in the order they are written.
    enum Flag: Character, CaseIterable {
        case readOnly = "R"
        case maintenance = "M"
        case delayWrites = "D"
        case noStarts = "N"
        case leased = "L"
        case pinned = "P"
        case fallback = "F"
        case segmented = "S"
    }

    package let text: String

    /// - Parameter segmented: the unit has rows for some of its segments, which a request looks up next.
    package init(_ policy: UnitPolicy?, segmented: Bool) {
        let written = policy ?? .allOld
        var flags = ""
        for flag in Flag.allCases where Self.carries(written, flag, segmented: segmented) {
            flags.append(flag.rawValue)
        }
        let decision = policy?.decision ?? Self.absentDecision
        let shares = "\(written.newBelow):\(written.controlFrom)"
        text = "\(shares):\(decision):\(written.pinsFrom):\(flags.isEmpty ? "-" : flags)"
    }

    private static func carries(_ policy: UnitPolicy, _ flag: Flag, segmented: Bool) -> Bool {
        switch flag {
        case .readOnly: policy.mode == .readOnly
        case .maintenance: policy.mode == .maintenance
        case .delayWrites: policy.mode == .delayWrites
        case .noStarts: policy.mode == .noStarts
        case .leased: policy.leased
        case .pinned: policy.pinsFrom > 0
        case .fallback: policy.fallback
        case .segmented: segmented
        }
    }

    /// Reads a map value back. `nil` for a unit that carries segments only.
    /// - Throws: ``TrafficError/rowMalformed(place:row:expected:)``
    package static func read(_ text: String, key: String, place: String) throws(TrafficError) -> UnitPolicy? {
        let malformed = TrafficError.rowMalformed(
            place: place, row: "\(key) \(text)", expected: "newBelow:controlFrom:decision:pinsFrom:flags")
        let fields = text.split(separator: ":", omittingEmptySubsequences: false)
        guard fields.count == 5, let newBelow = Int(fields[0]), let controlFrom = Int(fields[1]),
            let pinsFrom = Int(fields[3])
        else { throw malformed }
        var policy = UnitPolicy(
            newBelow: newBelow, controlFrom: controlFrom, pinsFrom: pinsFrom, decision: String(fields[2]))
        for letter in fields[4] where fields[4] != "-" {
            switch Flag(rawValue: letter) {
            case .readOnly: policy.mode = .readOnly
            case .maintenance: policy.mode = .maintenance
            case .delayWrites: policy.mode = .delayWrites
            case .noStarts: policy.mode = .noStarts
            case .leased: policy.leased = true
            case .fallback: policy.fallback = true
            case .pinned, .segmented: break
            case nil: throw malformed
            }
        }
        if policy.decision == absentDecision { return nil }
        return policy
    }
}
