public import Gating

/// What of a body may differ without meaning anything: declared, in the order given, applied to both sides.
public struct Normalisation: Sendable, Hashable {
    public enum Rule: Sendable, Hashable {
        /// The text between two markers, wherever they follow each other; the markers stay.
        case dropBetween(after: String, before: String)
        /// The values of these attributes, and the `value` or `content` of a tag whose `name`, `id` or `property` is
        /// one of them: `nonce`, `csrf`, `sid`. Letter case does not matter.
        case dropValues([String])
        /// HTML comments.
        case dropComments
        /// Runs of blanks become one space, and none are left beside a tag's end or beginning.
        case collapseWhitespace
        /// Host names by which a side calls itself become one token.
        case replaceHosts(old: [String], new: [String])
    }

    public var rules: [Rule]

    public init(_ rules: [Rule] = [.dropComments, .collapseWhitespace]) {
        self.rules = rules
    }

    /// What stands for a host name.
    static let hostToken = "{host}"

    /// The body with every rule applied. Takes time in proportion to its length for each rule.
    public func apply(to body: [UInt8], of side: Side) -> [UInt8] {
        rules.reduce(body) { bytes, rule in
            switch rule {
            case .dropBetween(let after, let before):
                Self.dropBetween(bytes, Array(after.utf8), Array(before.utf8))
            case .dropValues(let names):
                Self.dropValues(bytes, Set(names.map { $0.lowercased() }))
            case .dropComments:
                Self.dropComments(bytes)
            case .collapseWhitespace:
                Self.collapsed(bytes)
            case .replaceHosts(let old, let new):
                Self.replace(side == .old ? old : new, in: bytes)
            }
        }
    }

    private static func dropBetween(_ bytes: [UInt8], _ after: [UInt8], _ before: [UInt8]) -> [UInt8] {
        guard !after.isEmpty, !before.isEmpty else { return bytes }
        return cut(bytes) { place in
            guard let open = ByteSearch.first(after, in: bytes, from: place),
                let close = ByteSearch.first(before, in: bytes, from: open + after.count)
            else { return nil }
            return (open + after.count..<close, close + before.count)
        }
    }

    private static func dropComments(_ bytes: [UInt8]) -> [UInt8] {
        let (open, close) = (Array("<!--".utf8), Array("-->".utf8))
        return cut(bytes) { place in
            guard let start = ByteSearch.first(open, in: bytes, from: place),
                let end = ByteSearch.first(close, in: bytes, from: start + open.count)
            else { return nil }
            return (start..<end + close.count, end + close.count)
        }
    }

    private static func dropValues(_ bytes: [UInt8], _ names: Set<String>) -> [UInt8] {
        guard !names.isEmpty else { return bytes }
        var drops: [Range<Int>] = []
        for tag in Tags(bytes) {
            let isNamed = tag.attributes.contains {
                ["name", "id", "property"].contains($0.name) && names.contains($0.value(in: bytes).lowercased())
            }
            for attribute in tag.attributes
            where names.contains(attribute.name) || isNamed && ["value", "content"].contains(attribute.name) {
                drops.append(attribute.range)
            }
        }
        return without(drops, bytes)
    }

    private static func replace(_ hosts: [String], in bytes: [UInt8]) -> [UInt8] {
        // The longest first: a host may begin another (`shop.test`, `shop.test:8080`).
        hosts.filter { !$0.isEmpty }.sorted { $0.utf8.count > $1.utf8.count }.reduce(bytes) { bytes, host in
            let name = Array(host.utf8)
            var result: [UInt8] = []
            result.reserveCapacity(bytes.count)
            var place = 0
            while let start = ByteSearch.first(name, in: bytes, from: place) {
                let end = start + name.count
                // `shop.test` is no part of `myshop.test` nor of `shop.testing`.
                let isWhole =
                    (start == 0 || !isHostByte(bytes[start - 1])) && (end == bytes.count || !isHostByte(bytes[end]))
                result += bytes[place..<start]
                result += isWhole ? Array(hostToken.utf8) : name
                place = end
            }
            return result + bytes[place...]
        }
    }

    private static func isHostByte(_ byte: UInt8) -> Bool {
        let low = ByteSearch.lowered(byte)
        return (97...122).contains(low) || ByteSearch.isDigit(byte) || byte == UInt8(ascii: "-")
    }

    static func collapsed(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var isBlank = true
        for byte in bytes {
            if ByteSearch.isSpace(byte) {
                isBlank = true
                continue
            }
            if isBlank, let last = result.last, byte != UInt8(ascii: "<"), last != UInt8(ascii: ">") {
                result.append(32)
            }
            isBlank = false
            result.append(byte)
        }
        return result
    }

    /// The bytes without the ranges that `next` finds, asked from the place it named last.
    private static func cut(_ bytes: [UInt8], next: (Int) -> (Range<Int>, Int)?) -> [UInt8] {
        var drops: [Range<Int>] = []
        var place = 0
        while let (drop, end) = next(place) {
            drops.append(drop)
            place = end
        }
        return without(drops, bytes)
    }

    /// The bytes without ranges that ascend and do not overlap.
    static func without(_ drops: [Range<Int>], _ bytes: [UInt8]) -> [UInt8] {
        guard !drops.isEmpty else { return bytes }
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var place = 0
        for drop in drops where drop.lowerBound >= place {
            result += bytes[place..<drop.lowerBound]
            place = drop.upperBound
        }
        return result + bytes[place...]
    }
}
