/// What a user agent says about who is there, looked up once for each that recurs.
struct AgentBook: Sendable {
    struct Kind: OptionSet, Sendable {
        let rawValue: UInt64

        static let bot = Kind(rawValue: 1)
        static let mobile = Kind(rawValue: 2)
    }

    /// Words of which one, in any case, makes a bot. They err on the side of leaving out: who is left out is left out on
    /// both sides alike, while a bot that is taken for a shopper never pays.
    static let botWords: [StaticString] = [
        "bot", "crawl", "spider", "slurp", "curl/", "wget/", "python-", "java/", "go-http", "monitor", "uptime",
        "headless",
    ]

    /// Words of a telephone or a tablet, as the edge's device classes know them.
    static let mobileWords: [StaticString] = ["mobile", "android", "iphone", "ipad"]

    private static let size = 1_024

    /// Each entry: a hash, with the kind in its lowest two bits. 0 is free.
    private var entries: [UInt64] = Array(repeating: 0, count: size)

    @inline(__always)
    mutating func kind(of hash: UInt64, _ agent: UnsafeRawBufferPointer) -> Kind {
        let at = Int(truncatingIfNeeded: hash >> 40) & (Self.size - 1)
        let known = entries[at]
        if known | 3 == hash | 3 { return Kind(rawValue: known & 3) }
        let kind = Self.kind(of: agent)
        entries[at] = hash & ~3 | kind.rawValue
        return kind
    }

    /// Browsers always name themselves: `-` in a log that has a user agent is a program.
    static func kind(of agent: UnsafeRawBufferPointer) -> Kind {
        if agent.count == 1, agent[0] == UInt8(ascii: "-") { return .bot }
        var kind: Kind = []
        if botWords.contains(where: { holds(agent, $0) }) { kind.insert(.bot) }
        if mobileWords.contains(where: { holds(agent, $0) }) { kind.insert(.mobile) }
        return kind
    }

    private static func holds(_ text: UnsafeRawBufferPointer, _ word: StaticString) -> Bool {
        let length = word.utf8CodeUnitCount
        guard text.count >= length else { return false }
        let letters = UnsafeBufferPointer(start: word.utf8Start, count: length)
        for start in 0...(text.count - length) {
            var i = 0
            while i < length, lower(text[start + i]) == letters[i] { i += 1 }
            if i == length { return true }
        }
        return false
    }

    private static func lower(_ byte: UInt8) -> UInt8 { 65...90 ~= byte ? byte | 32 : byte }
}
