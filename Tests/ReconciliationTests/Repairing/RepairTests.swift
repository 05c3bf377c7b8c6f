import DatabaseRig
import Databases
import Foundation
import GRDB
import Reconciliation
import Testing

/// What a repair proposes is applied to real engines, and the sides are looked at afterwards.
@Suite("Repair")
struct RepairTests {
    static let hostile = [
        "'", "''; DROP TABLE t; --", "\\", "\\'", "a\nb", "\u{0}mid\u{0}", "\"`", "😀", "", " trail ", "/* x */",
        "é\u{301}",
        "%_", "\u{202E}rtl", "${x}", "x'; SELECT 1; --\\",
    ]

    static let mapping = TableMapping(
        name: "t", old: .init(.table("t")), new: .init(.table("t")), key: [ColumnPair("id")],
        columns: ["name", "total", "photo", "paid"].map { ColumnPair($0) })

    static let shape = TableShape(
        columns: [
            ColumnShape(name: "id", type: "int", family: .integer),
            ColumnShape(name: "name", type: "text", family: .text),
            ColumnShape(name: "total", type: "decimal", family: .decimal(scale: 2)),
            ColumnShape(name: "photo", type: "blob", family: .binary),
            ColumnShape(name: "paid", type: "boolean", family: .boolean),
        ], key: ["id"], rows: nil)

    typealias Cell = Difference.Cell

    struct Row {
        var id: Int
        var name: String?
        var total: String?
        var photo: String?
        var paid: String?

        var cells: [Cell] {
            [
                Cell(column: "id", value: "\(id)"), Cell(column: "name", value: name),
                Cell(column: "total", value: total),
                Cell(column: "photo", value: photo), Cell(column: "paid", value: paid),
            ]
        }
        var key: [Cell] { [Cell(column: "id", value: "\(id)")] }
    }

    /// Rows of both sides: some missing, some extra, some with other values.
    static func sides(_ names: [String]) -> (old: [Row], new: [Row]) {
        var old: [Row] = []
        var new: [Row] = []
        for (index, name) in names.enumerated() {
            let id = index * 4
            let row = Row(id: id, name: name, total: "\(index).50", photo: "00ff0\(index % 10)", paid: "1")
            old.append(row)
            new.append(Row(id: id, name: name + "x", total: nil, photo: "", paid: "0"))
            var missing = row
            missing.id = id + 1
            old.append(missing)
            var extra = row
            extra.id = id + 2
            new.append(extra)
            var same = row
            (same.id, same.name, same.photo) = (id + 3, nil, nil)
            old.append(same)
            new.append(same)
        }
        return (old, new)
    }

    static func differences(_ old: [Row], _ new: [Row]) -> ([Difference], RepairScript.Rows) {
        let news = Dictionary(uniqueKeysWithValues: new.map { ($0.id, $0) })
        let olds = Dictionary(uniqueKeysWithValues: old.map { ($0.id, $0) })
        var found: [Difference] = []
        var rows = RepairScript.Rows()
        for row in old {
            rows.old[row.key] = row.cells
            guard let other = news[row.id] else {
                found.append(Difference(table: "t", key: row.key, kind: .missing))
                continue
            }
            let cells = zip(row.cells, other.cells).filter { $0 != $1 }.map {
                Difference.CellDifference(column: $0.column, old: $0.value, new: $1.value)
            }
            if !cells.isEmpty { found.append(Difference(table: "t", key: row.key, kind: .differs, cells: cells)) }
        }
        for row in new {
            rows.new[row.key] = row.cells
            if olds[row.id] == nil { found.append(Difference(table: "t", key: row.key, kind: .extra)) }
        }
        return (found, rows)
    }

    /// Plain inserts by the dialect's own literals, to fill the tables.
    static func filled(_ rows: [Row], _ dialect: RepairDialect) -> String {
        let differences = rows.map { Difference(table: "t", key: $0.key, kind: .missing) }
        let cells = RepairScript.Rows(old: Dictionary(uniqueKeysWithValues: rows.map { ($0.key, $0.cells) }))
        return RepairScript.propose(
            differences, of: mapping, repairing: .new, with: cells,
            as: .init(dialect: dialect, shape: shape, result: "fill", ms: 0)
        ).text(dryRun: false)
    }

    private static let create =
        "CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT, total DECIMAL(10,2), photo BLOB, paid BOOLEAN);"

