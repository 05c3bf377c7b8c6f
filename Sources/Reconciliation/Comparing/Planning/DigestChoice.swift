/// The digest that both stores compute alike over the columns that are compared.
struct DigestChoice {
    let columns: [ColumnComparison]
    let stores: Sides<StoreKind>

    /// The cheapest for both; nil where a column has no form that both digest alike.
    var kind: DigestKind? {
        guard columns.allSatisfy({ form($0) != nil }) else { return nil }
        return stores.old.digestKinds.first { kind in
            stores.new.digestKinds.contains(kind) && (kind != .crc || stores.old.engine == stores.new.engine)
        }
    }

    /// What goes into the digest for a column: equal exactly where the cells are equal, so that ranges with equal
    /// digests need not be read.
    func form(_ column: ColumnComparison) -> DigestForm? {
        guard column.pair.rule.isPlain, column.sameBytesMeanEqual else { return nil }
        let (old, new) = (column.families.old, column.families.new)
        switch column.form {
        case .number where !old.isWritten && !new.isWritten:
            let scale = max(old.digestScale, new.digestScale)
            // Some columns keep any scale, which no engine can write all decimals in.
            if scale > 30 { return old == new && stores.old.engine == stores.new.engine ? .decimal(scale: scale) : nil }
            return scale == 0 ? .text : .decimal(scale: scale)
        case .truth where !old.isWritten && !new.isWritten: return .text
        case .text where old == .text && new == .text: return .text
        case .date where old == .date && new == .date: return .text
        case .bytes where old == .binary && new == .binary: return .bytes
        // Text of no UUID is never equal to a UUID; two columns of text could hold the same nonsense.
        case .uuid where (old == .uuid || new == .uuid) && old != .binary && new != .binary: return .uuid
        case .timestamp(let digits):
            guard case .timestamp = old, case .timestamp = new else { return nil }
            return digits <= 6 ? .timestamp(digits: digits) : nil
        // One engine writes one value in one way, or in several (JSON): what looks different is then read and judged.
        case .floating, .json, .time, .opaque:
            return old == new && stores.old.engine == stores.new.engine ? .text : nil
        default: return nil
        }
    }
}

extension ValueFamily {
    fileprivate var digestScale: Int {
        if case .decimal(let scale) = self { return scale }
        return 0
    }
}
