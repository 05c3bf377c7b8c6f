import Conducting
import Foundation
import Planning
import Relocation
import Testing

/// What people are told to do next, by what was seen.
@Suite("Advice on names")
struct AdviceTests {
    static let old = IPAddress("192.0.2.1")!
    static let edge = IPAddress("203.0.113.7")!

    let terms: PointingTerms
    var memory = NameMemory()

    init() throws {
        terms = try PointingTerms(
            try PointingTests.plan(
                """
                  names:
                    servers: [192.0.2.53]
                    resolvers: [198.51.100.53]
                    edge: [203.0.113.7]
                    ttl: 1m
                    old_ttl: 1h
                """), .edge)
    }

    /// Every name leads to one place at the holder, and to one at the resolver.
    mutating func view(_ holder: IPAddress?, _ resolver: IPAddress, ttl: Int = 60, at seconds: Int) -> PointingView {
        var readings: [[NameReading]] = []
        for name in terms.names {
            for server in terms.servers {
                let place = server.role == .authoritative ? holder : resolver
                let replies = [place, nil].map { Self.reply(name, place: $0, ttl: ttl, isSilent: place == nil) }
                readings.append([
                    NameReading(name, .a, at: server, replies[0]), NameReading(name, .aaaa, at: server, replies[1]),
                ])
            }
        }
        memory.take(readings.flatMap(\.self), to: terms.destination, low: terms.low, at: seconds * 1_000)
        return PointingView(readings, terms, memory, at: seconds * 1_000)
    }

    static func reply(_ name: DomainName, place: IPAddress?, ttl: Int, isSilent: Bool) -> DNSReply {
        if isSilent { return .silent("nobody listens there") }
        // Authoritative and recursive at once, so that it fits both roles.
        var message = try! DNSMessage(reading: [0, 1, 0x84, 0x80] + Array(repeating: 0, count: 8))
        message.answers = place.map { [DNSRecord(name, ttl: ttl, .address($0))] } ?? []
        return .message(message)
    }

    private func advice(_ view: PointingView, refused: Bool = false) -> PointingAdvice {
        let outcome: CertificateLook.Outcome = refused ? .refused("for another name") : .valid(until: nil)
        return PointingAdvice(
            view, terms.names.map { CertificateLine(name: $0, address: Self.edge, outcome: outcome) })
    }

    @Test("lower, wait, certificates, move, watch, settled: in this order")
    mutating func order() {
        let high = view(Self.old, Self.old, ttl: 3_600, at: 0)
        guard case .lower(let records) = advice(high) else { return #expect(Bool(false)) }
        #expect(records.count == terms.names.count && advice(high).isRefusal)
        let early = view(Self.old, Self.old, at: 100)
        #expect(advice(early) == .wait(until: 3_700_000))
        let late = view(Self.old, Self.old, at: 3_699)
        #expect(advice(late).isRefusal)
        let ready = view(Self.old, Self.old, at: 3_700)
        guard case .certificates = advice(ready, refused: true) else { return #expect(Bool(false)) }
        guard case .move(let changes) = advice(ready) else { return #expect(Bool(false)) }
        #expect(changes.map(\.to) == terms.names.map { _ in "203.0.113.7" })
        // The holder has changed, the resolver remembers: nothing is left to be done but to wait.
        let moved = view(Self.edge, Self.old, at: 3_800)
        #expect(advice(moved) == .under([]))
        let done = view(Self.edge, Self.edge, at: 3_850)
        #expect(advice(done) == .settled && done.over(terms) == 3_860_000)
    }

    @Test("a holder that says nothing is no holder with a low TTL")
    mutating func unseen() {
        let dark = view(nil, Self.old, at: 0)
        guard case .unseen(let lines) = advice(dark) else { return #expect(Bool(false)) }
        #expect(lines.count == terms.names.count)
    }

    @Test("moved too early: watched for what was left of the old TTL, and the record says who is stale")
    mutating func early() throws {
        _ = view(Self.old, Self.old, at: 0)
        _ = view(Self.edge, Self.old, at: 600)
        let later = view(Self.edge, Self.old, at: 3_000)
        #expect(later.lines.allSatisfy { if case .stale = $0.state { false } else { true } })
        #expect(later.over(terms) == 3_600_000)
        let stale = view(Self.edge, Self.old, at: 4_000)
        #expect(stale.lines.contains { $0.state == .stale(over: 400) })
        let folder = FileManager.default.temporaryDirectory.appending(path: "advice-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let desk = PointingDesk(terms, folder: try RelocationFolder(folder))
        let record = desk.record(terms.names[0], stale, [], plan: "digest")
        #expect(record.kind == .named && !record.passed && record.subject == "eu.shop.test")
        #expect(record.figures["stale"] == 1 && record.figures["agree"] == 1 && record.figures["seconds"] == 3_400)
    }
}
