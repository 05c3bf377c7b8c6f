import Databases
import Foundation
import GRDB
import Reconciliation
import Testing

@Suite("SQLite store")
struct SQLiteStoreTests {
    private static func shop(_ folder: StoreFolder, _ statements: String) throws -> DatabaseQueue {
        let queue = try DatabaseQueue(path: "\(folder.path)/shop.sqlite")
        try queue.write { try $0.execute(sql: statements) }
        return queue
    }

    private static let typed = """
        CREATE TABLE kinds (
            id INTEGER PRIMARY KEY, total DECIMAL(10,2), rate DOUBLE, paid BOOLEAN, name VARCHAR(40) COLLATE NOCASE,
            photo BLOB, token UUID, born DATETIME, day DATE NOT NULL, extra JSON, loose);
        INSERT INTO kinds VALUES
            (1, 12.50, 1e-7, 1, 'Ada', X'00ff', 'A0', '2026-11-21 10:00:00', '2026-11-21', '{"a":1}', 3.0),
            (2, 1e16, 0.0, 0, 'tr''ail ', X'', NULL, NULL, '0000-00-00', NULL, 9e999),
            (-3, 0.000001, 0.1, NULL, CAST(X'6100C3' AS TEXT), NULL, 'b1', NULL, 'x', NULL, 'text');
        """

