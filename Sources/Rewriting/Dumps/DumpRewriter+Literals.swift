extension DumpRewriter {
    private var treatment: ColumnRule.Treatment? {
        rows.column < rows.treatments.count && rows.depth == 1 ? rows.treatments[rows.column] : nil
    }

    /// Rewrites the literal whose quotes stand at `open` and `close`.
    mutating func literal(_ open: Int, _ close: Int, _ sink: Sink) throws(RewritingError) {
        let (base, low) = (UnsafePointer(input.base), open + 1)
        let treatment = treatment
        if treatment == .skip {
            counts.skipped += 1
            return
        }
        guard literalEscapes else {
            resetPass(low, close)
            go(low, close, treatment)
            try settle(low, sink) { edit, _ in (edit.start, edit.end) }
            return
        }
        let quote = base[open]
        var decoded: [UInt8] = []
        swap(&decoded, &scratch)
        SQLText.decode(base, low, close, quote, &decoded)
        decoded.withUnsafeBufferPointer { bytes in
            pass.reset(bytes.baseAddress ?? Rewriter.nowhere, bytes.count)
            go(0, bytes.count, treatment)
        }
        swap(&decoded, &scratch)
        var (raw, at) = (low, 0)
        try settle(low, sink) { edit, _ in
            let start = SQLText.advance(base, raw, close, quote, by: edit.start - at)
            raw = SQLText.advance(base, start, close, quote, by: edit.end - edit.start)
            at = edit.end
            return (start, raw)
        }
    }

    /// Rewrites a blob written as hexadecimal digits.
    mutating func hex(_ low: Int, _ high: Int, _ sink: Sink) throws(RewritingError) {
        let base = UnsafePointer(input.base)
        guard (high - low) % 2 == 0, high - low >= 2 * matcher.search.width, high - low <= options.longestLiteral else {
            return
        }
        var decoded: [UInt8] = []
        swap(&decoded, &scratch)
        let isHex = HexText.decode(base, low, high, &decoded)
        if isHex {
            rows.isBinary = true
            decoded.withUnsafeBufferPointer { bytes in
                pass.reset(bytes.baseAddress!, bytes.count)
                go(0, bytes.count, treatment)
            }
        }
        swap(&decoded, &scratch)
        rows.isBinary = false
        guard isHex, !pass.edits.isEmpty || !pass.findings.isEmpty || pass.mail > 0 else { return }
        let isSmall = HexText.isSmall(base, low, high)
        let digits = Array((isSmall ? "0123456789abcdef" : "0123456789ABCDEF").utf8)
        try settle(low, sink, digits: digits) { edit, _ in (low + 2 * edit.start, low + 2 * edit.end) }
    }

    /// Goes through a decoded value.
    private mutating func go(_ low: Int, _ high: Int, _ treatment: ColumnRule.Treatment?) {
        let base = pass.base
        if treatment == .host {
            let text = Logical(base: base, low: low, high: high)
            if let match = matcher.bareHost(text) {
                pass.edits.append(match.start, match.end, match.replacement)
                if let rule = match.rule { pass.rules.append(rule) }
                return
            }
            if matcher.hostName(text, at: low)?.sources.contains(where: \.concernsPaths) ?? false {
                return pass.note(
                    .hostOfPath, "a host whose map has a path; set domain and path of this row by hand", low)
            }
        }
        pass.value(low, high, depth: 0)
        guard rows.isBinary, !pass.rules.isEmpty, !PHP.looksSerialised(base, low, high) else { return }
        let bytes = UnsafeBufferPointer(start: base + low, count: high - low)
        let isText = !bytes.contains { $0 < 0x20 && $0 != 9 && $0 != 10 && $0 != 13 }
        guard !isText || !Self.isUTF8(bytes) else { return }
        pass.restore(.init(edits: 0, rules: 0, findings: 0, mail: 0))
        pass.note(.binary, "binary bytes that hold a source", low)
    }

    private static func isUTF8(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let base = bytes.baseAddress else { return true }
        let text = Logical(base: base, low: 0, high: bytes.count)
        var p = 0
        while p < bytes.count {
            if base[p] < 0x80 {
                p += 1
                continue
            }
            let step = text.forward(p)
            guard step.scalar < Logical.stray else { return false }
            p = step.at
        }
        return true
    }

    /// Writes the edits of the value that starts at `low`, and counts. `place` tells where an edit stands in the input;
    /// with `digits` the replacement is written in hexadecimal.
    private mutating func settle(
        _ low: Int, _ sink: Sink, digits: [UInt8]? = nil, place: (Edit, Int) -> (Int, Int)
    ) throws(RewritingError) {
        for finding in pass.findings {
            note(finding.kind, finding.why, at: offset + low, column: name(of: rows.column))
        }
        counts.mailLeft += pass.mail
        guard !pass.edits.isEmpty else { return }
        counts.values += 1
        for rule in pass.rules { counts.byMap[rule] += 1 }
        while rows.changed.count <= rows.column { rows.changed.append(0) }
        rows.changed[rows.column] += 1
        for (number, edit) in pass.edits.edits.enumerated() {
            let (start, end) = place(edit, number)
            try copyOut(to: start, sink)
            spelt.removeAll(keepingCapacity: true)
            if let digits {
                for byte in pass.edits.bytes(edit) { spelt += [digits[Int(byte >> 4)], digits[Int(byte & 15)]] }
            } else {
                SQLText.encode(pass.edits.bytes(edit), 0, &spelt)
            }
            var bytes: [UInt8] = []
            swap(&bytes, &spelt)
            defer { swap(&bytes, &spelt) }
            let size = bytes.count
            if size > 0 {
                try bytes.withUnsafeBufferPointer { list throws(RewritingError) in
                    try write(list.baseAddress!, size, sink)
                }
            }
            copied = end
        }
    }
}