    @Test(arguments: RepairScript.Target.allCases)
    func makesTheSidesEqualInSQLite(target: RepairScript.Target) throws {
        let (old, new) = Self.sides(Self.hostile)
        let (differences, rows) = Self.differences(old, new)
        let queue = try DatabaseQueue()
        let isNew = target == .new
        try queue.inDatabase { try $0.execute(sql: Self.create + Self.filled(isNew ? new : old, .sqlite)) }
        let terms = RepairScript.Terms(dialect: .sqlite, shape: Self.shape, result: "abc", ms: 1_700_000_000_000)
        let script = RepairScript.propose(differences, of: Self.mapping, repairing: target, with: rows, as: terms)
        #expect(script.byHand.isEmpty)
        func dump() throws -> [String] {
            try queue.read { database in
                try GRDB.Row.fetchAll(
                    database,
                    sql:
                        "SELECT quote(id) || quote(CAST(name AS BLOB)) || quote(total) || quote(photo) || quote(paid) AS x FROM t ORDER BY id"
                ).map { $0["x"] }
            }
        }
        let before = try dump()
        try queue.inDatabase { try $0.execute(sql: script.text(dryRun: true)) }
        #expect(try dump() == before)
        try queue.inDatabase { try $0.execute(sql: script.text(dryRun: false)) }
        let after = try dump()
        let wanted = try DatabaseQueue()
        try wanted.inDatabase { try $0.execute(sql: Self.create + Self.filled(isNew ? old : new, .sqlite)) }
        let expected = try wanted.read { database in
            try GRDB.Row.fetchAll(
                database,
                sql:
                    "SELECT quote(id) || quote(CAST(name AS BLOB)) || quote(total) || quote(photo) || quote(paid) AS x FROM t ORDER BY id"
            ).map { $0["x"] as String }
        }
        #expect(after == expected)
        #expect(after != before)
        // Once more it finds nothing that is as it was seen.
        try queue.inDatabase { try $0.execute(sql: script.text(dryRun: false)) }
        #expect(try dump() == expected)
    }

    @Test func aRowThatChangedSinceIsLeftAlone() throws {
        let (old, new) = Self.sides(["a", "b"])
        let (differences, rows) = Self.differences(old, new)
        let queue = try DatabaseQueue()
        try queue.inDatabase {
            try $0.execute(sql: Self.create + Self.filled(new, .sqlite))
            try $0.execute(sql: "UPDATE t SET name = 'A shopper was here'")
            try $0.execute(sql: "INSERT INTO t VALUES (1, 'born since', 1, NULL, 0)")
        }
        let terms = RepairScript.Terms(dialect: .sqlite, shape: Self.shape, result: "abc", ms: 0)
        let script = RepairScript.propose(differences, of: Self.mapping, repairing: .new, with: rows, as: terms)
        try queue.inDatabase { try $0.execute(sql: script.text(dryRun: false)) }
        let names = try queue.read { try String.fetchAll($0, sql: "SELECT name FROM t ORDER BY id") }
        // Only what was missing, and is missing still, came.
        #expect(names.filter { $0 == "A shopper was here" }.count == 6)
        #expect(names.filter { $0 == "born since" }.count == 1)
        #expect(names.filter { $0 == "b" }.count == 1)
        #expect(names.count == 8)
    }

    @Test func makesTheSidesEqualInMariaDBWhateverItsMode() async throws {
        let server = try await MariaDBServer()
        let table = """
            (id INT PRIMARY KEY, name VARCHAR(200), total DECIMAL(10,2), photo BLOB, paid BOOLEAN)
            CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci;
            """
        // Case alone is a difference that this collation does not see.
        var (old, new) = Self.sides(Self.hostile)
        old.append(Row(id: 900, name: "Ada", total: "1.00", photo: nil, paid: nil))
        new.append(Row(id: 900, name: "ada", total: "1.00", photo: nil, paid: nil))
        let (differences, rows) = Self.differences(old, new)
        let terms = RepairScript.Terms(dialect: .mariadb, shape: Self.shape, result: "abc", ms: 0)
        let script = RepairScript.propose(differences, of: Self.mapping, repairing: .new, with: rows, as: terms)
        #expect(script.byHand.isEmpty)
        let same = """
            SELECT IF((SELECT COUNT(*) FROM t AS a JOIN wanted AS b ON a.id = b.id AND CAST(a.name AS BINARY) <=>
                CAST(b.name AS BINARY) AND a.total <=> b.total AND a.photo <=> b.photo AND a.paid <=> b.paid)
                = (SELECT COUNT(*) FROM wanted) AND (SELECT COUNT(*) FROM t) = (SELECT COUNT(*) FROM wanted),
                1, (SELECT 1 UNION SELECT 2));
            """
        for mode in ["", "NO_BACKSLASH_ESCAPES", "ANSI_QUOTES,STRICT_ALL_TABLES"] {
            let set = "SET sql_mode = '\(mode)';\n"
            try server.run(
                "DROP TABLE IF EXISTS t, wanted; CREATE TABLE t \(table) CREATE TABLE wanted \(table)", in: "shop")
            try server.run(set + Self.filled(old, .mariadb).replacing("`t`", with: "`wanted`"), in: "shop")
            try server.run(set + Self.filled(new, .mariadb), in: "shop")
            #expect(throws: (any Error).self) { try server.run(same, in: "shop") }
            try server.run(set + script.text(dryRun: true), in: "shop")
            #expect(throws: (any Error).self) { try server.run(same, in: "shop") }
            try server.run(set + script.text(dryRun: false), in: "shop")
            try server.run(same, in: "shop")
        }
    }

