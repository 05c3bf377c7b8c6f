/// Rewrites values: text, JSON, PHP's serialised format and Base64, in one another at any depth. Nothing is ever
/// unserialised into objects; what does not change is kept byte for byte. Base64 of Base64, and host names in mixed
/// letters in Base64, are not seen.
///
///     var rewriter = Rewriter(map)
///     let new = rewriter.rewrite(Array("a:1:{i:0;s:20:\"https://eu.shop.test\";}".utf8)).bytes
public struct Rewriter {
    /// How many values may stand in one another before the innermost is left alone.
    public static let deepest = 64

    private let matcher: Matcher
    private var pass: ValuePass

    public init(_ map: RewriteMap) { self.init(map.matcher) }

    init(_ matcher: Matcher) {
        self.matcher = matcher
        pass = ValuePass(matcher, Self.nowhere, 0)
    }

    /// An address for texts that have none because they are empty.
    static var nowhere: UnsafePointer<UInt8> { UnsafePointer(bitPattern: 8)! }

    public mutating func rewrite(_ value: UnsafeRawBufferPointer) -> RewriteOutcome {
        guard let start = value.baseAddress else {
            return RewriteOutcome(bytes: nil, rules: [], mailLeft: 0, findings: [])
        }
        let base = start.assumingMemoryBound(to: UInt8.self)
        pass.reset(base, value.count)
        pass.value(0, value.count, depth: 0)
        return RewriteOutcome(
            bytes: pass.edits.isEmpty ? nil : pass.edits.applied(to: base, 0..<value.count), rules: pass.rules,
            mailLeft: pass.mail, findings: pass.findings)
    }

    public mutating func rewrite(_ value: [UInt8]) -> RewriteOutcome { value.withUnsafeBytes { rewrite($0) } }

    /// Rewrites a value that is a bare host name, as in `wp_blogs.domain`: maps count whatever scheme they name.
    public mutating func rewriteHost(_ value: [UInt8]) -> RewriteOutcome {
        value.withUnsafeBufferPointer { bytes in
            guard let base = bytes.baseAddress,
                let match = matcher.bareHost(Logical(base: base, low: 0, high: bytes.count))
            else { return RewriteOutcome(bytes: nil, rules: [], mailLeft: 0, findings: []) }
            return RewriteOutcome(
                bytes: match.replacement, rules: match.rule.map { [$0] } ?? [], mailLeft: 0, findings: [])
        }
    }
}
