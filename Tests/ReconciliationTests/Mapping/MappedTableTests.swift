import Foundation
import Planning
import Reconciliation
import Testing

@Suite("Mapped tables")
struct MappedTableTests {
    @Test func aMappingFileBecomesWhatIsCompared() throws {
        let file = try MappingReader.read(
            text: """
                sluice_mapping: 1
                stores:
                  old: { address: mysql://shop@old/shop, secret: env:OLD }
                  new: { address: sqlite:///srv/new.sqlite }
                tables:
                  - id: orders
                    old: { table: wp_orders, only: id > 5, updated: modified }
                    new: { query: select * from orders }
                    key: [{ old: ID, new: id, as: uuid }]
                    columns:
                      - { name: total, as: decimal, digits: 2, minor_units: -2, tolerance: 0.01 }
                      - { old: created, new: created_at, old_zone: Europe/Berlin, as: timestamp }
                      - old: status
                        new: state
                        trim: true
                        ignore_case: true
                        empty_is_null: true
                        values: [{ old: wc-paid, new: paid }]
                        rewrites: [{ from: old.example, to: new.example }]
                    leave_out: [{ column: notes, why: kept on the old side }]
                """)
        let table = try #require(MappedTable.all(of: file).first)
        #expect(table.stores.old.address.engine == .mariadb)
        #expect(table.stores.old.secret == .environment("OLD"))
        #expect(table.stores.new.secret == nil)
        #expect(table.stores.new.address.path == "/srv/new.sqlite")
        let expected = TableMapping(
            name: "orders",
            old: .init(.table("wp_orders"), condition: "id > 5", updated: "modified"),
            new: .init(.query("select * from orders")),
            key: [ColumnPair(old: "ID", new: "id", rule: ColumnRule(kind: .uuid))],
            columns: [
                ColumnPair(
                    "total",
                    rule: ColumnRule(
                        kind: .decimal(scale: 2), minorUnits: -2, tolerance: try #require(Decimal(string: "0.01")))),
                ColumnPair(
                    old: "created", new: "created_at",
                    rule: ColumnRule(
                        kind: .timestamp(digits: 6, zoned: false), oldZone: TimeZone(identifier: "Europe/Berlin"))),
                ColumnPair(
                    old: "status", new: "state",
                    rule: ColumnRule(
                        trims: true, ignoresCase: true, emptyIsNull: true, values: ["wc-paid": "paid"],
                        rewrites: [.init(from: "old.example", to: "new.example")])),
            ], leftOut: [.init(column: "notes", why: "kept on the old side")])
        #expect(table.mapping == expected)
    }

    @Test func aPlansSystemsAreItsStores() throws {
        let plan = try PlanReader.read(
            text: """
                sluice: 1
                name: small
                systems:
                  - { id: a, kind: database, side: old, endpoints: [mysql://shop@old/shop] }
                  - { id: b, kind: database, side: new, endpoints: [https://x.example, postgresql://shop@new/shop] }
                  - { id: c, kind: files, side: new, endpoints: [csv:///srv/export] }
                entities:
                  - id: order
                    reconcile:
                      stores: { old: { system: a, secret: env:A }, new: { system: b, secret: env:B } }
                      tables:
                        - { id: orders, old: { table: o }, new: { table: o } }
                        - { id: files, old: { system: a, table: f }, new: { system: c, table: f.csv } }
                  - { id: cart }
                """)
        let tables = MappedTable.all(of: plan)
        #expect(tables.map(\.entity) == ["order", "order"])
        #expect(tables.map(\.stores.new.address.engine) == [.postgresql, .csv])
        #expect(tables.map(\.stores.new.secret) == [.environment("B"), nil])
        #expect(tables.map(\.stores.old.secret) == [.environment("A"), .environment("A")])
    }
}
