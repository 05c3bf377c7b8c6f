/// The policy map's rows, as they stand in the file and in the running process: the pointer, a few settings, and the
/// policies of the generation in force and of its neighbour, so that going back is one command.
package struct PolicyTable: Hashable {
    /// Rows that are no policy.
    package enum Setting: String, CaseIterable {
        /// Unix second until which leased units give births to the new side.
        case lease
        /// Retry-After of frozen requests, seconds.
        case retry
        /// Longest hold of a delayed write, milliseconds.
        case hold
    }

    static let pointerKey = "gen"

    /// The generation requests are decided by; 0 has no rows and is all old.
    package var pointer: Int
    package var settings: [Setting: Int]
    /// Map key to value, by generation.
    package var generations: [Int: [String: String]]
    /// Rows that are not ours, put there by hand: harmless to traffic, but drift.
    package var strangers: [String: String] = [:]

    /// What an edge starts from before anything was decided.
    package static let initial = PolicyTable(
        pointer: 0, settings: [.lease: 0, .retry: 30, .hold: 2000], generations: [:])

    /// Rows of a policy in a generation: `unit|generation` and `unit|generation|segment`.
    package static func rows(_ policy: EdgePolicy, generation: Int) throws(TrafficError) -> [String: String] {
        var rows: [String: String] = [:]
        var segmented = Set<String>()
        for text in policy.units.keys {
            let key = try PolicyKey(text)
            if let segment = key.segment {
                segmented.insert(key.unit)
                rows["\(key.unit)|\(generation)|\(segment)"] = PolicyText(policy.units[text], segmented: false).text
            }
        }
        for unit in segmented.union(policy.units.keys.filter { !$0.contains("|") }) {
            rows["\(unit)|\(generation)"] =
                PolicyText(
                    policy.units[unit], segmented: segmented.contains(unit)
                ).text
        }
        return rows
    }

    /// The policy the pointer names.
    package func policy(place: String) throws(TrafficError) -> EdgePolicy {
        var units: [String: UnitPolicy] = [:]
        for (key, value) in generations[pointer] ?? [:] {
            let parts = key.split(separator: "|").map(String.init)
            let policy = try PolicyText.read(value, key: key, place: place)
            units[PolicyKey(unit: parts[0], segment: parts.count == 3 ? parts[2] : nil).text] = policy
        }
        return EdgePolicy(generation: pointer, units: units)
    }

    /// Every row, pointer and settings first, then by key.
    var rows: [(key: String, value: String)] {
        var rows = [(key: Self.pointerKey, value: String(pointer))]
        for setting in Setting.allCases { rows.append((setting.rawValue, String(settings[setting] ?? 0))) }
        for generation in generations.keys.sorted() {
            rows += (generations[generation] ?? [:]).sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        }
        rows += strangers.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        return rows
    }

    package var text: String { rows.map { "\($0.key) \($0.value)\n" }.joined() }
}

extension PolicyTable {
    /// Reads rows of `key value`, one a line. A pointer or setting that is no number reads as -1, which equals nothing
    /// that was ever decided.
    /// - Parameter dropping: leading columns to pass over (the runtime prints an address first).
    package init(reading text: String, dropping columns: Int = 0) {
        pointer = 0
        settings = [:]
        generations = [:]
        for line in text.split(separator: "\n") {
            let fields = line.split(separator: " ").dropFirst(columns)
            guard let key = fields.first else { continue }
            take(key: String(key), value: fields.dropFirst().joined(separator: " "))
        }
    }

    private mutating func take(key: String, value: String) {
        if let setting = Setting(rawValue: key) {
            settings[setting] = Int(value) ?? -1
            return
        }
        if key == Self.pointerKey {
            pointer = Int(value) ?? -1
            return
        }
        let parts = key.split(separator: "|", omittingEmptySubsequences: false)
        guard (2...3).contains(parts.count), let generation = Int(parts[1]) else {
            strangers[key] = value
            return
        }
        // The first of two equal keys is the one HAProxy finds.
        if generations[generation]?[key] == nil { generations[generation, default: [:]][key] = value }
    }
}
