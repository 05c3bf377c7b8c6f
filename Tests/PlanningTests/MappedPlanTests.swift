import Foundation
import Planning
import Testing

/// Tables that are compared, under the entities of a plan.
@Suite("Mapping in a plan")
struct MappedPlanTests {
    private static func plan(_ reconcile: String, endpoint: String = "mysql://shop@old.internal/shop") -> String {
        """
        sluice: 1
        name: small
        systems:
          - { id: old-db, kind: database, side: old, endpoints: ["\(endpoint)"] }
          - { id: new-db, kind: database, side: new, endpoints: [https://shop.example, postgresql://shop@new/shop] }
          - { id: web, kind: storefront, side: new, endpoints: [https://shop.example] }
        entities:
          - id: order
            reconcile:
              \(reconcile.replacing("\n", with: "\n      "))
        """
    }

    private static let tables = """
        stores: { old: { system: old-db, secret: env:OLD }, new: { system: new-db } }
        tables:
          - id: orders
            old: { table: orders }
            new: { table: orders }
            columns: [{ name: total }, { name: state }]
        """

    @Test("is read, and finds its stores")
    func reads() throws {
        let plan = try PlanReader.read(text: Self.plan(Self.tables))
        let terms = try #require(plan.entities.first?.reconcile)
        #expect(terms.tables.map(\.id.value) == ["orders"])
        #expect(plan.system("new-db")?.storeAddress?.value.engine == .postgresql)
    }

    private static let refused: [(reconcile: String, code: String, says: String)] = [
        (tables.replacing("old-db", with: "old-bd"), "PLN006", "did you mean `old-db`"),
        (tables.replacing("system: old-db", with: "system: new-db"), "PLN004", "stands for the old one"),
        (tables.replacing("system: new-db", with: "system: web"), "PLN004", "no endpoint that is the address"),
        ("tables: [{ id: a, old: { table: a }, new: { table: a } }]", "PLN003", "in which store"),
        (tables + "\n  - { id: orders, old: { table: a }, new: { table: a } }", "PLN005", "`orders`"),
        (
            "tables: [{ id: a, old: { table: a, secret: env:A }, new: { table: a, system: new-db } }]", "PLN004",
            "opens nothing"
        ),
        ("map: there.yaml", "PLN007", "no folder"),
    ]

    @Test("is refused for what single fields cannot say", arguments: refused)
    func refuses(reconcile: String, code: String, says: String) throws {
        let findings = Cases.refusal(Array(Self.plan(reconcile).utf8)) ?? []
        #expect(findings.contains { $0.code == code && $0.message.contains(says) }, "\(findings.map(\.text))")
    }

    @Test("takes no endpoint with a password in it for a store")
    func password() throws {
        let text = Self.plan(Self.tables, endpoint: "mysql://shop:hunter2@old/shop")
        let findings = Cases.refusal(Array(text.utf8)) ?? []
        #expect(findings.contains { $0.message.contains("holds a password") && $0.position.line == 4 })
        #expect(!findings.map(\.text).joined().contains("hunter2"))
    }

    @Test("may stand in a file, which is a part of the plan")
    func inclusion() throws {
        let folder = try Folder()
        defer { folder.remove() }
        let main = try folder.write("plan.yaml", Self.plan("map: orders.yaml\nchecks: [count]"))
        let file = try folder.write("orders.yaml", "sluice_mapping: 1\n" + Self.tables)
        let plan = try PlanReader.read(path: main)
        #expect(plan.files.map(\.path) == [main, file])
        let table = try #require(plan.entities.first?.reconcile?.tables.first)
        #expect(table.id.position == Position(file: file, line: 4, column: 9))
        #expect(plan.subject(of: table.old.position) == "orders")
        // How it is spread over files is not what it says.
        let inline = try PlanReader.read(text: Self.plan("checks: [count]\n" + Self.tables))
        #expect(PlanDifference(from: plan, to: inline).changes == [])
    }

    private static let files: [(file: String, code: String, place: String, says: String)] = [
        ("tables: []", "PLN001", "1:1", "first key"),
        ("sluice_mapping: 1\ntabels: []", "PLN002", "2:1", "did you mean `tables`"),
        ("sluice_mapping: 1\nchecks: [count]", "PLN002", "2:1", "`checks`"),
        ("sluice_mapping: 2", "PLN004", "1:17", "version 1"),
        ("sluice_mapping: 1\npace: { looks: 1 }", "PLN005", "2:1", "already given"),
        ("sluice_mapping: 1\ntables: [{ id: a, old: { tabel: a }, new: { table: a } }]", "PLN002", "2:26", "`table`"),
    ]

    @Test("that cannot be taken in is refused at its place", arguments: files)
    func refusesFile(file: String, code: String, place: String, says: String) throws {
        let folder = try Folder()
        defer { folder.remove() }
        let main = try folder.write("plan.yaml", Self.plan("map: m.yaml\npace: { looks: 2 }"))
        _ = try folder.write("m.yaml", file)
        let findings = Cases.findings(main)
        let found = findings.contains {
            $0.code == code && $0.message.contains(says) && $0.position.description.hasSuffix("m.yaml:\(place)")
        }
        #expect(found, "\(findings.map(\.text))")
    }

    private static let changes: [(from: String, to: String, weight: PlanChange.Weight, path: String)] = [
        ("{ name: state }", "{ name: state, tolerance: 0.01 }", .worse, "columns[state].tolerance"),
        ("{ name: state }", "{ name: state, trim: true }", .worse, "columns[state].trim"),
        (", { name: state }", "", .worse, "columns[state]"),
        ("columns: [{ name: total }, { name: state }]", "columns: []", .better, "columns"),
        ("old: { table: orders }", "old: { table: orders, only: x = 1 }", .worse, "old.only"),
        ("system: new-db }", "system: new-db, secret: env:NEW }", .neutral, "stores.new.secret"),
        (
            "columns: [{ name: total }", "leave_out: [{ column: b, why: c }]\n    columns: [{ name: total }", .worse,
            "leave_out[b]"
        ),
    ]

    @Test("that changes is weighed", arguments: changes)
    func weighs(from: String, to: String, weight: PlanChange.Weight, path: String) throws {
        let old = try PlanReader.read(text: Self.plan(Self.tables))
        let new = try PlanReader.read(text: Self.plan(Self.tables.replacing(from, with: to)))
        let changes = PlanDifference(from: old, to: new).changes
        #expect(changes.map(\.weight) == [weight], "\(changes)")
        #expect(changes.first?.path.hasSuffix(path) == true, "\(changes)")
    }
}
