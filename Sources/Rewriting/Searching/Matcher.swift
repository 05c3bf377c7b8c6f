/// All maps, ready to be looked for: the needles, and what to ask once one stands somewhere.
final class Matcher: Sendable {
    let rules: [Rule]
    let search: AnchorSearch
    let hosts: HostTable
    let paths: [PathSource]

    /// A path source, as characters.
    struct PathSource: Sendable {
        var rule: Int
        var scalars: [UInt32]
        var target: [UInt8]
    }

    init(_ rules: [Rule]) {
        self.rules = rules
        var needles: [Needle] = []
        // Short ones first: a needle that stands in another makes the other needless.
        let sites = rules.compactMap { if case .site(let site) = $0.from { site } else { nil } }
        let runs = sites.map { site in
            let run = Array(Needle.plainRun(site.host))
            return run.count < 2 ? site.host : run
        }
        for run in runs.sorted(by: { $0.count < $1.count }) {
            let known = needles.contains { needle in run.indices.contains { run[$0...].starts(with: needle.bytes) } }
            if !known { needles.append(Needle(bytes: run, kind: .host)) }
        }
        var paths: [PathSource] = []
        var starts: [FolderStart: [Needle.PathStart]] = [:]
        for (number, rule) in rules.enumerated() {
            guard case .path(let path) = rule.from, case .path(let target) = rule.to else { continue }
            let folder = Self.rarestFolder(path)
            let offset = String(decoding: path[..<folder.name.startIndex], as: UTF8.self).unicodeScalars.count
            let start = FolderStart(name: Array(folder.name), next: folder.next)
            starts[start, default: []].append(.init(path: paths.count, offset: offset))
            let scalars = String(decoding: path, as: UTF8.self).unicodeScalars.map(\.value)
            paths.append(PathSource(rule: number, scalars: scalars, target: target))
        }
        // Letters of either case look quite different in Base64: all small and all capital ones are looked for.
        var encoded = needles.flatMap { needle in
            Needle.base64(needle.bytes) + Needle.base64(needle.bytes.map { $0 &- 0x61 < 26 ? $0 - 32 : $0 })
        }
        for (start, places) in starts.sorted(by: { $0.key.name.lexicographicallyPrecedes($1.key.name) }) {
            for (lead, bytes) in start.spellings {
                needles.append(Needle(bytes: bytes, kind: .path(places), lead: lead))
                encoded += Needle.base64(Array(bytes.prefix(12)))
            }
        }
        search = AnchorSearch(needles + encoded)
        hosts = HostTable(rules)
        self.paths = paths
    }

    /// The start of the folder's name in `path` that is met least elsewhere, and, if that is the whole name and not the
    /// last one, the first byte of the next.
    private static func rarestFolder(_ path: [UInt8]) -> (name: ArraySlice<UInt8>, next: UInt8?) {
        let common: [[UInt8]] = ["www", "var", "home", "html", "public", "opt"].map { Array($0.utf8) }
        var best: (name: ArraySlice<UInt8>, next: UInt8?) = (path[1..<1], nil)
        var score = Int.min
        for name in path.split(separator: Byte.slash) {
            let plain = name.prefix { $0 < 0x80 }.prefix(24)
            let run = plain.isEmpty ? name : plain
            let worth = run.count - (common.contains(Array(name)) ? 4 : 0)
            guard worth > score else { continue }
            let hasNext = run.count == name.count && name.endIndex < path.count && path[name.endIndex + 1] < 0x80
            best = (run, hasNext ? path[name.endIndex + 1] : nil)
            score = worth
        }
        return best
    }
}

/// A slash, the start of a folder's name, and, after a short name, the start of what follows it: in all spellings.
private struct FolderStart: Hashable {
    var name: [UInt8]
    /// The first byte of the next folder's name.
    var next: UInt8?

    /// Each with how many bytes of it come before the name. A slash ends in `/` (also when it is escaped), in `2F`
    /// (`%2F`, `\u002F`) or in `;` (`&#x2F;`), and begins with itself, a backslash, `%` or `&`.
    var spellings: [(lead: Int, bytes: [UInt8])] {
        let leads = ["/", "2F", "2f", ";"]
        guard name.count < 8, let next else { return leads.map { ($0.utf8.count, Array($0.utf8) + name) } }
        let after = String(UnicodeScalar(next))
        let ends = [["/" + after, "\\/", "\\\\", "%", "&"], ["%", "\\", "/"], ["%", "\\", "/"], ["&#", "&s", "/"]]
        return zip(leads, ends).flatMap { lead, ends in
            ends.map { (lead.utf8.count, Array(lead.utf8) + name + Array($0.utf8)) }
        }
    }
}

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
