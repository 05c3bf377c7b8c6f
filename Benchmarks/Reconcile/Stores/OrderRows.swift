import Foundation

/// Orders made from their numbers alone: one number always gives the same order, so that rows that were taken away can
/// be put back, and both engines load the same bytes.
enum OrderRows {
    /// Writes the orders with these numbers as both engines load them: cells with tabs between, `\N` for NULL.
    static func write(_ numbers: ClosedRange<Int>, to file: URL) throws {
        try Data().write(to: file)
        let handle = try FileHandle(forWritingTo: file)
        defer { try? handle.close() }
        var text: [UInt8] = []
        text.reserveCapacity(4 << 20 + 1024)
        for number in numbers {
            append(number, to: &text)
            if text.count > 4 << 20 || number == numbers.upperBound {
                try handle.write(contentsOf: Data(text))
                text.removeAll(keepingCapacity: true)
            }
        }
    }

    private static let states = ["open", "paid", "shipped", "returned", "cancelled"].map { Array($0.utf8) }
    private static let currencies = ["EUR", "USD", "GBP", "SEK"].map { Array($0.utf8) }
    private static let hosts = ["example.org", "example.com", "post.example"].map { Array($0.utf8) }
    /// No character beyond the first 65,536: the peers ask for three bytes a character, and would be slow over differences
    /// that are none.
    private static let words = [
        "leave", "at", "the", "door", "please", "ring", "twice", "größer", "gift", "wrap", "no", "plastic", "second",
        "floor", "Straße", "neighbour", "café", "after", "five", "o'clock", "fragile", "call", "first",
    ].map { Array($0.utf8) }
    private static let tab = UInt8(ascii: "\t")

    private static func append(_ number: Int, to text: inout [UInt8]) {
        var dice = RowDice(number)
        digits(number, to: &text)
        text.append(tab)
        digits(dice.below(1_000_000), to: &text)
        text.append(tab)
        text += states[dice.below(states.count)]
        text.append(tab)
        digits(dice.below(90_000), to: &text)
        text.append(UInt8(ascii: "."))
        digits(dice.below(100), width: 2, to: &text)
        text.append(tab)
        text += currencies[dice.below(currencies.count)]
        text.append(tab)
        moment(number, dice.below(1_000_000), to: &text)
        text.append(tab)
        moment(number + dice.below(5_000), nil, to: &text)
        text.append(tab)
        if dice.below(20) == 0 {
            text += [UInt8(ascii: "\\"), UInt8(ascii: "N")]
        } else {
            text += "customer.".utf8
            digits(dice.below(1_000_000), to: &text)
            text.append(UInt8(ascii: "@"))
            text += hosts[dice.below(hosts.count)]
        }
        text.append(tab)
        let end = text.count + 85 + dice.below(40)
        while text.count < end {
            text += words[dice.below(words.count)]
            text.append(UInt8(ascii: " "))
        }
        // A space at the end would be there for none of the readers who trim; full stops are there for all.
        text[text.count - 1] = UInt8(ascii: ".")
        text.append(tab)
        text.append(UInt8(ascii: "0") + UInt8(dice.below(2)))
        text.append(tab)
        digits(1 + dice.below(9), to: &text)
        text.append(tab)
        // Eighths are exact in binary and in three digits.
        let eighths = 1 + dice.below(80_000)
        digits(eighths / 8, to: &text)
        if eighths % 8 != 0 {
            text.append(UInt8(ascii: "."))
            text += ["", "125", "25", "375", "5", "625", "75", "875"][eighths % 8].utf8
        }
        text.append(UInt8(ascii: "\n"))
    }

    private static func digits(_ value: Int, width: Int = 1, to text: inout [UInt8]) {
        let start = text.count
        var rest = value
        repeat {
            text.append(UInt8(ascii: "0") + UInt8(rest % 10))
            rest /= 10
        } while rest > 0 || text.count - start < width
        text[start...].reverse()
    }

    /// Eight orders a second from 2024 on, in UTC.
    private static func moment(_ eighth: Int, _ micros: Int?, to text: inout [UInt8]) {
        let seconds = eighth / 8
        // Months of 28 days are days that every calendar has.
        let day = seconds / 86_400
        digits(2024 + day / 336, to: &text)
        text.append(UInt8(ascii: "-"))
        digits(1 + day % 336 / 28, width: 2, to: &text)
        text.append(UInt8(ascii: "-"))
        digits(1 + day % 28, width: 2, to: &text)
        text.append(UInt8(ascii: " "))
        for (unit, separator) in [(seconds / 3600 % 24, ":"), (seconds / 60 % 60, ":"), (seconds % 60, "")] {
            digits(unit, width: 2, to: &text)
            text += separator.utf8
        }
        guard let micros else { return }
        text.append(UInt8(ascii: "."))
        digits(micros, width: 6, to: &text)
    }
}

/// SplitMix64, seeded by the order's number.
private struct RowDice {
    private var state: UInt64

    init(_ number: Int) { state = UInt64(number) &* 0xD6E8_FEB8_6659_FD93 }

    mutating func below(_ bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        mixed ^= mixed >> 31
        return Int(((mixed >> 32) &* UInt64(bound)) >> 32)
    }
}
