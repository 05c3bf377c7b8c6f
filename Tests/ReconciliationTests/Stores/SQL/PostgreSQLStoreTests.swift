import DatabaseRig
import Databases
import Foundation
import Reconciliation
import Testing

@Suite(.serialized) struct PostgreSQLStoreTests {
    static let server = Task { try await PostgreSQLServer() }

    private func store(_ server: PostgreSQLServer) async throws -> PostgreSQLStore {
        try await PostgreSQLStore(DatabaseAddress(parsing: server.address), password: server.password)
    }

    @Test("every type comes in the common form of its family")
    func types() async throws {
        let server = try await Self.server.value
        try server.run(
            """
            CREATE TYPE mood AS ENUM ('sad', 'glad');
            CREATE DOMAIN price AS numeric(10,2) NOT NULL DEFAULT 0;
            CREATE TABLE types (
                id int8 PRIMARY KEY, small int2, four int4, flag bool, price price, plain numeric, f float4, d float8,
                c char(5), v varchar(20), t text, m mood, raw bytea, u uuid, day date, clock time(3), stamp timestamp,
                zoned timestamptz(3), j json, jb jsonb, list int[], span int4range, ip inet, tz timetz);
            SET TimeZone = 'Europe/Berlin';
            INSERT INTO types VALUES (9223372036854775807, -32768, 2147483647, true, -12.5, 0.000001, 0.1, 0.1, 'x', 'y ',
                'käse 😀', 'glad', '\\x00ff27', '123E4567-E89B-12D3-A456-426614174000', '2026-11-21', '10:00:00.5',
                '2026-11-21 10:00:00.000001', '2026-11-21 10:00:00.126', '{"a" : 1}', '{"a" : 1}', '{1,2}', '[1,5)',
                '10.0.0.1', '10:00+01'),
                (-9223372036854775808, 0, -1, false, 0, 'NaN', 'NaN', '-Infinity', '', '', '', 'sad', '',
                '00000000-0000-0000-0000-000000000000', '0044-03-15 BC', '24:00', '0044-03-15 12:00 BC', 'infinity',
                '[]', '[]', '{}', 'empty', '::1', '00:00+00'),
                (0, 0, 0, NULL, 1, 1e40, 1e-38, 5e-324, NULL, NULL, NULL, NULL, NULL, NULL, 'infinity', NULL,
                '-infinity', '12026-01-01', NULL, NULL, NULL, NULL, NULL, NULL),
                (1, 0, 0, NULL, 1, 1e40, 1e-38, 5e-324, NULL, NULL, NULL, NULL, NULL, NULL, '1970-01-01', NULL,
                '1999-12-31 23:59:59.999999', '1600-02-29', NULL, NULL, NULL, NULL, NULL, NULL);
            ANALYZE types;
            """)
        let store = try await store(server)
        let shape = try await store.describe(.table("types"))
        #expect(shape.key == ["id"] && shape.rows == 4)
        #expect(
            shape.columns.map(\.family) == [
                .integer, .integer, .integer, .boolean, .decimal(scale: 2), .decimal(scale: 16_383), .single, .double,
                .text, .text, .text, .text, .binary, .uuid, .date, .time, .timestamp(digits: 6, zoned: false),
                .timestamp(digits: 3, zoned: true), .json, .json, .other("integer[]"), .other("int4range"),
                .other("inet"), .other("time with time zone"),
            ])
        #expect(shape.column("price")?.isNullable == false)
        #expect(shape.column("t")?.sortsByValue == true && shape.column("c")?.sortsByValue == false)
        let reading = try await store.reading("types")
        let rows = try await store.all(reading)
        #expect(rows.map { $0[0] } == ["-9223372036854775808", "0", "1", "9223372036854775807"])
        let last: [String?] = [
            "9223372036854775807", "-32768", "2147483647", "1", "-12.50", "0.000001", "0.1", "0.1", "x", "y ",
            "käse 😀", "glad", nil, "123e4567e89b12d3a456426614174000", "2026-11-21", "10:00:00.5",
            "2026-11-21 10:00:00.000001", "2026-11-21 09:00:00.126000", "{\"a\" : 1}", "{\"a\": 1}", "{1,2}", "[1,5)",
            "10.0.0.1/32", "10:00:00+01",
        ]
        for (place, cell) in last.enumerated() where place != 12 {
            #expect(rows[3][place] == cell, "\(shape.columns[place].name)")
        }
        let keyed = try await store.rows(of: reading, with: [RowKey("9223372036854775807")])
        #expect(keyed.cells(of: 0)[12].map(Array.init) == [0, 0xff, 0x27])
        #expect(rows[0][5...7] == ["NaN", "NaN", "-Infinity"])
        #expect(rows[0][14] == "0044-03-15 BC" && rows[0][16] == "0044-03-15 12:00:00.000000 BC")
        #expect(rows[0][17] == "infinity" && rows[1][14] == "infinity" && rows[1][16] == "-infinity")
        #expect(rows[1][17] == "12025-12-31 23:00:00.000000" && rows[2][14] == "1970-01-01")
        #expect(rows[2][16] == "1999-12-31 23:59:59.999999" && rows[2][7] == "5e-324")
        await store.close()
    }

    @Test("pages follow each other over composite, text, UUID and nullable keys")
    func paging() async throws {
        let server = try await Self.server.value
        try server.run(
            """
            CREATE TABLE pages (a int NOT NULL, b varchar(30) COLLATE "en_US.utf8" NOT NULL, c timestamp NOT NULL,
                n int, u uuid NOT NULL, p char(4) NOT NULL, raw bytea NOT NULL, PRIMARY KEY (a, b, c));
            INSERT INTO pages SELECT a, b, c, n, md5(b)::uuid, left(b, 2), b::bytea FROM (VALUES
                (1, 'a''b', timestamp '2026-01-01', 1), (1, 'a/b', '2026-01-01', 2), (1, 'a"b', '2026-01-01', NULL),
                (1, '😀', '2026-01-01', NULL), (2, '', '2026-01-01', 3), (2, 'É', '2026-01-02', 3),
                (2, 'f', '2026-01-02', 4), (-3, 'Z', '2026-01-02', 4), (2, 'E', '2026-01-03', 5)) AS v (a, b, c, n);
            """.replacing("COLLATE \"en_US.utf8\" ", with: "COLLATE \"und-x-icu\" "))
        let store = try await store(server)
        for size in 1...4 {
            for key in [
                ["a", "b", "c"], ["b", "a", "c"], ["n", "a", "b", "c"], ["u"], ["p", "b"], ["raw"], ["c", "b", "a"],
            ] {
                let rows = try await store.all(try await store.reading("pages", key: key), page: size)
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
            CREATE TABLE ranged (id int PRIMARY KEY, part int NOT NULL, n int, note text);
            INSERT INTO ranged SELECT i, i % 5, CASE WHEN i % 3 > 0 THEN i END, 'note ' || i FROM generate_series(1, 100) i;
            """)
        let store = try await store(server)
        let reading = try await store.reading("ranged", condition: "part <> 4 -- not those")
        let found = try await store.rows(of: reading, with: [RowKey("1"), RowKey("2"), RowKey("4"), RowKey("999")])
        #expect(found.count == 2)
        #expect(try await store.key(10, after: nil, of: reading) == RowKey("12"))
        #expect(try await store.key(10, after: RowKey("12"), of: reading) == RowKey("25"))
        #expect(try await store.key(10, after: RowKey("95"), of: reading) == nil)
        #expect(try await store.digest(KeyRange(), of: reading, as: .md5).rows == 80)
        let range = KeyRange(after: RowKey("10"), through: RowKey("20"))
        #expect(try await store.digest(range, of: reading, as: .md5).rows == 8)
        #expect(try await store.digest(KeyRange(after: RowKey("100")), of: reading, as: .md5).digest.isEmpty)
        let nullable = try await store.reading("ranged", key: ["n", "id"])
        #expect(try await store.rows(of: nullable, with: [RowKey(nil, "3"), RowKey("4", "4")]).count == 2)
        let query = try await store.reading(.query("SELECT id, note FROM ranged WHERE id < 8 -- few"), key: ["id"])
        #expect(try await store.all(query, page: 2).count == 7)
        let before = try await store.position()
        try server.run("INSERT INTO ranged VALUES (1000, 1)")
        let after = try await store.position()
        #expect(before?.kind == "lsn" && before?.at != after?.at)
        let load = try await store.load()
        #expect(load.running == 0 && load.lag == nil && load.answer > 0)
        await store.close()
    }
}
