import ArgumentParser
import Gating

/// Values that the commands about gates take.
enum GateArgument {
    /// `97%` or `0.97`, both ends left out.
    static func share(_ text: String) throws -> Double {
        let isPercent = text.hasSuffix("%")
        guard let number = Double(isPercent ? String(text.dropLast()) : text), number.isFinite else {
            throw ValidationError("`\(text)` is no share; write it as 5%")
        }
        let share = isPercent ? number / 100 : number
        guard share > 0, share < 1 else {
            throw ValidationError("`\(text)` is no share between 0 and 1; write it as 5%")
        }
        return share
    }

    /// `2` or `2 points`.
    static func points(_ text: String) throws -> Double {
        let digits = text.prefix { $0.isNumber || $0 == "." }
        let unit = text.dropFirst(digits.count).filter { $0 != " " }
        guard let points = Double(digits), points > 0, points < 100, ["", "point", "points"].contains(unit) else {
            throw ValidationError("`\(text)` is no difference; write it in points: 2")
        }
        return points / 100
    }

    /// `2h`, `30m`, `10s`, in ms.
    static func duration(_ text: String) throws -> Int {
        guard let last = text.last, last.isLetter, let milliseconds = EvidenceMoment.duration(text) else {
            throw ValidationError("`\(text)` is no time; write it as 2h, 30m or 10s")
        }
        return milliseconds
    }

    /// `region=EU`
    static func segment(_ text: String) throws -> String {
        let parts = text.split(separator: "=", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
            throw ValidationError("`\(text)` is no segment; write it as region=EU")
        }
        return text
    }
}
