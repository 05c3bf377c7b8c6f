/// One map, read.
struct Rule: Sendable {
    var from: Place
    var to: Place
    var entry: RewriteMap.Entry

    /// Whether text that this rule has written could, with what stands around it, be a source of `other`.
    func leads(into other: Rule) -> Bool {
        switch (to, other.from) {
        case (.path(let new), .path(let old)): Self.related(new, old)
        case (.path(let new), .site(let old)): Self.holds(new, old.host)
        // A path inside an address does not stand at a path's boundary.
        case (.site, .path): false
        case (.site(let new), .site(let old)): Self.holds(new.path, old.host) || meets(new, old)
        }
    }

    private func meets(_ new: Place.Site, _ old: Place.Site) -> Bool {
        guard new.host == old.host, case .site(let source) = from else { return false }
        if let a = new.scheme, let b = old.scheme, a != b { return false }
        if let wanted = old.port {
            // A port can only follow where the source had neither port nor path to stand before it.
            let open = source.port == nil && source.path.isEmpty && new.path.isEmpty
            if let port = new.port { if port != wanted { return false } } else if !open { return false }
        }
        return old.path.isEmpty || new.path.isEmpty || Self.related(new.path, old.path)
    }

    /// One path is the other, or a folder above it.
    private static func related(_ a: [UInt8], _ b: [UInt8]) -> Bool {
        let (short, long) = a.count < b.count ? (a, b) : (b, a)
        return long.starts(with: short) && (long.count == short.count || long[short.count] == Byte.slash)
    }

    /// A folder of `path` is named like the host.
    private static func holds(_ path: [UInt8], _ host: [UInt8]) -> Bool {
        path.split(separator: Byte.slash).contains { $0.map(Byte.lower) == host }
    }
}
