import Foundation
import Relocation
import Testing

/// Real name servers: one that holds the zone, resolvers that remember, and some that are of no use.
@Suite("Names, asked for", .timeLimit(.minutes(2)))
struct NameRoundTests {
    static let name = DomainName("shop.test")!
    static let edge = Destination(addresses: [IPAddress("127.0.0.2")!, IPAddress("2001:db8::2")!])

    static func holder(_ rig: NameServerRig) -> NameServer {
        NameServer(.authoritative, host: "127.0.0.1", port: rig.port)
    }
    static func resolver(_ rig: NameServerRig) -> NameServer {
        NameServer(.resolver, host: "127.0.0.1", port: rig.port)
    }

    @Test("a resolver says the old place until its TTL ends, then the new one")
    func remembering() async throws {
        let zone = try NameServerRig(zone: "127.0.0.1 shop.test\n2001:db8::1 shop.test\n", ttl: 3)
        let (warm, cold) = (try NameServerRig(upstream: zone.port), try NameServerRig(upstream: zone.port))
        let servers = [Self.holder(zone), Self.resolver(warm), Self.resolver(cold)]
        let round = NameRound(names: [Self.name], servers: Array(servers.prefix(2)))
        let before = await round.run()
        #expect(before.flatMap(\.self).allSatisfy { $0.outcome == .answered && $0.ttl == 3 })
        try zone.change("127.0.0.2 shop.test\n2001:db8::2 shop.test\n")
        let began = ContinuousClock.now
        var memory = NameMemory()
        var states: [[NameState]] = []
        let all = NameRound(names: [Self.name], servers: servers)
        while ContinuousClock.now - began < .seconds(8) {
            let readings = await all.run()
            let time = Int((ContinuousClock.now - began) / .milliseconds(1))
            memory.take(readings.flatMap(\.self), to: Self.edge, low: 3, at: time)
            states.append(
                readings.map {
                    NameLine($0, to: Self.edge, movedAt: memory.movedAt(Self.name), longest: 3, at: time).state
                })
            if states.last == [.agrees, .agrees, .agrees] { break }
            try await Task.sleep(for: .milliseconds(200))
        }
        #expect(states.first?[0] == .agrees && states.first?[2] == .agrees)
        guard case .before(let left) = states.first?[1] else { return #expect(Bool(false), "\(states)") }
        #expect(left <= 3)
        #expect(states.last == [.agrees, .agrees, .agrees])
    }

    @Test("a resolver that remembers longer than it may is named")
    func stale() async throws {
        let zone = try NameServerRig(zone: "127.0.0.1 shop.test\n", ttl: 1)
        let stubborn = try NameServerRig(upstream: zone.port, options: ["--min-cache-ttl=30"])
        let round = NameRound(names: [Self.name], servers: [Self.holder(zone), Self.resolver(stubborn)])
        _ = await round.run()
        try zone.change("127.0.0.2 shop.test\n2001:db8::2 shop.test\n")
        var memory = NameMemory()
        memory.take(await round.run().flatMap(\.self), to: Self.edge, low: 1, at: 0)
        try await Task.sleep(for: .seconds(4))
        let readings = await round.run()
        let line = NameLine(
            readings[1], to: Self.edge, movedAt: memory.movedAt(Self.name), longest: 1, at: 4_000)
        #expect(line.state == .stale(over: 3))
    }

    @Test("an alias, a name that is not there, a server of another zone, and one that is off")
    func odd() async throws {
        let zone = try NameServerRig(
            zone: "127.0.0.1 shop.test\n", ttl: 5, options: ["--cname=www.shop.test,shop.test"])
        let lame = try NameServerRig()
        let off = NameServer(.resolver, host: "127.0.0.1", port: try openPort())
        let asker = DNSAsker(patience: .milliseconds(300), tries: 1)
        let www = try #require(DomainName("www.shop.test"))
        let gone = try #require(DomainName("gone.test"))
        let readings = await NameRound(
            names: [www, gone], servers: [Self.holder(zone), Self.holder(lame), off], asker: asker
        ).run()
        #expect(readings[0][0].chain == [Self.name] && readings[0][0].addresses == [IPAddress("127.0.0.1")])
        #expect(readings[3][0].outcome == .noSuchName)
        guard case .lame(let why) = readings[1][0].outcome else { return #expect(Bool(false), "\(readings[1])") }
        #expect(why.contains("REFUSED"))
        guard case .silent = readings[2][0].outcome else { return #expect(Bool(false), "\(readings[2])") }
    }

    @Test("an answer that has no room in a datagram comes over a connection")
    func truncated() async throws {
        let many = (1...60).map { "127.0.1.\($0) shop.test\n" }.joined()
        let zone = try NameServerRig(zone: many, ttl: 5)
        let reply = await DNSAsker().ask(Self.name, .a, at: Self.holder(zone))
        let reading = NameReading(Self.name, .a, at: Self.holder(zone), reply)
        #expect(reading.addresses.count == 60)
    }
}
