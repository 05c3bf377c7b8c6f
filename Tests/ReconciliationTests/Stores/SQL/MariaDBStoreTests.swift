import DatabaseRig
import Databases
import Foundation
import Reconciliation
import Testing

@Suite(.serialized) struct MariaDBStoreTests {
    static let server = Task { try await MariaDBServer() }

    private func store(_ server: MariaDBServer) async throws -> MariaDBStore {
        try await MariaDBStore(DatabaseAddress(parsing: server.address), password: server.password)
    }

    @Test("every type comes in the common form of its family")
    func types() async throws {
        let server = try await Self.server.value
        try server.run(
            """
            SET sql_mode = '';
            CREATE TABLE types (
                id INT UNSIGNED ZEROFILL PRIMARY KEY, flag TINYINT(1), bits BIT(40), y YEAR, price DECIMAL(10,2),
                filled DECIMAL(8,3) ZEROFILL, f FLOAT, d DOUBLE, c CHAR(5), t TEXT, latin VARCHAR(20) CHARACTER SET latin1,
                e ENUM('red','blue'), s SET('a','b','c'), fixed BINARY(4), b BLOB, day DATE, clock TIME(3),
                stamp DATETIME(2), zoned TIMESTAMP(6) NULL, j JSON, u UUID, ip INET6, g POINT);
            SET time_zone = '+02:00';
            INSERT INTO types VALUES (7, 1, b'1000000000000000000000000000000000000001', 2026, -12.5, 1.5, 0.1,
                0.1, 'x  ', 'käse 😀', 'é', 'blue', 'a,c', 'ab', X'00FF27', '2026-11-21', '-838:59:59', 
                '2026-11-21 10:00:00.126', '2026-11-21 10:00:00.5', '{"a": 1}',
                '123E4567-E89B-12D3-A456-426614174000', '::1', POINT(1, 2)),
                (8, 0, 0, 0, 0, 0, 3.4028234e38, -0.0, '', '', '', '', '', '', '', '0000-00-00', '00:00:00',
                '0000-00-00 00:00:00', NULL, '[]', '00000000-0000-0000-0000-000000000000', '::', NULL);
            INSERT INTO types (id) VALUES (9);
            """, in: "shop")
        let store = try await store(server)
        let shape = try await store.describe(.table("types"))
        #expect(shape.key == ["id"])
        let families = shape.columns.map(\.family)
        #expect(
            families == [
                .integer, .integer, .integer, .integer, .decimal(scale: 2), .decimal(scale: 3), .single, .double, .text,
                .text, .text, .text, .text, .binary, .binary, .date, .time, .timestamp(digits: 2, zoned: false),
                .timestamp(digits: 6, zoned: true), .json, .uuid, .other("inet6"), .other("point"),
            ])
        let rows = try await store.all(try await store.reading("types"))
        #expect(rows.count == 3)
        let expected: [String?] = [
            "7", "1", "549755813889", "2026", "-12.50", "1.500", "0.10000000149011612", "0.1", "x", "käse 😀", "é",
            "blue", "a,c", "ab\0\0", nil, "2026-11-21", "-838:59:59.000", "2026-11-21 10:00:00.12",
            "2026-11-21 08:00:00.500000", "{\"a\": 1}", "123e4567-e89b-12d3-a456-426614174000", "::1",
        ]
        for (place, cell) in expected.enumerated() where place != 14 {
            #expect(rows[0][place] == cell, "\(shape.columns[place].name)")
        }
        #expect(rows[1][0] == "8" && rows[1][15] == "0000-00-00" && rows[1][17] == "0000-00-00 00:00:00.00")
        #expect(rows[1][6].flatMap(Float.init) == 3.4028234e38)
        #expect(rows[2].dropFirst().allSatisfy { $0 == nil })
        await store.close()
    }

    @Test("pages follow each other over composite, text and nullable keys")
    func paging() async throws {
        let server = try await Self.server.value
        try server.run(
            """
            CREATE TABLE pages (a INT NOT NULL, b VARCHAR(30) NOT NULL, c DATETIME(6) NOT NULL, n INT, e ENUM('z','m','a')
                NOT NULL, PRIMARY KEY (a, b, c), UNIQUE KEY (e, a, b, c)) COLLATE utf8mb4_unicode_ci;
            INSERT INTO pages VALUES (1, 'a''b', '2026-01-01', 1, 'z'), (1, 'a\\\\b', '2026-01-01', 2, 'm'),
                (1, 'a\\"b', '2026-01-01 00:00:00.000001', NULL, 'a'), (1, '😀', '2026-01-01', NULL, 'z'),
                (2, '', '2026-01-01', 3, 'm'), (2, 'É', '2026-01-02', 3, 'a'), (2, 'f', '2026-01-02', 4, 'z'),
                (-3, 'Z', '2026-01-02', 4, 'm'), (2, 'E', '2026-01-03', 5, 'a');
            """, in: "shop")
        let store = try await store(server)
        for size in 1...4 {
            for key in [
                ["a", "b", "c"], ["b", "a", "c"], ["n", "a", "b", "c"], ["e", "a", "b", "c"], ["c", "b", "a"],
            ] {
                let reading = try await store.reading("pages", key: key)
                let rows = try await store.all(reading, page: size)
                #expect(rows.count == 9, "\(key) by \(size)")
                #expect(Set(rows).count == 9, "\(key) by \(size)")
            }
        }
        let bytes = try await store.reading("pages", key: ["b", "a"], order: .bytes)
        let names = try await store.all(bytes).map { $0[0] ?? "" }
        #expect(names == names.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) })
        await store.close()
    }

    @Test("rows by keys, boundaries and ranges agree")
    func ranges() async throws {
        let server = try await Self.server.value
        try server.run(
            """
            CREATE TABLE ranged (id INT NOT NULL PRIMARY KEY, part INT NOT NULL, n INT, note TEXT);
            INSERT INTO ranged SELECT seq, seq % 5, IF(seq % 3 = 0, NULL, seq), CONCAT('note ', seq) FROM seq_1_to_100;
            """, in: "shop")
        let store = try await store(server)
        let reading = try await store.reading("ranged", condition: "part <> 4 -- not those")
        let found = try await store.rows(of: reading, with: [RowKey("1"), RowKey("2"), RowKey("4"), RowKey("999")])
        #expect(found.count == 2)
        #expect(try await store.key(10, after: nil, of: reading) == RowKey("12"))
        #expect(try await store.key(10, after: RowKey("12"), of: reading) == RowKey("25"))
        #expect(try await store.key(10, after: RowKey("95"), of: reading) == nil)
        let whole = try await store.digest(KeyRange(), of: reading, as: .md5)
        #expect(whole.rows == 80)
        let part = try await store.digest(KeyRange(after: RowKey("10"), through: RowKey("20")), of: reading, as: .crc)
        #expect(part.rows == 8)
        #expect(try await store.digest(KeyRange(after: RowKey("100")), of: reading, as: .crc).digest.isEmpty)
        let nullable = try await store.reading("ranged", key: ["n", "id"])
        let keys = [RowKey(nil, "3"), RowKey("4", "4")]
        #expect(try await store.rows(of: nullable, with: keys).count == 2)
        let query = try await store.reading(.query("SELECT id, note FROM ranged WHERE id < 8 -- few"), key: ["id"])
        #expect(try await store.all(query, page: 2).count == 7)
        await store.close()
    }
}
