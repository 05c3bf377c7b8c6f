/// Digests of the same ranges on both sides, computed by both stores at once.
struct RangeDigests: Sendable {
    let plan: ComparisonPlan
    let kind: DigestKind
    let calls: Sides<StoreCalls>

    func digests(of ranges: [KeyRange]) async throws(CouldNotCheck) -> [Sides<RangeDigest>] {
        async let old = side(.old, ranges)
        async let new = side(.new, ranges)
        do {
            return zip(try await old, try await new).map { Sides(old: $0, new: $1) }
        } catch {
            throw (error as? CouldNotCheck) ?? .cancelled
        }
    }

    private func side(_ side: Side, _ ranges: [KeyRange]) async throws(CouldNotCheck) -> [RangeDigest] {
        var digests: [RangeDigest] = []
        let clock = SteadyClock()
        for range in ranges {
            _ = try await calls[side].turn()
            let asked = clock.now
            let (reading, kind) = (plan.readings[side], kind)
            let digest = try await calls[side].patiently { store throws(CouldNotCheck) in
                try await store.digest(range, of: reading, as: kind)
            }
            await calls[side].took(clock.now - asked, rows: digest.rows)
            digests.append(digest)
        }
        return digests
    }
}
