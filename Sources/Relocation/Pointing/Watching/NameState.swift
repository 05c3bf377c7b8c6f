/// How one server stands to one name's move.
public enum NameState: Sendable, Hashable {
    case agrees
    /// It says something else; a resolver may for as long as it remembers, in seconds.
    case before(ttl: Int)
    /// A resolver says something else longer than it may: so many seconds.
    case stale(over: Int)
    /// It says that there is no such name, or no address at all.
    case missing
    case lame(String)
    case silent(String)
    case malformed(String)

    public var word: String {
        switch self {
        case .agrees: "agrees"
        case .before: "not yet"
        case .stale: "STALE"
        case .missing: "NO SUCH NAME"
        case .lame: "LAME"
        case .silent: "SILENT"
        case .malformed: "MALFORMED"
        }
    }
}

/// One line of the watch: what one server says about one name.
public struct NameLine: Sendable, Hashable {
    public let name: DomainName
    public let server: NameServer
    /// Of both types of address, in their order.
    public let readings: [NameReading]
    public let state: NameState

    /// What is said, in words.
    public var place: String {
        // Both types mostly lead over the same alias, which is said once.
        let byAlias = Dictionary(grouping: readings, by: \.chain.last)
        let places = byAlias.compactMap { alias, own -> String? in
            let list = Set(own.flatMap(\.addresses)).sorted().map(\.description).joined(separator: ", ")
            guard let alias else { return list.isEmpty ? nil : list }
            return list.isEmpty ? "\(alias)" : "\(alias) (\(list))"
        }
        return places.isEmpty ? "-" : places.sorted().joined(separator: ", ")
    }

    /// Seconds that what is said may be remembered.
    public var ttl: Int? { readings.compactMap(\.ttl).max() }

    /// What people must know besides the state's word.
    public var detail: String {
        switch state {
        case .agrees: ""
        case .before(let ttl):
            server.role == .resolver ? "remembers what was before, for \(ttl) s at most" : wanting
        case .stale(let over): "still says so \(over) s after the longest it may be remembered"
        case .missing: "no such name, or no address"
        case .lame(let why), .silent(let why), .malformed(let why): why
        }
    }

    /// Which types of address lead elsewhere.
    private var wanting: String {
        let odd = readings.filter { $0.type == .aaaa && !$0.addresses.isEmpty }
        return odd.isEmpty ? "" : "AAAA leads to \(odd.map(\.place).joined(separator: ", "))"
    }
}

extension NameLine {
    /// - Parameters:
    ///   - movedAt: since when all servers that hold the zone lead there, in ms; nil while one does not.
    ///   - longest: seconds for which an answer from before may be remembered after that.
    ///   - time: ms
    public init(
        _ readings: [NameReading], to destination: Destination, movedAt: Int?, longest: Int, at time: Int
    ) {
        let first = readings[0]
        self.init(
            name: first.name, server: first.server, readings: readings,
            state: Self.state(readings, destination, movedAt: movedAt, longest: longest, at: time))
    }

    /// Seconds by which clocks and rounding may err before a resolver is called stale.
    static let slack = 2

    private static func state(
        _ readings: [NameReading], _ destination: Destination, movedAt: Int?, longest: Int, at time: Int
    ) -> NameState {
        for reading in readings {
            switch reading.outcome {
            case .silent(let why): return .silent(why)
            case .malformed(let why): return .malformed(why)
            case .lame(let why): return .lame(why)
            case .answered, .noSuchName: break
            }
        }
        if readings.allSatisfy(destination.isReached) { return .agrees }
        let role = readings[0].server.role
        if role == .resolver, let movedAt {
            let over = (time - movedAt) / 1_000 - longest
            if over > slack { return .stale(over: over) }
        }
        // A resolver remembers that there was no such name, too; a server of the zone is to be told.
        if readings.allSatisfy({ $0.addresses.isEmpty && $0.chain.isEmpty }) { return .missing }
        return .before(ttl: readings.compactMap(\.ttl).max() ?? 0)
    }
}
