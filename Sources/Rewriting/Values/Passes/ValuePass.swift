/// Goes through one value and collects what to replace. Values inside values are gone through as their own format says.
struct ValuePass {
    let matcher: Matcher
    var base: UnsafePointer<UInt8>
    /// How much of `base` may be searched ahead.
    var count: Int
    var edits = EditList()
    var findings: [Finding] = []
    /// The rule of each replacement, in order.
    var rules: [Int] = []
    /// Mail addresses that hold a source and are left as they are.
    var mail = 0
    /// Between `searched` and `hit` there is no needle; `hit` is where the next one starts.
    private var searched = 0
    private(set) var hit = -1

    init(_ matcher: Matcher, _ base: UnsafePointer<UInt8>, _ count: Int) {
        self.matcher = matcher
        self.base = base
        self.count = count
    }

    /// Makes the pass ready for another text, of which it may be known already where the first needle stands.
    mutating func reset(_ base: UnsafePointer<UInt8>, _ count: Int, searched: Int = 0, hit: Int = -1) {
        self.base = base
        self.count = count
        edits.removeAll()
        findings.removeAll(keepingCapacity: true)
        rules.removeAll(keepingCapacity: true)
        mail = 0
        self.searched = searched
        self.hit = hit
    }

    /// A needle stands between `low` and `high`.
    mutating func holdsNeedle(_ low: Int, _ high: Int) -> Bool {
        if low < searched || low > hit {
            searched = low
            hit = matcher.search.next(base, low: low, from: 0, high: count)?.start ?? Int.max
        }
        return hit < high
    }

    // MARK: What a value is

    /// Goes through the value at `low..<high`, which is `depth` values deep.
    mutating func value(_ low: Int, _ high: Int, depth: Int) {
        guard low < high, holdsNeedle(low, high) else { return }
        var (start, end) = (low, high)
        while start < end, Byte.isBlank(base[start]) { start += 1 }
        while end > start, Byte.isBlank(base[end - 1]) { end -= 1 }
        if PHP.looksSerialised(base, start, end) {
            serialisedValue(start, end, depth: depth)
        } else if depth < Rewriter.deepest, JSON.looksLike(base, start, end), JSON.isValid(base, start, end) {
            json(start, end, depth: depth)
        } else if !base64(start, end, depth: depth) {
            text(low, high, depth: depth)
        }
    }

    private mutating func serialisedValue(_ low: Int, _ high: Int, depth: Int) {
        guard depth < Rewriter.deepest else {
            return note(.tooDeep, "a serialised value more than \(Rewriter.deepest) values deep", low)
        }
        let mark = self.mark
        if let fault = serialised(low, high, depth: depth) {
            restore(mark)
            note(.malformed, "serialised value: \(fault.why)", fault.at)
        }
    }

    // MARK: Taking back

    struct Mark {
        var edits: Int
        var rules: Int
        var findings: Int
        var mail: Int
    }
    var mark: Mark { Mark(edits: edits.edits.count, rules: rules.count, findings: findings.count, mail: mail) }

    mutating func restore(_ mark: Mark) {
        edits.cut(mark.edits)
        rules.removeSubrange(mark.rules...)
        findings.removeSubrange(mark.findings...)
        mail = mark.mail
    }

    mutating func note(_ kind: Finding.Kind, _ why: String, _ offset: Int) {
        findings.append(Finding(kind: kind, why: why, offset: offset))
    }

    // MARK: Values in other clothes

    /// Goes through bytes that were decoded from `place`; the pass over them.
    func inner(_ bytes: UnsafeBufferPointer<UInt8>, depth: Int) -> ValuePass {
        var pass = ValuePass(matcher, bytes.baseAddress!, bytes.count)
        pass.value(0, bytes.count, depth: depth)
        return pass
    }

    /// Takes over what an inner pass has counted and found; its findings stand at `place`.
    mutating func adopt(_ inner: ValuePass, at place: Int) {
        rules += inner.rules
        mail += inner.mail
        findings += inner.findings.map { finding in
            var finding = finding
            finding.offset = place
            return finding
        }
    }

    /// The longest Base64 text that is decoded.
    static let longestBase64 = 64 << 20

    /// The whole value is Base64 of text with a source in it.
    private mutating func base64(_ low: Int, _ high: Int, depth: Int) -> Bool {
        guard depth < Rewriter.deepest, (high - low) % 4 == 0, high - low >= 8, high - low <= Self.longestBase64,
            let bytes = Base64.decode(UnsafeBufferPointer(start: base + low, count: high - low))
        else { return false }
        return bytes.withUnsafeBufferPointer { decoded in
            let serialised = PHP.looksSerialised(decoded.baseAddress!, 0, decoded.count)
            let isText = !decoded.contains { $0 < 0x20 && $0 != 9 && $0 != 10 && $0 != 13 }
            guard serialised || isText else { return false }
            let pass = inner(decoded, depth: depth + 1)
            guard !pass.edits.isEmpty || !pass.findings.isEmpty else { return false }
            adopt(pass, at: low)
            if !pass.edits.isEmpty {
                edits.append(low, high, Base64.encode(pass.edits.applied(to: decoded.baseAddress!, 0..<decoded.count)))
            }
            return true
        }
    }
}
