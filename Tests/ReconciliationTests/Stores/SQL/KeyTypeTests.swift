import DatabaseRig
import Databases
import Foundation
import Reconciliation
import Testing

/// Every type as a key: pages neither lose nor repeat a row, rows are found by their keys, and ranges add up.
@Suite(.serialized) struct KeyTypeTests {
    @Test("MariaDB pages over keys of every type")
    func mariadb() async throws {
        let server = try await MariaDBServer()
        try server.run(
            """
            SET sql_mode = 'NO_UNSIGNED_SUBTRACTION', time_zone = '+00:00';
            CREATE TABLE keyed (id INT PRIMARY KEY, u UUID, fixed BINARY(16), raw VARBINARY(20), dec1 DECIMAL(30,10),
                d DOUBLE, f FLOAT, day DATE, clock TIME(3), stamp DATETIME(6), zoned TIMESTAMP(3) NULL, bits BIT(40),
                y YEAR, big BIGINT UNSIGNED ZEROFILL, e ENUM('z','m','a'), s SET('q','b'), general VARCHAR(30),
                bin VARCHAR(30) COLLATE utf8mb4_bin, latin VARCHAR(30) CHARACTER SET latin1, j JSON);
            INSERT INTO keyed SELECT seq, IF(seq = 5, NULL, INSERT(INSERT(INSERT(INSERT(MD5(seq), 9, 0, '-'), 14, 0, '-'),
                19, 0, '-'), 24, 0, '-')), UNHEX(MD5(seq)), IF(seq = 3, '', UNHEX(LEFT(MD5(seq), seq % 9 * 2))),
                (seq - 9) * 1.0000000001, (seq - 9) / 7e-5, (seq - 9) / 7,
                IF(seq = 1, '0000-00-00', '2024-02-20' + INTERVAL seq DAY), SEC_TO_TIME((seq - 9) * 50000.5),
                IF(seq = 2, '0000-00-00', TIMESTAMP'2024-02-29 23:59:59.999990' + INTERVAL seq MICROSECOND),
                TIMESTAMP'2024-03-31 00:59:59.990' + INTERVAL seq * 1000 MICROSECOND, 1 << (seq * 2), 2000 + seq,
                ~seq, 1 + seq % 3, seq % 4, ELT(1 + seq % 6, 'a', 'A ', 'ä', 'B', '😀', 'b\\t'),
                ELT(1 + seq % 6, 'a', 'a\\t', 'ä', 'B', '😀', 'b'), ELT(1 + seq % 5, 'é', 'E', 'z', '', 'ß'), '[]'
                FROM seq_1_to_18;
            """, in: "shop")
        let store = try await MariaDBStore(DatabaseAddress(parsing: server.address), password: server.password)
        try await check(store)
        await store.close()
    }

    @Test("PostgreSQL pages over keys of every type")
    func postgresql() async throws {
        let server = try await PostgreSQLServer()
        try server.run(
            """
            CREATE TYPE mood AS ENUM ('sad', 'glad', 'angry');
            CREATE DOMAIN code AS varchar(10);
            CREATE TABLE keyed (id int PRIMARY KEY, small int2, u uuid, raw bytea, plain numeric, d float8, f float4,
                flag bool, day date, clock time, stamp timestamp, zoned timestamptz, m mood, c char(6), code code,
                t text COLLATE "und-x-icu", tz timetz, ip inet, span int4range, list int[], label "char", n name);
            INSERT INTO keyed SELECT i, i - 9, md5(i::text)::uuid, decode(left(md5(i::text), i % 9 * 2), 'hex'),
                CASE i WHEN 4 THEN 'NaN' ELSE ((i - 9) * 1.0000000001) END, CASE i WHEN 4 THEN 'NaN' WHEN 5 THEN
                '-Infinity' WHEN 6 THEN NULL ELSE (i - 9) / 7e-300::float8 END, (i - 9) / 7.0, i % 2 = 0,
                CASE i WHEN 4 THEN 'infinity' WHEN 5 THEN '0044-03-15 BC' ELSE date '2024-02-20' + i END,
                time '00:00:00.5' + i * interval '1 hour', CASE i WHEN 4 THEN '-infinity' WHEN 5 THEN '0044-03-15 BC'
                ELSE timestamp '1999-12-31 23:59:59.999990' + i * interval '1 microsecond' END,
                timestamptz '2024-03-31 00:59:59.990Z' + i * interval '1 millisecond',
                (enum_range(NULL::mood))[1 + i % 3], (ARRAY['a', 'a b', 'B', 'ä', '', 'b'])[1 + i % 6],
                (ARRAY['a', '''', 'B'])[1 + i % 3], (ARRAY['a', 'A', 'ä', 'B', '😀', E'b\\t'])[1 + i % 6],
                '10:00+01', '10.0.0.1'::inet + i, int4range(i, i + 3), ARRAY[i, NULL], 'x', 'n' || i
                FROM generate_series(1, 18) i;
            """)
        let store = try await PostgreSQLStore(DatabaseAddress(parsing: server.address), password: server.password)
        try await check(store)
        await store.close()
    }

    private func check(_ store: any ComparedStore) async throws {
        let shape = try await store.describe(.table("keyed"))
        for column in shape.columns where column.name != "id" {
            // The column first, so that its order is what pages follow; with the number the key is unique.
            for order in [KeyOrder.index, .bytes] {
                let reading = try await store.reading("keyed", key: [column.name, "id"], columns: [], order: order)
                let whole = try await all(store, reading)
                #expect(whole.count == 18, "\(column.name) by \(order)")
                if order == .index {
                    let rows = try await store.all(reading, page: 4)
                    let ids = whole.map { $0.cells[1].map { String(decoding: $0, as: UTF8.self) } }
                    #expect(rows.map { $0[1] } == ids, "\(column.name) by \(order)")
                }
                let found = try await store.rows(of: reading, with: whole + whole.prefix(3))
                #expect(found.count == 18, "\(column.name) by \(order)")
                var sum = 0
                for (after, through) in [(nil, whole[5]), (whole[5], whole[11]), (whole[11], nil)] {
                    let range = KeyRange(after: after, through: through)
                    let part = try await store.digest(range, of: reading, as: store.kind.digestKinds[0])
                    #expect(part.rows == 6, "\(column.name) by \(order)")
                    sum += part.rows
                }
                #expect(sum == 18)
                #expect(try await store.key(6, after: whole[5], of: reading) == whole[11], "\(column.name)")
            }
        }
    }

    /// Every key in one stream.
    private func all(_ store: any ComparedStore, _ reading: TableReading) async throws -> [RowKey] {
        let stream = try await store.rows(RowPage(reading))
        var keys: [RowKey] = []
        while let batch = try await stream.next() {
            keys += batch.indices.map { RowKey(batch.cells(of: $0)[..<2].map { $0.map(Array.init) }) }
        }
        return keys
    }
}
