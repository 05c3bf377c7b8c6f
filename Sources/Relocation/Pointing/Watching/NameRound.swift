/// Asks every server for every name, both types of address, all at once but a bounded number at a time.
public struct NameRound: Sendable {
    public let names: [DomainName]
    public let servers: [NameServer]
    public let asker: DNSAsker

    /// Questions under way at once.
    static let lanes = 64

    public init(names: [DomainName], servers: [NameServer], asker: DNSAsker = DNSAsker()) {
        self.names = names
        self.servers = servers
        self.asker = asker
    }

    private struct Question: Sendable {
        let place: Int
        let name: DomainName
        let type: DNSType
        let server: NameServer
    }

    private struct Found: Sendable {
        let place: Int
        let reading: NameReading
    }

    /// By name and server, each with one reading of both types.
    public func run() async -> [[NameReading]] {
        var questions: [Question] = []
        for name in names {
            for server in servers {
                for type in DNSType.allCases {
                    questions.append(Question(place: questions.count, name: name, type: type, server: server))
                }
            }
        }
        let readings = await withTaskGroup(of: Found.self) { group in
            var waiting = questions[...]
            for question in waiting.prefix(Self.lanes) { group.addTask { await answer(question) } }
            waiting = waiting.dropFirst(Self.lanes)
            var found: [NameReading?] = Array(repeating: nil, count: questions.count)
            while let one = await group.next() {
                found[one.place] = one.reading
                if let next = waiting.popFirst() { group.addTask { await answer(next) } }
            }
            return found.compactMap(\.self)
        }
        let width = DNSType.allCases.count
        return stride(from: 0, to: readings.count, by: width).map {
            Array(readings[$0..<min($0 + width, readings.count)])
        }
    }

    private func answer(_ question: Question) async -> Found {
        let reply = await asker.ask(question.name, question.type, at: question.server)
        return Found(
            place: question.place,
            reading: NameReading(question.name, question.type, at: question.server, reply))
    }
}
