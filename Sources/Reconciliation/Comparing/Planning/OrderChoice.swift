/// In which order both sides can give their rows such that they meet.
struct OrderChoice {
    let order: KeyOrder
    /// The order is that of canonical keys.
    let isByValue: Bool

    /// - Parameters:
    ///   - shapes: The key's columns on each side.
    ///   - columns: How they are compared.
    init(shapes: [Sides<ColumnShape>], columns: [ColumnComparison], stores: Sides<StoreKind>) {
        let isOneEngine = stores.old.engine == stores.new.engine
        let byValue = zip(shapes, columns).map { shapes, column in
            // Engines differ in where NULLs stand in an index.
            let hasNulls = shapes.old.isNullable || shapes.new.isNullable
            return column.keepsOrder && shapes.old.sortsByValue && shapes.new.sortsByValue
                && column.isNative(.old) && column.isNative(.new) && (isOneEngine || !hasNulls)
        }
        let alike = zip(shapes, columns).map { shapes, column in
            isOneEngine && column.form == .text && column.pair.rule.isPlain && shapes.old.collation != nil
                && shapes.old.collation == shapes.new.collation
        }
        let readsByIndex = stores.old.readsByIndex && stores.new.readsByIndex
        if readsByIndex, zip(byValue, alike).allSatisfy({ $0 || $1 }) {
            order = .index
            isByValue = byValue.allSatisfy { $0 }
        } else {
            order = .bytes
            isByValue = columns.allSatisfy { column in
                column.keepsOrder
                    && Side.allCases.allSatisfy { column.isNative($0) || column.isSorted(by: stores[$0]) }
            }
        }
    }
}

extension ColumnComparison {
    /// The side's own type is that of the form, and sorted so.
    fileprivate func isNative(_ side: Side) -> Bool {
        switch form {
        case .text, .opaque: true
        case .bytes: families[side] == .binary || families[side] == .text
        case .uuid: families[side] == .uuid
        default: !families[side].isWritten
        }
    }

    /// A side that keeps the values as text still gives them in their order: digits of UUIDs in one case, and what a
    /// file's reader sorts.
    fileprivate func isSorted(by store: StoreKind) -> Bool {
        switch form {
        case .uuid: true
        case .number, .floating, .date: !store.readsByIndex
        case .timestamp: !store.readsByIndex
        default: false
        }
    }
}
