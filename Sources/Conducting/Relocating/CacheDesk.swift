package import Planning
package import Relocation

/// Empties the caches that remember a side's database, when that side gains it.
package struct CacheDesk: Sendable {
    private struct Cache: Sendable {
        let id: String
        let side: System.Side
        let host: Host
        let words: [String]
        /// Ends well only where the cache is empty; none where nobody wrote one.
        let seen: [String]
    }

    private let caches: [Cache]
    /// For one command: shoppers wait for it.
    private let limit: Duration

    package init(
        _ plan: Plan, _ logins: PlanLogins, within limit: Duration = .seconds(5)
    ) throws(RelocationError) {
        var caches: [Cache] = []
        for cache in plan.relocation?.caches ?? [] {
            caches.append(
                Cache(
                    id: cache.id.value.rawValue, side: cache.side.value, host: try logins.host(of: cache.flush),
                    words: cache.flush.command.map(\.value), seen: cache.flush.seen.map(\.value)))
        }
        self.caches = caches
        self.limit = limit
    }

    /// Empties all caches of one side at once, and those that both sides ask; has it proved where the plan says how.
    /// - Returns: in words for people; empty where the side has none.
    package func flush(_ side: PlanSide) async throws(RelocationError) -> String {
        let own = caches.filter { $0.side == .shared || $0.side.rawValue == side.rawValue }
        let outcomes = await withTaskGroup(of: Result<String, RelocationError>.self) { group in
            for cache in own { group.addTask { await flush(cache) } }
            return await group.reduce(into: [Result<String, RelocationError>]()) { $0.append($1) }
        }
        var emptied: [String] = []
        for outcome in outcomes { emptied.append(try outcome.get()) }
        return emptied.isEmpty ? "" : "\(emptied.sorted().joined(separator: ", ")) emptied"
    }

    private func flush(_ cache: Cache) async -> Result<String, RelocationError> {
        do throws(RelocationError) {
            guard !cache.words.isEmpty else {
                throw .obstacles(
                    step: "emptying caches",
                    lines: ["no command empties `\(cache.id)`: write `relocation.caches[].flush.command`"])
            }
            let mend = "it must empty the cache `\(cache.id)`; mend what it names, then run this again"
            try await cache.host.run(cache.words, within: limit).succeeded(mend: mend)
            if !cache.seen.isEmpty { try await cache.host.run(cache.seen, within: limit).succeeded(mend: mend) }
            return .success(cache.id)
        } catch {
            return .failure(error)
        }
    }
}
