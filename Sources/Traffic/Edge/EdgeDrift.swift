/// One difference between what was decided and what an edge holds.
public enum EdgeDrift: Sendable, Hashable {
    /// Where a differing value stands.
    public enum Place: String, Sendable, Hashable, Codable {
        /// The running process.
        case runtime
        /// The map file a restart would read.
        case file
    }

    /// The pointer names another generation.
    case generation(place: Place, expected: Int, found: Int)
    /// A unit (or `unit|segment`) carries another policy, one too many, or none.
    case unit(key: String, place: Place, expected: UnitPolicy?, found: UnitPolicy?)
    /// The place cannot be read at all.
    case unreadable(place: Place, reason: String)

    public var place: Place {
        switch self {
        case .generation(let place, _, _), .unit(_, let place, _, _), .unreadable(let place, _): place
        }
    }

    /// Every difference between `expected` and `found`, ordered by key.
    public static func between(_ expected: EdgePolicy, _ found: EdgePolicy, in place: Place) -> [EdgeDrift] {
        var drift: [EdgeDrift] = []
        if expected.generation != found.generation {
            drift.append(.generation(place: place, expected: expected.generation, found: found.generation))
        }
        for key in Set(expected.units.keys).union(found.units.keys).sorted()
        where expected.units[key] != found.units[key] {
            drift.append(.unit(key: key, place: place, expected: expected.units[key], found: found.units[key]))
        }
        return drift
    }
}

extension EdgeDrift: CustomStringConvertible {
    public var description: String {
        switch self {
        case .generation(let place, let expected, let found):
            "\(place.rawValue): generation \(found), expected \(expected)"
        case .unit(let key, let place, let expected, let found):
            "\(place.rawValue): \(key) is \(Self.words(found)), expected \(Self.words(expected))"
        case .unreadable(let place, let reason):
            "\(place.rawValue) cannot be read: \(reason)"
        }
    }

    private static func words(_ policy: UnitPolicy?) -> String {
        policy.map { PolicyText($0, segmented: false).text } ?? "absent"
    }
}
