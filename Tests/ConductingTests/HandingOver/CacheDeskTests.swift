import Conducting
import DatabaseRig
import Foundation
import Planning
import Relocation
import Testing

@Suite("Caches")
struct CacheDeskTests {
    /// One for each side and one that both ask, each in a database of its own.
    private static func plan(_ redis: RedisServer, oldCommand: String? = nil, newSeen: String = "") throws -> Plan {
        func words(_ database: Int, _ command: [String]) -> String {
            "[\((redis.client(database: database) + command).map { "\"\($0)\"" }.joined(separator: ", "))]"
        }
        return try PlanReader.read(
            text: """
                sluice: 1
                name: caches
                systems: [{ id: web, kind: storefront, side: old }]
                relocation:
                  caches:
                    - { id: old-redis, side: old, flush: { command: \(oldCommand ?? words(0, ["FLUSHDB"])) } }
                    - { id: new-redis, side: new, flush: { command: \(words(1, ["FLUSHDB"])) \(newSeen)} }
                    - { id: sessions, side: shared, flush: { command: \(words(2, ["FLUSHDB"])) } }
                """)
    }

    private static func desk(_ plan: Plan) throws -> CacheDesk {
        try CacheDesk(plan, PlanLogins(plan, folder: FileManager.default.temporaryDirectory, knownHosts: nil))
    }

    private static func fill(_ redis: RedisServer) throws {
        for database in 0...2 { try redis.ask(["SET", "article", "in stock"], database: database) }
    }

    private static func sizes(_ redis: RedisServer) throws -> [String] {
        try (0...2).map { try redis.ask(["DBSIZE"], database: $0) }
    }

    @Test("a side that gains the database forgets what it remembered; the other one's is left alone")
    func sides() async throws {
        let redis = try await RedisServer()
        let desk = try Self.desk(try Self.plan(redis))
        try Self.fill(redis)
        #expect(try await desk.flush(.new) == "new-redis, sessions emptied")
        #expect(try Self.sizes(redis) == ["1", "0", "0"])
        try Self.fill(redis)
        #expect(try await desk.flush(.old) == "old-redis, sessions emptied")
        #expect(try Self.sizes(redis) == ["0", "1", "0"])
    }

    @Test("a command that fails, is refused or is missing says which cache it was about")
    func failures() async throws {
        let redis = try await RedisServer()
        func trouble(_ oldCommand: String) async throws -> String {
            let desk = try Self.desk(try Self.plan(redis, oldCommand: oldCommand))
            let error = await #expect(throws: RelocationError.self) { _ = try await desk.flush(.old) }
            return error?.description ?? ""
        }
        // Of several that fail one is named.
        func namesOne(_ text: String) -> Bool { text.contains("`old-redis`") || text.contains("`sessions`") }
        #expect(try await trouble("[\"false\"]").contains("`old-redis`"))
        #expect(try await trouble("[]").contains("`old-redis`"))
        // An answer that is an error, and a cache that is away.
        let wrong = redis.client().map { "\"\($0)\"" }.joined(separator: ", ")
        #expect(try await trouble("[\(wrong), FLUSHDBB]").contains("`old-redis`"))
        redis.kill()
        #expect(namesOne(try await trouble("[\(wrong), FLUSHDB]")))
    }

    @Test("where the plan says how it is seen, that must hold too")
    func seen() async throws {
        let redis = try await RedisServer()
        try Self.fill(redis)
        let holds = try Self.desk(try Self.plan(redis, newSeen: ", seen: [\"true\"]"))
        #expect(try await holds.flush(.new) == "new-redis, sessions emptied")
        let not = try Self.desk(try Self.plan(redis, newSeen: ", seen: [\"false\"]"))
        await #expect(throws: RelocationError.self) { try await not.flush(.new) }
    }

    @Test("a plan without caches has nothing to empty")
    func none() async throws {
        let plan = try PlanReader.read(
            text: "sluice: 1\nname: none\nsystems: [{ id: web, kind: storefront, side: old }]\nrelocation: {}")
        #expect(try await Self.desk(plan).flush(.new).isEmpty)
    }
}
