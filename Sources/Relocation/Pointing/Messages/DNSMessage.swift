/// What a name server answered: bytes made into values, bounded, and nothing believed that does not fit.
///
///     let message = try DNSMessage(reading: bytes)
///     message.answers.map(\.ttl)
public struct DNSMessage: Sendable, Hashable {
    public enum Code: Sendable, Hashable, CustomStringConvertible {
        case good, formatError, serverFailure, noSuchName, notImplemented, refused
        case other(UInt8)

        init(_ number: UInt8) {
            self =
                switch number {
                case 0: .good
                case 1: .formatError
                case 2: .serverFailure
                case 3: .noSuchName
                case 4: .notImplemented
                case 5: .refused
                default: .other(number)
                }
        }

        public var description: String {
            switch self {
            case .good: "answers"
            case .formatError: "does not understand the question (FORMERR)"
            case .serverFailure: "fails (SERVFAIL)"
            case .noSuchName: "says that there is no such name (NXDOMAIN)"
            case .notImplemented: "cannot answer such a question (NOTIMP)"
            case .refused: "refuses to answer (REFUSED)"
            case .other(let number): "answers with code \(number)"
            }
        }
    }

    public struct Question: Sendable, Hashable {
        public var name: DomainName
        public var type: UInt16

        public init(name: DomainName, type: UInt16) {
            self.name = name
            self.type = type
        }
    }

    public var id: UInt16
    public var isAnswer: Bool
    /// The server holds the zone itself.
    public var isAuthoritative: Bool
    /// There was more than the datagram had room for: the answer must be asked for over TCP.
    public var isTruncated: Bool
    /// The server asks others for us.
    public var isRecursive: Bool
    public var code: Code
    public var questions: [Question] = []
    public var answers: [DNSRecord] = []
    public var authority: [DNSRecord] = []

    /// Records of one section that are read; a message of 64 KiB has room for more, but no answer of ours.
    static let recordLimit = 512

    /// The bytes of a question.
    /// - Parameter recursion: whether the server shall ask others; a server that holds the zone need not.
    public static func question(id: UInt16, _ name: DomainName, _ type: DNSType, recursion: Bool) -> [UInt8] {
        let flags: UInt8 = recursion ? 1 : 0
        let head: [UInt8] = [UInt8(id >> 8), UInt8(id & 255), flags, 0, 0, 1, 0, 0, 0, 0, 0, 0]
        return head + name.wire + [UInt8(type.rawValue >> 8), UInt8(type.rawValue & 255), 0, 1]
    }

    /// - Throws: ``MalformedMessage``
    public init(reading bytes: [UInt8]) throws(MalformedMessage) {
        var from = MessageBytes(bytes)
        id = try from.short()
        let flags = try from.short()
        isAnswer = flags & 0x8000 != 0
        isAuthoritative = flags & 0x0400 != 0
        isTruncated = flags & 0x0200 != 0
        isRecursive = flags & 0x0080 != 0
        code = Code(UInt8(flags & 15))
        let counts = (try from.short(), try from.short(), try from.short(), try from.short())
        guard counts.0 <= 4 else { throw MalformedMessage("it repeats \(counts.0) questions") }
        for _ in 0..<counts.0 {
            let name = try from.name()
            questions.append(Question(name: name, type: try from.short()))
            _ = try from.short()
        }
        // What a datagram had no room for is cut off anywhere, and is asked for again.
        guard !isTruncated else { return }
        answers = try Self.records(counts.1, &from)
        authority = try Self.records(counts.2, &from)
    }

    private static func records(_ count: UInt16, _ from: inout MessageBytes) throws(MalformedMessage) -> [DNSRecord] {
        guard count <= recordLimit else { throw MalformedMessage("it has \(count) records, more than \(recordLimit)") }
        var records: [DNSRecord] = []
        for _ in 0..<count {
            let name = try from.name()
            let (type, kind, ttl) = (try from.short(), try from.short(), try from.long())
            let end = Int(try from.short()) + from.place
            guard end <= from.bytes.count else { throw MalformedMessage("a record is longer than the message") }
            // Other classes than that of the internet are of no interest.
            let content = kind == 1 ? try content(type, until: end, &from) : .other(type)
            try from.go(to: end)
            records.append(DNSRecord(name, ttl: ttl > 0x7FFF_FFFF ? 0 : Int(ttl), content))
        }
        return records
    }

    private static func content(
        _ type: UInt16, until end: Int, _ from: inout MessageBytes
    ) throws(MalformedMessage) -> DNSRecord.Content {
        let length = end - from.place
        switch type {
        case DNSType.a.rawValue, DNSType.aaaa.rawValue:
            guard length == (type == DNSType.a.rawValue ? 4 : 16), let address = IPAddress(bytes: try from.take(length))
            else { throw MalformedMessage("an address has \(length) bytes") }
            return .address(address)
        case 5:
            let alias = try from.name()
            guard from.place == end else { throw MalformedMessage("an alias is not as long as its record says") }
            return .alias(alias)
        case DNSType.mx.rawValue:
            _ = try from.short()
            let server = try from.name()
            guard from.place == end else { throw MalformedMessage("a mail server is not as long as its record says") }
            return .mailServer(server)
        case DNSType.txt.rawValue:
            var text: [UInt8] = []
            while from.place < end {
                guard let length = try from.take(1).first, from.place + Int(length) <= end else {
                    throw MalformedMessage("a text is not as long as its record says")
                }
                text += try from.take(Int(length))
            }
            return .text(String(decoding: text, as: UTF8.self))
        case 2:
            let server = try from.name()
            guard from.place == end else { throw MalformedMessage("a server's name is not as long as its record says") }
            return .nameServer(server)
        case 6:
            _ = try from.name()
            _ = try from.name()
            guard from.place + 20 == end else { throw MalformedMessage("the start of a zone is not whole") }
            _ = try from.take(16)
            return .start(negativeTTL: try from.long())
        default: return .other(type)
        }
    }
}
