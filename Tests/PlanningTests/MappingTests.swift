import Foundation
import Planning
import Testing

/// What is compared with what: in a file of its own, and under a plan's entities.
@Suite("Mapping")
struct MappingTests {
    static let whole = """
        sluice_mapping: 1
        stores:
          old: { address: mysql://shop@old.internal:3307/shop, secret: env:OLD_PASSWORD }
          new: { address: postgresql://shop@new.internal/shop, secret: file:/run/secrets/new }
        tables:
          - id: orders
            old: { table: wp_orders, only: status <> 'draft', updated: modified }
            new: { query: select * from orders }
            key: [{ old: id, new: legacy_id }]
            columns:
              - { name: total, tolerance: 0.01, minor_units: 2, as: decimal, digits: 4 }
              - { old: created, new: created_at, old_zone: Europe/Berlin, new_zone: UTC }
              - old: status
                new: state
                trim: true
                ignore_case: true
                empty_is_null: false
                values: [{ old: wc-paid, new: paid }]
                rewrites: [{ from: old.example, to: new.example }]
            leave_out:
              - { column: notes, why: only the old side has them }
        pace:
          { rows_per_second: 20000, max_lag: 5s, max_running: 30, lag: 2s, looks: 3 }
        """

    @Test("is read with the place of everything it says")
    func reads() throws {
        let file = try MappingReader.read(text: Self.whole, named: "orders.yaml")
        let old = try #require(file.stores?.old)
        #expect(old.address?.value.engine == .mariadb)
        #expect(old.address?.value.port == 3307)
        #expect(old.address?.value.path == "shop")
        #expect(old.secret?.value == .environment("OLD_PASSWORD"))
        let table = try #require(file.tables.first)
        #expect(table.id.position == Position(file: "orders.yaml", line: 6, column: 9))
        #expect(table.old.only?.value == "status <> 'draft'")
        #expect(table.new.query?.value == "select * from orders")
        #expect(table.key.first?.newName?.value == "legacy_id")
        #expect(table.columns.map { $0.oldName?.value } == ["total", "created", "status"])
        #expect(table.columns[0].tolerance?.value == Decimal(string: "0.01"))
        #expect(table.columns[0].minorUnits?.value == 2)
        #expect(table.columns[2].values.first?.new.value == "paid")
        #expect(table.leaveOut.first?.why.value == "only the old side has them")
        #expect(file.pace?.maxLag?.value == .seconds(5))
        #expect(file.pace?.looks?.value == 3)
    }

    private static func file(_ tables: String, stores: Bool = true) -> String {
        let head = "sluice_mapping: 1\n"
        return head + (stores ? "stores: { old: { address: csv:///a }, new: { address: csv:///b } }\n" : "") + tables
    }

    private static let refused: [(text: String, place: String, code: String, says: String)] = [
        ("sluice: 1\n", "1:1", "PLN001", "first key is `sluice_mapping`"),
        ("", "1:1", "PLN001", "holds no mapping"),
        ("sluice_mapping: 2\n", "1:17", "PLN004", "expected 1"),
        (file("tabels: []\n"), "3:1", "PLN002", "did you mean `tables`"),
        (
            file("tables: [{ id: a, old: { table: a }, new: { table: a }, colums: [] }]\n"), "3:57", "PLN002",
            "`columns`"
        ),
        (file("tables: [{ id: a, old: { table: a } }]\n"), "3:10", "PLN003", "`new`"),
        (file("tables: [{ id: a, old: { table: a, query: b }, new: { table: a } }]\n"), "3:43", "PLN004", "both"),
        (file("tables: [{ id: a, old: { only: b }, new: { table: a } }]\n"), "3:24", "PLN003", "neither"),
        (file("tables: [{ id: a, old: { table: a }, new: { table: a } }]\n", stores: false), "2:24", "PLN003", "store"),
        (
            file("tables: [{ id: a, old: { table: a, system: b }, new: { table: a } }]\n"), "3:44", "PLN004",
            "knows no systems"
        ),
        (
            file("tables: [{ id: a, old: { table: a }, new: { table: a }, columns: [{ name: a, old: b }] }]\n"), "3:83",
            "PLN004", "`name`"
        ),
        (
            file("tables: [{ id: a, old: { table: a }, new: { table: a }, columns: [{ old: b }] }]\n"), "3:67",
            "PLN003",
            "`new`"
        ),
        (
            file("tables: [{ id: a, old: { table: a }, new: { table: a }, columns: [{ name: b }, { name: b }] }]\n"),
            "3:88", "PLN005", "`b`"
        ),
        (
            file(
                "tables: [{ id: a, old: { table: a }, new: { table: a }, columns: [{ name: b }], "
                    + "leave_out: [{ column: b, why: c }] }]\n"), "3:103", "PLN005", "`b`"
        ),
        (
            file("tables: [{ id: a, old: { table: a }, new: { table: a }, columns: [{ name: b, digits: 2 }] }]\n"),
            "3:86", "PLN004", "digits"
        ),
        (
            file("tables: [{ id: a, old: { table: a }, new: { table: a }, columns: [{ name: b, tolerance: -1 }] }]\n"),
            "3:89", "PLN004", "from 0"
        ),
        (
            file("tables: [{ id: a, old: { table: a }, new: { table: a }, columns: [{ name: b, as: string }] }]\n"),
            "3:82", "PLN004", "one of"
        ),
        (
            file("tables: [{ id: a, old: { table: a }, new: { table: a }, leave_out: [{ column: b }] }]\n"), "3:69",
            "PLN003", "`why`"
        ),
        ("sluice_mapping: 1\nstores: { old: { secret: env:A } }\n", "2:16", "PLN003", "neither"),
        ("sluice_mapping: 1\nstores: { old: { address: csv:///a, secret: hunter2 } }\n", "2:45", "PLN004", "not shown"),
    ]

