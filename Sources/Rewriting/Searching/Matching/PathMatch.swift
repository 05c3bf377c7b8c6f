extension Matcher {
    /// The longest path source whose folder starts at `at`.
    func path(_ text: Logical, at: Int, _ starts: [Needle.PathStart]) -> Match? {
        var best: (start: Int, end: Int, inner: Range<Int>, source: PathSource)?
        for place in starts {
            let source = paths[place.path]
            guard let start = rewind(text, at, source.scalars[..<place.offset]) else { continue }
            guard let (end, first, second) = follow(text, start, source.scalars) else { continue }
            if best.map({ source.scalars.count > $0.source.scalars.count }) ?? true {
                best = (first.upperBound, end, second ?? first, source)
            }
        }
        guard let best else { return nil }
        var out: [UInt8] = []
        // The first slash stays as it is: what stands before it may belong to the text.
        Spelling(slash: best.inner.map { text.base[$0] }).path(best.source.target.dropFirst(), into: &out)
        return Match(start: best.start, end: best.end, rule: best.source.rule, replacement: out)
    }

    /// Steps back over `scalars`, which end at `p`, to a path's start.
    private func rewind(_ text: Logical, _ p: Int, _ scalars: ArraySlice<UInt32>) -> Int? {
        var q = p
        for scalar in scalars.reversed() {
            let step = text.backward(q)
            guard step.scalar == scalar else { return nil }
            q = step.at
        }
        let before = text.backward(q)
        if before.scalar == 0x2F {
            // file:///srv/www
            let second = text.backward(before.at)
            guard second.scalar == 0x2F, text.backward(second.at).scalar == 0x3A else { return nil }
            return q
        }
        // After a bracket the path is the rest of a path that a variable starts.
        if before.scalar == 0x7D || before.scalar == 0x29 || before.scalar == 0x5D { return nil }
        return NameLetters.inPath(before.scalar) ? nil : q
    }

    /// Where the path ends, and how its first and second slash are spelt.
    private func follow(_ text: Logical, _ p: Int, _ scalars: [UInt32]) -> (Int, Range<Int>, Range<Int>?)? {
        var q = p
        var (first, second): (Range<Int>?, Range<Int>?)
        for scalar in scalars {
            let step = text.forward(q)
            guard step.scalar == scalar else { return nil }
            if scalar == 0x2F {
                if first == nil { first = q..<step.at } else if second == nil { second = q..<step.at }
            }
            q = step.at
        }
        guard let first, text.endsPath(q) else { return nil }
        return (q, first, second)
    }
}