    @Test func describesTypesKeysAndCollations() async throws {
        let folder = try StoreFolder()
        _ = try Self.shop(
            folder,
            Self.typed
                + """
                CREATE TABLE pairs (a TEXT NOT NULL, b INTEGER NOT NULL, PRIMARY KEY (b, a)) WITHOUT ROWID;
                CREATE TABLE loose (a TEXT UNIQUE, b TEXT NOT NULL UNIQUE);
                CREATE TABLE none (a TEXT);
                """)
        let store = try SQLiteStore(path: "\(folder.path)/shop.sqlite")
        let kinds = try await store.describe(.table("kinds"))
        #expect(kinds.key == ["id"])
        #expect(
            kinds.columns.map(\.family) == [
                .integer, .decimal(scale: 2), .double, .boolean, .text, .binary, .uuid,
                .timestamp(digits: 6, zoned: false), .date, .json, .text,
            ])
        #expect(kinds.column("id")?.isNullable == false)
        #expect(kinds.column("day")?.isNullable == false)
        #expect(try await store.describe(.table("main.pairs")).key == ["b", "a"])
        #expect(try await store.describe(.table("loose")).key == ["b"])
        #expect(try await store.describe(.table("none")).key == [])
        let query = try await store.describe(.query("SELECT id, total AS t, name FROM kinds ORDER BY id DESC"))
        #expect(query.columns.map(\.name) == ["id", "t", "name"])
        #expect(query.columns.map(\.family) == [.integer, .integer, .text] || query.columns[1].family == .double)
        await #expect(throws: CouldNotCheck.self) { try await store.describe(.table("nowhere")) }
        await #expect(throws: CouldNotCheck.self) { try await store.describe(.query("SELECT nothing FROM kinds")) }
    }

    @Test func givesCellsByWhatIsStored() async throws {
        let folder = try StoreFolder()
        _ = try Self.shop(folder, Self.typed)
        let store = try SQLiteStore(path: "\(folder.path)/shop.sqlite")
        let reading = try await store.reading(.table("kinds"), key: ["id"], order: .index)
        let rows = try await store.texts(RowPage(reading))
        #expect(rows.map { $0[0] } == ["-3", "1", "2"])
        #expect(rows.map { $0[1] } == ["0.000001", "12.5", "10000000000000000"])
        #expect(rows.map { $0[2] } == ["0.1", "1e-07", "0.0"])
        #expect(rows.map { $0[3] } == [nil, "1", "0"])
        #expect(rows[1][4] == "Ada")
        #expect(rows[2][4] == "tr'ail ")
        #expect(rows[2][10] == "Infinity")
        let batch = try await store.rows(of: reading, with: [RowKey("-3"), RowKey("1"), RowKey("77")])
        #expect(batch.count == 2)
        let cells = try #require(
            (0..<2).map { batch.cells(of: $0) }.first { $0[0].map { Array($0) } == Array("-3".utf8) })
        #expect(cells[4].map { Array($0) } == [0x61, 0, 0xC3])
    }

    @Test func pagesInKeyOrderWithConditionAndQuery() async throws {
        let folder = try StoreFolder()
        _ = try Self.shop(
            folder,
            """
            CREATE TABLE pairs (a TEXT NOT NULL, b INTEGER NOT NULL, c TEXT, PRIMARY KEY (a, b)) WITHOUT ROWID;
            WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 9999)
            INSERT INTO pairs SELECT 'k' || (i % 7), i, 'value ' || i FROM n;
            """)
        let store = try SQLiteStore(path: "\(folder.path)/shop.sqlite")
        var reading = try await store.reading(.table("pairs"), key: ["a", "b"], order: .index)
        var all: [[String?]] = []
        var after: RowKey?
        while true {
            let page = try await store.texts(RowPage(reading, in: KeyRange(after: after), limit: 777))
            guard let last = page.last else { break }
            all += page
            after = RowKey(last[0], last[1])
        }
        #expect(all == (try await store.texts(RowPage(reading))))
        #expect(all.count == 10_000)
        #expect(Set(all.map { $0[1] }).count == 10_000)
        let middle = try await store.key(5_000, after: nil, of: reading)
        #expect(middle == RowKey(all[4_999][0], all[4_999][1]))
        #expect(try await store.key(6_000, after: middle, of: reading) == nil)
        let range = try await store.texts(RowPage(reading, in: KeyRange(after: middle, through: RowKey("k4", "9"))))
        #expect(range.allSatisfy { $0[0] == "k3" || $0[1].flatMap { Int($0) }.map { $0 <= 9 } == true })
        reading.condition = "b < 10"
        #expect(try await store.texts(RowPage(reading)).count == 10)
        #expect(try await store.rows(of: reading, with: [RowKey("k0", "7"), RowKey("k0", "14")]).count == 1)
        reading.source = .query("SELECT * FROM pairs WHERE b >= 5")
        #expect(try await store.texts(RowPage(reading)).count == 5)
    }

    @Test func aStreamIsOneSnapshotAndAPositionMoves() async throws {
        let folder = try StoreFolder()
        let queue = try Self.shop(
            folder,
            """
            PRAGMA journal_mode = WAL;
            CREATE TABLE t (id INTEGER PRIMARY KEY, v TEXT);
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 50000)
            INSERT INTO t SELECT i, hex(randomblob(30)) FROM n;
            """.replacing("PRAGMA journal_mode = WAL;", with: ""))
        try queue.inDatabase { try $0.execute(sql: "PRAGMA journal_mode = WAL") }
        let store = try SQLiteStore(path: "\(folder.path)/shop.sqlite")
        let reading = try await store.reading(.table("t"), key: ["id"], order: .index)
        let before = try #require(try await store.position())
        #expect(try await store.position()?.at == before.at)
        let stream = try await store.rows(RowPage(reading))
        let first = try #require(try await stream.next())
        try await queue.write { try $0.execute(sql: "UPDATE t SET v = 'changed'; DELETE FROM t WHERE id % 2 = 0") }
        var rows = first.count
        var changed = 0
        while let batch = try await stream.next() {
            rows += batch.count
            changed += (0..<batch.count).count { batch.texts(of: $0)[1] == "changed" }
        }
        #expect(rows == 50_000)
        #expect(changed == 0)
        #expect(try await store.position()?.at != before.at)
        #expect(try await store.rows(of: reading, with: [RowKey("1"), RowKey("2")]).texts(of: 0) == ["1", "changed"])
        #expect(try await store.load().answer >= 0)
        await stream.cancel()
        await store.close()
    }

    @Test func whatIsNoDatabaseCouldNotBeChecked() async throws {
        let folder = try StoreFolder()
        #expect(throws: CouldNotCheck.self) { try SQLiteStore(path: "\(folder.path)/nowhere.sqlite") }
        let file = try folder.write("text.sqlite", String(repeating: "no database at all ", count: 100))
        await #expect(throws: CouldNotCheck.self) {
            _ = try await SQLiteStore(path: file).describe(.table("t"))
        }
    }

    @Test func aQueryThatTakesTooLongCanBeStopped() async throws {
        let folder = try StoreFolder()
        _ = try Self.shop(folder, "CREATE TABLE t (id INTEGER PRIMARY KEY); INSERT INTO t VALUES (1);")
        let store = try SQLiteStore(path: "\(folder.path)/shop.sqlite")
        let endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) AS id FROM n"
        let column = ReadColumn(name: "id", family: .integer)
        let reading = TableReading(
            source: .query(endless), columns: [column], keyCount: 1, order: .bytes, isUnique: true)
        let asking = Task { try await store.texts(RowPage(reading)) }
        try await Task.sleep(for: .milliseconds(200))
        let began = ContinuousClock.now
        asking.cancel()
        await #expect(throws: CouldNotCheck.cancelled) { try await asking.value }
        // It would never end by itself; a crowd of other tests may keep it waiting a little.
        #expect(ContinuousClock.now - began < .seconds(20))
        await store.close()
    }

    @Test func aStreamThatIsDroppedHarmsNobody() async throws {
        let folder = try StoreFolder()
        _ = try Self.shop(
            folder,
            """
            CREATE TABLE t (id INTEGER PRIMARY KEY, v TEXT);
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 50000)
            INSERT INTO t SELECT i, hex(randomblob(30)) FROM n;
            """)
        let store = try SQLiteStore(path: "\(folder.path)/shop.sqlite")
        let reading = try await store.reading(.table("t"), key: ["id"], order: .index)
        for _ in 0..<20 {
            let stream = try await store.rows(RowPage(reading))
            _ = try await stream.next()
        }
        #expect(try await store.texts(RowPage(reading, limit: 3)).count == 3)
        await store.close()
    }
}
