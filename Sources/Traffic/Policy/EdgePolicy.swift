/// The whole exposure at one moment: what every request is decided by.
public struct EdgePolicy: Sendable, Hashable, Codable {
    /// The generation the edge's pointer names; 0 is "everything on the old side, nothing pinned".
    public var generation: Int
    /// By unit id, or by `unit|REGION.device` for one segment of a unit. A segment without a row of its own follows its
    /// unit; a unit without a row is all old.
    public var units: [String: UnitPolicy]

    public init(generation: Int, units: [String: UnitPolicy]) {
        self.generation = generation
        self.units = units
    }

    /// Everything on the old side.
    public static let allOld = EdgePolicy(generation: 0, units: [:])

    /// The policy a request of this unit and segment (`REGION.device`) is decided by.
    public func policy(unit: String, segment: String? = nil) -> UnitPolicy {
        if let segment, let own = units["\(unit)|\(segment)"] { return own }
        return units[unit] ?? .allOld
    }
}

/// A key of ``EdgePolicy/units``, taken apart.
struct PolicyKey: Hashable {
    let unit: String
    let segment: String?

    init(unit: String, segment: String? = nil) {
        self.unit = unit
        self.segment = segment
    }

    init(_ text: String) throws(TrafficError) {
        let parts = text.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
        guard (1...2).contains(parts.count), Spelling.isIdentifier(parts[0]) else {
            throw .policyInvalid(key: text, found: "`\(text)`", expected: "`unit` or `unit|REGION.device`")
        }
        unit = parts[0]
        segment = parts.count == 2 ? parts[1] : nil
        if let segment {
            let halves = segment.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
            guard halves.count == 2, halves.allSatisfy(Spelling.isIdentifier) else {
                throw .policyInvalid(key: text, found: "segment `\(segment)`", expected: "`REGION.device`")
            }
        }
    }

    var text: String { segment.map { "\(unit)|\($0)" } ?? unit }
}
