/// What a page says in the parts that are compared by themselves, and all the rest of it.
struct PageFacts: Sendable, Hashable {
    private(set) var title = ""
    /// The contents of the meta tags that speak to robots.
    private(set) var robots: [String] = []
    private(set) var canonical: [String] = []
    private(set) var prices: [String] = []
    /// The page without all of the above, blanks evened out.
    private(set) var rest: [UInt8] = []

    /// - Parameter page: normalised.
    init(_ page: [UInt8]) {
        var drops: [Range<Int>] = []
        var titleStart: Int?
        for tag in Tags(page) {
            switch tag.name {
            case "title" where title.isEmpty && titleStart == nil:
                titleStart = tag.range.upperBound
            case "/title":
                guard let start = titleStart, start <= tag.range.lowerBound, title.isEmpty else { continue }
                let inside = start..<tag.range.lowerBound
                title = PlainText.collapsed(PlainText.decoded(String(decoding: page[inside], as: UTF8.self)))
                drops.append(inside)
            case "meta":
                guard let name = tag.value(of: "name", in: page)?.lowercased(), Self.speaksToRobots(name) else {
                    continue
                }
                let content = Self.directives(tag.value(of: "content", in: page) ?? "")
                robots.append(name == "robots" ? content : "\(name): \(content)")
                drops.append(tag.range)
            case "link":
                guard let rel = tag.value(of: "rel", in: page)?.lowercased(),
                    rel.split(separator: " ").contains("canonical")
                else { continue }
                canonical.append(PlainText.decoded(tag.value(of: "href", in: page) ?? ""))
                drops.append(tag.range)
            default: continue
            }
        }
        let plain = Normalisation.without(drops, page)
        let found = PriceText.ranges(in: plain)
        prices = found.map { String(decoding: plain[$0], as: UTF8.self) }
        rest = Normalisation.collapsed(Normalisation.without(found, plain))
    }

    private static func speaksToRobots(_ name: String) -> Bool {
        name == "robots" || name.hasSuffix("bot") || name.hasSuffix("bot-news") || name == "slurp"
    }

    /// `noindex,  NOFOLLOW` and `nofollow, noindex` are the same.
    static func directives(_ text: String) -> String {
        text.lowercased().split(separator: ",").map { PlainText.collapsed(String($0)) }.filter { !$0.isEmpty }.sorted()
            .joined(separator: ", ")
    }
}

/// Text that looks like a price.
enum PriceText {
    /// Where prices stand, ascending: digits with exactly two decimals, or digits beside a currency sign. Lengths of
    /// style sheets (`1.25rem`) are none.
    static func ranges(in bytes: [UInt8]) -> [Range<Int>] {
        var found: [Range<Int>] = []
        var i = 0
        while i < bytes.count {
            guard ByteSearch.isDigit(bytes[i]), i == 0 || !isWord(bytes[i - 1]) else {
                i += 1
                continue
            }
            let start = i
            while i < bytes.count, ByteSearch.isDigit(bytes[i]) || isMark(bytes, i) { i += 1 }
            let end = i
            if end < bytes.count, isLetter(bytes[end]) { continue }
            let hasCents = end - start >= 4 && (bytes[end - 3] == point || bytes[end - 3] == comma)
            if hasCents || hasSign(bytes, start, end) { found.append(start..<end) }
        }
        return found
    }

    private static let point = UInt8(ascii: ".")
    private static let comma = UInt8(ascii: ",")

    /// Whether a point or a comma stands between two digits.
    private static func isMark(_ bytes: [UInt8], _ i: Int) -> Bool {
        (bytes[i] == point || bytes[i] == comma) && i + 1 < bytes.count && ByteSearch.isDigit(bytes[i + 1])
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (97...122).contains(ByteSearch.lowered(byte)) || byte == UInt8(ascii: "%")
    }

    /// What a number is a part of rather than a number of its own.
    private static func isWord(_ byte: UInt8) -> Bool {
        isLetter(byte) || ByteSearch.isDigit(byte) || byte == point || byte == UInt8(ascii: "-")
            || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "#")
    }

    /// `$`, or `€`, `£`, `¥` in UTF-8, right beside it or one blank away.
    private static func hasSign(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Bool {
        for sign in signs {
            for gap in 0...1 {
                let before = start - gap - sign.count
                if before >= 0, gap == 0 || bytes[start - 1] == 32,
                    bytes[before..<before + sign.count].elementsEqual(sign)
                {
                    return true
                }
                let behind = end + gap
                if behind + sign.count <= bytes.count, gap == 0 || bytes[end] == 32,
                    bytes[behind..<behind + sign.count].elementsEqual(sign)
                {
                    return true
                }
            }
        }
        return false
    }

    private static let signs = ["$", "€", "£", "¥"].map { Array($0.utf8) }
}
