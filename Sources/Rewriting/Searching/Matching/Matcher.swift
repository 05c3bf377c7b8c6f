/// All maps, ready to be looked for: the needles, and what to ask once one stands somewhere.
final class Matcher: Sendable {
    let rules: [Rule]
    let search: AnchorSearch
    let hosts: HostTable
    let paths: [PathSource]

    /// A path source, as characters.
    struct PathSource: Sendable {
        /// nil for the target of a rule, which is only looked for to leave alone what stands below it.
        var rule: Int?
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
        func add(_ path: [UInt8], _ target: [UInt8], _ rule: Int?) {
            let folder = Self.rarestFolder(path)
            let offset = String(decoding: path[..<folder.name.startIndex], as: UTF8.self).unicodeScalars.count
            let start = FolderStart(name: Array(folder.name), next: folder.next)
            starts[start, default: []].append(.init(path: paths.count, offset: offset))
            let scalars = String(decoding: path, as: UTF8.self).unicodeScalars.map(\.value)
            paths.append(PathSource(rule: rule, scalars: scalars, target: target))
        }
        for (number, rule) in rules.enumerated() {
            guard case .path(let path) = rule.from, case .path(let target) = rule.to else { continue }
            add(path, target, number)
            if !sites.isEmpty { add(target, target, nil) }
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
