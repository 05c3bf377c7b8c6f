/// Host names of all sources, found by hash.
struct HostTable: Sendable {
    struct Source: Sendable {
        var rule: Int
        var from: Place.Site
        var to: Place.Site
        /// The source's length in characters: of several that match, the longest wins.
        var length: Int

        var concernsPaths: Bool { !from.path.isEmpty || !to.path.isEmpty }
    }

    private var slots: [Int32]
    private var names: [[UInt8]] = []
    private var sources: [[Source]] = []
    private let mask: Int
    /// Some host name has letters outside ASCII, so such letters around a name may belong to it.
    let isInternational: Bool

    init(_ rules: [Rule]) {
        var groups: [[UInt8]: [Source]] = [:]
        for (number, rule) in rules.enumerated() {
            guard case .site(let from) = rule.from, case .site(let to) = rule.to else { continue }
            let length =
                from.host.count + from.path.count + (from.port.map { $0.count + 1 } ?? 0)
                + (from.scheme.map { $0.count + 3 } ?? 0)
            groups[from.host, default: []].append(Source(rule: number, from: from, to: to, length: length))
        }
        var size = 16
        while size < groups.count * 4 { size *= 2 }
        mask = size - 1
        slots = Array(repeating: -1, count: size)
        isInternational = groups.keys.contains { $0.contains { $0 >= 0x80 } }
        for (name, group) in groups {
            var slot = name.withUnsafeBufferPointer { Self.hash($0.baseAddress!, $0.count) } & mask
            while slots[slot] >= 0 { slot = (slot + 1) & mask }
            slots[slot] = Int32(names.count)
            names.append(name)
            sources.append(group.sorted { $0.length > $1.length })
        }
    }

    private static func hash(_ name: UnsafePointer<UInt8>, _ count: Int) -> Int {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for i in 0..<count { hash = (hash ^ UInt64(name[i])) &* 0x100_0000_01B3 }
        return Int(truncatingIfNeeded: hash >> 8)
    }

    /// The sources of the host `name` (in lower case), longest first.
    func sources(_ name: UnsafePointer<UInt8>, _ count: Int) -> [Source]? {
        var slot = Self.hash(name, count) & mask
        while slots[slot] >= 0 {
            let number = Int(slots[slot])
            let equal = names[number].withUnsafeBufferPointer { known in
                guard known.count == count else { return false }
                for i in 0..<count where known[i] != name[i] { return false }
                return true
            }
            if equal { return sources[number] }
            slot = (slot + 1) & mask
        }
        return nil
    }
}
