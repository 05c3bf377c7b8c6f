extension Matcher {
    /// A host name as it stands in text.
    struct HostName {
        /// Without dots, hyphens and underscores around it.
        var start: Int
        var end: Int
        /// With them.
        var outerStart: Int
        var outerEnd: Int
        /// Some of it was spelt `%2E` or `\u002d`.
        var spelling: Logical.Spelling
        var sources: [HostTable.Source]
    }

    /// The host name around a needle that stands from `at` on, if it is one of the sources.
    func hostName(_ text: Logical, at: Int) -> HostName? {
        let international = hosts.isInternational
        var start = at
        var last: UInt32 = 0
        while at - start < 600 {
            let step = text.backward(start)
            guard NameLetters.inHost(step.scalar, international: international) else { break }
            if step.scalar == 0x2E, last == 0x2E { break }
            last = step.scalar
            start = step.at
        }
        return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 320) { name -> HostName? in
            var (count, kept) = (0, 0)
            var (nameStart, nameEnd) = (start, start)
            var spelling = Logical.Spelling.plain
            var p = start
            last = 0
            while count < 300 {
                let step = text.forward(p)
                guard NameLetters.inHost(step.scalar, international: international) else { break }
                if step.scalar == 0x2E, last == 0x2E { break }
                last = step.scalar
                let trims = step.scalar < 0x80 && Byte.isTrim(UInt8(step.scalar))
                if count == 0, trims {
                    p = step.at
                    nameStart = p
                    continue
                }
                if step.spelt != .plain { spelling = step.spelt }
                count += Self.put(step.scalar, name, count)
                p = step.at
                if !trims { (kept, nameEnd) = (count, p) }
            }
            guard kept > 0, count < 300, let found = hosts.sources(name.baseAddress!, kept) else { return nil }
            return HostName(
                start: nameStart, end: nameEnd, outerStart: start, outerEnd: p, spelling: spelling, sources: found)
        }
    }

    /// Writes a character in lower case (ASCII) as UTF-8; the bytes written.
    @inline(__always)
    private static func put(_ scalar: UInt32, _ name: UnsafeMutableBufferPointer<UInt8>, _ at: Int) -> Int {
        if scalar < 0x80 {
            name[at] = Byte.lower(UInt8(scalar))
            return 1
        }
        if scalar >= Logical.stray {
            name[at] = UInt8(truncatingIfNeeded: scalar)
            return 1
        }
        guard let valid = UnicodeScalar(scalar) else {
            name[at] = 0
            return 1
        }
        var count = 0
        for byte in UTF8.encode(valid)! {
            name[at + count] = byte
            count += 1
        }
        return count
    }

    /// What a needle of a host at `at` means: a source to replace, or nothing.
    func host(_ text: Logical, at: Int) -> HostFinding {
        guard let name = hostName(text, at: at) else { return .nothing }
        let before = text.backward(name.outerStart)
        if before.scalar == 0x40, !isUserName(text, before.at) { return .mail }
        if text.forward(name.outerEnd).scalar == 0x40 { return .mail }
        for source in name.sources {
            if let match = match(text, name, source, before) { return .match(match) }
        }
        return .nothing
    }

    enum HostFinding {
        case match(Match)
        case mail
        case nothing
    }

    /// What ends at `p`, before an `@`, is the user name of an address (`//user:password@`), not of a mailbox.
    private func isUserName(_ text: Logical, _ p: Int) -> Bool {
        var q = p
        var slashes = 0
        for _ in 0..<200 {
            let step = text.backward(q)
            if step.scalar == 0x2F {
                slashes += 1
                if slashes == 2 { return true }
            } else if slashes > 0 || step.scalar == Logical.none || step.scalar <= 0x20 || step.scalar == 0x40 {
                return false
            } else if step.scalar == 0x22 || step.scalar == 0x27 || step.scalar == 0x3C || step.scalar == 0x3E {
                return false
            }
            q = step.at
        }
        return false
    }

    private func match(
        _ text: Logical, _ name: HostName, _ source: HostTable.Source, _ before: Logical.Step
    ) -> Match? {
        let (from, to) = (source.from, source.to)
        var start = name.start
        var slash: Range<Int>?
        var schemeEnd = 0
        if before.scalar == 0x2F, name.outerStart == name.start { slash = before.at..<name.start }
        if let scheme = from.scheme {
            guard let slash else { return nil }
            let second = text.backward(slash.lowerBound)
            let colon = text.backward(second.at)
            guard second.scalar == 0x2F, colon.scalar == 0x3A else { return nil }
            schemeEnd = colon.at
            start = schemeEnd - scheme.count
            guard start >= text.low else { return nil }
            for i in scheme.indices where Byte.lower(text.base[start + i]) != scheme[i] { return nil }
            let outside = text.backward(start).scalar
            if outside < 0x80, Byte.isAlphanumeric(UInt8(outside)) || outside == 0x2B { return nil }
        }
        // The port, and how a colon is spelt here.
        var end = name.end
        var port: Range<Int>?
        let colon = text.forward(end)
        if colon.scalar == 0x3A {
            var digits = colon.at
            while digits < text.high, Byte.isDigit(text.base[digits]) { digits += 1 }
            if digits > colon.at, digits - colon.at <= 5 { port = end..<digits }
        }
        if let wanted = from.port {
            guard let port, port.upperBound - colon.at == wanted.count else { return nil }
            for i in wanted.indices where text.base[colon.at + i] != wanted[i] { return nil }
            end = port.upperBound
            let next = text.forward(end)
            if next.scalar == 0x3A, next.at < text.high, Byte.isDigit(text.base[next.at]) { return nil }
        } else if port != nil {
            guard to.port == nil, from.path.isEmpty else { return nil }
        }
        let keptPort = from.port == nil && !to.path.isEmpty ? port : nil
        if let keptPort { end = keptPort.upperBound }
        // The path.
        if from.path.isEmpty {
            let next = text.forward(keptPort == nil ? (port?.upperBound ?? end) : end)
            if next.scalar == 0x2F {
                let from = keptPort == nil ? (port?.upperBound ?? end) : end
                slash = from..<next.at
            }
        } else {
            guard let (after, spelling) = follow(text, end, from.path) else { return nil }
            end = after
            slash = spelling
        }
        let spelling = Spelling(text: text, slash: slash, name: name)
        var out: [UInt8] = []
        if let scheme = to.scheme {
            out += scheme
            for i in schemeEnd..<name.start { out.append(text.base[i]) }
        }
        spelling.host(to.host, into: &out)
        if let port = to.port {
            spelling.colon(into: &out)
            out += port
        } else if let keptPort {
            for i in keptPort { out.append(text.base[i]) }
        }
        spelling.path(to.path, into: &out)
        return Match(start: start, end: end, rule: source.rule, replacement: out)
    }

    /// Follows `path` (ASCII or UTF-8) from `p` on to a path's end; where it ends and how its first slash is spelt.
    private func follow(_ text: Logical, _ p: Int, _ path: [UInt8]) -> (Int, Range<Int>)? {
        var q = p
        var slash: Range<Int>?
        for scalar in String(decoding: path, as: UTF8.self).unicodeScalars {
            let step = text.forward(q)
            guard step.scalar == scalar.value else { return nil }
            if slash == nil { slash = q..<step.at }
            q = step.at
        }
        guard let slash, text.endsPath(q) else { return nil }
        return (q, slash)
    }

    /// A whole value that is a bare host name (as in `wp_blogs.domain`): what it becomes, whatever scheme maps name.
    func bareHost(_ text: Logical) -> Match? {
        guard text.high > text.low, let name = hostName(text, at: text.low), name.outerStart == text.low,
            name.start == text.low
        else { return nil }
        for source in name.sources where source.from.path.isEmpty && source.to.path.isEmpty {
            var end = name.end
            if let port = source.from.port {
                end += port.count + 1
                guard end == text.high, text.base[name.end] == Byte.colon,
                    port.indices.allSatisfy({ text.base[name.end + 1 + $0] == port[$0] })
                else { continue }
            } else if end != text.high {
                continue
            }
            let out = source.to.host + (source.to.port.map { [Byte.colon] + $0 } ?? [])
            return Match(start: text.low, end: end, rule: source.rule, replacement: out)
        }
        return nil
    }
}
