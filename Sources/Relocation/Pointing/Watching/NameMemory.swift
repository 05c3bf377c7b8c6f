/// What was seen of the names over time; kept between runs, because a TTL counts only from when it was seen.
public struct NameMemory: Sendable, Hashable, Codable {
    public struct Sight: Sendable, Hashable, Codable {
        /// Since when every look found a TTL that is low enough; ms. Nil while the last one did not.
        public var lowSince: Int?
        /// The highest TTL ever seen there, in seconds.
        public var highest = 0
    }

    /// By name, type and server that holds the zone.
    public private(set) var sights: [String: Sight] = [:]
    /// By name: since when all servers that hold the zone lead to where it shall; ms.
    public private(set) var moved: [String: Int] = [:]

    public init() {}

    /// What an earlier move of the same names has seen of their TTLs; where they led then is of no matter.
    public init(after earlier: NameMemory) { sights = earlier.sights }

    static func key(_ reading: NameReading) -> String { "\(reading.name) \(reading.type) \(reading.server)" }

    /// Takes in one round.
    /// - Parameters:
    ///   - low: the TTL that is low enough, in seconds.
    ///   - time: ms
    public mutating func take(_ readings: [NameReading], to destination: Destination, low: Int, at time: Int) {
        for reading in readings where reading.outcome == .answered {
            guard let ttl = reading.ttl else { continue }
            let key = Self.key(reading)
            var sight = sights[key] ?? Sight()
            sight.highest = max(sight.highest, ttl)
            // A resolver counts down: what it says of the TTL is no more than a floor for what it was.
            if reading.server.role == .authoritative {
                sight.lowSince = ttl <= low ? sight.lowSince ?? time : nil
            }
            sights[key] = sight
        }
        let holders = readings.filter { $0.server.role == .authoritative }
        for (name, own) in Dictionary(grouping: holders, by: \.name) {
            let key = name.description
            if own.allSatisfy(destination.isReached) {
                moved[key] = moved[key] ?? time
            } else {
                moved[key] = nil
            }
        }
    }

    public func movedAt(_ name: DomainName) -> Int? { moved[name.description] }

    func sight(_ reading: NameReading) -> Sight? { sights[Self.key(reading)] }

    /// The highest TTL that any server was ever seen with, in seconds; 0 for none.
    public var highest: Int { sights.values.map(\.highest).max() ?? 0 }
}
