import Fixtures

/// Text cut where a person would cut it: words, numbers, spaces, marks.
enum Tokens {
    /// What a token looks like: one is exchanged for another of its sort, so that many plans stay readable and the
    /// rules get to see what no person would write.
    enum Sort: Hashable {
        case space, mark, number, percent, span, rate, time, word, other
    }

    static func cut(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
        bytes.indices.reduce(into: [ArraySlice<UInt8>]()) { tokens, place in
            let group = group(bytes[place])
            if group != 2, let last = tokens.last, let end = last.last, Tokens.group(end) == group {
                tokens[tokens.count - 1] = bytes[last.startIndex...place]
            } else {
                tokens.append(bytes[place...place])
            }
        }
    }

    /// 0 within words, 1 for spaces, 2 for marks, each of which stands alone.
    private static func group(_ byte: UInt8) -> Int {
        switch byte {
        case 0x20, 0x0A, 0x09: 1
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x25, 0x2D, 0x2E, 0x2F, 0x5F, 0x80...0xFF: 0
        default: 2
        }
    }

    static func sort(_ token: ArraySlice<UInt8>) -> Sort {
        guard let first = token.first, let last = token.last else { return .other }
        guard group(first) == 0 else { return group(first) == 1 ? .space : .mark }
        let isDigit: (UInt8) -> Bool = { (0x30...0x39).contains($0) }
        guard isDigit(first) else { return token.contains { $0 >= 0x80 } ? .other : .word }
        if token.allSatisfy({ isDigit($0) || $0 == 0x2E }) { return .number }
        if last == 0x25 { return .percent }
        if token.contains(0x2F) { return .rate }
        if token.contains(0x2D) { return .time }
        return .span
    }

    /// What nobody expects, by sort.
    static let odd: [Sort: [String]] = [
        .number: ["0", "1", "-1", "10", "9999999999", "9223372036854775807", "1e309", "0.0000001", "00", "007"],
        .percent: ["0%", "100%", "0.0001%", "99.9999%", "101%", "-5%", "1e2%", "0.00000000000001%"],
        .span: ["0s", "1ms", "5200w", "9999999999d", "1h30m", "30m1h", "999999999999999ms", "1000000h"],
        .rate: ["0/h", "0.001/d", "999999999999999/s", "1/s", "3600/h"],
        .time: [
            "2026-11-21T12:00Z", "0000-01-01T00:00Z", "9999-12-31T23:59:59-14:00", "2026-02-30T00:00Z",
            "2026-13-01T25:61Z",
        ],
        .word: ["none", "true", "false", "~", "null", "*", "open", "id", "removed", "a", "\u{301}", "e\u{301}\u{301}"],
        .mark: [
            "[", "]", "{", "}", ":", ",", "&a", "*a", "!", "!!binary", "|", ">", "\"", "'", "?", "#", "%", "<<", "@",
        ],
        .space: ["\n", " ", "\t", "\n  ", "\n      ", "\n- ", "\r\n", "\u{85}", "\u{2028}", "\n---\n", "\n...\n"],
        .other: ["\u{FEFF}", "\u{202E}", "\u{0}", "\u{7F}", "\u{1F469}\u{200D}\u{1F680}"],
    ]

    /// Bytes that are no text.
    static let invalid: [[UInt8]] = [
        [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0x80], [0xFF, 0xFE], [0xE2, 0x82], [0x00], [0x1B],
    ]
}
