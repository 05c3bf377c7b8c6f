import DatabaseRig
import Databases
import Foundation
import Reconciliation
import Testing

/// The same rows in both engines, and changes of single cells of them.
@Suite(.serialized) struct DigestTests {
    static let old = Task { try await MariaDBServer() }
    static let new = Task { try await PostgreSQLServer() }

    static let rows = """
        (1, 12.50, 'a', 'x', '2026-01-01 10:00:00.5', 1, '123e4567-e89b-12d3-a456-426614174000', '2026-01-01', 5),
        (2, -0.01, '', '', '2026-01-01 10:00:00', 0, '00000000-0000-0000-0000-000000000000', '1970-01-01', NULL),
        (3, 0, NULL, 'käse 😀', NULL, NULL, NULL, NULL, 0),
        (4, NULL, 'a,b', '1:x', '9999-12-31 23:59:59.999999', 1, NULL, '9999-12-31', -5),
        (5, 99999999.99, '~', 'it''s', '1000-01-01 00:00:00', 1, NULL, '2024-02-29', 12)
        """

    /// Each changes one cell of one row, and is of both engines' language.
    static let changes = [
        "price = 12.51 WHERE id = 1", "price = NULL WHERE id = 3", "price = 0 WHERE id = 4", "t = 'A' WHERE id = 1",
        "t = 'a ' WHERE id = 1", "t = NULL WHERE id = 2", "t = '' WHERE id = 3", "t = NULL WHERE id = 5",
        "v = 'käse 😁' WHERE id = 3", "v = '1:y' WHERE id = 4", "v = ' ' WHERE id = 2",
        "stamp = '2026-01-01 10:00:00.500001' WHERE id = 1", "stamp = NULL WHERE id = 2",
        "stamp = '2026-01-01 00:00:00' WHERE id = 3", "u = NULL WHERE id = 2", "day = '2024-02-28' WHERE id = 5",
        "day = NULL WHERE id = 1", "n = 0 WHERE id = 2", "n = NULL WHERE id = 3", "n = 21 WHERE id = 5",
        "id = 6 WHERE id = 5",
    ]

    private func stores() async throws -> (MariaDBStore, PostgreSQLStore) {
        let (old, new) = (try await Self.old.value, try await Self.new.value)
        return (
            try await MariaDBStore(DatabaseAddress(parsing: old.address), password: old.password),
            try await PostgreSQLStore(DatabaseAddress(parsing: new.address), password: new.password)
        )
    }

    private func reset(_ table: String) async throws {
        try await Self.old.value.run(
            """
            DROP TABLE IF EXISTS \(table);
            CREATE TABLE \(table) (id BIGINT PRIMARY KEY, price DECIMAL(10,2), t TEXT CHARACTER SET utf8mb3,
                v VARCHAR(50), stamp DATETIME(6), flag TINYINT(1), u UUID, day DATE, n INT);
            INSERT INTO \(table) VALUES \(Self.rows);
            """, in: "shop")
        try await Self.new.value.run(
            """
            DROP TABLE IF EXISTS \(table);
            CREATE TABLE \(table) (id int PRIMARY KEY, price numeric(12,2), t text, v varchar(50), stamp timestamp,
                flag smallint, u uuid, day date, n bigint);
            INSERT INTO \(table) VALUES \(Self.rows);
            """)
    }

    @Test("equal rows have equal digests on both engines, and every change of one cell is seen")
    func across() async throws {
        try await reset("cells")
        let (old, new) = try await stores()
        let left = try await old.reading("cells")
        let right = try await new.reading("cells")
        let first = try await old.digest(KeyRange(), of: left, as: .md5)
        #expect(try await new.digest(KeyRange(), of: right, as: .md5) == first)
        #expect(first.rows == 5)
        let cheap = try await old.digest(KeyRange(), of: left, as: .crc)
        for change in Self.changes {
            try await reset("cells")
            try await Self.old.value.run("UPDATE cells SET \(change)", in: "shop")
            let changed = try await old.digest(KeyRange(), of: left, as: .md5)
            #expect(changed != first, "\(change)")
            #expect(try await old.digest(KeyRange(), of: left, as: .crc) != cheap, "\(change)")
            try await Self.new.value.run("UPDATE cells SET \(change)")
            #expect(try await new.digest(KeyRange(), of: right, as: .md5) == changed, "\(change)")
        }
        await old.close()
        await new.close()
    }

