import Relocation
import Testing

/// What servers say, judged without asking any.
@Suite("Names, judged")
struct NameWatchTests {
    static let shop = DomainName("shop.test")!
    static let www = DomainName("www.shop.test")!
    static let edge = IPAddress("192.0.2.7")!
    static let old = IPAddress("192.0.2.1")!
    static let six = IPAddress("2001:db8::7")!
    static let holder = NameServer(.authoritative, host: "192.0.2.53")
    static let resolver = NameServer(.resolver, host: "198.51.100.53")

    static func message(
        _ name: DomainName, _ records: [DNSRecord], code: UInt8 = 0, authoritative: Bool = true, recursive: Bool = false
    ) -> DNSReply {
        // Made from bytes, as every message is.
        let flags: [UInt8] = [0x80 | (authoritative ? 4 : 0), (recursive ? 0x80 : 0) | code]
        var message = try! DNSMessage(reading: [0, 1] + flags + Array(repeating: 0, count: 8))
        message.answers = records
        return .message(message)
    }

    static func reading(
        _ type: DNSType, _ records: [DNSRecord], of name: DomainName = shop, at server: NameServer = holder,
        code: UInt8 = 0
    ) -> NameReading {
        let isHolder = server.role == .authoritative
        return NameReading(
            name, type, at: server, message(name, records, code: code, authoritative: isHolder, recursive: !isHolder))
    }

    static func reading(
        _ records: [DNSRecord], of name: DomainName = shop, at server: NameServer = holder, code: UInt8 = 0
    ) -> NameReading {
        reading(.a, records, of: name, at: server, code: code)
    }

    static func pair(
        _ four: [IPAddress], _ six: [IPAddress] = [], ttl: Int = 60, at server: NameServer = holder
    ) -> [NameReading] {
        [
            reading(.a, four.map { DNSRecord(shop, ttl: ttl, .address($0)) }, at: server),
            reading(.aaaa, six.map { DNSRecord(shop, ttl: ttl, .address($0)) }, at: server),
        ]
    }

    static func state(
        _ readings: [NameReading], to destination: Destination = Destination(addresses: [edge]), movedAt: Int? = nil,
        at time: Int = 0
    ) -> NameState {
        NameLine(readings, to: destination, movedAt: movedAt, longest: 60, at: time).state
    }