    @Test func makesTheSidesEqualInPostgreSQL() async throws {
        let server = try await PostgreSQLServer()
        let table = "(id INT PRIMARY KEY, name TEXT, total DECIMAL(10,2), photo BYTEA, paid BOOLEAN);"
        let (old, new) = Self.sides(Self.hostile.filter { !$0.contains("\u{0}") })
        let (differences, rows) = Self.differences(old, new)
        let terms = RepairScript.Terms(dialect: .postgresql, shape: Self.shape, result: "abc", ms: 0)
        let script = RepairScript.propose(differences, of: Self.mapping, repairing: .new, with: rows, as: terms)
        #expect(script.byHand.isEmpty)
        let same = """
            DO $$ BEGIN IF EXISTS (SELECT * FROM t EXCEPT SELECT * FROM wanted)
                OR EXISTS (SELECT * FROM wanted EXCEPT SELECT * FROM t) THEN RAISE 'not the same'; END IF; END $$;
            """
        try server.run("CREATE TABLE t \(table) CREATE TABLE wanted \(table)", in: "shop")
        try server.run(Self.filled(old, .postgresql).replacing("\"t\"", with: "\"wanted\""), in: "shop")
        try server.run(Self.filled(new, .postgresql), in: "shop")
        #expect(throws: (any Error).self) { try server.run(same, in: "shop") }
        try server.run(script.text(dryRun: false), in: "shop")
        try server.run(same, in: "shop")
    }

    @Test func whatNoStatementMendsIsListed() throws {
        let terms = RepairScript.Terms(dialect: .postgresql, shape: Self.shape, result: "x\n; DROP", ms: 0)
        let key = [Cell(column: "id", value: "1\n2")]
        let zero = [Cell(column: "id", value: "1"), Cell(column: "name", value: "a\u{0}")]
        let differences = [
            Difference(table: "t", key: key, kind: .multiplicity), Difference(table: "t", key: key, kind: .extra),
            Difference(table: "t", key: [Cell(column: "id", value: "1")], kind: .missing),
        ]
        let rows = RepairScript.Rows(old: [[Cell(column: "id", value: "1")]: zero])
        let script = RepairScript.propose(differences, of: Self.mapping, repairing: .new, with: rows, as: terms)
        #expect(script.statements.isEmpty)
        #expect(script.byHand.count == 3)
        let text = script.text(dryRun: false)
        #expect(text.split(separator: "\n").filter { $0.hasPrefix("-- By hand") }.count == 3)
        #expect(text.split(separator: "\n").allSatisfy { $0.hasPrefix("--") || $0.hasSuffix(";") })
    }

    @Test func rulesAreAppliedOnTheWay() throws {
        var mapping = Self.mapping
        mapping.columns = [
            ColumnPair(
                "name", rule: ColumnRule(values: ["wc-paid": "paid"], rewrites: [.init(from: "old.x", to: "new.x")])),
            ColumnPair("total", rule: ColumnRule(minorUnits: 2)),
        ]
        let key = [Cell(column: "id", value: "1")]
        let cells = [
            Difference.CellDifference(column: "name", old: "wc-paid", new: "other"),
            .init(column: "total", old: "1250", new: "7.00"),
        ]
        let differs = [Difference(table: "t", key: key, kind: .differs, cells: cells)]
        func statement(_ target: RepairScript.Target) -> String {
            let terms = RepairScript.Terms(dialect: .sqlite, shape: Self.shape, result: "", ms: 0)
            return RepairScript.propose(differs, of: mapping, repairing: target, with: .init(), as: terms)
                .statements.first ?? ""
        }
        #expect(statement(.new).hasPrefix("UPDATE \"t\" SET \"name\" = 'paid', \"total\" = 12.50 WHERE \"id\" = 1 AND"))
        #expect(statement(.old).hasPrefix("UPDATE \"t\" SET \"name\" = 'other', \"total\" = 700 WHERE \"id\" = 1 AND"))
        #expect(statement(.old).contains("\"total\" IS 1250"))
    }
}
