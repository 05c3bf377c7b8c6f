extension ValuePass {
    /// Where serialised text stops being such, and why.
    struct Fault {
        var at: Int
        var why: String
    }

    /// Goes through the serialised value that fills `low..<high`.
    mutating func serialised(_ low: Int, _ high: Int, depth: Int) -> Fault? {
        var end = low
        if let fault = parse(low, high, depth: depth, end: &end) { return fault }
        return end == high ? nil : Fault(at: end, why: "\(high - end) bytes after its end")
    }

    /// Goes through one serialised value that starts at `low` inside other text.
    mutating func embeddedValue(_ low: Int, _ high: Int, depth: Int, end: inout Int) -> Fault? {
        parse(low, high, depth: depth, end: &end)
    }

    /// An array or object whose items are being read.
    private struct Frame {
        var left: Int
        var wantsValue = false
    }

    /// Reads one value with all that it holds. The stack of open arrays is kept by hand: depth is bounded by memory.
    private mutating func parse(_ low: Int, _ high: Int, depth: Int, end: inout Int) -> Fault? {
        var frames: [Frame] = []
        var keys = KeyBook()
        var p = low
        while true {
            var isKey = false
            if let frame = frames.last, !frame.wantsValue {
                if frame.left == 0 {
                    guard p < high, base[p] == 0x7D else { return Fault(at: p, why: "expected } after the last item") }
                    p += 1
                    frames.removeLast()
                    if frames.isEmpty { break }
                    frames[frames.count - 1].wantsValue = false
                    continue
                }
                isKey = true
                frames[frames.count - 1].left -= 1
                frames[frames.count - 1].wantsValue = true
            }
            guard p + 1 < high else { return Fault(at: p, why: "it ends where a value should stand") }
            let kind = base[p]
            if isKey, kind != UInt8(ascii: "s"), kind != UInt8(ascii: "i") {
                return Fault(at: p, why: "expected a key (i: or s:)")
            }
            var opened: Int?
            switch kind {
            case UInt8(ascii: "s"):
                guard let (size, digits, content) = sized(p, high, Byte.quote) else { return lengthFault(p, high) }
                let close = content + size
                guard close + 1 < high, base[close] == Byte.quote, base[close + 1] == 0x3B else {
                    return Fault(at: p, why: "a string of \(size) bytes does not end there with \";")
                }
                if holdsNeedle(content, close) {
                    if isKey {
                        key(content, close, digits, low..<high, &keys)
                    } else {
                        sizedContent(digits, content, close, depth: depth)
                    }
                }
                p = close + 2
            case UInt8(ascii: "i"), UInt8(ascii: "d"), UInt8(ascii: "b"), UInt8(ascii: "r"), UInt8(ascii: "R"):
                guard let after = scalar(p, high) else { return Fault(at: p, why: "a number that cannot be read") }
                p = after
            case UInt8(ascii: "N"):
                guard base[p + 1] == 0x3B else { return Fault(at: p, why: "expected N;") }
                p += 2
            case UInt8(ascii: "a"):
                guard let (count, _, content) = sized(p, high, 0x7B) else { return lengthFault(p, high) }
                (p, opened) = (content, count)
            case UInt8(ascii: "O"), UInt8(ascii: "C"), UInt8(ascii: "E"):
                guard let (size, _, content) = sized(p, high, Byte.quote) else { return lengthFault(p, high) }
                let close = content + size
                guard close + 1 < high, base[close] == Byte.quote else {
                    return Fault(at: p, why: "a class name of \(size) bytes does not end there with a quote")
                }
                if kind == UInt8(ascii: "E") {
                    guard base[close + 1] == 0x3B else { return Fault(at: close, why: "expected ; after an enum") }
                    p = close + 2
                    break
                }
                guard let (count, digits, inside) = sized(close, high, 0x7B) else { return lengthFault(close, high) }
                if kind == UInt8(ascii: "O") {
                    (p, opened) = (inside, count)
                    break
                }
                guard inside + count < high, base[inside + count] == 0x7D else {
                    return Fault(at: p, why: "a custom object of \(count) bytes does not end there with }")
                }
                if holdsNeedle(inside, inside + count) { sizedContent(digits, inside, inside + count, depth: depth) }
                p = inside + count + 1
            default:
                return Fault(at: p, why: "no value begins with byte \(kind)")
            }
            if let opened {
                frames.append(Frame(left: opened))
            } else if frames.isEmpty {
                break
            } else if !isKey {
                frames[frames.count - 1].wantsValue = false
            }
        }
        end = p
        return nil
    }

    private func lengthFault(_ p: Int, _ high: Int) -> Fault {
        Fault(at: p, why: "a length that cannot be read, or that is more than what is left")
    }

    /// After one letter at `p`: `:`, a number, `:` and `opening`. The number, where its digits stand, and what follows.
    private func sized(_ p: Int, _ high: Int, _ opening: UInt8) -> (Int, Range<Int>, Int)? {
        guard p + 1 < high, base[p + 1] == Byte.colon else { return nil }
        var q = p + 2
        var number = 0
        while q < high, Byte.isDigit(base[q]), q - p < 14 {
            number = number * 10 + Int(base[q] - 0x30)
            q += 1
        }
        guard q > p + 2, q + 1 < high, base[q] == Byte.colon, base[q + 1] == opening, number <= high - q else {
            return nil
        }
        return (number, (p + 2)..<q, q + 2)
    }

    /// Where `i:…;`, `d:…;`, `b:…;`, `r:…;` or `R:…;` at `p` ends.
    private func scalar(_ p: Int, _ high: Int) -> Int? {
        guard base[p + 1] == Byte.colon else { return nil }
        let kind = base[p]
        var q = p + 2
        func digits() -> Bool {
            let start = q
            while q < high, Byte.isDigit(base[q]) { q += 1 }
            return q > start
        }
        func sign() { if q < high, base[q] == 0x2D || base[q] == 0x2B { q += 1 } }
        switch kind {
        case UInt8(ascii: "b"):
            guard q < high, base[q] == 0x30 || base[q] == 0x31 else { return nil }
            q += 1
        case UInt8(ascii: "d"):
            sign()
            if q + 3 < high, [Array("INF".utf8), Array("NAN".utf8)].contains([base[q], base[q + 1], base[q + 2]]) {
                q += 3
                break
            }
            var hasDigits = digits()
            if q < high, base[q] == 0x2E {
                q += 1
                hasDigits = digits() || hasDigits
            }
            guard hasDigits else { return nil }
            if q < high, base[q] | 0x20 == UInt8(ascii: "e") {
                q += 1
                sign()
                guard digits() else { return nil }
            }
        case UInt8(ascii: "i"):
            sign()
            guard digits() else { return nil }
        default: guard digits() else { return nil }
        }
        return q < high && base[q] == 0x3B ? q + 1 : nil
    }

    /// Goes through a string whose length stands at `digits`, and mends the length.
    private mutating func sizedContent(_ digits: Range<Int>, _ low: Int, _ high: Int, depth: Int) {
        let slot = edits.edits.count
        edits.append(digits.lowerBound, digits.upperBound, [])
        let before = edits.growth
        let count = edits.edits.count
        value(low, high, depth: depth + 1)
        if edits.edits.count == count {
            edits.removeLast()
            return
        }
        edits.replace(slot, Array(String(high - low + edits.growth - before).utf8))
    }

    // MARK: Keys

    /// A key is rewritten where it is an address as a whole (code asks for it by the new one); a key that only holds a
    /// source somewhere is a name, and names stay. Nor may a key become one that is there already.
    private mutating func key(
        _ low: Int, _ high: Int, _ digits: Range<Int>, _ whole: Range<Int>, _ keys: inout KeyBook
    ) {
        let mark = self.mark
        let slot = edits.edits.count
        edits.append(digits.lowerBound, digits.upperBound, [])
        let before = edits.growth
        plain(low, high, low..<high)
        guard edits.edits.count > slot + 1 else { return restore(mark) }
        let old = Array(UnsafeBufferPointer(start: base + low, count: high - low))
        let new = written(slot + 1, low..<high)
        let prefix = Array(old.prefix(edits.edits[slot + 1].start - low))
        let leads =
            prefix.isEmpty || prefix == [Byte.slash] || prefix == Array("//".utf8)
            || prefix.suffix(3) == Array("://".utf8)[...]
        guard leads, !old.contains(where: { $0 <= 0x20 }) else {
            restore(mark)
            return note(.keyLeft, "a key holds a source but is not an address as a whole", low)
        }
        if keys.strings == nil { keys.strings = strings(whole) }
        guard keys.written[new].map({ $0 == old }) ?? !(keys.strings?.contains(new.hashValue) ?? false) else {
            restore(mark)
            return note(.keyLeft, "a key would become another key that is there already", low)
        }
        keys.written[new] = old
        edits.replace(slot, Array(String(high - low + edits.growth - before).utf8))
    }

    /// The bytes of `range` with the edits from `first` on.
    private func written(_ first: Int, _ range: Range<Int>) -> [UInt8] {
        var out: [UInt8] = []
        var p = range.lowerBound
        for edit in edits.edits[first...] {
            out += UnsafeBufferPointer(start: base + p, count: edit.start - p)
            out += edits.bytes(edit)
            p = edit.end
        }
        return out + UnsafeBufferPointer(start: base + p, count: range.upperBound - p)
    }

    /// Hashes of all strings in a serialised value, keys and values alike: what a new key must not be.
    private func strings(_ whole: Range<Int>) -> Set<Int> {
        var hashes: Set<Int> = []
        var p = whole.lowerBound
        while p + 1 < whole.upperBound {
            if base[p] == UInt8(ascii: "s"), let (size, _, content) = sized(p, whole.upperBound, Byte.quote),
                content + size < whole.upperBound
            {
                hashes.insert(Array(UnsafeBufferPointer(start: base + content, count: size)).hashValue)
                p = content + size
            }
            p += 1
        }
        return hashes
    }
}

/// Keys that were rewritten in one value, and what strings it holds.
private struct KeyBook {
    /// The old key of each new one.
    var written: [[UInt8]: [UInt8]] = [:]
    /// Filled when the first key is rewritten.
    var strings: Set<Int>?
}