    @Test("aliases are followed, the longest TTL of the way counts, and rings are named")
    func chains() {
        let chain = Self.reading([
            DNSRecord(Self.www, ttl: 30, .address(Self.edge)), DNSRecord(Self.shop, ttl: 300, .alias(Self.www)),
        ])
        #expect(chain.chain == [Self.www] && chain.addresses == [Self.edge] && chain.ttl == 300)
        let ring = Self.reading([
            DNSRecord(Self.shop, ttl: 30, .alias(Self.www)), DNSRecord(Self.www, ttl: 30, .alias(Self.shop)),
        ])
        guard case .lame(let why) = ring.outcome else { return #expect(Bool(false)) }
        #expect(why.contains("ring"))
    }

    @Test("who does not hold the zone, refuses, fails or is silent says nothing about the name")
    func lame() {
        let stranger = NameReading(Self.shop, .a, at: Self.holder, Self.message(Self.shop, [], authoritative: false))
        #expect(stranger.outcome == .lame("answers without authority: it does not hold the zone"))
        for (code, word) in [(UInt8(5), "REFUSED"), (2, "SERVFAIL"), (4, "NOTIMP")] {
            guard case .lame(let why) = Self.reading([], code: code).outcome else { return #expect(Bool(false)) }
            #expect(why.contains(word))
        }
        let silent = NameReading(Self.shop, .a, at: Self.holder, .silent("no answer within 1.5 s"))
        #expect(Self.state([silent]) == .silent("no answer within 1.5 s"))
    }

    @Test("every address, and only those: an AAAA left behind is not there yet")
    func addresses() {
        #expect(Self.state(Self.pair([Self.edge])) == .agrees)
        #expect(Self.state(Self.pair([Self.edge, Self.old])) == .before(ttl: 60))
        #expect(Self.state(Self.pair([Self.edge], [Self.six])) == .before(ttl: 60))
        let both = Destination(addresses: [Self.edge, Self.six])
        #expect(Self.state(Self.pair([Self.edge], [Self.six]), to: both) == .agrees)
        #expect(Self.state(Self.pair([Self.edge]), to: both) == .before(ttl: 60))
        #expect(Self.state(Self.pair([])) == .missing)
        #expect(Self.state([Self.reading([], code: 3), Self.reading(.aaaa, [], code: 3)]) == .missing)
    }

    @Test("an alias of the goal is there, whatever its addresses")
    func aliases() {
        let to = Destination(names: [Self.www])
        let alias = DNSRecord(Self.shop, ttl: 60, .alias(Self.www))
        let readings = [
            Self.reading([alias, DNSRecord(Self.www, ttl: 60, .address(Self.old))]), Self.reading(.aaaa, [alias]),
        ]
        #expect(Self.state(readings, to: to) == .agrees)
        #expect(Self.state(Self.pair([Self.edge]), to: to) == .before(ttl: 60))
    }

    @Test("a resolver may remember for the TTL, and is stale after it")
    func stale() {
        let late = Self.pair([Self.old], ttl: 40, at: Self.resolver)
        #expect(Self.state(late, movedAt: nil, at: 900_000) == .before(ttl: 40))
        #expect(Self.state(late, movedAt: 0, at: 61_000) == .before(ttl: 40))
        #expect(Self.state(late, movedAt: 0, at: 90_000) == .stale(over: 30))
        // A server of the zone is no resolver: it is to be told.
        #expect(Self.state(Self.pair([Self.old]), movedAt: 0, at: 90_000) == .before(ttl: 60))
    }

    @Test("names may move one old TTL after the last server was seen with the low one")
    func lowering() {
        let to = Destination(addresses: [Self.edge])
        var memory = NameMemory()
        func look(_ ttl: Int, at time: Int, declared: Int? = nil) -> Lowering {
            let readings = Self.pair([Self.old], ttl: ttl)
            memory.take(readings, to: to, low: 60, at: time)
            let line = NameLine(readings, to: to, movedAt: nil, longest: 0, at: time)
            return Lowering([line], memory, low: 60, declared: declared, at: time)
        }
        guard case .high(let high) = look(3_600, at: 0).state else { return #expect(Bool(false)) }
        #expect(high.map(\.ttl) == [3_600])
        let first = look(60, at: 1_000_000)
        #expect(first.old == 3_600 && first.state == .waiting(since: 1_000_000, until: 4_600_000))
        #expect(look(60, at: 4_599_999).state == .waiting(since: 1_000_000, until: 4_600_000))
        #expect(look(60, at: 4_600_000).state == .done(since: 1_000_000))
        // Raised again meanwhile: it begins anew.
        _ = look(300, at: 4_700_000)
        #expect(look(60, at: 4_800_000).state == .waiting(since: 4_800_000, until: 8_400_000))
        #expect(look(60, at: 4_800_000, declared: 7_200).old == 7_200)
        #expect(look(60, at: 4_800_000, declared: 600).old == 3_600)
    }

    @Test("a TTL that nobody saw high is assumed to have been a day; a silent holder is not low")
    func unseen() {
        let readings = Self.pair([Self.old], ttl: 60)
        var memory = NameMemory()
        memory.take(readings, to: Destination(addresses: [Self.edge]), low: 60, at: 0)
        let line = NameLine(readings, to: Destination(addresses: [Self.edge]), movedAt: nil, longest: 0, at: 0)
        #expect(Lowering([line], memory, low: 60, declared: nil, at: 0).old == 86_400)
        let silent = NameReading(Self.shop, .a, at: Self.holder, .silent("nobody listens there"))
        let dark = NameLine([silent], to: Destination(addresses: [Self.edge]), movedAt: nil, longest: 0, at: 0)
        #expect(Lowering([line, dark], memory, low: 60, declared: 60, at: 99_000_000).state == .unseen([dark]))
    }

    @Test("what people change is said exactly, and what follows another name needs nothing")
    func changes() {
        let to = Destination(addresses: [Self.edge])
        let lines = [
            NameLine(Self.pair([Self.old], [Self.six]), to: to, movedAt: nil, longest: 0, at: 0),
            NameLine(
                [
                    Self.reading(
                        [
                            DNSRecord(Self.www, ttl: 60, .alias(Self.shop)),
                            DNSRecord(Self.shop, ttl: 60, .address(Self.old)),
                        ], of: Self.www), Self.reading(.aaaa, [], of: Self.www),
                ], to: to, movedAt: nil, longest: 0, at: 0),
        ]
        #expect(
            NameChange.all(lines, to: to).map(\.description) == [
                "shop.test A: 192.0.2.1 → 192.0.2.7", "shop.test AAAA: 2001:db8::7 → no record",
            ])
    }

    @Test("what was seen outlives the program")
    func kept() {
        var memory = NameMemory()
        memory.take(Self.pair([Self.edge], ttl: 60), to: Destination(addresses: [Self.edge]), low: 60, at: 5)
        memory.take(Self.pair([Self.edge], ttl: 60), to: Destination(addresses: [Self.edge]), low: 60, at: 9)
        #expect(memory.movedAt(Self.shop) == 5)
        memory.take(Self.pair([Self.old], ttl: 60), to: Destination(addresses: [Self.edge]), low: 60, at: 12)
        #expect(memory.movedAt(Self.shop) == nil)
    }
}
