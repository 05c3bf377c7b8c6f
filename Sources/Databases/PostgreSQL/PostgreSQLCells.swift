import Foundation

/// Cells of a binary COPY as text, written in place.
enum PostgreSQLCells {
    /// By how many bytes a cell can be longer as text than as it came; the length itself is four bytes in both.
    static let growth = 32

    /// Writes one row.
    ///
    /// - Returns: where it ends; nil where the message is not well formed.
    static func write(
        _ message: UnsafeRawBufferPointer, as cells: [PostgreSQLCell], to start: UnsafeMutableRawPointer
    ) -> UnsafeMutableRawPointer? {
        guard let base = message.baseAddress, message.count >= 2 else { return nil }
        var from = base + 2
        let end = base + message.count
        var to = start
        guard Int(base.loadUnaligned(as: UInt16.self).bigEndian) == cells.count else { return nil }
        for kind in cells {
            guard end - from >= 4 else { return nil }
            let size = Int(Int32(bitPattern: from.loadUnaligned(as: UInt32.self).bigEndian))
            from += 4
            if size < 0 {
                to.storeBytes(of: RowBatch.null, as: UInt32.self)
                to += 4
                continue
            }
            guard end - from >= size else { return nil }
            let text = to + 4
            let length: Int?
            switch kind {
            case .plain:
                memcpy(text, from, size)
                length = size
            case .integer: length = integer(from, size).map { CellText.write($0, to: text) }
            case .boolean:
                text.storeBytes(of: from.load(as: UInt8.self) == 0 ? 0x30 : 0x31, as: UInt8.self)
                length = size == 1 ? 1 : nil
            case .uuid: length = size == 16 ? CellText.hex(from, 16, to: text) : nil
            case .date: length = integer(from, size).map { CellText.date($0, to: text) }
            case .timestamp: length = integer(from, size).map { CellText.timestamp($0, to: text) }
            }
            guard let length else { return nil }
            to.storeBytes(of: UInt32(truncatingIfNeeded: length).littleEndian, as: UInt32.self)
            to = text + length
            from += size
        }
        return to
    }

    private static func integer(_ from: UnsafeRawPointer, _ size: Int) -> Int? {
        switch size {
        case 8: Int(Int64(bitPattern: from.loadUnaligned(as: UInt64.self).bigEndian))
        case 4: Int(Int32(bitPattern: from.loadUnaligned(as: UInt32.self).bigEndian))
        case 2: Int(Int16(bitPattern: from.loadUnaligned(as: UInt16.self).bigEndian))
        default: nil
        }
    }
}

/// Values as text, written in place; each function says how many bytes it wrote, at most 36.
enum CellText {
    static func write(_ number: Int, to text: UnsafeMutableRawPointer) -> Int {
        let bytes = text.assumingMemoryBound(to: UInt8.self)
        var rest = number.magnitude
        var digits = 1
        var bound: UInt = 10
        while rest >= bound {
            digits += 1
            let (next, overflow) = bound.multipliedReportingOverflow(by: 10)
            if overflow { break }
            bound = next
        }
        let sign = number < 0 ? 1 : 0
        if sign == 1 { bytes[0] = 0x2d }
        var place = sign + digits
        while place > sign {
            place -= 1
            let (quotient, remainder) = rest.quotientAndRemainder(dividingBy: 10)
            bytes[place] = 0x30 + UInt8(truncatingIfNeeded: remainder)
            rest = quotient
        }
        return sign + digits
    }

    static func hex(_ from: UnsafeRawPointer, _ count: Int, to text: UnsafeMutableRawPointer) -> Int {
        let bytes = text.assumingMemoryBound(to: UInt8.self)
        for place in 0..<count {
            let byte = from.load(fromByteOffset: place, as: UInt8.self)
            bytes[2 * place] = digit(byte >> 4)
            bytes[2 * place + 1] = digit(byte & 15)
        }
        return 2 * count
    }

    @inline(__always) private static func digit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x57 + value }

    /// Days since 2000-01-01 as `2026-11-21`; before the year 1 with ` BC`, the ends of the type as `infinity`.
    static func date(_ days: Int, to text: UnsafeMutableRawPointer) -> Int {
        if days == Int(Int32.max) { return word("infinity", to: text) }
        if days == Int(Int32.min) { return word("-infinity", to: text) }
        let (length, isBC) = calendar(days, to: text)
        return length + (isBC ? word(" BC", to: text + length) : 0)
    }

    /// Microseconds since 2000-01-01 as `2026-11-21 10:00:00.123456`.
    static func timestamp(_ micros: Int, to text: UnsafeMutableRawPointer) -> Int {
        if micros == Int.max { return word("infinity", to: text) }
        if micros == Int.min { return word("-infinity", to: text) }
        let day = 86_400_000_000
        var days = micros / day
        var rest = micros % day
        if rest < 0 {
            rest += day
            days -= 1
        }
        let (length, isBC) = calendar(days, to: text)
        let bytes = (text + length).assumingMemoryBound(to: UInt8.self)
        let seconds = rest / 1_000_000
        bytes[0] = 0x20
        pair(seconds / 3_600, bytes + 1)
        bytes[3] = 0x3a
        pair(seconds / 60 % 60, bytes + 4)
        bytes[6] = 0x3a
        pair(seconds % 60, bytes + 7)
        bytes[9] = 0x2e
        let part = rest % 1_000_000
        pair(part / 10_000, bytes + 10)
        pair(part / 100 % 100, bytes + 12)
        pair(part % 100, bytes + 14)
        return length + 16 + (isBC ? word(" BC", to: text + length + 16) : 0)
    }

    /// The date of the proleptic Gregorian calendar. After Howard Hinnant, "chrono-Compatible Low-Level Date
    /// Algorithms", civil_from_days, https://howardhinnant.github.io/date_algorithms.html.
    private static func calendar(_ days: Int, to text: UnsafeMutableRawPointer) -> (length: Int, isBC: Bool) {
        // From 0000-03-01, so that the leap day is the last of its year.
        let shifted = days + 730_425
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        // There is no year 0: the one before 1 is 1 BC.
        let isBC = year <= 0
        let shown = isBC ? 1 - year : year
        let bytes = text.assumingMemoryBound(to: UInt8.self)
        var length = 4
        if shown < 10_000 {
            pair(shown / 100, bytes)
            pair(shown % 100, bytes + 2)
        } else {
            length = write(shown, to: text)
        }
        bytes[length] = 0x2d
        pair(month, bytes + length + 1)
        bytes[length + 3] = 0x2d
        pair(day, bytes + length + 4)
        return (length + 6, isBC)
    }

    @inline(__always) private static func pair(_ value: Int, _ bytes: UnsafeMutablePointer<UInt8>) {
        bytes[0] = 0x30 + UInt8(truncatingIfNeeded: value / 10)
        bytes[1] = 0x30 + UInt8(truncatingIfNeeded: value % 10)
    }

    private static func word(_ word: StaticString, to text: UnsafeMutableRawPointer) -> Int {
        memcpy(text, word.utf8Start, word.utf8CodeUnitCount)
        return word.utf8CodeUnitCount
    }
}
