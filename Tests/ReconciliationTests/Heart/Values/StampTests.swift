import Foundation
import Reconciliation
import Testing

@Suite struct StampTests {
    private func stamps(
        _ old: Int, _ new: Int, zoned: Sides<Bool> = Sides(old: false, new: false), _ rule: ColumnRule = .init()
    )
        throws -> CellPair
    {
        try CellPair(.timestamp(digits: old, zoned: zoned.old), .timestamp(digits: new, zoned: zoned.new), rule)
    }

    @Test func theCoarserSideMayHaveCutOrRounded() throws {
        let pair = try stamps(6, 3)
        #expect(pair.areEqual("2026-11-21 10:00:00.123456", "2026-11-21 10:00:00.123"))
        #expect(pair.areEqual("2026-11-21 10:00:00.123556", "2026-11-21 10:00:00.124"))
        #expect(!pair.areEqual("2026-11-21 10:00:00.123456", "2026-11-21 10:00:00.124"))
        #expect(pair.areEqual("2026-12-31 23:59:59.999999", "2027-01-01 00:00:00.000"))
        #expect(pair.areEqual("1969-12-31 23:59:59.999400", "1969-12-31 23:59:59.999"))
        let same = try stamps(6, 6)
        #expect(!same.areEqual("2026-11-21 10:00:00.123456", "2026-11-21 10:00:00.123"))
        #expect(same.areEqual("2026-11-21 10:00:00.120000", "2026-11-21T10:00:00.12"))
        #expect(same.cause("2026-11-21 10:00:00.5", "2026-11-21 10:00:00") == "fraction of the second lost")
    }

    @Test func zones() throws {
        let berlin = ColumnRule(oldZone: try zone("Europe/Berlin"))
        let pair = try stamps(0, 0, zoned: Sides(old: false, new: true), berlin)
        #expect(!pair.column.sameBytesMeanEqual)
        #expect(pair.areEqual("2026-11-21 11:00:00", "2026-11-21 10:00:00"))
        #expect(pair.areEqual("2026-07-21 12:00:00", "2026-07-21 10:00:00"))
        #expect(!pair.areEqual("2026-07-21 11:00:00", "2026-07-21 10:00:00"))
        #expect(pair.canonical("2026-07-21 12:00:00", .old) == pair.canonical("2026-07-21 10:00:00", .new))
        // The hour that autumn repeats means either moment.
        #expect(pair.areEqual("2026-10-25 02:30:00", "2026-10-25 00:30:00"))
        #expect(pair.areEqual("2026-10-25 02:30:00", "2026-10-25 01:30:00"))
        #expect(!pair.areEqual("2026-10-25 02:30:00", "2026-10-25 02:30:00"))
        #expect(pair.canonical("2026-10-25 02:30:00", .old) == pair.canonical("2026-10-25 01:30:00", .new))
        // The hour that spring leaves out is moved in one of three ways.
        for moved in ["2026-03-29 00:30:00", "2026-03-29 01:30:00", "2026-03-29 01:00:00"] {
            #expect(pair.areEqual("2026-03-29 02:30:00", moved), "\(moved)")
        }
        #expect(!pair.areEqual("2026-03-29 02:30:00", "2026-03-29 02:30:00"))
        let two = try stamps(
            0, 0, ColumnRule(oldZone: try zone("Europe/Berlin"), newZone: try zone("America/New_York")))
        #expect(two.areEqual("2026-11-21 11:00:00", "2026-11-21 05:00:00"))
        let alike = try stamps(0, 0, ColumnRule(oldZone: try zone("Europe/Berlin"), newZone: try zone("Europe/Berlin")))
        #expect(alike.column.sameBytesMeanEqual)
        #expect(!alike.areEqual("2026-10-25 02:30:00", "2026-10-25 03:30:00"))
    }

    @Test func writtenStamps() throws {
        let pair = try CellPair(.text, .timestamp(digits: 6, zoned: true))
        #expect(pair.areEqual("2026-11-21T11:00:00.5+01:00", "2026-11-21 10:00:00.500000"))
        #expect(pair.areEqual("2026-11-21T10:00:00Z", "2026-11-21 10:00:00.000000"))
        #expect(pair.areEqual("2026-11-21", "2026-11-21 00:00:00.000000"))
        #expect(!pair.areEqual("yesterday", "2026-11-21 00:00:00.000000"))
        #expect(pair.cause("yesterday", "2026-11-21 00:00:00") == "old value cannot be read as a time stamp")
    }

    @Test func zeroDates() throws {
        let dates = try CellPair(.date, .date)
        #expect(dates.areEqual("0000-00-00", "0000-00-00"))
        #expect(!dates.areEqual("0000-00-00", nil))
        #expect(dates.cause("0000-00-00", nil) == "zero date")
        #expect(dates.cause("2026-11-00", "2026-11-01") == "zero date")
        #expect(!dates.areEqual("2026-02-29", "2026-03-01"))
        let pair = try stamps(0, 6)
        #expect(pair.areEqual("0000-00-00 00:00:00", "0000-00-00 00:00:00.000000"))
        #expect(pair.cause("0000-00-00 00:00:00", "1970-01-01 00:00:00.000000") == "zero date")
        #expect(dates.canonical("0000-00-00", .old).lexicographicallyPrecedes(dates.canonical("1000-01-01", .new)))
    }

    @Test func shiftsAndTolerances() throws {
        let pair = try stamps(0, 0)
        #expect(pair.cause("2026-11-21 10:00:00", "2026-11-21 12:00:00") == "time zone shift of +2 h")
        #expect(pair.cause("2026-11-21 10:00:00", "2026-11-21 04:30:00") == "time zone shift of -5:30 h")
        #expect(pair.cause("2026-11-21 10:00:00", "2026-11-21 10:00:01") == nil)
        let loose = try stamps(3, 3, ColumnRule(tolerance: 1.5))
        #expect(loose.areEqual("2026-11-21 10:00:00.000", "2026-11-21 10:00:01.500"))
        #expect(!loose.areEqual("2026-11-21 10:00:00.000", "2026-11-21 10:00:01.501"))
    }

    @Test func times() throws {
        let pair = try CellPair(.time, .time)
        #expect(pair.areEqual("10:00:00", "10:00:00.000000"))
        #expect(pair.areEqual("-838:59:59", "-838:59:59.0"))
        #expect(!pair.areEqual("-00:00:01", "00:00:01"))
        #expect(!pair.areEqual("10:61:00", "11:01:00"))
    }

    @Test func everyDayIsTheDayThatItsNumberSays() throws {
        // A day for each number from the year 1 to 9999, against a calendar that is counted up.
        var (year, month, day) = (1, 1, 1)
        let pair = try CellPair(.date, .timestamp(digits: 0, zoned: false))
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        var last: [UInt8] = []
        for _ in 0..<800_000 where year < 2200 {
            let text = String(repeating: "0", count: 4 - "\(year)".count) + "\(year)-\(two(month))-\(two(day))"
            if year > 1890 || day == 1 {
                let form = pair.canonical(text, .old)
                #expect(last.lexicographicallyPrecedes(form))
                #expect(form == pair.canonical(text + " 00:00:00", .new))
                last = form
            }
            let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
            let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
            day += 1
            if day > days[month - 1] { (month, day) = (month + 1, 1) }
            if month > 12 { (year, month) = (year + 1, 1) }
        }
    }
}
