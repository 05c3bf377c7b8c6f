/// The `cron` option of WordPress: which hooks wait, and since when.
package enum CronText {
    package struct Waiting: Sendable, Hashable {
        /// Seconds since 1970.
        package var at: Int
        package var hook: String

        package init(at: Int, hook: String) { (self.at, self.hook) = (at, hook) }
    }

    /// What waits, soonest first; nil for what is not PHP's format, or cut short.
    package static func read(_ text: String) -> [Waiting]? {
        guard !text.isEmpty, SerialisedForm.isWhole(Array(text.utf8)) else { return nil }
        // `a:2:{i:1700000000;a:1:{s:9:"some_hook";a:1:{s:32:"…";a:3:{s:8:"schedule";…`: times are the keys of the
        // outermost array, and hooks those below them.
        var found: [Waiting] = []
        var depth = 0
        var time: Int?
        var isKey = [true]
        var rest = Array(text.utf8)[...]
        while let first = rest.first {
            if first == UInt8(ascii: "}") {
                depth -= 1
                isKey.removeLast()
                rest = rest.dropFirst()
                flip(&isKey)
            } else if first == UInt8(ascii: "a") || first == UInt8(ascii: "O") {
                guard let open = rest.firstIndex(of: UInt8(ascii: "{")) else { return nil }
                depth += 1
                isKey.append(true)
                rest = rest[(open + 1)...]
            } else if first == UInt8(ascii: "s") {
                let digits = rest.dropFirst(2).prefix { (48...57).contains($0) }
                guard let length = Int(String(decoding: digits, as: UTF8.self)) else { return nil }
                let start = digits.endIndex + 2
                let hook = String(decoding: rest[start..<start + length], as: UTF8.self)
                if depth == 2, isKey.last == true, let time { found.append(Waiting(at: time, hook: hook)) }
                rest = rest[(start + length + 2)...]
                flip(&isKey)
            } else {
                guard let end = rest.firstIndex(of: UInt8(ascii: ";")) else { return nil }
                if depth == 1, isKey.last == true {
                    time = Int(String(decoding: rest[(rest.startIndex + 2)..<end], as: UTF8.self))
                }
                rest = rest[(end + 1)...]
                flip(&isKey)
            }
        }
        return found.sorted { ($0.at, $0.hook) < ($1.at, $1.hook) }
    }

    private static func flip(_ isKey: inout [Bool]) { if let last = isKey.popLast() { isKey.append(!last) } }
}