    @Test("texts do not run into each other, and a column that cannot be NULL digests as one that can")
    func boundaries() async throws {
        let (old, _) = try await stores()
        try await Self.old.value.run(
            """
            CREATE TABLE joined (id INT PRIMARY KEY, a VARCHAR(9) NOT NULL, b VARCHAR(9) NOT NULL, n INT NOT NULL);
            CREATE TABLE moved (id INT PRIMARY KEY, a VARCHAR(9), b VARCHAR(9), n INT);
            INSERT INTO joined VALUES (1, 'ab', 'c', 1), (2, '1,x', '', 23), (12, '', '', 3);
            INSERT INTO moved VALUES (1, 'a', 'bc', 1), (2, '1', 'x', 23), (12, '', '', 3);
            """, in: "shop")
        let kept = try await old.reading("joined")
        let moved = try await old.reading("moved")
        for kind in DigestKind.allCases {
            for key in ["1", "2"] {
                let range = KeyRange(after: RowKey("\((Int(key) ?? 0) - 1)"), through: RowKey(key))
                #expect(try await old.digest(range, of: kept, as: kind) != old.digest(range, of: moved, as: kind))
            }
            let same = KeyRange(after: RowKey("2"))
            #expect(try await old.digest(same, of: kept, as: kind) == old.digest(same, of: moved, as: kind))
        }
        await old.close()
    }

    @Test("the same change in two rows is seen, which the exclusive-or of CRCs misses")
    func linear() async throws {
        let (old, _) = try await stores()
        let server = try await Self.old.value
        try server.run(
            """
            CREATE TABLE twins (id INT PRIMARY KEY, state INT NOT NULL, t VARCHAR(20) NOT NULL);
            INSERT INTO twins VALUES (11, 1, 'open'), (12, 1, 'open'), (13, 1, 'sent'), (14, 1, 'sent');
            """, in: "shop")
        let address = try DatabaseAddress(parsing: server.address)
        let plain = MariaDBConnection(address, password: server.password)
        let naive = "SELECT BIT_XOR(CRC32(CONCAT_WS(',', id, state, t))) FROM twins"
        let reading = try await old.reading("twins")
        for change in ["UPDATE twins SET t = 'shut' WHERE t = 'open'", "UPDATE twins SET state = 2 WHERE id > 12"] {
            let before = try await plain.rows(naive).texts(of: 0)
            let crc = try await old.digest(KeyRange(), of: reading, as: .crc)
            let md5 = try await old.digest(KeyRange(), of: reading, as: .md5)
            try server.run(change, in: "shop")
            #expect(try await plain.rows(naive).texts(of: 0) == before)
            #expect(try await old.digest(KeyRange(), of: reading, as: .crc) != crc)
            #expect(try await old.digest(KeyRange(), of: reading, as: .md5) != md5)
        }
        await old.close()
    }

    @Test("decimals and time stamps are digested with the shared digits")
    func digits() async throws {
        let (old, new) = try await stores()
        try await Self.old.value.run(
            """
            CREATE TABLE digits (id INT PRIMARY KEY, price DECIMAL(10,4), stamp DATETIME(3), zoned TIMESTAMP(6) NULL,
                raw BLOB, code CHAR(36));
            SET time_zone = '+00:00';
            INSERT INTO digits VALUES (1, 1.5, '2026-01-01 10:00:00.126', '2026-01-01 10:00:00.999999', X'00FF',
                '123E4567-E89B-12D3-A456-426614174000');
            """, in: "shop")
        try await Self.new.value.run(
            """
            SET TimeZone = 'Asia/Tokyo';
            CREATE TABLE digits (id int PRIMARY KEY, price numeric(10,2), stamp timestamp, zoned timestamptz(0), raw bytea,
                code uuid);
            INSERT INTO digits VALUES (1, 1.5, '2026-01-01 10:00:00.126', '2026-01-01 19:00:00', '\\x00ff',
                '123e4567-e89b-12d3-a456-426614174000');
            """)
        let columns = [
            ReadColumn(name: "id", family: .integer, digest: .text),
            ReadColumn(name: "price", family: .decimal(scale: 4), digest: .decimal(scale: 4)),
            ReadColumn(name: "stamp", family: .timestamp(digits: 6, zoned: false), digest: .timestamp(digits: 3)),
            ReadColumn(name: "zoned", family: .timestamp(digits: 6, zoned: true), digest: .timestamp(digits: 0)),
            ReadColumn(name: "raw", family: .binary, digest: .bytes),
            ReadColumn(name: "code", family: .uuid, digest: .uuid),
        ]
        let reading = TableReading(
            source: .table("digits"), columns: columns, keyCount: 1, order: .index, isUnique: true)
        let left = try await old.digest(KeyRange(), of: reading, as: .md5)
        #expect(try await new.digest(KeyRange(), of: reading, as: .md5) == left)
        await old.close()
        await new.close()
    }
}
