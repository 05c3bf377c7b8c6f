import DatabaseRig
import Databases
import Fixtures
import Foundation
import Reconciliation
import Testing

/// What both stores say when something is in the way.
@Suite(.serialized) struct StoreTroubleTests {
    static let old = Task { try await MariaDBServer() }
    static let new = Task { try await PostgreSQLServer() }
    static let limits = ConnectionLimits(connect: 2, answer: 2)

    private func stores() async throws -> [any ComparedStore] {
        let (old, new) = (try await Self.old.value, try await Self.new.value)
        return [
            try await MariaDBStore(
                DatabaseAddress(parsing: old.address), password: old.password, limits: Self.limits),
            try await PostgreSQLStore(
                DatabaseAddress(parsing: new.address), password: new.password, limits: Self.limits),
        ]
    }

    @Test("questions that cannot be answered say what to mend, and never the password")
    func questions() async throws {
        try await Self.old.value.run("CREATE TABLE q (id INT PRIMARY KEY, n DOUBLE)", in: "shop")
        try await Self.new.value.run("CREATE TABLE q (id int PRIMARY KEY, n float8)")
        for store in try await stores() {
            let missing = await #expect(throws: CouldNotCheck.self) { try await store.describe(.table("nowhere")) }
            #expect("\(String(describing: missing))".contains("nowhere"))
            await #expect(throws: CouldNotCheck.self) { try await store.describe(.query("SELEC 1")) }
            var reading = try await store.reading("q")
            reading.columns.append(ReadColumn(name: "gone", family: .text))
            let gone = await #expect(throws: CouldNotCheck.self) { try await store.rows(RowPage(reading)) }
            #expect("\(String(describing: gone))".contains("gone") && gone?.isPassing == false)
            reading.columns = [ReadColumn(name: "id", family: .integer)]
            let formless = await #expect(throws: CouldNotCheck.self) {
                try await store.digest(KeyRange(), of: reading, as: .md5)
            }
            #expect("\(String(describing: formless))".contains("no form"))
            let sly = RowKey("1 OR 1 = 1")
            await #expect(throws: CouldNotCheck.self) { try await store.rows(of: reading, with: [sly]) }
            reading.condition = "id = ("
            let stream = try await store.rows(RowPage(reading))
            let broken = await #expect(throws: CouldNotCheck.self) { try await stream.next() }
            #expect("\(String(describing: broken))".contains("condition"))
            reading.condition = nil
            #expect(try await store.all(reading).isEmpty)
            #expect(!"\(store.name) \(store)".contains("rig-secret"))
            await store.close()
        }
    }

    @Test("text keys that look like SQL stay text")
    func quoting() async throws {
        let keys = ["'", "''", "\\", "\\'", "\"", "a';DROP TABLE t;--", "😀", " ", "", "%", "x\ny", "$1", "\u{301}e"]
        try await Self.old.value.run(
            "CREATE TABLE k (id VARCHAR(40) COLLATE utf8mb4_nopad_bin PRIMARY KEY)", in: "shop")
        try await Self.new.value.run("CREATE TABLE k (id varchar(40) PRIMARY KEY)")
        let hex = keys.map { key in Array(key.utf8).map { String(format: "%02x", $0) }.joined() }
        try await Self.old.value.run(
            "INSERT INTO k VALUES \(hex.map { "(X'\($0)')" }.joined(separator: ","))", in: "shop")
        try await Self.new.value.run(
            "INSERT INTO k VALUES \(hex.map { "(convert_from('\\x\($0)', 'UTF8'))" }.joined(separator: ","))")
        let sorted = keys.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
        for store in try await stores() {
            let shape = try await store.describe(.table("k"))
            #expect(shape.columns[0].sortsByValue)
            let reading = try await store.reading("k")
            #expect(try await store.all(reading, page: 2).map { $0[0] ?? "" } == sorted)
            let found = try await store.rows(of: reading, with: keys.map { RowKey($0) })
            #expect(found.count == keys.count)
            await store.close()
        }
    }

    @Test("a store whose server was killed or stands still does not answer, and answers again afterwards")
    func lost() async throws {
        let stores = try await stores()
        for store in stores { _ = try await store.load() }
        try await Self.old.value.kill()
        try await Self.new.value.kill()
        for store in stores {
            let error = await #expect(throws: CouldNotCheck.self) { try await store.load() }
            #expect(error?.isPassing == true)
            #expect(!"\(String(describing: error))".contains("rig-secret"))
        }
        try await Self.old.value.start()
        try await Self.new.value.start()
        for store in stores { #expect(try await store.load().answer > 0) }
        let process = try #require(try await Self.old.value.processID)
        try standStill(process)
        let began = ContinuousClock.now
        let error = await #expect(throws: CouldNotCheck.self) { try await stores[0].load() }
        #expect(error?.isPassing == true && ContinuousClock.now - began < .seconds(5))
        goOn(process)
        #expect(try await stores[0].load().answer > 0)
        for store in stores { await store.close() }
    }

    @Test("a page that is let go or cancelled frees its connection for the next")
    func pages() async throws {
        let fill = "INSERT INTO many"
        try await Self.old.value.run(
            """
            CREATE TABLE many (id INT PRIMARY KEY, t TEXT);
            \(fill) SELECT seq, REPEAT('x', 200) FROM seq_1_to_50000;
            """, in: "shop")
        try await Self.new.value.run(
            """
            CREATE TABLE many (id int PRIMARY KEY, t text);
            \(fill) SELECT i, repeat('x', 200) FROM generate_series(1, 50000) i;
            """)
        for store in try await stores() {
            let reading = try await store.reading("many")
            for _ in 0..<3 {
                let stream = try await store.rows(RowPage(reading))
                #expect(try await stream.next() != nil)
            }
            let stream = try await store.rows(RowPage(reading))
            #expect(try await stream.next() != nil)
            let waiting = Task { try await store.rows(RowPage(reading)) }
            try await Task.sleep(for: .milliseconds(50))
            waiting.cancel()
            await #expect(throws: CouldNotCheck.cancelled) { _ = try await waiting.value }
            await stream.cancel()
            await #expect(throws: CouldNotCheck.cancelled) { try await stream.next() }
            #expect(try await store.all(reading, page: 20_000).count == 50_000)
            await store.close()
        }
    }

    @Test("a wrong password, database or host is told apart from a server that is down")
    func accounts() async throws {
        let (old, new) = (try await Self.old.value, try await Self.new.value)
        for text in [old.address, new.address] {
            var address = try DatabaseAddress(parsing: text)
            let isMariaDB = address.engine == .mariadb
            func open(_ password: String) async throws(CouldNotCheck) {
                if isMariaDB {
                    _ = try await MariaDBStore(address, password: password, limits: Self.limits)
                } else {
                    _ = try await PostgreSQLStore(address, password: password, limits: Self.limits)
                }
            }
            let wrong = await #expect(throws: CouldNotCheck.self) { try await open("not-the-word") }
            #expect(wrong?.isPassing == false && !"\(String(describing: wrong))".contains("not-the-word"))
            address.database = "nowhere"
            let nowhere = await #expect(throws: CouldNotCheck.self) { try await open("rig-secret") }
            #expect(nowhere?.isPassing == false && !"\(String(describing: nowhere))".contains("rig-secret"))
            address.port = 1
            let down = await #expect(throws: CouldNotCheck.self) { try await open("rig-secret") }
            #expect(down?.isPassing == true && !"\(String(describing: down))".contains("rig-secret"))
        }
    }
}
