extension DumpRewriter {
    /// How much of a statement is kept to look for sources in it as a whole.
    private static let lookedAt = 1 << 20

    /// Copies a statement up to its delimiter, whatever its strings, names and comments hold.
    mutating func copyStatement(isLast: Bool) -> Bool {
        let (base, count) = (UnsafePointer(input.base), input.count)
        var p = max(read, resume)
        scan: while p < count {
            let b = base[p]
            // Two bytes decide; the second one may have yet to come.
            if p + max(2, delimiter.count) > count, !isLast { break }
            switch copy.inside {
            case 0:
                if b == delimiter[0], p + delimiter.count <= count,
                    delimiter.indices.allSatisfy({ base[p + $0] == delimiter[$0] })
                {
                    p += delimiter.count
                    look(p)
                    read = p
                    resume = 0
                    counts.statements += 1
                    state = .between
                    return true
                }
                let next = p + 1 < count ? base[p + 1] : 0
                if b == Byte.tick || b == Byte.quote || b == 0x60 {
                    copy.inside = b
                } else if b == 0x23 || (b == 0x2D && next == 0x2D && (p + 2 >= count || base[p + 2] <= 0x20)) {
                    copy.inside = 0x23
                } else if b == Byte.slash, next == 0x2A, p + 2 >= count || (base[p + 2] != 0x21 && base[p + 2] != 0x4D)
                {
                    copy.inside = 0x2A
                    p += 1
                }
            case 0x23: if b == 10 { copy.inside = 0 }
            case 0x2A:
                if b == 0x2A, p + 1 < count, base[p + 1] == Byte.slash {
                    copy.inside = 0
                    p += 1
                }
            default:
                if b == Byte.backslash, copy.inside != 0x60 {
                    p += 1
                } else if b == copy.inside {
                    copy.inside = 0
                }
            }
            p += 1
        }
        resume = min(p, count)
        if isLast || count - copy.start > Self.lookedAt {
            look(resume)
            read = resume
        } else {
            read = copy.start
        }
        return false
    }

    /// Notes a source in the part of a statement that ends at `end`.
    private mutating func look(_ end: Int) {
        defer { copy.start = end }
        guard !copy.noted, copy.start < end, holdsNeedle(copy.start, end) else { return }
        pass.reset(input.base, end)
        pass.plain(copy.start, end, copy.start..<end)
        guard !pass.rules.isEmpty else { return }
        copy.noted = true
        note(.statementLeft, "a source stands in '\(copy.words)', which is copied as it is", at: offset + copy.start)
    }
}
