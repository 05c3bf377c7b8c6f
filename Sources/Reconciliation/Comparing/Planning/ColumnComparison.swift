/// How the cells of one pair of columns are compared.
public struct ColumnComparison: Sendable {
    public let pair: ColumnPair
    public let families: Sides<ValueFamily>
    /// What both sides' cells are read as.
    public let form: ComparedForm
    /// Cells with the same bytes are equal, so that rows can be compared without looking into them.
    public let sameBytesMeanEqual: Bool

    public init(pair: ColumnPair, families: Sides<ValueFamily>, form: ComparedForm) {
        self.pair = pair
        self.families = families
        self.form = form
        sameBytesMeanEqual = pair.rule.isPlain
    }

    /// Whether two cells hold the same value; nil is NULL.
    public func areEqual(old: UnsafeRawBufferPointer?, new: UnsafeRawBufferPointer?) -> Bool {
        switch (old, new) {
        case (nil, nil): true
        case (let old?, let new?): old.elementsEqual(new)
        default: false
        }
    }

    /// Why two cells that are not equal differ, where that can be told.
    public func cause(old: UnsafeRawBufferPointer?, new: UnsafeRawBufferPointer?) -> String? { nil }

    /// Adds bytes that are the same for equal values of either side and say themselves where they end; where
    /// ``keepsOrder``, they sort as the values do, NULL first.
    public func appendCanonical(_ cell: UnsafeRawBufferPointer?, of side: Side, to bytes: inout [UInt8]) {
        guard let cell else { return bytes.append(0) }
        bytes.append(1)
        for byte in cell {
            bytes.append(byte)
            if byte == 0 { bytes.append(0xFF) }
        }
        bytes.append(contentsOf: [0, 0])
    }
}

/// What the cells of both sides are read as before they are compared.
public enum ComparedForm: Sendable, Hashable {
    /// Whole numbers and decimals of any length, exactly.
    case number
    /// The number that the digits parse to, of single precision where one side has no more.
    case floating(single: Bool)
    case truth
    /// Code points.
    case text
    case bytes
    case uuid
    case date
    case time
    /// A moment, or a local time where no side has a zone; `digits` of a second are shared.
    case timestamp(digits: Int)
    case json
    /// Bytes of a type that only this engine knows.
    case opaque
}
