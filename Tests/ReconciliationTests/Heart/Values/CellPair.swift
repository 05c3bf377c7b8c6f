import Foundation
import Reconciliation

/// Two columns that are compared under a rule.
struct CellPair {
    let column: ColumnComparison

    init(_ old: ValueFamily, _ new: ValueFamily, _ rule: ColumnRule = ColumnRule()) throws {
        func shape(_ family: ValueFamily) -> TableShape {
            TableShape(
                columns: [
                    ColumnShape(name: "id", type: "bigint", family: .integer, isNullable: false),
                    ColumnShape(name: "value", type: "\(family)", family: family),
                ], key: ["id"], rows: nil)
        }
        let mapping = TableMapping(
            name: "orders", old: .init(.table("orders")), new: .init(.table("orders")),
            columns: [ColumnPair("id"), ColumnPair("value", rule: rule)])
        let store = StoreKind(engine: "mariadb")
        let plan = try ComparisonPlan.make(
            mapping, shapes: Sides(old: shape(old), new: shape(new)), stores: Sides(old: store, new: store))
        column = plan.columns[1]
    }

    func areEqual(_ old: String?, _ new: String?) -> Bool {
        areEqual(bytes: old.map { Array($0.utf8) }, new.map { Array($0.utf8) })
    }

    func areEqual(bytes old: [UInt8]?, _ new: [UInt8]?) -> Bool {
        with(old) { a in with(new) { b in column.areEqual(old: a, new: b) } }
    }

    func cause(_ old: String?, _ new: String?) -> String? {
        cause(bytes: old.map { Array($0.utf8) }, new.map { Array($0.utf8) })
    }

    func cause(bytes old: [UInt8]?, _ new: [UInt8]?) -> String? {
        with(old) { a in with(new) { b in column.cause(old: a, new: b) } }
    }

    func canonical(_ text: String?, _ side: Side) -> [UInt8] { canonical(bytes: text.map { Array($0.utf8) }, side) }

    func canonical(bytes cell: [UInt8]?, _ side: Side) -> [UInt8] {
        var bytes: [UInt8] = []
        with(cell) { column.appendCanonical($0, of: side, to: &bytes) }
        return bytes
    }

    private func with<Result>(_ cell: [UInt8]?, _ body: (UnsafeRawBufferPointer?) -> Result) -> Result {
        cell.map { $0.withUnsafeBytes { body($0) } } ?? body(nil)
    }
}

func zone(_ name: String) throws -> TimeZone {
    guard let zone = TimeZone(identifier: name) else { throw CouldNotCheck.file(name, "no such zone") }
    return zone
}
