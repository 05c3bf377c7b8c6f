extension ValuePass {
    /// Goes through text. Where serialised strings are embedded in it, their lengths are kept right.
    mutating func text(_ low: Int, _ high: Int, depth: Int) {
        var p = low
        while let token = PHP.embedded(base, p, high) {
            plain(low, high, p..<token.start)
            p = embedded(token, low, high, depth: depth)
        }
        plain(low, high, p..<high)
    }

    /// Goes through a serialised string or custom object inside other text; where to go on.
    private mutating func embedded(_ token: PHP.Embedded, _ low: Int, _ high: Int, depth: Int) -> Int {
        guard holdsNeedle(token.start, high) else { return high }
        if token.isPlain, depth < Rewriter.deepest {
            let mark = self.mark
            var end = 0
            if embeddedValue(token.start, high, depth: depth, end: &end) == nil { return end }
            restore(mark)
        }
        // Not to be trusted: up to where the string seems to end nothing is changed.
        let end = PHP.embeddedEnd(base, token, high)
        let mark = self.mark
        let before = rules.count
        plain(low, high, token.start..<end)
        let held = rules.count - before
        restore(mark)
        if held > 0 {
            note(.lengthDisagrees, "a serialised string inside text whose length does not agree with it", token.start)
        }
        return end
    }

    /// Replaces sources that start inside `range` of the text `low..<high`.
    mutating func plain(_ low: Int, _ high: Int, _ range: Range<Int>) {
        guard !range.isEmpty, holdsNeedle(range.lowerBound, range.upperBound) else { return }
        let text = Logical(base: base, low: low, high: high)
        let search = matcher.search
        let first = edits.edits.count
        // No window that ends before the first needle starts holds one.
        var from = hit
        var notedBase64 = false
        // What stands below a mapped path moves with it as it is, folders named like hosts too.
        var below = 0
        while let hit = search.next(base, low: range.lowerBound, from: from, high: range.upperBound) {
            from = hit.at + 1
            var current: AnchorSearch.Hit? = hit
            while let one = current {
                let needle = search.needles[one.needle]
                switch needle.kind {
                case .host:
                    switch matcher.host(text, at: one.start) {
                    case .match(let match): if match.start >= below { take(match, range, first) }
                    case .mail: mail += 1
                    case .nothing: break
                    }
                case .path(let starts):
                    if let match = matcher.path(text, at: one.start + needle.lead, starts) {
                        take(match, range, first)
                        below = text.pathEnd(match.end)
                    }
                case .base64:
                    if !notedBase64, isEncodedSource(one.start, range) {
                        note(.base64Inside, "Base64 that holds a source stands inside other text", one.start)
                        notedBase64 = true
                    }
                }
                current =
                    one.more < 0
                    ? nil : search.match(base, at: one.at, one.more, low: range.lowerBound, high: range.upperBound)
            }
        }
    }

    /// The Base64 around `at`, read at one of its four alignments, holds a source.
    private func isEncodedSource(_ at: Int, _ range: Range<Int>) -> Bool {
        func isLetter(_ b: UInt8) -> Bool { Byte.isAlphanumeric(b) || b == 0x2B || b == Byte.slash }
        var (low, high) = (at, at)
        while low > range.lowerBound, at - low < 512, isLetter(base[low - 1]) { low -= 1 }
        while high < range.upperBound, high - at < 512, isLetter(base[high]) { high += 1 }
        for shift in 0..<4 where low + shift < high {
            let size = (high - low - shift) / 4 * 4
            guard let bytes = Base64.decode(UnsafeBufferPointer(start: base + low + shift, count: size)) else {
                continue
            }
            let holds = bytes.withUnsafeBufferPointer { decoded in
                var pass = ValuePass(matcher, decoded.baseAddress!, decoded.count)
                pass.plain(0, decoded.count, 0..<decoded.count)
                return !pass.rules.isEmpty
            }
            if holds { return true }
        }
        return false
    }

    /// Adds a replacement. Of two over the same bytes the one that starts first is kept, then the longer one.
    private mutating func take(_ match: Match, _ range: Range<Int>, _ first: Int) {
        guard let rule = match.rule, match.start >= range.lowerBound, match.end <= range.upperBound else { return }
        while edits.edits.count > first, let last = edits.edits.last, last.end > match.start {
            let wins = match.start < last.start || (match.start == last.start && match.end > last.end)
            guard wins else { return }
            edits.removeLast()
            rules.removeLast()
        }
        edits.append(match.start, match.end, match.replacement)
        rules.append(rule)
    }
}
