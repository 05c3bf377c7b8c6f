/// How two values relate, modulo the declared rewrite.
public enum Agreement: String, Sendable, Hashable, Codable {
    /// The same bytes, and the rewrite would not change them.
    case equal
    /// The new value is what the rewrite makes of the old one.
    case explained
    /// The same bytes, though the rewrite would change them: right in a column that is skipped, wrong elsewhere.
    case notRewritten
    /// Anything else: somebody has changed one of them.
    case differs
}

extension Rewriter {
    /// Compares a value of the old side with one of the new side. It asks what the rewrite would have made of the old
    /// value, and accepts nothing else.
    public mutating func agreement(
        old: UnsafeRawBufferPointer, new: UnsafeRawBufferPointer, treatment: ColumnRule.Treatment? = nil
    ) -> Agreement {
        let same = old.count == new.count && old.elementsEqual(new)
        if treatment == .skip { return same ? .equal : .differs }
        let outcome = treatment == .host ? rewrite(Array(old), treatment: treatment) : rewrite(old)
        guard let expected = outcome.bytes else { return same ? .equal : .differs }
        if same { return expected.elementsEqual(old) ? .equal : .notRewritten }
        return expected.elementsEqual(new) ? .explained : .differs
    }
}

extension RewriteMap {
    /// Compares two values; for many, keep a `Rewriter` and ask it.
    public func agrees(old: [UInt8], new: [UInt8]) -> Agreement {
        var rewriter = Rewriter(self)
        return old.withUnsafeBytes { old in new.withUnsafeBytes { rewriter.agreement(old: old, new: $0) } }
    }
}
