/// The strings in a value that PHP has serialised, such as `active_plugins`; keys of arrays apart from values.
///
/// Lengths count bytes. What does not parse gives what was read so far.
package enum SerialisedStrings {
    package static func read(_ bytes: [UInt8]) -> (keys: [String], values: [String]) {
        var reading = Reading(rest: bytes[...])
        reading.value(isKey: false)
        return (reading.keys, reading.values)
    }

    private struct Reading {
        var rest: ArraySlice<UInt8>
        var keys: [String] = []
        var values: [String] = []
        var depth = 0

        mutating func number() -> Int? {
            let digits = rest.prefix { (48...57).contains($0) }
            rest = rest.dropFirst(digits.count)
            return Int(String(decoding: digits, as: UTF8.self))
        }

        mutating func take(_ text: String) -> Bool {
            guard rest.starts(with: text.utf8) else { return false }
            rest = rest.dropFirst(text.utf8.count)
            return true
        }

        @discardableResult
        mutating func value(isKey: Bool) -> Bool {
            if take("s:") {
                guard let length = number(), take(":\""), length <= rest.count else { return false }
                let text = String(decoding: rest.prefix(length), as: UTF8.self)
                rest = rest.dropFirst(length)
                if isKey { keys.append(text) } else { values.append(text) }
                return take("\";")
            }
            if take("a:") {
                guard let count = number(), take(":{"), depth < 64 else { return false }
                depth += 1
                for _ in 0..<count where !(value(isKey: true) && value(isKey: false)) { return false }
                depth -= 1
                return take("}")
            }
            guard let first = rest.first, "ibdN".utf8.contains(first), let end = rest.firstIndex(of: UInt8(ascii: ";"))
            else { return false }
            rest = rest[(end + 1)...]
            return true
        }
    }
}
