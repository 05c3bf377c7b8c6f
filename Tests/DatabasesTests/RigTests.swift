import DatabaseRig
import Testing

@Suite struct RigTests {
    @Test("the servers start, answer and end")
    func servers() async throws {
        let old = try await MariaDBServer(serverID: 1)
        let new = try await MariaDBServer(serverID: 2)
        let other = try await PostgreSQLServer()
        try new.replicate(from: old)
        try old.run("CREATE TABLE t (a INT PRIMARY KEY)", in: "shop")
        try other.run("CREATE TABLE t (a INT PRIMARY KEY)")
        old.kill()
        try await old.start()
        try old.run("INSERT INTO shop.t VALUES (1)")
    }
}
