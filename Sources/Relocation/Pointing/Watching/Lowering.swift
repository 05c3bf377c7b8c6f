/// Whether names may be moved: only when every server that holds them has been seen with the low TTL for as long as an
/// answer from before may be remembered.
public struct Lowering: Sendable, Hashable {
    /// A record whose TTL is still high.
    public struct High: Sendable, Hashable, CustomStringConvertible {
        public let name: DomainName
        public let type: DNSType
        public let server: NameServer
        public let ttl: Int

        public var description: String { "\(name) \(type) at \(server) lives for \(ttl) s" }
    }

    public enum State: Sendable, Hashable {
        /// Servers of the zone that say nothing about the names: what cannot be seen is not low.
        case unseen([NameLine])
        case high([High])
        /// Low since `since`, and not for long enough; both ms.
        case waiting(since: Int, until: Int)
        case done(since: Int)
    }

    public let state: State
    /// What an answer from before may live, in seconds, and where that comes from.
    public let old: Int
    public let source: String

    /// Where neither the plan says it nor any look has seen it.
    public static let assumed = 86_400

    /// - Parameters:
    ///   - lines: of the servers that hold the zones.
    ///   - declared: what the plan says of the TTL before, in seconds.
    public init(_ lines: [NameLine], _ memory: NameMemory, low: Int, declared: Int?, at time: Int) {
        let measured = memory.highest > low ? memory.highest : 0
        if let declared, declared >= measured {
            (old, source) = (declared, "the plan's old_ttl")
        } else if measured > 0 {
            (old, source) = (measured, declared == nil ? "as measured" : "as measured, above the plan's old_ttl")
        } else {
            (old, source) = (Self.assumed, "assumed: the plan has no old_ttl, and none was seen")
        }
        let holders = lines.filter { $0.server.role == .authoritative }
        let blind = holders.filter { line in !line.readings.contains { $0.outcome == .answered && $0.ttl != nil } }
        guard blind.isEmpty, !holders.isEmpty else {
            state = .unseen(blind)
            return
        }
        let readings = holders.flatMap(\.readings).filter { $0.ttl != nil && $0.outcome == .answered }
        let high = readings.compactMap { reading in
            (reading.ttl ?? 0) > low
                ? High(name: reading.name, type: reading.type, server: reading.server, ttl: reading.ttl ?? 0) : nil
        }
        guard high.isEmpty else {
            state = .high(high)
            return
        }
        let since = readings.map { memory.sight($0)?.lowSince ?? time }.max() ?? time
        let until = since + old * 1_000
        state = time >= until ? .done(since: since) : .waiting(since: since, until: until)
    }
}
