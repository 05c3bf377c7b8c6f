/// Time stamps read by their bytes. A log holds many lines of one second: the last stamp is kept with its value.
struct StampReader: Sendable {
    /// Bytes of `21/Nov/2026:18:23:14 +0000`.
    static let zonedCount = 26
    /// Bytes of `21/Nov/2026:18:23:14`.
    static let bareCount = 20
    private static let isoCount = 19

    private var key: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
    private var seconds: Int64 = 0

    /// `21/Nov/2026:18:23:14 +0100` at the cursor, in seconds since 1970; nil where it is none.
    @inline(__always)
    mutating func zoned(_ cursor: LineCursor) -> Int64? {
        let at = cursor.at
        guard cursor.count - at >= Self.zonedCount else { return nil }
        let found = (cursor.eight(at), cursor.eight(at + 8), cursor.eight(at + 16), cursor.eight(at + 18))
        if found == key { return seconds }
        guard let local = clf(cursor), cursor.at(at + 20) == UInt8(ascii: " "), let zone = zone(cursor, at + 21) else {
            return nil
        }
        return keep(found, local - Int64(zone))
    }

    /// `21/Nov/2026:18:23:14` at the cursor, in seconds since 1970 were its clock UTC's.
    @inline(__always)
    mutating func bare(_ cursor: LineCursor) -> Int64? {
        let at = cursor.at
        guard cursor.count - at >= Self.bareCount else { return nil }
        let found = (cursor.eight(at), cursor.eight(at + 8), cursor.eight(at + 12), 0 as UInt64)
        if found == key { return seconds }
        guard let local = clf(cursor) else { return nil }
        return keep(found, local)
    }

    /// `2026-11-21T18:23:14.123Z` (or with `+01:00`) at the cursor, in ms since 1970; moves past it.
    @inline(__always)
    mutating func iso(_ cursor: inout LineCursor) throws(LineFault) -> Int64 {
        let at = cursor.at
        guard cursor.count - at >= Self.isoCount else { throw LineFault(at: at, expected: .isoStamp) }
        let found = (cursor.eight(at), cursor.eight(at + 8), cursor.eight(at + 11), 1 as UInt64)
        var value = seconds
        if found != key {
            guard let local = isoSeconds(cursor) else { throw LineFault(at: at, expected: .isoStamp) }
            value = keep(found, local)
        }
        cursor.at += Self.isoCount
        let fraction = try cursor.fraction(.isoStamp)
        if cursor.here == UInt8(ascii: "Z") {
            cursor.at += 1
            return value * 1_000 + Int64(fraction)
        }
        guard cursor.count - cursor.at >= 6, cursor.at(cursor.at + 3) == UInt8(ascii: ":"),
            let hours = two(cursor, cursor.at + 1), let minutes = two(cursor, cursor.at + 4), hours < 24, minutes < 60,
            cursor.here == UInt8(ascii: "+") || cursor.here == UInt8(ascii: "-")
        else { throw LineFault(at: cursor.at, expected: .isoStamp) }
        let zone = Int64(hours * 3_600 + minutes * 60)
        value -= cursor.here == UInt8(ascii: "-") ? -zone : zone
        cursor.at += 6
        return value * 1_000 + Int64(fraction)
    }

    private mutating func keep(_ found: (UInt64, UInt64, UInt64, UInt64), _ value: Int64) -> Int64 {
        key = found
        seconds = value
        return value
    }

    // Twenty bytes lie inside the line wherever it is called.
    private func clf(_ c: LineCursor) -> Int64? {
        let at = c.at
        guard c.at(at + 2) == UInt8(ascii: "/"), c.at(at + 6) == UInt8(ascii: "/"), c.at(at + 11) == UInt8(ascii: ":"),
            c.at(at + 14) == UInt8(ascii: ":"), c.at(at + 17) == UInt8(ascii: ":"),
            let day = two(c, at), let month = month(c, at + 3), let century = two(c, at + 7), let year = two(c, at + 9)
        else { return nil }
        return moment(c, at + 12, year: century * 100 + year, month: month, day: day)
    }

    private func isoSeconds(_ c: LineCursor) -> Int64? {
        let at = c.at
        guard c.at(at + 4) == UInt8(ascii: "-"), c.at(at + 7) == UInt8(ascii: "-"), c.at(at + 10) == UInt8(ascii: "T"),
            c.at(at + 13) == UInt8(ascii: ":"), c.at(at + 16) == UInt8(ascii: ":"),
            let century = two(c, at), let year = two(c, at + 2), let month = two(c, at + 5), 1...12 ~= month,
            let day = two(c, at + 8)
        else { return nil }
        return moment(c, at + 11, year: century * 100 + year, month: month, day: day)
    }

    /// With `hh:mm:ss` at `clock`. A leap second counts as the one after it.
    private func moment(_ c: LineCursor, _ clock: Int, year: Int, month: Int, day: Int) -> Int64? {
        guard let hour = two(c, clock), let minute = two(c, clock + 3), let second = two(c, clock + 6), hour < 24,
            minute < 60, second <= 60, year >= 1970, day >= 1, day <= Self.days(in: month, of: year)
        else { return nil }
        return Int64(Self.day(year, month, day) * 86_400 + hour * 3_600 + minute * 60 + second)
    }

    private static func days(in month: Int, of year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Days since 1970 in the Gregorian calendar; years begin in March, so that the leap day ends one.
    private static func day(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let y = month > 2 ? year : year - 1
        let m = month > 2 ? month - 3 : month + 9
        return 365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day - 1 - 719_468
    }

    private func zone(_ c: LineCursor, _ at: Int) -> Int? {
        guard let hours = two(c, at + 1), let minutes = two(c, at + 3), hours < 24, minutes < 60 else { return nil }
        let seconds = hours * 3_600 + minutes * 60
        switch c.at(at) {
        case UInt8(ascii: "+"): return seconds
        case UInt8(ascii: "-"): return -seconds
        default: return nil
        }
    }

    @inline(__always)
    private func two(_ c: LineCursor, _ at: Int) -> Int? {
        let (tens, ones) = (c.at(at) &- 48, c.at(at + 1) &- 48)
        return tens < 10 && ones < 10 ? Int(tens) * 10 + Int(ones) : nil
    }

    private func month(_ c: LineCursor, _ at: Int) -> Int? {
        switch (c.at(at), c.at(at + 1), c.at(at + 2)) {
        case (0x4A, 0x61, 0x6E): 1  // Jan
        case (0x46, 0x65, 0x62): 2  // Feb
        case (0x4D, 0x61, 0x72): 3  // Mar
        case (0x41, 0x70, 0x72): 4  // Apr
        case (0x4D, 0x61, 0x79): 5  // May
        case (0x4A, 0x75, 0x6E): 6  // Jun
        case (0x4A, 0x75, 0x6C): 7  // Jul
        case (0x41, 0x75, 0x67): 8  // Aug
        case (0x53, 0x65, 0x70): 9  // Sep
        case (0x4F, 0x63, 0x74): 10  // Oct
        case (0x4E, 0x6F, 0x76): 11  // Nov
        case (0x44, 0x65, 0x63): 12  // Dec
        default: nil
        }
    }
}
