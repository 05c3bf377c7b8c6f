import Foundation

extension ComparisonPlan {
    /// The keys under which the other side may hold a row that `side` calls `key`: one for each way in which that side
    /// may write each cell. At most ``mostSpellings``.
    ///
    /// A rule that overlooks case or white space in a key leaves more ways to write it than can be listed: the text as
    /// it is, trimmed, in lower and in upper case are.
    public func translate(_ key: RowKey, from side: Side) -> [RowKey] {
        var keys: [[[UInt8]?]] = [[]]
        for (cell, column) in zip(key.cells, columns) {
            let spellings = column.spellings(of: cell, from: side)
            keys = keys.flatMap { begun in spellings.map { begun + [$0] } }
            if keys.count > Self.mostSpellings { keys.removeLast(keys.count - Self.mostSpellings) }
        }
        return keys.map { RowKey($0) }
    }

    public static var mostSpellings: Int { 256 }
}

extension ColumnComparison {
    /// How the other side may write a cell's value; the likeliest first.
    func spellings(of cell: [UInt8]?, from side: Side) -> [[UInt8]?] {
        var spellings: [[UInt8]?] = []
        func add(_ spelling: [UInt8]?) { if !spellings.contains(spelling) { spellings.append(spelling) } }
        for label in relabelled(cell, from: side) {
            guard let label else {
                add(nil)
                if pair.rule.emptyIsNull { add([]) }
                continue
            }
            if pair.rule.emptyIsNull, label.isEmpty { add(nil) }
            for spelling in label.withUnsafeBytes({ valueSpellings($0, from: side) }) ?? [label] { add(spelling) }
        }
        return spellings
    }

    /// What the other side may call a label, and the label itself.
    private func relabelled(_ cell: [UInt8]?, from side: Side) -> [[UInt8]?] {
        guard let cell, !labels.isEmpty else { return [cell] }
        let read = pair.rule.trims ? Array(cell.withUnsafeBytes { Array(TextForms.trimmed($0)) }) : cell
        if side == .old { return [labels[read] ?? cell] }
        let olds = labels.filter { $0.value == read }.map(\.key).sorted { $0.lexicographicallyPrecedes($1) }
        return labels[read] == nil || labels[read] == read ? olds + [cell] : olds
    }

    private func valueSpellings(_ cell: UnsafeRawBufferPointer, from side: Side) -> [[UInt8]]? {
        switch form {
        case .number:
            guard pair.rule.minorUnits != 0, let number = DecimalDigits(cell) else { return nil }
            return [number.text(shift: side == .old ? -pair.rule.minorUnits : pair.rule.minorUnits)]
        case .floating:
            guard pair.rule.minorUnits != 0, let value = FloatingDigits.read(cell, single: false) else { return nil }
            let factor = pow(10, Double(pair.rule.minorUnits))
            return [Array("\(side == .old ? value / factor : value * factor)".utf8)]
        case .truth:
            guard let value = Truth.read(cell) else { return nil }
            return families[side.other].isWritten ? Truth.spellings(value) : [[value ? 49 : 48]]
        case .uuid: return uuidSpellings(cell, from: side)
        case .date:
            return CivilStamp(cell)?.local.map { [Array(CivilStamp.text($0, digits: 0).prefix(10))] }
        case .timestamp:
            guard let stamp = CivilStamp(cell), stamp.local != nil else { return nil }
            let others = self.spellings(stamp, of: side)
            if families[side.other] == .date { return others.map { Array($0.prefix(10)) } }
            return others
        case .text: return textSpellings(cell, from: side)
        case .bytes, .opaque, .time, .json: return nil
        }
    }

    private func uuidSpellings(_ cell: UnsafeRawBufferPointer, from side: Side) -> [[UInt8]]? {
        guard let uuid = UUIDDigits(cell, raw: isRaw(side)) else { return nil }
        switch families[side.other] {
        case .uuid: return [uuid.text(hyphens: true)]
        case .binary: return [uuid.bytes]
        default:
            let lower = [uuid.text(hyphens: true), uuid.text(hyphens: false)]
            return lower + lower.map { $0.map { $0 &- 0x61 < 26 ? $0 - 0x20 : $0 } }
        }
    }

    private func textSpellings(_ cell: UnsafeRawBufferPointer, from side: Side) -> [[UInt8]] {
        var texts: [[UInt8]] = []
        func add(_ text: [UInt8]) { if !texts.contains(text) { texts.append(text) } }
        let changed = side == .old ? rewrites : HostRewrites(pair.rule.rewrites.map { .init(from: $0.to, to: $0.from) })
        if let text = changed?.applied(to: cell) { add(text) }
        if side == .new || texts.isEmpty { add(Array(cell)) }
        if pair.rule.trims { for text in texts { add(text.withUnsafeBytes { Array(TextForms.trimmed($0)) }) } }
        if pair.rule.ignoresCase {
            for text in texts {
                add(text.withUnsafeBytes(TextForms.folded))
                add(Array(String(decoding: text, as: UTF8.self).uppercased().utf8))
            }
        }
        return texts
    }
}

extension DecimalDigits {
    /// Plain digits of this number times 10 to `shift`: `-0.05`, `1200`.
    func text(shift: Int) -> [UInt8] {
        guard !isZero else { return [48] }
        var digits: [UInt8] = []
        eachDigit { digits.append($0 + 48) }
        let place = exponent + shift
        var text: [UInt8] = isNegative ? [UInt8(ascii: "-")] : []
        if place <= 0 {
            text += [48, UInt8(ascii: ".")] + [UInt8](repeating: 48, count: -place) + digits
        } else if place >= digits.count {
            text += digits + [UInt8](repeating: 48, count: place - digits.count)
        } else {
            text += digits[..<place] + [UInt8(ascii: ".")] + digits[place...]
        }
        return text
    }
}
