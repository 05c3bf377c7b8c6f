import Fixtures
import Foundation
import Reconciliation
import Testing

@Suite struct NumberTests {
    @Test(arguments: [
        ("1", "1", true), ("-0", "0", true), ("007", "7", true), ("1.50", "1.5", true), ("1.5", "1.51", false),
        ("12345678901234567890123456789", "12345678901234567890123456789", true),
        ("12345678901234567890123456789", "12345678901234567890123456788", false), ("-5", "5", false),
        ("100", "1e2", true), ("0.001", "1e-3", true), (".5", "0.50", true), ("0.000", "0", true), ("10", "1", false),
        ("0.1", "0.01", false), ("+3", "3.", true),
    ])
    func decimalsAreEqualByValue(_ old: String, _ new: String, _ isEqual: Bool) throws {
        let pair = try CellPair(.decimal(scale: 2), .decimal(scale: 4))
        #expect(pair.areEqual(old, new) == isEqual)
        #expect((pair.canonical(old, .old) == pair.canonical(new, .new)) == isEqual)
    }

    @Test func canonicalBytesSortAsNumbersDo() throws {
        let pair = try CellPair(.decimal(scale: 2), .decimal(scale: 2))
        var dice = Dice(seed: 7)
        var numbers = [0, 1, -1, 9, 10, -10, 99, 100, 1_000_000]
        for _ in 0..<300 { numbers.append(dice.below(1 << dice.below(40) + 1) * (dice.chance(0.5) ? 1 : -1)) }
        func text(_ number: Int) -> String {
            (number < 0 ? "-" : "") + "\(abs(number) / 1_000)." + "\(1_000 + abs(number) % 1_000)".dropFirst()
        }
        for a in numbers {
            for b in numbers.prefix(60) {
                let (first, second) = (pair.canonical(text(a), .old), pair.canonical(text(b), .new))
                #expect(first.lexicographicallyPrecedes(second) == (a < b), "\(a) \(b)")
            }
        }
        #expect(pair.canonical(nil, .old).lexicographicallyPrecedes(pair.canonical("-1e300", .old)))
    }

    @Test(arguments: [
        ("0.1", "1e-1", true), ("0.1", "0.10000000000000001", true), ("0.1", "0.1000000001", false),
        ("-0.0", "0", false), ("-0", "-0.0", true), ("NaN", "nan", true), ("NaN", "0", false),
        ("Infinity", "inf", true), ("-Infinity", "Infinity", false), ("1e400", "Infinity", true),
        ("0x10", "16", false), ("", "0", false), ("1 ", "1", false),
    ])
    func doublesAreEqualByWhatTheyParseTo(_ old: String, _ new: String, _ isEqual: Bool) throws {
        let pair = try CellPair(.double, .double)
        #expect(pair.areEqual(old, new) == isEqual)
        #expect((pair.canonical(old, .old) == pair.canonical(new, .new)) == isEqual)
    }

    @Test func singlesAreComparedAsSingles() throws {
        #expect(try CellPair(.single, .double).areEqual("0.1", "0.10000000149011612"))
        #expect(try CellPair(.double, .single).areEqual("0.1", "0.1"))
        #expect(try !CellPair(.double, .double).areEqual("0.1", "0.10000000149011612"))
        #expect(try CellPair(.double, .double).cause("0.1", "0.10000000149011612") == "rounded to single precision")
        #expect(try CellPair(.double, .decimal(scale: 2)).areEqual("-0.0", "0.00"))
        #expect(try CellPair(.double, .double).cause("-0.0", "0") == "sign of zero")
        #expect(try CellPair(.double, .double).cause("123.456789012", "123.4568") == "rounded to 7 significant digits")
    }

    @Test func tolerancesReachExactlySoFar() throws {
        let pair = try CellPair(.decimal(scale: 2), .decimal(scale: 2), ColumnRule(tolerance: 0.05))
        #expect(pair.areEqual("1.00", "1.05"))
        #expect(pair.areEqual("-0.02", "0.03"))
        #expect(!pair.areEqual("1.00", "1.0500000000000000000000000001"))
        #expect(pair.areEqual("123456789012345678901234567890.00", "123456789012345678901234567889.95"))
        #expect(!pair.areEqual("1e300", "1"))
        #expect(!pair.areEqual("1", nil))
        let doubles = try CellPair(.double, .double, ColumnRule(tolerance: 0.5))
        #expect(doubles.areEqual("-0.0", "0"))
        #expect(doubles.areEqual("1", "1.5"))
        #expect(!doubles.areEqual("1", "1.6"))
    }

    @Test func minorUnits() throws {
        let pair = try CellPair(.integer, .decimal(scale: 2), ColumnRule(minorUnits: 2))
        #expect(pair.areEqual("1250", "12.50"))
        #expect(pair.areEqual("-5", "-0.05"))
        #expect(!pair.areEqual("1250", "1250"))
        #expect(!pair.column.sameBytesMeanEqual)
        #expect(pair.canonical("1250", .old) == pair.canonical("12.5", .new))
    }

    @Test func whatIsNoNumberEqualsNothing() throws {
        let pair = try CellPair(.text, .integer)
        #expect(pair.areEqual("007", "7"))
        #expect(!pair.areEqual("abc", "7"))
        #expect(pair.cause("abc", "7") == "old value cannot be read as a number")
        let texts = try CellPair(.text, .text, ColumnRule(kind: .integer))
        #expect(!texts.areEqual("abc", "abc"))
        #expect(texts.areEqual("1.0", "1"))
        #expect(!texts.column.sameBytesMeanEqual)
    }

    @Test(arguments: [
        ("1.005", "1.01", "rounded to 2 digits"), ("1.019", "1.01", "rounded to 2 digits"), ("1.03", "1.01", nil),
        ("5", "-5", "sign"),
    ])
    func causes(_ old: String, _ new: String, _ cause: String?) throws {
        #expect(try CellPair(.decimal(scale: 4), .decimal(scale: 2)).cause(old, new) == cause)
    }

    @Test(arguments: [
        ("0", "f", true), ("1", "TRUE", true), ("1", "t", true), ("1", "0", false), ("2", "1", false),
    ])
    func truths(_ old: String, _ new: String, _ isEqual: Bool) throws {
        #expect(try CellPair(.boolean, .text).areEqual(old, new) == isEqual)
        #expect(try CellPair(.integer, .boolean).areEqual("1", "1"))
    }
}
