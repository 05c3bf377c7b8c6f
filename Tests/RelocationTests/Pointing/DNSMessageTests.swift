import Fixtures
import Relocation
import Testing

/// Bytes of the domain name system, well-formed and hostile.
@Suite("DNS messages")
struct DNSMessageTests {
    /// An answer to `eu.shop.test A`: an alias and its address, names compressed.
    static let answer: [UInt8] =
        [0x12, 0x34, 0x84, 0x00, 0, 1, 0, 2, 0, 0, 0, 0] + eu + [0, 1, 0, 1]
        // eu.shop.test CNAME www.shop.test, whose end is at 15
        + [0xC0, 12, 0, 5, 0, 1, 0, 0, 0, 60, 0, 6, 3, 0x77, 0x77, 0x77, 0xC0, 15]
        + [3, 0x77, 0x77, 0x77, 0xC0, 15, 0, 1, 0, 1, 0, 0, 0, 30, 0, 4, 192, 0, 2, 7]
    static let eu: [UInt8] = [2, 0x65, 0x75, 4, 0x73, 0x68, 0x6F, 0x70, 4, 0x74, 0x65, 0x73, 0x74, 0]

    @Test("an answer with compressed names is read")
    func reads() throws {
        let message = try DNSMessage(reading: Self.answer)
        let (eu, www) = (try #require(DomainName("EU.Shop.test.")), try #require(DomainName("www.shop.test")))
        #expect(message.id == 0x1234 && message.isAnswer && message.isAuthoritative && message.code == .good)
        #expect(message.questions == [DNSMessage.Question(name: eu, type: 1)])
        #expect(
            message.answers == [
                DNSRecord(eu, ttl: 60, .alias(www)),
                DNSRecord(www, ttl: 30, .address(try #require(IPAddress("192.0.2.7")))),
            ])
    }

    @Test("a question is the bytes that servers expect")
    func asks() throws {
        let name = try #require(DomainName("eu.shop.test"))
        let bytes = DNSMessage.question(id: 0x1234, name, .aaaa, recursion: true)
        #expect(bytes == [0x12, 0x34, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0] + Self.eu + [0, 28, 0, 1])
        #expect(try DNSMessage(reading: bytes).questions.first?.name == name)
    }

    @Test("rings of pointers, pointers forward and names without end are refused")
    func rings() {
        let head: [UInt8] = [0, 1, 0x80, 0, 0, 1, 0, 0, 0, 0, 0, 0]
        for name: [UInt8] in [
            [0xC0, 12], [0xC0, 14, 0xC0, 12], [1, 0x61, 0xC0, 12], [0xC0, 200], [0xFF, 0xFF], [0x40, 1], [63], [0xC0],
            Array(repeating: [63] + Array(repeating: 0x61, count: 63), count: 5).flatMap(\.self) + [0],
        ] {
            #expect(throws: MalformedMessage.self) { try DNSMessage(reading: head + name + [0, 1, 0, 1]) }
        }
    }

    @Test("lengths that do not fit are refused")
    func lengths() {
        var short = Self.answer
        // The address's record says that it is one byte shorter than an address.
        short[short.count - 5] = 3
        #expect(throws: MalformedMessage.self) { try DNSMessage(reading: short) }
        var many = Self.answer
        many[6] = 0xFF
        #expect(throws: MalformedMessage.self) { try DNSMessage(reading: many) }
        for count in 0..<Self.answer.count {
            #expect(throws: MalformedMessage.self) { try DNSMessage(reading: Array(Self.answer.prefix(count))) }
        }
    }

    @Test("no bytes end the program: flipped, cut, and mere noise")
    func noise() {
        var dice = Dice(seed: 7)
        var read = 0
        for _ in 0..<20_000 {
            var bytes = Self.answer
            for _ in 0...dice.below(6) { bytes[dice.below(bytes.count)] = UInt8(dice.below(256)) }
            if dice.chance(0.3) { bytes.removeLast(dice.below(bytes.count)) }
            if (try? DNSMessage(reading: bytes)) != nil { read += 1 }
            let noise = (0..<dice.below(80)).map { _ in UInt8(dice.below(256)) }
            _ = try? DNSMessage(reading: noise)
        }
        // Flips in addresses and TTLs leave a message; most others do not.
        #expect((1..<20_000).contains(read))
    }

    @Test("a truncated answer is read as far as its question")
    func truncated() throws {
        var bytes = Array(Self.answer.prefix(30))
        bytes[2] |= 2
        let message = try DNSMessage(reading: bytes)
        #expect(message.isTruncated && message.answers.isEmpty && message.questions.count == 1)
    }

    @Test("names: bounds, case, and bytes that are no letters")
    func names() throws {
        #expect(DomainName("a..b") == nil && DomainName("ä.test") == nil)
        #expect(DomainName(String(repeating: "a", count: 64) + ".test") == nil)
        #expect(DomainName(Array(repeating: String(repeating: "a", count: 63), count: 4).joined(separator: ".")) == nil)
        #expect(DomainName("SHOP.test") == DomainName("shop.TEST."))
        #expect(IPAddress("2001:0DB8::0007")?.description == "2001:db8::7")
    }
}
