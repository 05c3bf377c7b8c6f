extension ValuePass {
    /// Goes through valid JSON, string by string. Only strings that hold another format are decoded; in the others
    /// sources are replaced as they are spelt.
    mutating func json(_ low: Int, _ high: Int, depth: Int) {
        var p = low
        while p < high {
            guard base[p] == Byte.quote, let end = JSON.stringEnd(base, p, high) else {
                p += 1
                continue
            }
            if holdsNeedle(p + 1, end - 1) { string(p + 1, end - 1, depth: depth) }
            p = end
        }
    }

    private mutating func string(_ low: Int, _ high: Int, depth: Int) {
        guard let bytes = JSON.decode(base, low, high) else { return text(low, high, depth: depth) }
        let done = bytes.withUnsafeBufferPointer { decoded -> Bool in
            guard let start = decoded.baseAddress, Self.holdsFormat(start, decoded.count) else { return false }
            let pass = inner(decoded, depth: depth + 1)
            adopt(pass, at: low)
            carry(pass.edits, low, high)
            return true
        }
        if !done { text(low, high, depth: depth) }
    }

    /// A string holds a value of a format of its own, not just text.
    private static func holdsFormat(_ base: UnsafePointer<UInt8>, _ count: Int) -> Bool {
        var (low, high) = (0, count)
        while low < high, Byte.isBlank(base[low]) { low += 1 }
        while high > low, Byte.isBlank(base[high - 1]) { high -= 1 }
        guard low < high else { return false }
        if PHP.looksSerialised(base, low, high) { return true }
        if JSON.looksLike(base, low, high) { return JSON.isValid(base, low, high) }
        return (high - low) % 4 == 0
            && Base64.decode(UnsafeBufferPointer(start: base + low, count: high - low)) != nil
    }

    /// A slash is spelt `\/` here. After two backslashes it is not: they are one backslash, and the slash is bare.
    private static func escapesSlashes(_ base: UnsafePointer<UInt8>, _ low: Int, _ high: Int) -> Bool {
        var p = low
        while p < high {
            if base[p] == Byte.backslash {
                if base[p + 1] == Byte.slash { return true }
                p += 1
            }
            p += 1
        }
        return false
    }

    /// Makes the edits of a decoded string where its characters are spelt.
    private mutating func carry(_ inner: EditList, _ low: Int, _ high: Int) {
        guard !inner.isEmpty else { return }
        var (p, decoded) = (low, 0)
        let escapes = Self.escapesSlashes(base, low, high)
        var scratch: [UInt8] = []
        func advance(_ base: UnsafePointer<UInt8>, to wanted: Int) {
            while decoded < wanted, p < high {
                scratch.removeAll(keepingCapacity: true)
                p += JSON.put(base, p, &scratch) ?? 1
                decoded += scratch.count
            }
        }
        for edit in inner.edits {
            advance(base, to: edit.start)
            let start = p
            advance(base, to: edit.end)
            var out: [UInt8] = []
            JSON.encode(inner.bytes(edit), escapesSlashes: escapes, into: &out)
            edits.append(start, p, out)
        }
    }
}