    @Test("is refused at the place, with what to do", arguments: refused)
    func refuses(text: String, place: String, code: String, says: String) throws {
        do throws(PlanningError) {
            _ = try MappingReader.read(text: text, named: "m.yaml")
            Issue.record("it was read")
        } catch .refused(let findings) {
            let found = findings.contains {
                "\($0.position.line):\($0.position.column)" == place && $0.code == code && $0.message.contains(says)
            }
            #expect(found, "\(findings.map(\.text))")
            #expect(findings.allSatisfy { !$0.mend.isEmpty })
        } catch {
            Issue.record("\(error)")
        }
    }

    @Test(
        "takes no address with a password in it, and does not show it",
        arguments: [
            "mysql://shop:hunter2@db/shop", "postgresql://shop:hunter2@db/shop",
            "mysql://shop@db/shop?password=hunter2",
            "https+json://api.example/v1?token=hunter2", "https+json://a:hunter2@api.example/v1",
            "mysql://db/shop?ssl=1&PWD=hunter2",
        ])
    func passwords(address: String) throws {
        let text = "sluice_mapping: 1\nstores: { old: { address: \"\(address)\" } }\n"
        do throws(PlanningError) {
            _ = try MappingReader.read(text: text)
            Issue.record("it was read")
        } catch {
            #expect("\(error)".contains("mapping.yaml:2:27"))
            #expect("\(error)".contains("without a password"))
            #expect(!"\(error)".contains("hunter2"))
        }
        #expect(StoreAddress(address) == nil)
        #expect(StoreAddress.holdsSecret(address))
    }

    @Test("knows addresses, and what is none")
    func addresses() throws {
        let sqlite = try #require(StoreAddress("sqlite:///srv/a%20b/shop.sqlite"))
        #expect(sqlite.engine == .sqlite)
        #expect(sqlite.path == "/srv/a b/shop.sqlite")
        let csv = try #require(StoreAddress("csv:///srv/orders.csv?delimiter=;&null=%5CN"))
        #expect(csv.query == [.init(name: "delimiter", value: ";"), .init(name: "null", value: "\\N")])
        let json = try #require(StoreAddress("https+json://api.example:8443/v1/orders?status=any#items=a.b&next=n"))
        #expect(json.port == 8443)
        #expect(json.options.map(\.name) == ["items", "next"])
        for text in [
            "", "shop", "mysql:shop", "mysql:///shop", "sqlite://shop.sqlite", "csv:///", "ftp://a/b",
            "mysql://a/b/c", "mysql://a b/c", "mysql://a/\u{0}", "https+json:///v1",
        ] {
            #expect(StoreAddress(text) == nil, "\(text)")
        }
    }

    @Test("ends in findings or a mapping whatever the bytes are")
    func hostile() throws {
        let source = Array(Self.whole.utf8)
        var random = Seeded(7)
        for _ in 0..<500 {
            var bytes = source
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            _ = try? MappingReader.read(bytes: bytes)
        }
    }
}
