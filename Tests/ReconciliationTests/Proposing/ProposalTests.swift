import Planning
import Reconciliation
import Testing

@Suite("Proposed mapping")
struct ProposalTests {
    private static func shape(_ columns: [(String, ValueFamily)], key: [String]) -> TableShape {
        TableShape(
            columns: columns.map { ColumnShape(name: $0.0, type: "\($0.1)", family: $0.1) }, key: key, rows: nil)
    }

    private static let stamp = ValueFamily.timestamp(digits: 0, zoned: false)
    private static let moment = ValueFamily.timestamp(digits: 6, zoned: true)

    private static let old: [String: TableShape] = [
        "wp_2_orders": shape(
            [
                ("ID", .integer), ("order_status", .text), ("totalCents", .integer), ("date_modified", stamp),
                ("customerEmail", .text), ("legacy", .binary),
            ], key: ["ID"]),
        "wp_2_order_items": shape(
            [("order_id", .integer), ("line", .integer), ("sku", .text), ("qty", .integer)], key: ["order_id", "line"]),
        "wp_2_categories": shape([("id", .integer), ("uuid", .text), ("is_shown", .integer)], key: ["id"]),
        "wp_2_sessions": shape([("token", .text), ("value", .text)], key: ["token"]),
    ]

    private static let new: [String: TableShape] = [
        "Order": shape(
            [
                ("id", .integer), ("status", .text), ("total_cents", .decimal(scale: 2)), ("updated_at", moment),
                ("customer_email", .text), ("channel", .text),
            ], key: ["id"]),
        "OrderItem": shape(
            [("orderId", .integer), ("line", .integer), ("sku", .text), ("qty", .integer)], key: ["orderId", "line"]),
        "category": shape([("id", .integer), ("uuid", .uuid), ("is_shown", .boolean)], key: ["id"]),
        "webhooks": shape([("url", .text), ("secret", .text), ("failures", .integer)], key: []),
    ]

    @Test func pairsTablesAndColumnsByNameTypeAndKey() throws {
        let proposal = MappingProposal.propose(old: Self.old, new: Self.new)
        let pairs = Dictionary(uniqueKeysWithValues: proposal.tables.map { ($0.old, $0) })
        #expect(
            pairs.mapValues(\.new) == [
                "wp_2_orders": "Order", "wp_2_order_items": "OrderItem", "wp_2_categories": "category",
            ])
        #expect(proposal.alone == Sides(old: ["wp_2_sessions"], new: ["webhooks"]))
        let orders = try #require(pairs["wp_2_orders"])
        #expect(orders.key.map { [$0.old, $0.new] } == [["ID", "id"]])
        #expect(
            orders.columns.map { [$0.old, $0.new] } == [
                ["order_status", "status"], ["totalCents", "total_cents"], ["customerEmail", "customer_email"],
            ])
        #expect(orders.columns[1].open.contains { $0.contains("minor_units") })
        #expect(orders.alone == Sides(old: ["date_modified", "legacy"], new: ["updated_at", "channel"]))
        #expect(orders.updated == Sides(old: "date_modified", new: "updated_at"))
        let categories = try #require(pairs["wp_2_categories"])
        #expect(categories.columns.map(\.kind) == ["uuid", "boolean"])
        #expect(proposal.tables.allSatisfy { (0.55...1).contains($0.confidence) })
    }

    private static let stores = Sides(
        old: StorePlace(
            address: StoreAddress("mysql://shop@old.internal/shop").unsafelyUnwrapped, secret: .environment("OLD")),
        new: StorePlace(address: StoreAddress("sqlite:///srv/a%20b.sqlite").unsafelyUnwrapped))

    @Test func whatIsWrittenIsReadAgain() throws {
        let proposal = MappingProposal.propose(old: Self.old, new: Self.new)
        let text = proposal.text(stores: Self.stores)
        let file = try MappingReader.read(text: text)
        let tables = MappedTable.all(of: file)
        #expect(tables.count == 3)
        #expect(tables.map(\.stores) == Array(repeating: Self.stores, count: 3))
        for (table, proposed) in zip(tables, proposal.tables) {
            #expect(table.mapping.old.source == .table(proposed.old))
            #expect(table.mapping.key.map(\.old) == proposed.key.map(\.old))
            #expect(table.mapping.columns.map(\.new) == proposed.columns.map(\.new))
            let left = Set(table.mapping.leftOut.map(\.column))
            #expect(left == Set(proposed.alone.old + proposed.alone.new))
        }
        #expect(text.contains("# decide: does every writer set it?"))
        #expect(text.contains("only the new side has these tables"))
    }

    @Test func hostileNamesAreQuoted() throws {
        let names = [
            "a: b", "null", "~", "- x", "# no", "tab\there", "line\nbreak", "quote\"s", "back\\slash", "ünï", "é{}[]",
            "*anchor", "&x", "!tag", "%d", "0x1", "", " ", "\u{85}next", "\u{2028}", "\u{202E}", "\u{FFFE}",
            "\u{10FFFF}", "\u{E000}", "\u{FEFF}b", "'single'", "true",
        ].filter { !$0.isEmpty }
        let columns = names.map { ($0, ValueFamily.text) }
        let tables = Dictionary(uniqueKeysWithValues: names.map { ($0, Self.shape(columns, key: [$0])) })
        let proposal = MappingProposal.propose(old: tables, new: tables)
        let text = proposal.text(stores: Self.stores)
        let read = MappedTable.all(of: try MappingReader.read(text: text))
        #expect(Set(read.map { "\($0.mapping.old.source)" }) == Set(names))
        for table in read {
            #expect(Set((table.mapping.key + table.mapping.columns).map(\.old)) == Set(names))
            #expect(table.mapping.key.map(\.old) == ["\(table.mapping.old.source)"])
        }
    }

    @Test func nothingAlikeIsNotPaired() throws {
        let proposal = MappingProposal.propose(
            old: ["orders": Self.shape([("a", .text)], key: [])],
            new: ["stock": Self.shape([("quantity", .integer)], key: [])])
        #expect(proposal.tables.isEmpty)
        #expect(proposal.alone == Sides(old: ["orders"], new: ["stock"]))
        #expect(try MappingReader.read(text: proposal.text(stores: Self.stores)).tables.isEmpty)
    }

    @Test func aTableWithoutAKeyIsAsked() throws {
        let table = Self.shape([("a", .text), ("b", .text)], key: [])
        let proposal = MappingProposal.propose(old: ["log": table], new: ["log": table])
        #expect(proposal.tables.first?.open.contains { $0.contains("neither side has a key") } == true)
    }
}
